// Numbers of up to 64 bits: the checks that emitted code makes, and what happens when one fails.
'use strict';

const { fail } = require('./native.js');
const { HANDLE, KIND } = require('./symbol.js');

const integer = (get, set, size, low, high, bad) => ({ get, set, size, low, high, bad, kind: 'i' });
const big = (get, set, low, high, wrap, negative) => ({
  get,
  set,
  size: 8,
  low,
  high,
  kind: 'b',
  bad: (a) =>
    `typeof ${a} === 'bigint' ? BigInt.${wrap}(64, ${a}) !== ${a} : ` +
    `!Number.isSafeInteger(${a})${negative ? '' : ` || ${a} < 0`}`,
});
const floating = (get, set, size) => ({
  get,
  set,
  size,
  kind: 'f',
  bad: (a) => `typeof ${a} !== 'number'`,
});
const not = (expression) => (a) =>
  `typeof ${a} !== 'number' || (${expression.replaceAll('$', a)}) !== ${a}`;

// By the plan's name of the form: how a DataView reads and writes it, which values fit, and the
// JavaScript condition that says that the variable `a` holds something else.
const NUMBERS = {
  bool: {
    get: 'getUint8',
    set: 'setUint8',
    size: 1,
    kind: '?',
    bad: (a) => `typeof ${a} !== 'boolean'`,
  },
  i8: integer('getInt8', 'setInt8', 1, -0x80, 0x7f, not('$ << 24 >> 24')),
  u8: integer('getUint8', 'setUint8', 1, 0, 0xff, not('$ & 255')),
  i16: integer('getInt16', 'setInt16', 2, -0x8000, 0x7fff, not('$ << 16 >> 16')),
  u16: integer('getUint16', 'setUint16', 2, 0, 0xffff, not('$ & 65535')),
  i32: integer('getInt32', 'setInt32', 4, -0x80000000, 0x7fffffff, not('$ | 0')),
  u32: integer('getUint32', 'setUint32', 4, 0, 0xffffffff, not('$ >>> 0')),
  i64: big('getBigInt64', 'setBigInt64', -(1n << 63n), (1n << 63n) - 1n, 'asIntN', true),
  u64: big('getBigUint64', 'setBigUint64', 0n, (1n << 64n) - 1n, 'asUintN', false),
  f32: floating('getFloat32', 'setFloat32', 4),
  f64: floating('getFloat64', 'setFloat64', 8),
};
// What `value` is as that number. Called when the quick check did not pass: some of what comes
// here is still fine, the rest is refused with a message that starts with `where`.
function convert(form, value, where) {
  const number = NUMBERS[form];
  if (number.kind === 'f') {
    if (typeof value === 'number') return value;
    // C converts integers the same way, rounding to nearest.
    if (typeof value === 'bigint') return Number(value);
    fail('SB0302', `${where}: expected a number, got ${describe(value)}`);
  }
  if (number.kind === '?') {
    if (typeof value === 'boolean') return value;
    if (value === 0 || value === 1 || value === 0n || value === 1n) return Boolean(value);
    if (!isInteger(value)) fail('SB0302', `${where}: expected a boolean, got ${describe(value)}`);
    fail('SB0303', `${where}: expected an integer from 0 to 1, got ${value}`);
  }
  return inRange(number, value, where);
}

// The integer as the type that `range` counts in (number or bigint), when it lies within.
function inRange(range, value, where) {
  const expected = `expected an integer from ${range.low} to ${range.high}`;
  if (!isInteger(value)) fail('SB0302', `${where}: ${expected}, got ${describe(value)}`);
  if (value < range.low || value > range.high) {
    fail('SB0303', `${where}: ${expected}, got ${value}`);
  }
  if (typeof range.low === 'number') return Number(value);
  // Beyond 2^53 a number is not the one that was meant.
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    fail('SB0303', `${where}: ${expected}, got ${value}, which is not exact`, 'pass a bigint');
  }
  return BigInt(value);
}

function isInteger(value) {
  return typeof value === 'bigint' || Number.isInteger(value);
}

// A value in words, for messages.
function describe(value) {
  switch (typeof value) {
    case 'string':
      return `text of ${value.length} characters`;
    case 'number':
      return Number.isInteger(value) ? String(value) : `the floating number ${value}`;
    case 'object':
      return value === null ? 'null' : describeObject(value);
    case 'undefined':
      return 'undefined';
    case 'function':
      return 'a function';
    default:
      return String(value);
  }
}

function describeObject(value) {
  if (Array.isArray(value)) return `a list of ${value.length} values`;
  if (ArrayBuffer.isView(value)) {
    return `a ${value.constructor.name} of ${value.byteLength} bytes`;
  }
  if (value[KIND] === HANDLE) return `a \`${value.constructor.name}\``;
  const name = Object.prototype.toString.call(value).slice(8, -1);
  return name === 'Object' ? 'an object' : `an object of type ${name}`;
}

module.exports = { NUMBERS, convert, inRange, describe };
