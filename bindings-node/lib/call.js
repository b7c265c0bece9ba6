// Functions: for each C function the JavaScript that its plan amounts to, emitted when it is first
// asked for. A call checks its arguments, writes the call frame, enters the library and reads the
// result from the frame.
//
// Two passes keep nested uses apart: everything that may run the caller's own code (getters,
// iterators) comes before the first write to the frame. Names from the interface are never part
// of emitted text.
'use strict';

const { SLOTS, AT_BASE, AT_ROOM, AT_INPUT, AT_OUTPUT_START, AT_OUTPUT_END } = require('./frame.js');
const { emitLift } = require('./lift.js');
const { emitLower } = require('./lower.js');
const { fail, revived } = require('./native.js');
const { HOME, AT, KIND, POINTER, RECORD, TYPE } = require('./symbol.js');

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

// What emitted code refers to, and the code as it grows.
class Emission {
  constructor(state, plan) {
    this.state = state;
    this.plan = plan;
    this.where = `${state.name}.${plan.name}`;
    this.names = {
      ...state.frame,
      ...{ S: state, HOME, AT, KIND, POINTER, RECORD, TYPE },
    };
    // Checks and conversions, then writes to the frame, then what comes back.
    this.checks = [];
    this.writes = [];
    this.after = [];
    // Whether anything lies in the data area, and whether anything may be too large for it.
    this.hasData = false;
    this.mayBeLarge = false;
  }

  // Makes `value` known to the code under a name of its own.
  bind(prefix, value) {
    const name = `${prefix}_${Object.keys(this.names).length}`;
    this.names[name] = value;
    return name;
  }

  // How messages about that argument begin.
  parameter(arg) {
    const { name, spelling } = this.plan.args[arg];
    return `${this.where}: parameter \`${name}\` (${spelling})`;
  }

  // A call of this function fails, because the plan has something that is not done here.
  unsupported(arg, what) {
    const where = arg === undefined ? `${this.where}: result` : this.parameter(arg);
    this.checks.push(`${this.bind('refuse', () => fail('SB0309', `${where}: ${what}`))}();`);
  }
}

function compiled(state, index, plan, prototype) {
  const emission = new Emission(state, plan);
  if (plan.slots > SLOTS) {
    const error = () => fail('SB0309', `${emission.where} takes more than ${SLOTS} parameters`);
    return refusing(error);
  }
  for (const step of plan.lower) emitLower(emission, step);
  const result = emitLift(emission, plan.lift);
  const params = plan.args.map((_, i) => `a${i}`);
  const count = emission.bind('count', (given) =>
    wrongCount(emission.where, plan, prototype, given),
  );
  const call = emitEntry(emission, index, result);
  const body = `'use strict';
    return function (${params.join(', ')}) {
      if (arguments.length !== ${params.length}) ${count}(arguments.length);
      ${emission.checks.join('\n')}
      ${emission.hasData ? frameStart(emission) : ''}
      ${emission.writes.join('\n')}
      ${call}
      ${emission.after.join('\n')}
      ${result.value === '' ? '' : `return ${result.value};`}
    };`;
  return new Function(...Object.keys(emission.names), body)(...Object.values(emission.names));
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

function wrongCount(where, { args }, prototype, given) {
  const plural = args.length === 1 ? '' : 's';
  fail(
    'SB0301',
    `${where} takes ${args.length} argument${plural}, got ${given}`,
    `its prototype is \`${prototype}\``,
  );
}

module.exports = { makeFunction };
