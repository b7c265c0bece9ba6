// A loaded library: its functions, constants and types by name.
'use strict';

const { inspect } = require('node:util');
const { fileURLToPath } = require('node:url');
const native = require('./native.js');
const { fail } = native;
const { Callback } = require('./callback.js');
const { convert, describe } = require('./number.js');
const { allocate, bytesOf } = require('./pointer.js');
const { ASKED } = require('./record.js');
const { State } = require('./state.js');
const { Family } = require('./family.js');
const { defineNames, findOther, lazily, shown } = require('./name.js');
const { DISPOSE, INSPECT, STATE } = require('./symbol.js');
const { Typed } = require('./variadic.js');

// Loads a library from a path, a file URL or the module's bytes.
function load(source, options = {}) {
  const { externalBuffers = true, like, classes, ...others } = options;
  const json = JSON.stringify(others, (_, value) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
  const loaded = native.load(sourceOf(source), json);
  const family = like === undefined ? new Family(classes) : familyOf(like);
  return new Library(new State(loaded, externalBuffers, family));
}

// The classes of another load of the same library.
function familyOf(like) {
  if (like instanceof Library) return like[STATE].family;
  return fail('SB0302', `load: expected a library as \`like\`, got ${describe(like)}`);
}

function sourceOf(source) {
  if (typeof source === 'string') return source;
  if (source instanceof URL) return fileURLToPath(source);
  if (
    ArrayBuffer.isView(source) ||
    source instanceof ArrayBuffer ||
    source instanceof SharedArrayBuffer
  ) {
    const bytes = bytesOf(source);
    // A Buffer's class is one of its own, and the native half knows one class only.
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  return fail('SB0302', `load: expected a path or bytes, got ${describe(source)}`);
}

// A C library. What it offers are properties: `lib.crc32(…)`, `lib.Z_OK`.
class Library {
  constructor(state) {
    Object.defineProperty(this, STATE, { value: state });
    Object.defineProperty(this, 'c', { value: namespace(state) });
    Object.defineProperty(this, 'types', { value: types(state) });
    const isOwn = (name) => name in BARE || name === 'c' || name === 'types';
    if (state.facts === null) define(this, state, (name) => !isOwn(name));
    else defineNames(this, state, isOwn, made(this, state));
  }

  // Zeroed memory of the library for an object of the type that C calls `type`, or `count` of them.
  new(type, init, count) {
    return allocate(this[STATE], type, init, count ?? undefined);
  }

  // The function as a C function pointer of the type that C calls `type`, for longer than a call.
  callback(type, fn) {
    const state = this[STATE];
    return new Callback(state, state.native.functionNamed(type), fn);
  }

  // A variable argument whose C type is stated.
  typed(type, value) {
    return new Typed(this[STATE], type, value);
  }

  // A typed pointer to a variable, to the first element of an array.
  address(name) {
    return this[STATE].variables.address(name);
  }

  // The C library's `errno`.
  get errno() {
    return this[STATE].native.errno();
  }

  set errno(value) {
    this[STATE].native.setErrno(convert('i32', value, `${this[STATE].name}.errno`));
  }

  // Releases the instance; pointers and views of it are of no use from then on.
  close() {
    const state = this[STATE];
    state.native.close();
    state.unmap();
  }

  // A fresh instance in place of the present one, also of a dead one.
  reset() {
    const state = this[STATE];
    state.native.reset();
    state.unmap();
  }

  // The names of its functions.
  functions() {
    const { facts, functions } = this[STATE];
    if (facts === null) return [...functions];
    return facts.functions
      .filter((known) => known !== null && known.of === null)
      .map(({ name }) => shown(name, (own) => own in BARE));
  }

  toString() {
    return `<library ${this[STATE].name}>`;
  }

  [INSPECT]() {
    return this.toString();
  }
}
Object.defineProperty(Library.prototype, DISPOSE, {
  value() {
    this.close();
  },
});
// What a library has whatever it is made of.
const BARE = Object.create(Object.prototype, Object.getOwnPropertyDescriptors(Library.prototype));
Object.setPrototypeOf(
  Library.prototype,
  unknown((library) => library[STATE], true),
);

// At the end of the prototypes: what is not found before it is no name of the library.
// Names in another spelling are looked up once.
function unknown(stateOf, isIdiomatic = false) {
  const refuse = (object, name) => {
    throw native.revived(stateOf(object).native.unknownName(name, isIdiomatic));
  };
  const other = (object, name) => {
    if (!isIdiomatic || object[STATE] === undefined) return undefined;
    const state = stateOf(object);
    const found = findOther(state, name, made(object, state));
    if (found !== undefined) Object.defineProperty(object, name, found);
    return found;
  };
  return new Proxy(Object.create(null), {
    get(_, name, object) {
      if (typeof name === 'symbol' || ASKED.has(name)) return Object.prototype[name];
      return Object.prototype[name] ?? (other(object, name) ?? refuse(object, name)).get();
    },
    set(_, name, value, object) {
      const found = other(object, name);
      if (found?.set === undefined) refuse(object, name);
      found.set(value);
      return true;
    },
    has: (_, name) => name in Object.prototype,
    getPrototypeOf: () => Object.prototype,
  });
}

// Everything of the library under its C name, names that `Library` uses itself included.
function namespace(state) {
  const names = Object.create(unknown(() => state));
  define(names, state, () => true);
  return names;
}

// Functions are made when they are first asked for.
function define(target, state, isWanted) {
  const { constant, variable } = made(target, state);
  state.constants.forEach(([name], index) => {
    if (isWanted(name)) constant(name, index);
  });
  [...state.variables.names()].forEach((name, index) => {
    if (isWanted(name)) variable(name, index);
  });
  state.functions.forEach((name, index) => {
    if (isWanted(name)) lazily(target, name, () => state.function(index));
  });
}

// How constants and variables become properties of `target`.
function made(target, state) {
  const value = (index) => constant(state.constants[index][1]);
  return {
    value,
    constant(name, index) {
      Object.defineProperty(target, name, { value: value(index), enumerable: true });
    },
    variable(name, index) {
      const own = [...state.variables.names()][index];
      Object.defineProperty(target, name, {
        get: () => state.variables.load(own),
        set: (given) => state.variables.store(own, given),
        enumerable: true,
      });
    },
  };
}

// A constant as it was described: JSON has no bigint, no infinity and no bytes.
function constant(value) {
  if (typeof value !== 'object') return value;
  if ('integer' in value) return BigInt(value.integer);
  if ('float' in value)
    return value.float === 'NaN' ? NaN : value.float.startsWith('-') ? -Infinity : Infinity;
  return Uint8Array.from(value.bytes);
}

// The library's types by name: classes of structs and unions, enumerations as frozen objects.
function types(state) {
  const known = new Map();
  const find = (name) => {
    if (typeof name === 'symbol' || ASKED.has(name)) return undefined;
    if (!known.has(name)) known.set(name, makeType(state, name));
    return known.get(name);
  };
  return new Proxy(Object.create(null), {
    get: (_, name) => (name === INSPECT ? () => inspect(state.typeNames) : find(name)),
    has: (_, name) => state.typeNames.includes(name),
    ownKeys: () => [...new Set(state.typeNames)],
    getOwnPropertyDescriptor: (_, name) =>
      state.typeNames.includes(name)
        ? { get: () => find(name), enumerable: true, configurable: true }
        : undefined,
    set: (_, name) =>
      native.fail('SB0207', `${state.name}: the type \`${name}\` cannot be changed`),
  });
}

function makeType(state, name) {
  const type = JSON.parse(state.native.typeNamed(name));
  if (type.enumeration !== null) {
    const variants = JSON.parse(state.native.enumeration(type.enumeration));
    return Object.freeze(
      Object.fromEntries(variants.map(([variant, value]) => [variant, constant(value)])),
    );
  }
  if (type.access.access === 'record') return state.record(type.access.record).Class;
  return native.fail(
    'SB0302',
    `${state.name}: \`${name}\` is no complete struct or union, and no enumeration`,
    'numbers need no class; `lib.new` takes every type that has a size',
  );
}

module.exports = { load, Library };
