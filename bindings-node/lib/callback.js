// Callbacks: JavaScript functions that C calls through function pointers. For each function type
// the JavaScript is emitted that reads the arguments from the call frame and writes the result.
'use strict';

const { Names } = require('./emission.js');
const { SandbridgeError } = require('./errors.js');
const { AT_FUNCTION, AT_OUTCOME } = require('./frame.js');
const { emitReturn } = require('./image.js');
const { emitKnownAdapter } = require('./host_function.js');
const { liftSlot } = require('./lift.js');
const { fail } = require('./native.js');
const { describe } = require('./number.js');
const { HOME, KIND, CALLBACK, FUNCTION, TYPE, DISPOSE, INSPECT } = require('./symbol.js');

// So many function pointers of a type stay unused for a while, so that one that C keeps for too
// long meets an error rather than a stranger.
const KEPT = 8;
const SLOT = Symbol('sandbridge.slot');

// How a callback ended, as the native half reads it.
const RETURNED = 0;
const THREW = 1;
const PASSING = 2;

// The callbacks of one library.
class Callbacks {
  constructor(state) {
    this.state = state;
    // By the number that the native half knows: what runs when C calls.
    this.adapters = [];
    this.idle = new Map();
    this.types = new Map();
    // Types with facts, by what is known of them.
    this.knownTypes = new Map();
    // Numbers of adapters that are free again.
    this.free = [];
    this.registry = new FinalizationRegistry((slot) => this.give(slot));
    // The native half holds it weakly.
    this.dispatch = dispatcher(state, this.adapters);
    state.native.setDispatcher(this.dispatch);
  }

  type(signature) {
    let known = this.types.get(signature);
    if (known === undefined) {
      known = makeType(this.state, signature);
      this.types.set(signature, known);
    }
    return known;
  }

  // A C function pointer for the function, until `give` takes it back.
  take(signature, fn) {
    return this.takeAs(this.type(signature), fn);
  }

  // The same for a type that `type` or `known` gave.
  takeAs(type, fn) {
    const { generation } = this.state.here();
    let idle = this.idle.get(type);
    if (idle === undefined) this.idle.set(type, (idle = []));
    const slot = idle.length > KEPT ? idle.shift() : this.add(type, generation, idle);
    this.adapters[slot.id] = type.make(fn);
    slot.isTaken = true;
    return slot;
  }

  add(type, generation, idle) {
    const id = this.number();
    const index = type.add(id);
    return { id, index, type, generation, idle, isTaken: false };
  }

  // A type of host functions with facts, as the argument at a position of a function's program needs
  // them.
  known(index, position, { signature, callback, on_raise: onRaise, is_held: isHeld }) {
    if (callback === null && onRaise === null && !isHeld) return this.type(signature);
    const key = isHeld ? `${index}.${position}` : `${signature} ${callback} ${onRaise}`;
    let known = this.knownTypes.get(key);
    if (known === undefined) {
      known = knownType(this.state, this.type(signature), callback, (id, isRaw = false) =>
        this.state.native.addHostFunction(index, position, id, isRaw),
      );
      this.knownTypes.set(key, known);
    }
    return known;
  }

  // A C function pointer that the core releases when the library no longer needs it; it is one of
  // `held` until the call was made. A callback object is called as it is, for as long as it is one.
  hold(type, given, fn, held) {
    const { generation } = this.state.here();
    for (const id of this.state.native.releasedCallbacks(generation)) {
      this.adapters[id] = null;
      this.free.push(id);
    }
    const id = this.number();
    this.adapters[id] = given === fn ? type.make(fn) : fn;
    try {
      const index = type.add(id, given !== fn);
      held.push(index);
      return index;
    } catch (error) {
      this.adapters[id] = null;
      this.free.push(id);
      throw error;
    }
  }

  // The call that would have taken them is not made.
  letGo(held) {
    for (const index of held) this.state.native.removeCallback(index);
  }

  // What C is to call for a callback object that it keeps; null for all else.
  objectFunction(value) {
    if (value?.[KIND] !== CALLBACK) return null;
    const slot = value[SLOT];
    const { released } = slot.type;
    return () => (slot.isTaken ? this.adapters[slot.id]() : released());
  }

  // A number for an adapter.
  number() {
    return this.free.pop() ?? this.adapters.push(null) - 1;
  }

  // C may keep the pointer, but calling it is an error from now on.
  give(slot) {
    if (!slot.isTaken) return;
    slot.isTaken = false;
    // After a reset the number is another's.
    if (slot.generation !== this.state.home?.generation) return;
    this.adapters[slot.id] = slot.type.released;
    slot.idle.push(slot);
  }

  // All function pointers are gone with their instance.
  forget() {
    this.adapters.length = 0;
    this.free.length = 0;
    this.idle.clear();
  }

