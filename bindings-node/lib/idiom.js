// Functions with facts: for each the JavaScript that its plan and its program amount to. It fills
// registers of the call frame with what the caller gives, enters the library once, and makes the
// results of what it finds in the frame.
'use strict';

const { assembled, refusing, tooMany } = require('./call.js');
const { Emission } = require('./emission.js');
const { SLOTS, AT_INPUT, AT_OUTPUT_START, AT_OUTPUT_END } = require('./frame.js');
const { emitGive } = require('./given.js');
const { emitLower } = require('./lower.js');
const { fail, revived } = require('./native.js');
const { emitOutcome, isInSlots, isText } = require('./outcome.js');
const { STATE } = require('./symbol.js');

// The function at that position of the interface with its facts applied.
function makeIdiom(state, index) {
  const described = JSON.parse(state.native.idiom(index));
  if (described === null) return state.function(index);
  const { prototype, plan, results, failure } = described;
  const name = state.functions[index];
  const made =
    failure === null
      ? compiled(state, index, plan, results, prototype)
      : refusing(() => revived(failure));
  return Object.defineProperties(made, {
    name: { value: name },
    length: { value: plan?.args.length ?? 0 },
    declaration: { value: prototype, enumerable: true },
    doc: { get: () => state.native.doc(name) ?? null, enumerable: true },
  });
}

function compiled(state, index, plan, results, prototype) {
  const emission = new Emission(state, plan, `${state.name}.${plan.name}`);
  if (plan.program.registers > SLOTS) return tooMany(emission);
  const { given, outcomes } = plan.program;
  emission.hasData = true;
  emission.mayBeLarge = true;
  for (const step of plan.lower) emitLower(emission, step);
  given.forEach((give, position) => emitGive(emission, index, position, give));
  const call = emitCall(emission, index, outcomes);
  const values = outcomes.map((outcome) => emitOutcome(emission, outcome));
  const value =
    values.length > 1
      ? `{ ${values.map((one, i) => `${JSON.stringify(results[i])}: ${one}`).join(', ')} }`
      : (values[0] ?? '');
  return emission.run(`return ${assembled(emission, prototype, call, value)};`);
}

function emitCall(emission, index, outcomes) {
  const enter = emission.bind('enter', emission.state.native.idiomEntry(index));
  const others = outcomes.filter((outcome) => !isInSlots(outcome));
  emission.givesText = others.length === 1 && isText(others[0]);
  const isFailure = emission.givesText
    ? "typeof e === 'object' && e !== null"
    : 'e !== undefined && e.length === 1';
  // Results follow what was given in the data area; those that do not fit are elements of `e`.
  const cursor =
    others.length === 0 || emission.givesText
      ? ''
      : 'let cursor = (Math.max(top, outEnd) + 15) & -16, next = 1;';
  return `U32[${AT_INPUT}] = top; U32[${AT_OUTPUT_START}] = out; U32[${AT_OUTPUT_END}] = outEnd;
    const e = large === null ? ${enter}() : ${enter}(large);
    if (${isFailure}) S.raise(e);
    ${cursor}`;
}

// The method of a handle's class that is the function at that position, called with the handle first.
// It serves all libraries of a family.
function makeMethod(name, index, plan) {
  const total = Math.max(plan.args.length - 1, 0);
  const params = Array.from({ length: total }, (_, i) => `a${i}`);
  const least = required(plan) - 1;
  const rest = plan.is_variadic ? ', ...rest' : '';
  const test = plan.is_variadic
    ? `arguments.length < ${least}`
    : `arguments.length < ${least} || arguments.length > ${total}`;
  const method = new Function(
    'STATE',
    'wrong',
    `'use strict'; return function (${[...params, ...(plan.is_variadic ? ['...rest'] : [])].join(', ')}) {
      const S = this[STATE];
      if (${test}) wrong(S, arguments.length);
      return (S.idioms[${index}] ?? S.idiom(${index}))(${['this', ...params].join(', ')}${rest});
    }`,
  )(STATE, (state, given) =>
    fail(
      'SB0301',
      `${state.name}.${plan.name} takes ${spelledCount(least, plan.is_variadic ? Infinity : total)}` +
        ` beside its object, got ${given}`,
      `its prototype is \`${plan.prototype}\``,
    ),
  );
  return Object.defineProperty(method, 'name', { value: name });
}

// How many arguments a call has at least.
function required({ args }) {
  return args.findLastIndex(({ omitted }) => omitted === undefined) + 1;
}

function spelledCount(least, most) {
  const plural = (count) => (count === 1 ? 'argument' : 'arguments');
  if (most === Infinity) return `at least ${least} ${plural(least)}`;
  return least === most ? `${most} ${plural(most)}` : `${least} to ${most} arguments`;
}

module.exports = { makeIdiom, makeMethod };
