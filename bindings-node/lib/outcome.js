// Results of functions with facts, and arguments of host functions with facts: the JavaScript that
// makes each of the registers and of what the native half brought.
'use strict';

const { ROOM_MAX, DATA } = require('./frame.js');
const { reserve } = require('./home.js');
const { emitLift, fromImage, liftSlot } = require('./lift.js');
const { objectOf } = require('./object.js');

const TYPED = {
  bool: Uint8Array,
  u8: Uint8Array,
  i8: Int8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
  f32: Float32Array,
  f64: Float64Array,
};

// Whether the native half brings it as a text.
function isText({ value }) {
  return value.op === 'text' || (value.op === 'direct' && value.lift.op === 'text');
}

// Whether all of it is in registers.
function isInSlots({ value }) {
  if (value.op === 'direct') return value.lift.op !== 'text';
  return value.op === 'handle' || value.op === 'leased';
}

// The expression for one result of a call, once the code before it ran.
function emitOutcome(emission, outcome) {
  const { value } = outcome;
  if (value.op === 'direct' && value.lift.op !== 'text') {
    const { op, number } = value.lift;
    const isMemory = op === 'area' || (op === 'single' && number === 'v128');
    return isMemory ? emitLift(emission, value.lift).value : direct(emission, value);
  }
  return liftOutcome(emission, outcome, {
    value: () => (emission.givesText ? 'e' : named(emission, 'e[next++]')),
    bytes: (address, size) => emitBytes(emission, address, size),
    isLent: false,
  });
}

// The expression for an argument of a host function; `values` are what the native half brought.
function emitArgument(names, outcome, values) {
  if (outcome.value.op === 'direct') return direct(names, outcome.value);
  const next = () => `v[${values.count++}]`;
  return liftOutcome(names, outcome, { value: next, bytes: next, isLent: true });
}

function direct(names, { lift, register }) {
  return liftSlot(names, lift, register, isPair(lift) ? 2 : 1);
}

// Whether it takes two slots.
function isPair({ op, wide, bits }) {
  if (op !== 'wide') return false;
  return wide === 'i128' || wide === 'u128' || wide === 'f128' || (wide === 'bitint' && bits > 64);
}

function liftOutcome(names, { value }, source) {
  const { state } = names;
  const length = `U32[${value.length * 2}]`;
  switch (value.op) {
    case 'direct':
    case 'text':
    case 'texts':
      return source.value();
    case 'bytes':
      return source.bytes(value.address, length);
    case 'elements': {
      const bytes = source.bytes(value.address, `${length} * ${value.stride}`);
      return `${names.bind('elements', elements(state, value))}(${bytes})`;
    }
    case 'object': {
      const { size } = value.layout;
      return `${fromImage(names, value.value, size)}(${source.bytes(value.address, size)}, 0)`;
    }
    case 'handle': {
      const [place, serial] = [value.register * 2, value.register * 2 + 1];
      return `S.handles.lift(${value.handle}, U32[${place}], U32[${serial}], ${source.isLent})`;
    }
    case 'handles': {
      const bytes = source.bytes(value.address, `${length} * 8`);
      return `S.handles.list(${value.handle}, ${bytes}, ${source.isLent})`;
    }
    default: {
      const [place, serial] = [value.lease * 2, value.lease * 2 + 1];
      const address = `U32[${value.address * 2}]`;
      return `S.leasedAt(${Number(value.pointer)}, ${address}, U32[${place}], U32[${serial}])`;
    }
  }
}

// Bytes from the data area, where they follow each other, or from `e` where they did not fit.
function emitBytes(emission, address, size) {
  const b = `b${emission.after.length}`;
  emission.after.push(`let ${b} = null;
    if (U32[${address * 2}] !== 0) {
      const size = ${size};
      if (cursor + size <= ${ROOM_MAX}) {
        ${b} = U8.slice(${DATA} + cursor, ${DATA} + cursor + size);
        cursor = (cursor + size + 15) & -16;
      } else ${b} = e[next++];
    }`);
  return b;
}

// A name for an expression that must be evaluated in its turn.
function named(emission, expression) {
  const name = `v${emission.after.length}`;
  emission.after.push(`const ${name} = ${expression};`);
  return name;
}

// From the bytes of elements to a typed array of numbers, or to a list of all else.
function elements(state, { element, stride }) {
  const Typed = element.access === 'number' ? TYPED[element.number] : undefined;
  if (Typed !== undefined && Typed.BYTES_PER_ELEMENT === stride) {
    return (bytes) =>
      bytes === null || Typed === Uint8Array ? bytes : new Typed(bytes.buffer, bytes.byteOffset);
  }
  let object;
  return (bytes) => {
    if (bytes === null) return null;
    object ??= objectOf(state, element);
    const { home, at } = reserve(bytes.length);
    home.bytes.set(bytes, at);
    return Array.from({ length: Math.floor(bytes.length / stride) }, (_, i) =>
      object.load(home, at + i * stride),
    );
  };
}

module.exports = { emitOutcome, emitArgument, isText, isInSlots };