  // The index of what is given where C has a pointer to a function of that type.
  target(signature, value, where) {
    if (value === null) return 0;
    const { state } = this;
    const kind = value?.[KIND];
    if (kind !== CALLBACK && kind !== FUNCTION) {
      const help =
        typeof value === 'function'
          ? 'make a callback object with `lib.callback(type, function)`, and keep it for as long ' +
            'as the library uses it'
          : undefined;
      const { declaration } = this.type(signature);
      fail('SB0302', `${where}: expected a \`${declaration}\`, got ${describe(value)}`, help);
    }
    const home = value[HOME];
    const given = value[TYPE];
    if (home.state !== state) {
      fail(
        'SB0604',
        `${where}: the \`${given.declaration}\` belongs to ${home.state.name}, not to this load of ${state.name}`,
        'each library has functions of its own',
      );
    }
    home.check(where);
    if (!state.sameFunction(signature, given.signature)) {
      const { declaration } = this.type(signature);
      fail('SB0302', `${where}: expected a \`${declaration}\`, got a \`${given.declaration}\``);
    }
    if (kind === CALLBACK && !value[SLOT].isTaken) {
      fail('SB0605', `${where}: the callback was released`, 'make a new one');
    }
    return kind === CALLBACK ? value[SLOT].index : value.index;
  }
}

// Runs the adapter that the frame names. Nothing that is thrown gets past it: C is unwound by the
// native half, and `State.raise` throws the same again.
function dispatcher(state, adapters) {
  const { U32 } = state.frame;
  return (values) => {
    state.depth++;
    try {
      const result = adapters[U32[AT_FUNCTION]](values);
      U32[AT_OUTCOME] = RETURNED;
      return result;
    } catch (error) {
      // A guest exception that nobody has caught may be caught by C further out.
      const isPassing = error instanceof SandbridgeError && error.code === 'SB0405';
      if (!isPassing) U32[0] = state.carry(error);
      U32[AT_OUTCOME] = isPassing ? PASSING : THREW;
      return undefined;
    } finally {
      state.depth--;
    }
  };
}

// What is known of a function type; the adapter is emitted when it is first needed.
function makeType(state, signature) {
  const declaration = state.native.functionType(signature);
  let make;
  return {
    signature,
    declaration,
    add: (id) => state.native.addCallback(signature, id),
    make: (fn) => (make ??= emitAdapter(state, signature))(fn),
    released() {
      fail(
        'SB0605',
        `${state.name} called a \`${declaration}\` that was released`,
        'keep the callback for as long as the library holds it',
      );
    },
  };
}

// A function type of which something is known, over what is known of it as C's.
function knownType(state, type, callback, add) {
  let make;
  return {
    ...type,
    add,
    make: callback === null ? type.make : (fn) => (make ??= emitKnownAdapter(state, callback))(fn),
  };
}

function emitAdapter(state, signature) {
  const plan = JSON.parse(state.native.callbackPlan(signature));
  const names = new Names(state);
  const where = `${state.name}: result of a \`${plan.declaration}\``;
  const params = plan.params.map(
    ({ lift, slot, slots }, i) => `const x${i} = ${liftSlot(names, lift, slot, slots)};`,
  );
  const { before, after } = emitReturn(names, plan.result, where);
  const call = `f(${params.map((_, i) => `x${i}`).join(', ')})`;
  return names.run(`return (f) => () => {
    ${before}
    ${params.join('\n')}
    ${after === '' ? `${call};` : `let r = ${call}; ${after}`}
  };`);
}

// A JavaScript function as a C function pointer, until it is released or collected.
class Callback {
  constructor(state, signature, fn) {
    if (typeof fn !== 'function' || fn[KIND] !== undefined) {
      fail('SB0302', `${state.name}.callback: expected a function, got ${describe(fn)}`);
    }
    const { callbacks } = state;
    this[SLOT] = callbacks.take(signature, fn);
    this[HOME] = state.here();
    this[TYPE] = callbacks.type(signature);
    callbacks.registry.register(this, this[SLOT], this);
  }

  // How C spells its type: `int (*)(int)`.
  get type() {
    return this[TYPE].declaration;
  }

  // C may keep the pointer, but calling it is an error from now on. Twice is fine.
  release() {
    const { callbacks } = this[HOME].state;
    callbacks.registry.unregister(this);
    callbacks.give(this[SLOT]);
  }

  toString() {
    return `<callback ${this.type} of ${this[HOME].state.name}>`;
  }

  [INSPECT]() {
    return this.toString();
  }
}
Object.defineProperty(Callback.prototype, KIND, { value: CALLBACK });
Object.defineProperty(Callback.prototype, DISPOSE, {
  value() {
    this.release();
  },
});

module.exports = { Callback, Callbacks };
