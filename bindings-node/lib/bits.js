// Bit-fields: bits `shift..shift + width` of the little-endian integer at an address.
'use strict';

const { convert, inRange } = require('./number.js');

// How one is handled in memory, see `objectOf`.
function bitsObject(access) {
  const { shift, width } = access;
  const size = Math.ceil((shift + width) / 8);
  return size <= 4 ? inWord(access, size) : straddling(access, size);
}

// JavaScript reads and writes integers of 1, 2 and 4 bytes at once.
const READ = {
  1: 'view.getUint8(at)',
  2: 'view.getUint16(at, true)',
  3: '(view.getUint16(at, true) | (view.getUint8(at + 2) << 16))',
  4: 'view.getInt32(at, true)',
};
const WRITE = {
  1: 'view.setUint8(at, all);',
  2: 'view.setUint16(at, all, true);',
  3: 'view.setUint16(at, all, true); view.setUint8(at + 2, all >> 16);',
  4: 'view.setInt32(at, all, true);',
};

// Within four bytes: emitted, with its numbers in it.
function inWord({ shift, width, signed, is_bool: isBool }, size) {
  const range = rangeOf(width, signed);
  const mask = (2 ** width - 1) * 2 ** shift;
  const top = `(${READ[size]} << ${32 - shift - width})`;
  const loaded = `${top} ${signed ? '>>' : '>>>'} ${32 - width}`;
  const bad = isBool
    ? "typeof value !== 'boolean'"
    : `typeof value !== 'number' || !(value >= ${range.low} && value <= ${range.high}) || value % 1 !== 0`;
  const slow = isBool ? (value, where) => Number(convert('bool', value, where)) : inRange;
  const body = `return {
    load(home, at) { const { view } = home; return ${isBool ? `(${loaded}) !== 0` : loaded}; },
    store(home, at, value, where) {
      if (${bad}) value = ${isBool ? 'slow(value, where)' : 'slow(range, value, where)'};
      const { view } = home;
      const all = (${READ[size]} & ${~mask | 0}) | ((value << ${shift}) & ${mask | 0});
      ${WRITE[size]}
    },
  }`;
  return { size, ...new Function('slow', 'range', body)(slow, range) };
}

function rangeOf(width, signed) {
  const half = 2n ** BigInt(width - 1);
  const [low, high] = signed ? [-half, half - 1n] : [0n, 2n * half - 1n];
  // Up to 32 bits a number holds them.
  return width > 32 ? { low, high } : { low: Number(low), high: Number(high) };
}

// Any others, byte by byte.
function straddling({ shift, width, signed, is_bool: isBool }, size) {
  const mask = ((1n << BigInt(width)) - 1n) << BigInt(shift);
  const range = rangeOf(width, signed);
  const all = (view, at) => {
    let bits = 0n;
    for (let i = size - 1; i >= 0; i--) bits = (bits << 8n) | BigInt(view.getUint8(at + i));
    return bits;
  };
  return {
    size,
    load(home, at) {
      const bits = (all(home.view, at) & mask) >> BigInt(shift);
      if (isBool) return bits !== 0n;
      const value = signed ? BigInt.asIntN(width, bits) : bits;
      return width > 32 ? value : Number(value);
    },
    store(home, at, value, where) {
      const given = isBool ? Number(convert('bool', value, where)) : inRange(range, value, where);
      const { view } = home;
      let bits = (all(view, at) & ~mask) | ((BigInt(given) << BigInt(shift)) & mask);
      for (let i = 0; i < size; i++, bits >>= 8n) view.setUint8(at + i, Number(bits & 0xffn));
    },
  };
}

module.exports = { bitsObject };
