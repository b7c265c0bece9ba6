// Functions: for each C function the JavaScript that its plan amounts to, emitted when it is first
// asked for. A call checks its arguments, writes the call frame, enters the library and reads the
// result from the frame.
//
// Two passes keep nested uses apart: everything that may run the caller's own code (getters,
// iterators) comes before the first write to the frame.
'use strict';

const { Emission } = require('./emission.js');
const {
  SLOTS,
  AT_BASE,
  AT_ROOM,
  AT_INPUT,
  AT_OUTPUT_START,
  AT_OUTPUT_END,
  AT_FUNCTION,
} = require('./frame.js');
const { emitLift } = require('./lift.js');
const { emitLower } = require('./lower.js');
const { fail, revived } = require('./native.js');

// The forms of native entries.
const SCALARS = 0;
const DATA_IN_FRAME = 1;
const TEXT_RESULT = 2;
const LARGE_BUFFERS = 3;

// The function at that position of the interface.
function makeFunction(state, index) {
  const { prototype, plan, failure } = JSON.parse(state.native.function(index));
  const name = state.functions[index];
  const made =
    plan === null ? refusing(() => revived(failure)) : compiled(state, index, plan, prototype);
  return Object.defineProperties(made, {
    name: { value: name },
    length: { value: plan?.args.length ?? 0 },
    declaration: { value: prototype, enumerable: true },
    doc: { get: () => state.native.doc(name) ?? null, enumerable: true },
  });
}

function refusing(makeError) {
  return () => {
    throw makeError();
  };
}

function compiled(state, index, plan, prototype) {
  const emission = new Emission(state, plan, `${state.name}.${plan.name}`);
  return emission.plan.slots > SLOTS
    ? tooMany(emission)
    : emission.run(
        `return ${emitted(emission, prototype, (result) => emitEntry(emission, index, result))};`,
      );
}

// A function of an index in the function table, which gives what calls that function pointer.
function pointerCaller(state, signature) {
  const plan = JSON.parse(state.native.pointerPlan(signature));
  const emission = new Emission(state, plan, `${state.name}: \`${plan.name}\``);
  if (plan.slots > SLOTS) return () => tooMany(emission);
  const code = emitted(emission, plan.name, (result) =>
    emitPointerEntry(emission, signature, result),
  );
  return emission.run(`return (index, home) => ${code};`);
}

function tooMany({ where }) {
  return refusing(() => fail('SB0309', `${where} takes more than ${SLOTS} parameters`));
}

function emitted(emission, prototype, emitCall) {
  const { plan } = emission;
  for (const step of plan.lower) emitLower(emission, step);
  const result = emitLift(emission, plan.lift);
  return assembled(emission, prototype, emitCall(result), result.value);
}

// The function around the steps of an emission, its call and the expression for its result.
function assembled(emission, prototype, call, value) {
  const { plan } = emission;
  const params = plan.args.map((_, i) => `a${i}`);
  if (plan.is_variadic) params.push('...rest');
  const count = emission.bind('count', (given) =>
    wrongCount(emission.where, plan, prototype, given),
  );
  // Arguments that may be left out have something that stands for them.
  const least = plan.args.findLastIndex(({ omitted }) => omitted === undefined) + 1;
  const most = plan.is_variadic ? Infinity : plan.args.length;
  const isWrong =
    least === most
      ? `arguments.length !== ${most}`
      : `arguments.length < ${least}${most === Infinity ? '' : ` || arguments.length > ${most}`}`;
  const omitted = plan.args.map(({ omitted }, i) =>
    omitted === undefined ? '' : `if (a${i} === undefined) a${i} = ${standing(omitted)};`,
  );
  const body = `${emission.checks.join('\n')}
    ${held(emission)}
    ${emission.hasData ? frameStart(emission) : ''}
    ${emission.writes.join('\n')}
    ${call}
    ${emission.after.join('\n')}
    ${value === '' ? '' : `return ${value};`}`;
  return `function (${params.join(', ')}) {
    if (${isWrong}) ${count}(arguments.length);
    ${omitted.join('')}
    ${emission.outer.join('\n')}
    ${emission.finals.length === 0 ? body : `try { ${body} } finally { ${emission.finals.join('\n')} }`}
  }`;
}

