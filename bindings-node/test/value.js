// The notation of values in conformance vectors: making them and comparing with them.
'use strict';

const assert = require('node:assert/strict');
const { Handle, LongDouble, Pointer } = require('..');

const TYPED = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
  f32: Float32Array,
  f64: Float64Array,
};
const FLOATS = { nan: NaN, inf: Infinity, '-inf': -Infinity };

function bytes(given) {
  const hex = typeof given === 'string' ? given : given.repeat.repeat(given.times);
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

const text = (given) => (typeof given === 'string' ? given : given.repeat.repeat(given.times));
const float = (given) => FLOATS[given] ?? Number(given);
const typed = ({ array, values }) => {
  const isBig = array === 'i64' || array === 'u64';
  return TYPED[array].from(
    values.map((one) => (isBig ? BigInt(one.int ?? one) : plainNumber(one))),
  );
};
const plainNumber = (one) => (typeof one === 'number' ? one : float(one.float ?? one.int));

// Makes the value; `kept` has what earlier steps kept.
function make(spec, lib, kept, run) {
  if (spec === null || typeof spec !== 'object') return spec;
  if (Array.isArray(spec)) return spec.map((one) => make(one, lib, kept, run));
  const value = makeObject(spec, lib, kept, run);
  if (spec.as !== undefined) kept[spec.as] = value;
  return value;
}

function makeObject(spec, lib, kept, run) {
  const members = (given) =>
    Object.fromEntries(
      Object.entries(given).map(([name, one]) => [name, make(one, lib, kept, run)]),
    );
  if ('ref' in spec) return kept[spec.ref];
  if ('int' in spec) return BigInt(spec.int);
  if ('float' in spec) return float(spec.float);
  if ('text' in spec) return text(spec.text);
  if ('utf16' in spec) return Buffer.from(spec.utf16, 'hex').swap16().toString('utf16le');
  if ('bytes' in spec) return bytes(spec.bytes);
  if ('buffer' in spec) return bytes(spec.buffer);
  if ('array' in spec) return typed(spec);
  if ('record' in spec) {
    const Class = lib.types[spec.record];
    if (spec.values) return new Class(...spec.values.map((one) => make(one, lib, kept, run)));
    return spec.members ? new Class(members(spec.members)) : new Class();
  }
  if ('members' in spec) return members(spec.members);
  if ('callback' in spec) return run.callback(spec, lib, []);
  if ('typed' in spec) return lib.typed(spec.typed, make(spec.value, lib, kept, run));
  if ('complex' in spec) {
    const [re, im] = spec.complex.map((one) => make(one, lib, kept, run));
    return { re, im };
  }
  if ('f128' in spec) return LongDouble.fromBytes(bytes(spec.f128));
  throw new Error(`a value that this runner does not know: ${JSON.stringify(spec)}`);
}

// Checks that `value` is what the notation says.
function compare(value, spec, kept) {
  if (spec === null) return assert.ok(value === null || value === undefined, `got ${value}`);
  if (typeof spec !== 'object') return assert.strictEqual(value, spec);
  if (Array.isArray(spec)) {
    assert.strictEqual(value.length, spec.length);
    return spec.forEach((one, i) => compare(value[i], one, kept));
  }
  if ('ref' in spec) return compareKept(value, kept[spec.ref]);
  if ('int' in spec) return assert.strictEqual(value, BigInt(spec.int));
  if ('float' in spec) {
    const number = value instanceof LongDouble ? value.valueOf() : value;
    return assert.ok(Object.is(number, float(spec.float)), `got ${value}`);
  }
  if ('complex' in spec) {
    compare(value.re, spec.complex[0], kept);
    return compare(value.im, spec.complex[1], kept);
  }
  if ('f128' in spec) return assert.deepStrictEqual(value.toBytes(), bytes(spec.f128));
  if ('function' in spec) {
    assert.strictEqual(typeof value, 'function', `got ${value}`);
    return assert.strictEqual(value.type, spec.function);
  }
  if ('text' in spec) return assert.strictEqual(value, text(spec.text));
  if ('bytes' in spec || 'buffer' in spec) {
    return assert.deepStrictEqual(Uint8Array.from(value), bytes(spec.bytes ?? spec.buffer));
  }
  if ('array' in spec) return assert.deepStrictEqual(value, typed(spec));
  if ('members' in spec) {
    return Object.entries(spec.members).forEach(([name, one]) => compare(value[name], one, kept));
  }
  if ('pointer' in spec) {
    assert.ok(value instanceof Pointer, `got ${value}`);
    return assert.strictEqual(value.type, spec.pointer);
  }
  if ('handle' in spec) {
    assert.ok(value instanceof Handle, `got ${value}`);
    return assert.strictEqual(value.constructor.name, spec.handle);
  }
  if ('results' in spec) {
    const names = spec.results.map(([name]) => camel(name));
    assert.deepStrictEqual(Object.keys(value), names);
    return spec.results.forEach(([name, one]) => compare(value[camel(name)], one, kept));
  }
  throw new Error(`a value that this runner does not know: ${JSON.stringify(spec)}`);
}

// `open_file` as `openFile`.
function camel(name) {
  const [first, ...rest] = name.replace(/^_+/, '').split('_').filter(Boolean);
  const isShouted = first === first.toUpperCase();
  const shouted = rest.length > 0 && rest.join('') === rest.join('').toUpperCase();
  const head = isShouted ? first.toLowerCase() : first[0].toLowerCase() + first.slice(1);
  const tail = rest.map(
    (word) => word[0].toUpperCase() + (shouted ? word.slice(1).toLowerCase() : word.slice(1)),
  );
  return [head, ...tail].join('') + (name.endsWith('_') ? '_' : '');
}

function compareKept(value, other) {
  if (typeof value?.equals === 'function') assert.ok(value.equals(other));
  else assert.deepStrictEqual(value, other);
}

module.exports = { make, compare, bytes, camel };
