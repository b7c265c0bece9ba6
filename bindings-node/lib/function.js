// C function pointers: callable objects of one library and one life of its instance.
'use strict';

const { pointerCaller } = require('./call.js');
const { HOME, KIND, FUNCTION, TYPE, INSPECT } = require('./symbol.js');

// What all C function pointers have; each is a function of its own with this behind it.
const FunctionPointer = Object.create(Function.prototype, {
  [KIND]: { value: FUNCTION },
  // How C spells its type: `int (*)(int)`.
  type: {
    get() {
      return this[TYPE].declaration;
    },
  },
  // The same function as one of the function type that C calls `name`.
  cast: {
    value(name) {
      const { state } = this[HOME];
      this[HOME].check();
      return state.functionAt(state.native.functionNamed(name), this.index);
    },
  },
  // Whether both are the same function of the same life of a library, whatever the type.
  equals: {
    value(other) {
      return other?.[KIND] === FUNCTION && other.index === this.index && other[HOME] === this[HOME];
    },
  },
  toString: {
    value() {
      return `<${this[TYPE].declaration} ${this.index} of ${this[HOME].state.name}>`;
    },
  },
  [INSPECT]: {
    value() {
      return this.toString();
    },
  },
});

// The function pointers of one library, made when they are first met.
class FunctionPointers {
  constructor(state) {
    this.state = state;
    this.callers = new Map();
    this.known = new Map();
  }

  // The function at that index of the function table, as one of that type.
  at(signature, index) {
    const key = signature * 0x100000000 + index;
    let known = this.known.get(key);
    if (known === undefined) {
      known = this.make(signature, index);
      this.known.set(key, known);
    }
    return known;
  }

  make(signature, index) {
    const { state } = this;
    let caller = this.callers.get(signature);
    if (caller === undefined) {
      caller = pointerCaller(state, signature);
      this.callers.set(signature, caller);
    }
    const home = state.here();
    return Object.defineProperties(Object.setPrototypeOf(caller(index, home), FunctionPointer), {
      [HOME]: { value: home },
      [TYPE]: { value: state.callbacks.type(signature) },
      index: { value: index },
    });
  }

  // All of them are gone with their instance.
  forget() {
    this.known.clear();
  }
}

module.exports = { FunctionPointers, isFunctionPointer: (value) => value?.[KIND] === FUNCTION };
