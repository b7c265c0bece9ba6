// Classes that all loads of one library share: of its handles and its exceptions. So a `catch` that asks
// for a class means the exceptions of every load.
'use strict';

const { LibraryError } = require('./errors.js');
const { CLOSABLE, Handle } = require('./handle.js');
const { makeMethod } = require('./idiom.js');
const { TYPE } = require('./symbol.js');

// Methods of handles that functions of a library step back behind.
const OWN = new Set(['closed', 'equals', 'toString', 'constructor']);

class Family {
  // `classes` are those that a package has already, by name.
  constructor(classes = {}) {
    this.classes = new Map(Object.entries(classes));
    this.finished = new Set();
  }

  // The class of the library's own failures of that name.
  error(name) {
    return this.find(name, LibraryError);
  }

  // The class of a kind of handle, with its methods.
  handle(state, kind) {
    const { name, isClosable } = state.facts.handles[kind];
    const Class = this.find(name, Handle);
    if (this.finished.has(name)) return Class;
    this.finished.add(name);
    const { prototype } = Class;
    define(prototype, TYPE, kind);
    if (isClosable) {
      for (const key of Reflect.ownKeys(CLOSABLE)) define(prototype, key, CLOSABLE[key]);
    }
    for (const [index, method] of methods(state, kind, isClosable)) {
      const described = JSON.parse(state.native.idiom(index));
      const plan = described?.plan;
      if (plan) define(prototype, method, makeMethod(method, index, plan));
    }
    return Class;
  }

  find(name, Base) {
    let known = this.classes.get(name);
    if (known === undefined) {
      known = { [name]: class extends Base {} }[name];
      this.classes.set(name, known);
    }
    return known;
  }
}

// The methods of a kind of handle: positions of functions, with their names.
function methods(state, kind, isClosable) {
  const found = [];
  state.facts.functions.forEach((known, index) => {
    if (known === null || known.of !== kind) return;
    const isOwn = OWN.has(known.name) || (isClosable && known.name === 'close');
    found.push([index, isOwn ? `${known.name}_` : known.name]);
  });
  return found;
}

function define(prototype, key, value) {
  Object.defineProperty(prototype, key, { value, writable: true, configurable: true });
}

module.exports = { Family };
