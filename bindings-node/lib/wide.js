// Numbers that JavaScript does not have: `long double`, `_Float16`, integers of more than 64 bits,
// complex numbers and vectors.
'use strict';

const { fail, halfOfNumber, numberOfHalf, numberOfQuad } = require('./native.js');
const { quadOfInteger, quadOfNumber } = require('./native.js');
const { NUMBERS, convert, describe, inRange } = require('./number.js');
const { read, write } = require('./home.js');
const { KIND, LONG_DOUBLE, INSPECT } = require('./symbol.js');

const QUAD = 16;

// A `long double`: a number as JavaScript computes with it, and its exact 16 bytes.
class LongDouble {
  #bytes;
  #value;

  constructor(value = 0) {
    this.#bytes = quadBytes(value, 'LongDouble');
  }

  // The `long double` of that image.
  static fromBytes(bytes) {
    if (!(bytes instanceof Uint8Array) || bytes.length !== QUAD) {
      fail('SB0302', `LongDouble: expected ${QUAD} bytes, got ${describe(bytes)}`);
    }
    const made = new LongDouble();
    made.#bytes = bytes.slice();
    return made;
  }

  // Its image as in C's memory.
  toBytes() {
    return this.#bytes.slice();
  }

  // The nearest double, ties to even.
  valueOf() {
    return (this.#value ??= numberOfQuad(this.#bytes));
  }

  toString() {
    return String(this.valueOf());
  }

  toJSON() {
    return this.valueOf();
  }

  // Whether both have the same image.
  equals(other) {
    return other?.[KIND] === LONG_DOUBLE && Buffer.compare(this.#bytes, other.#bytes) === 0;
  }

  [INSPECT]() {
    return `LongDouble(${this})`;
  }
}
Object.defineProperty(LongDouble.prototype, KIND, { value: LONG_DOUBLE });

// The image of what is given for a `long double`.
function quadBytes(value, where) {
  if (value?.[KIND] === LONG_DOUBLE) return value.toBytes();
  if (typeof value === 'number') return quadOfNumber(value);
  if (typeof value === 'bigint') return quadOfInteger(String(value));
  return fail('SB0302', `${where}: expected a number, got ${describe(value)}`);
}

function wideObject({ wide, bits, signed, size }) {
  switch (wide) {
    case 'f128':
      return {
        size: QUAD,
        load: (home, at) => LongDouble.fromBytes(Uint8Array.from(read(home, at, QUAD))),
        store: (home, at, value, where) => write(home, at, quadBytes(value, where)),
      };
    case 'f16':
      return {
        size: 2,
        load: (home, at) => numberOfHalf(home.view.getUint16(at, true)),
        store(home, at, value, where) {
          home.view.setUint16(at, halfOfNumber(convert('f64', value, where)), true);
        },
      };
    case 'i128':
      return integerObject(128, true, 16);
    case 'u128':
      return integerObject(128, false, 16);
    default:
      return integerObject(bits, signed, size);
  }
}

// An integer of that many bits, sign- or zero-extended to its size. Up to 32 bits it is a number.
function integerObject(bits, signed, size) {
  if (bits > 128) return refusing(bits, size);
  const low = signed ? -(1n << BigInt(bits - 1)) : 0n;
  const high = (1n << BigInt(signed ? bits - 1 : bits)) - 1n;
  const range = bits > 32 ? { low, high } : { low: Number(low), high: Number(high) };
  return {
    size,
    load(home, at) {
      const { view } = home;
      let all = 0n;
      for (let i = size - 1; i >= 0; i--) all = (all << 8n) | BigInt(view.getUint8(at + i));
      const value = signed ? BigInt.asIntN(bits, all) : BigInt.asUintN(bits, all);
      return bits > 32 ? value : Number(value);
    },
    store(home, at, value, where) {
      let all = BigInt(inRange(range, value, where));
      const { view } = home;
      for (let i = 0; i < size; i++, all >>= 8n) view.setUint8(at + i, Number(all & 0xffn));
    },
  };
}

function refusing(bits, size) {
  const refuse = (where) =>
    fail('SB0309', `${where}: \`_BitInt(${bits})\` is wider than the 128 bits that can cross`);
  return {
    size,
    load: () => refuse('a value'),
    store: (home, at, value, where) => refuse(where),
  };
}

// `{ re, im }`, or a real number.
function complexObject({ part }) {
  const object =
    part === QUAD ? wideObject({ wide: 'f128' }) : floating(part === 4 ? 'f32' : 'f64');
  return {
    size: 2 * part,
    load: (home, at) => ({
      re: Number(object.load(home, at)),
      im: Number(object.load(home, at + part)),
    }),
    store(home, at, value, where) {
      const isComplex = typeof value === 'object' && value !== null && 're' in value;
      const { re, im = 0 } = isComplex ? value : { re: value };
      object.store(home, at, re, `${where}: real part`);
      object.store(home, at + part, im, `${where}: imaginary part`);
    },
  };
}

function floating(form) {
  const { get, set } = NUMBERS[form];
  return {
    load: (home, at) => home.view[get](at, true),
    store: (home, at, value, where) => home.view[set](at, convert(form, value, where), true),
  };
}

// A list of lanes.
function vectorObject({ number, lanes }) {
  const { get, set, size } = NUMBERS[number];
  return {
    size: size * lanes,
    load: (home, at) =>
      Array.from({ length: lanes }, (_, i) => home.view[get](at + i * size, true)),
    store(home, at, value, where) {
      if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
        fail('SB0302', `${where}: expected a list of ${lanes} lanes, got ${describe(value)}`);
      }
      const items = [...value];
      if (items.length !== lanes) {
        fail('SB0310', `${where}: it has ${lanes} lanes, got ${items.length}`);
      }
      items.forEach((item, i) =>
        home.view[set](at + i * size, laneOf(number, item, `${where}: lane ${i}`), true),
      );
    },
  };
}

// A lane as the view's setter takes it.
function laneOf(form, value, where) {
  const lane = convert(form, value, where);
  return NUMBERS[form].kind === 'b' ? BigInt(lane) : lane;
}

module.exports = { LongDouble, quadBytes, wideObject, complexObject, vectorObject };
