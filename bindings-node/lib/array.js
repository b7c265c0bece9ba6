// Arrays inside records and behind pointers: views with elements by index, over the same bytes.
'use strict';

const { inspect } = require('node:util');
const { read } = require('./home.js');
const { fail } = require('./native.js');
const { ASKED } = require('./record.js');
const { fromUnits } = require('./text.js');
const { HOME, AT, KIND, ARRAY, TYPE, INSPECT, declare } = require('./symbol.js');

// At the end of the prototypes of what has elements: a property that is not found before it is an
// element when its name is an index, and else `unknown` says what to do.
function elements(unknown) {
  return new Proxy(Object.create(null), {
    get(_, name, object) {
      if (typeof name === 'symbol' || ASKED.has(name)) return Object.prototype[name];
      const index = indexOf(name);
      if (index !== undefined) return object.get(index);
      return Object.prototype[name] ?? unknown(object, name);
    },
    set(_, name, value, object) {
      if (typeof name === 'symbol')
        return Reflect.defineProperty(object, name, { value, writable: true });
      const index = indexOf(name);
      if (index === undefined) unknown(object, name);
      object.set(index, value);
      return true;
    },
    has: (_, name) => name in Object.prototype,
    getPrototypeOf: () => Object.prototype,
  });
}

function indexOf(name) {
  return /^-?\d+$/.test(name) ? Number(name) : undefined;
}

// Numbers that characters are.
const CHARACTERS = new Set(['i8', 'u8', 'i16', 'u16', 'i32', 'u32']);

const TYPED = {
  i8: Int8Array,
  u8: Uint8Array,
  bool: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
  f32: Float32Array,
  f64: Float64Array,
};

// A C array as a sequence. Assigning an element writes it where the record is.
class ArrayView {
  constructor(type, home, at) {
    this[TYPE] = type;
    this[HOME] = home;
    this[AT] = at;
  }

  get length() {
    return this[TYPE].count;
  }

  get(index) {
    const { element, stride } = this[TYPE];
    return element.load(this[HOME], place(this, index, stride));
  }

  set(index, value) {
    const { element, stride } = this[TYPE];
    element.store(this[HOME], place(this, index, stride), value, `element ${index}`);
  }

  // Counts from the end when negative, as Array's does.
  at(index) {
    const i = index < 0 ? this.length + index : index;
    return i >= 0 && i < this.length ? this.get(i) : undefined;
  }

  *[Symbol.iterator]() {
    for (let i = 0; i < this.length; i++) yield this.get(i);
  }

  // The elements as an array of JavaScript's own.
  toArray() {
    return [...this];
  }

  toJSON() {
    return [...this];
  }

  // The same memory as a typed array, without checks; for arrays of numbers.
  view() {
    const { element, count } = this[TYPE];
    const Typed = TYPED[element.form];
    const { bytes } = this[HOME];
    const at = this[AT];
    if (Typed === undefined || bytes === null || at % Typed.BYTES_PER_ELEMENT !== 0) {
      fail('SB0302', 'the elements of this array cannot be viewed as a typed array');
    }
    return new Typed(bytes.buffer, bytes.byteOffset + at, count);
  }

  // The text of an array of characters, wide ones too, up to its NUL.
  text() {
    const { element, count } = this[TYPE];
    if (!CHARACTERS.has(element.form)) fail('SB0302', 'only an array of characters holds text');
    const bytes = read(this[HOME], this[AT], count * element.size);
    if (element.size > 1) return fromUnits(bytes, element.size, true);
    const end = bytes.indexOf(0);
    return decode(end < 0 ? bytes : bytes.subarray(0, end));
  }

  toString() {
    return inspect(this);
  }

  [INSPECT](depth, options) {
    return inspect([...this], { ...options, depth });
  }
}
declare(ArrayView.prototype, TYPE, HOME, AT);
// What arrays and typed arrays have, over the elements that there are now. Those that are records
// or arrays are views themselves, so that writing their members writes here.
for (const name of [
  'entries',
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'forEach',
  'includes',
  'indexOf',
  'join',
  'keys',
  'map',
  'reduce',
  'slice',
  'some',
  'values',
]) {
  Object.defineProperty(ArrayView.prototype, name, {
    value(...args) {
      return this.toArray()[name](...args);
    },
  });
}
Object.defineProperty(ArrayView.prototype, KIND, { value: ARRAY });
Object.setPrototypeOf(
  ArrayView.prototype,
  elements(() => undefined),
);

// Where the element is. A flexible array member has as many as the memory behind its pointer.
function place(array, index, stride) {
  const { count, isBounded } = array[TYPE];
  const home = array[HOME];
  if (count > 0 || isBounded || home.state === null)
    return array[AT] + checkIndex(index, count) * stride;
  const at = array[AT] + checkIndex(index, Infinity) * stride;
  home.reach(at, stride);
  return at;
}

function checkIndex(index, count) {
  if (Number.isInteger(index) && index >= 0 && index < count) return index;
  return fail('SB0311', `element ${index} lies outside an array of ${count}`);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

// The text that these bytes are.
function decode(bytes) {
  try {
    return utf8.decode(bytes);
  } catch {
    return fail('SB0306', 'the text is not UTF-8', 'read it as bytes');
  }
}

module.exports = { ArrayView, elements, checkIndex };
