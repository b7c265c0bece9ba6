// Objects of the library's that JavaScript refers to: one JavaScript object for each, of a class of its
// kind. What is collected is closed between turns of the event loop.
'use strict';

const { fail } = require('./native.js');
const { HANDLE, KIND, PLACE, SERIAL, STATE, TYPE, DISPOSE, INSPECT } = require('./symbol.js');

// Only the library makes handles.
const MAKING = Symbol('sandbridge.making');

// An object that a C library owns. Libraries have classes of their own below this one.
class Handle {
  constructor(key, state, place, serial) {
    if (key !== MAKING) {
      fail('SB0302', `a \`${new.target.name}\` comes from a function of its library`);
    }
    this[STATE] = state;
    this[PLACE] = place;
    this[SERIAL] = serial;
  }

  // Whether it was closed, by itself or with what it depends on.
  get closed() {
    return !this[STATE].native.handleIsOpen(this[PLACE], this[SERIAL]);
  }

  // Whether both stand for the same object.
  equals(other) {
    return (
      other?.[KIND] === HANDLE && other[SERIAL] === this[SERIAL] && other[STATE] === this[STATE]
    );
  }

  toString() {
    return `<${this.closed ? 'closed ' : ''}${this.constructor.name} of ${this[STATE].name}>`;
  }

  [INSPECT]() {
    return this.toString();
  }
}
Object.defineProperty(Handle.prototype, KIND, { value: HANDLE });

// What classes of handles have that the host may close.
const CLOSABLE = {
  // Closes it, and first what depends on it; twice is fine.
  close() {
    const state = this[STATE];
    const failure = state.native.closeHandle(this[PLACE], this[SERIAL]);
    state.handles.forget(this[PLACE], this[SERIAL]);
    if (failure !== null && failure !== undefined) state.raise([failure]);
  },
  [DISPOSE]() {
    this.close();
  },
};

// The handles of one library that JavaScript has objects for.
class Handles {
  constructor(state) {
    this.state = state;
    // By place in the core's table: the object, weakly, with its serial number.
    this.known = [];
    this.registry = new FinalizationRegistry((entry) => this.drop(entry));
  }

  // The object for a handle of that kind; null for none. One that is lent ends with the callback that
  // it is given to, and by itself.
  lift(kind, place, serial, isLent) {
    if (place === 0) return null;
    const known = this.known[place];
    if (known !== undefined && known.serial === serial) {
      const object = known.object.deref();
      if (object !== undefined) return object;
    }
    const Class = this.state.family.handle(this.state, kind);
    const object = new Class(MAKING, this.state, place, serial);
    if (isLent) return object;
    const entry = { place, serial, object: new WeakRef(object) };
    this.known[place] = entry;
    this.registry.register(object, { place, serial }, entry);
    return object;
  }

  // The same for a list of ids, 8 bytes each.
  list(kind, bytes, isLent) {
    const ids = new DataView(bytes.buffer, bytes.byteOffset);
    return Array.from({ length: bytes.length / 8 }, (_, i) =>
      this.lift(kind, ids.getUint32(i * 8, true), ids.getUint32(i * 8 + 4, true), isLent),
    );
  }

  // It was closed.
  forget(place, serial) {
    const known = this.known[place];
    if (known === undefined || known.serial !== serial) return;
    this.registry.unregister(known);
    this.known[place] = undefined;
  }

  // Its object was collected.
  drop({ place, serial }) {
    const known = this.known[place];
    const isKnown = known !== undefined && known.serial === serial;
    // The library may have given the same handle again meanwhile.
    if (isKnown && known.object.deref() !== undefined) return;
    if (isKnown) this.known[place] = undefined;
    this.state.native.releaseHandle(place, serial);
  }
}

// What to pass where `state` has a pointer to the type `to`, any pointer without one.
function addressOfHandle(state, to, given, where) {
  if (given[STATE] !== state) refuseForeign(state, given, where);
  return state.native.handleAddress(given[PLACE], given[SERIAL], given[TYPE], to, where);
}

function refuseForeign(state, given, where) {
  fail(
    'SB0604',
    `${where}: the \`${given.constructor.name}\` belongs to another library, ` +
      `${given[STATE].name} rather than ${state.name}`,
    'each loaded library has objects of its own',
  );
}

module.exports = { Handle, Handles, CLOSABLE, addressOfHandle, refuseForeign };
