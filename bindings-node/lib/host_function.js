// Host functions with facts: JavaScript functions that get texts, lists and handles where C passes
// pointers. For each kind the JavaScript is emitted that makes them.
'use strict';

const { Names } = require('./emission.js');
const { emitReturn } = require('./image.js');
const { fail } = require('./native.js');
const { describe } = require('./number.js');
const { emitArgument } = require('./outcome.js');

// What runs a function when C calls one of these facts; it gives the bytes for a room, if there is one.
function emitKnownAdapter(state, facts) {
  const { plan, program } = JSON.parse(state.native.idiomaticCallback(facts));
  const names = new Names(state);
  const where = `${state.name}: result of a \`${plan.declaration}\``;
  const values = { count: 0 };
  const params = program.given.map(
    (outcome, i) => `const x${i} = ${emitArgument(names, outcome, values)};`,
  );
  const call = `f(${params.map((_, i) => `x${i}`).join(', ')})`;
  if (program.room !== null) {
    const bytes = names.bind('bytes', (value) => bytesOf(value, where));
    return names.run(`return (f) => (v) => { ${params.join('\n')} return ${bytes}(${call}); };`);
  }
  const { before, after } = emitReturn(names, plan.result, where);
  return names.run(`return (f) => (v) => {
    ${before}
    ${params.join('\n')}
    ${after === '' ? `${call};` : `let r = ${call}; ${after}`}
  };`);
}

// What a host function returned for a room.
function bytesOf(value, where) {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return fail('SB0302', `${where}: expected bytes, got ${describe(value)}`);
}

module.exports = { emitKnownAdapter };
