// Names of a library with its facts applied: in JavaScript's habit, without prefixes.
'use strict';

const RESERVED = require('./reserved.js');

// Defines them on `target`; `isOwn` says which names it has itself.
function defineNames(target, state, isOwn, made) {
  const { facts } = state;
  const taken = new Set();
  const free = (name) => {
    if (name === null || isOwn(name) || taken.has(name)) return false;
    taken.add(name);
    return true;
  };
  // Classes come first: no function is called like them.
  for (const { name } of facts.handles) {
    if (free(name)) lazily(target, name, () => classOf(state, name));
  }
  for (const name of facts.errors) {
    if (free(name)) lazily(target, name, () => state.family.error(name));
  }
  facts.functions.forEach((known, index) => {
    if (known === null) return;
    const name = shown(known.name, isOwn);
    // Methods are their objects', and can be called as functions.
    const isEnumerable = known.of === null;
    if (free(name)) lazily(target, name, () => state.idiom(index), isEnumerable);
  });
  facts.constants.forEach((name, index) => {
    if (free(name)) made.constant(name, index);
  });
  facts.variables.forEach((name, index) => {
    if (free(name)) made.variable(name, index);
  });
}

// The name of a function: those of the language and of the object itself get an underscore.
function shown(name, isOwn) {
  return RESERVED.has(name) || isOwn(name) ? `${name}_` : name;
}

function classOf(state, name) {
  const kind = state.facts.handles.findIndex((handle) => handle.name === name);
  return state.family.handle(state, kind);
}

// A property that is made when it is first asked for.
function lazily(target, name, make, enumerable = true) {
  Object.defineProperty(target, name, {
    get() {
      const value = make();
      Object.defineProperty(target, name, { value, enumerable });
      return value;
    },
    enumerable,
    configurable: true,
  });
}

// What has that name in another spelling: `{ get, set }`, or `undefined`.
function findOther(state, name, made) {
  const found = JSON.parse(state.native.find(name));
  if (found === null) return undefined;
  if ('function' in found) {
    const value = state.idiom(found.function);
    return { get: () => value };
  }
  if ('constant' in found) {
    const value = made.value(found.constant);
    return { get: () => value };
  }
  return {
    get: () => state.variables.load(found.variable),
    set: (value) => state.variables.store(found.variable, value),
  };
}

module.exports = { defineNames, findOther, lazily, shown };