// Host functions that the library keeps from the call on: all of them, or none.
function held({ holds }) {
  if (holds.length === 0) return '';
  return `const held = [];
    try { ${holds.join('\n')} } catch (error) { S.callbacks.letGo(held); throw error; }`;
}

function standing(omitted) {
  return omitted === 'null' ? 'null' : Number(omitted.number);
}

// What the data area stands for is asked at each call: calls from callbacks have another place.
function frameStart({ mayBeLarge }) {
  return `const base = U32[${AT_BASE}], room = U32[${AT_ROOM}];
    let top = 0, at = 0, out = 0, outEnd = 0;
    ${mayBeLarge ? 'let large = null;' : ''}`;
}

function emitEntry(emission, index, { isText }) {
  const { state, hasData, mayBeLarge } = emission;
  const form = isText ? TEXT_RESULT : hasData ? DATA_IN_FRAME : SCALARS;
  const enter = emission.bind('enter', state.native.entry(index, form));
  const isFailure = isText ? "typeof e === 'object' && e !== null" : 'e !== undefined';
  const check = `if (${isFailure}) S.raise(e);`;
  const none = `U32[${AT_INPUT}] = U32[${AT_OUTPUT_START}] = U32[${AT_OUTPUT_END}] = 0;`;
  if (!hasData) return `${isText ? none : ''} const e = ${enter}(); ${check}`;
  const header = `U32[${AT_INPUT}] = top; U32[${AT_OUTPUT_START}] = out; U32[${AT_OUTPUT_END}] = outEnd;`;
  if (!mayBeLarge) return `${header} const e = ${enter}(); ${check}`;
  // Few calls need this entry, so that it is made when one does.
  let native;
  const enterLarge = emission.bind('large', (list) => {
    native ??= state.native.entry(index, LARGE_BUFFERS);
    return isText ? native(list, true) : native(list);
  });
  return `${header} const e = large === null ? ${enter}() : ${enterLarge}(large); ${check}`;
}

// Function pointers have one entry, which takes everything.
function emitPointerEntry(emission, signature, { isText }) {
  let native;
  const enter = emission.bind('enter', (list) => {
    native ??= emission.state.native.pointerEntry(signature);
    return isText ? native(list, true) : native(list);
  });
  const { hasData, mayBeLarge } = emission;
  const header = hasData
    ? `U32[${AT_INPUT}] = top; U32[${AT_OUTPUT_START}] = out; U32[${AT_OUTPUT_END}] = outEnd;`
    : `U32[${AT_INPUT}] = U32[${AT_OUTPUT_START}] = U32[${AT_OUTPUT_END}] = 0;`;
  const isFailure = isText ? "typeof e === 'object' && e !== null" : 'e !== undefined';
  return `if (home.generation !== S.generation) home.check();
    ${header} U32[${AT_FUNCTION}] = index;
    const e = ${enter}(${hasData && mayBeLarge ? 'large ?? []' : '[]'}); if (${isFailure}) S.raise(e);`;
}

function wrongCount(where, { args, is_variadic: isVariadic }, prototype, given) {
  const least = args.findLastIndex(({ omitted }) => omitted === undefined) + 1;
  const range = least < args.length && !isVariadic ? `${least} to ${args.length}` : least;
  const plural = range === 1 ? '' : 's';
  fail(
    'SB0301',
    `${where} takes ${isVariadic ? 'at least ' : ''}${range} argument${plural}, got ${given}`,
    `its prototype is \`${prototype}\``,
  );
}

module.exports = { assembled, makeFunction, pointerCaller, refusing, tooMany };
