// Arguments of functions with facts: the JavaScript for what programs say of them. Lengths follow
// from what is given, so that each buffer or text writes two registers.
'use strict';

const { pointerArgument } = require('./argument.js');
const { Block } = require('./block.js');
const { refuseForeign } = require('./handle.js');
const { emitBlock, bringBack, putBytes } = require('./lower.js');
const { fail } = require('./native.js');
const { describe } = require('./number.js');
const { checkHalves, checkNul, putText, units } = require('./text.js');
const { KIND, ARRAY, HANDLE, POINTER, RECORD, STATE, PLACE, SERIAL, TYPE } = require('./symbol.js');
const { lazily } = require('./write.js');
const { DATA } = require('./frame.js');

// Text up to this length is copied character by character as long as it is ASCII.
const SHORT_TEXT = 24;

function emitGive(emission, index, position, give) {
  switch (give.op) {
    case 'handle':
      return emitHandle(emission, give);
    case 'data':
      return emitData(emission, give);
    case 'text':
      return emitText(emission, give);
    case 'callback':
      return emitCallback(emission, index, position, give);
    default:
      return emission.unsupported(give.arg, `a ${give.op} cannot be passed`);
  }
}

function emitHandle(emission, { arg, register, handle, nullable }) {
  const [a, p, s] = [`a${arg}`, `p${arg}`, `s${arg}`];
  const where = emission.parameter(arg);
  const symbols = ['KIND', 'STATE', 'PLACE', 'SERIAL'];
  const [kind, state, place, serial] = [KIND, STATE, PLACE, SERIAL].map((symbol, i) =>
    emission.bind(symbols[i], symbol),
  );
  const refuse = emission.bind('refuse', (value) =>
    refuseHandle(emission.state, handle, value, where),
  );
  emission.checks.push(`let ${p} = 0, ${s} = 0;
    ${nullable ? `if (${a} !== null)` : ''} {
      if (${a}?.[${kind}] !== ${HANDLE} || ${a}[${state}] !== S) ${refuse}(${a});
      ${p} = ${a}[${place}]; ${s} = ${a}[${serial}];
    }`);
  emission.writes.push(`U32[${register * 2}] = ${p}; U32[${register * 2 + 1}] = ${s};`);
}

function refuseHandle(state, kind, value, where) {
  const { name } = state.facts.handles[kind];
  if (value?.[KIND] === HANDLE) refuseForeign(state, value, where);
  fail('SB0302', `${where}: expected a \`${name}\`, got ${describe(value)}`);
}

// What was given is, once checked, an address in `x`, or bytes: `n` of them in `r` from `o` on; `c` is
// how many elements that are.
function emitData(emission, { arg, register, length, unit, pointer, nullable }) {
  const step = { ...pointer, ...pointer.pointee, slot: register };
  const where = emission.parameter(arg);
  const [a, x, r, o, n, p, c] = [...'axronpc'].map((letter) => letter + arg);
  const given = emission.bind(
    'given',
    lazily(() => dataArgument(emission.state, step, unit, nullable, where)),
  );
  const isList = step.element?.access === 'pointer';
  const quick =
    step.pointee === 'bytes' && unit === 1
      ? `if (${a} instanceof Uint8Array) { ${r} = ${a}; ${n} = ${c} = ${a}.length; } else`
      : '';
  emission.checks.push(`let ${x} = 0, ${r} = null, ${o} = 0, ${n} = 0, ${p} = -1, ${c} = 0;
    ${quick} {
      const g = ${given}(${a});
      ${c} = g.count;
      if (g.address !== undefined) ${x} = g.address;
      ${isList ? `else if (g.block !== undefined) k${arg}b = g.block;` : ''}
      else { ${r} = g.bytes; ${o} = g.offset; ${n} = g.length; }
    }`);
  emission.writes.push(`if (${r} !== null) { ${putBytes(step, x, r, o, n, p)} }`);
  if (isList) emitBlock(emission, arg);
  emission.writes.push(`U32[${register * 2}] = ${x};
    U32[${length * 2}] = ${c}; U32[${length * 2 + 1}] = 0;`);
  if (!step.is_const) emission.after.push(bringBack(r, o, n, p));
}

// From what was given to how many elements it has, with its address or with the bytes to copy.
function dataArgument(state, step, unit, nullable, where) {
  const convert = pointerArgument(state, step, where);
  const counted = (length) => Math.floor(length / unit);
  return (value) => {
    if (value === null && nullable) return { count: 0, address: 0 };
    if (value?.[KIND] === POINTER) {
      fail(
        'SB0302',
        `${where}: a \`${value.type}\` does not say how much it points to`,
        'give a buffer, or call the function of the C layer with a length',
      );
    }
    if (typeof value === 'string' && step.text) {
      checkHalves(value, where);
      const bytes = Buffer.from(`${value}\0`);
      return { count: bytes.length - 1, bytes, offset: 0, length: bytes.length };
    }
    if (value?.[KIND] === HANDLE) {
      fail('SB0302', `${where}: expected a buffer, got ${describe(value)}`);
    }
    const made = convert(value);
    // What lies in the library's memory already.
    if (typeof made === 'number') return { count: counted(extent(value)), address: made };
    if (made instanceof Block) return { count: value.length, block: made };
    const isText = typeof value === 'string';
    return { ...made, count: counted(made.length) - (isText ? 1 : 0) };
  };
}

// How many bytes a record or array has.
function extent(value) {
  if (value[KIND] === RECORD) return value[TYPE].size;
  return value[KIND] === ARRAY ? value.length * value[TYPE].stride : 0;
}

function emitText(emission, { arg, register, length, encoding, is_sized: isSized, nullable }) {
  const [a, x, r, o, n, p, c] = [...'axronpc'].map((letter) => letter + arg);
  const where = emission.parameter(arg);
  const refuse = emission.bind('refuse', (value) =>
    fail('SB0302', `${where}: expected text, got ${describe(value)}`),
  );
  const isOther = `typeof ${a} !== 'string'${nullable ? ` && ${a} !== null` : ''}`;
  emission.checks.push(`let ${x} = 0, ${r} = null, ${o} = 0, ${n} = 0, ${p} = -1, ${c} = 0;
    if (${isOther}) ${refuse}(${a});`);
  if (encoding === 'utf8') {
    emission.writes.push(utf8(emission, { arg, register, isSized, where }));
  } else {
    const encode = emission.bind('encode', (text) => encoded(text, encoding, isSized, where));
    const unit = encoding === 'utf16' ? 2 : 1;
    emission.checks.push(`if (${a} !== null) {
      ${r} = ${encode}(${a}); ${n} = ${r}.length; ${c} = ${n} / ${unit} - 1;
    }`);
    const step = { slot: register, is_const: true };
    emission.writes.push(`if (${r} !== null) { ${putBytes(step, x, r, o, n, p)} }`);
  }
  emission.writes.push(`U32[${register * 2}] = ${x};
    U32[${length * 2}] = ${c}; U32[${length * 2 + 1}] = 0;`);
}

function utf8(emission, { arg, register, isSized, where }) {
  const [a, x, p, c] = [...'axpc'].map((letter) => letter + arg);
  const { frame } = emission.state;
  const slow = emission.bind('text', (text, at, room) =>
    putText(frame, text, at, room, where, isSized),
  );
  const bytes = emission.bind('bytes', (text) => Buffer.byteLength(text));
  return `if (${a} !== null) {
      const length = ${a}.length;
      let i = 0;
      ${p} = top;
      if (length < ${SHORT_TEXT} && ${p} + length < room) {
        for (; i < length; i++) {
          const c = ${a}.charCodeAt(i);
          if (c === 0 || c > 127) break;
          U8[${DATA} + ${p} + i] = c;
        }
      } else i = -1;
      if (i === length) U8[${DATA} + ${p} + i] = 0;
      else i = ${slow}(${a}, ${p}, room - ${p});
      if (i < 0) { (large ??= []).push(${register}, ${a}, 0, 1); ${c} = ${bytes}(${a}); }
      else { ${x} = base + ${p}; top = ${p} + i + 1; ${c} = i; }
    }`;
}

// Text in other encodings, with its NUL.
function encoded(text, encoding, isSized, where) {
  if (!isSized) checkNul(text, where);
  if (encoding === 'utf16') return units(`${text}\0`, 2, where);
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 255) {
      fail('SB0306', `${where}: the character at ${i} is none of Latin-1`);
    }
  }
  return Buffer.from(`${text}\0`, 'latin1');
}

// A plain function has a C function pointer for the time of the call, or for as long as the core says.
function emitCallback(emission, index, position, give) {
  const { arg, register, nullable, is_held: isHeld } = give;
  const { callbacks } = emission.state;
  const where = emission.parameter(arg);
  const type = emission.bind('type', callbacks.known(index, position, give));
  const target = emission.bind('target', (value) =>
    value === null && !nullable
      ? fail('SB0302', `${where}: expected a function, got null`)
      : callbacks.target(give.signature, value, where),
  );
  const [a, x, l] = [`a${arg}`, `x${arg}`, `l${arg}`];
  const isFunction = `typeof ${a} === 'function' && ${a}[KIND] === undefined`;
  if (isHeld) {
    const object = emission.bind('object', (value) => callbacks.objectFunction(value));
    emission.checks.push(`let ${x} = 0, ${l} = null;
      if (${isFunction}) ${l} = ${a};
      else { ${x} = ${target}(${a}); ${l} = ${object}(${a}); }`);
    emission.holds.push(`if (${l} !== null) ${x} = S.callbacks.hold(${type}, ${a}, ${l}, held);`);
  } else {
    emission.outer.push(`let ${l} = null;`);
    emission.checks.push(`let ${x} = 0;
      if (${isFunction}) {
        ${l} = S.callbacks.takeAs(${type}, ${a});
        ${x} = ${l}.index;
      } else ${x} = ${target}(${a});`);
    emission.finals.push(`if (${l} !== null) S.callbacks.give(${l});`);
  }
  emission.writes.push(`U32[${register * 2}] = ${x};`);
}

module.exports = { emitGive };
