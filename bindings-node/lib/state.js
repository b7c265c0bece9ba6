// What everything that belongs to one library shares: its native half, its call frame, the views
// of guest memory, and the classes of its types.
'use strict';

const { ArrayView } = require('./array.js');
const { Callbacks } = require('./callback.js');
const { FunctionPointers } = require('./function.js');
const { GuestHome, read, write } = require('./home.js');
const { makeFunction } = require('./call.js');
const { Handles } = require('./handle.js');
const { makeIdiom } = require('./idiom.js');
const { LeasedHome } = require('./lease.js');
const { CopiedView } = require('./copied.js');
const { frameViews } = require('./frame.js');
const { fail, revived } = require('./native.js');
const { makePointer } = require('./pointer.js');
const { makeRecord } = require('./record.js');
const { Variables } = require('./variable.js');

// No life of an instance has this number: everything that uses guest memory asks first.
const UNKNOWN = -2;
// Text up to this length is read character by character as long as it is ASCII.
const SHORT_TEXT = 32;

class State {
  constructor(native, share, family) {
    const { name, functions, constants, types, variables } = JSON.parse(native.names());
    this.native = native;
    // The names that facts give; null for a library without facts.
    this.facts = JSON.parse(native.facts());
    this.family = family;
    this.name = name;
    this.functions = functions;
    this.constants = constants;
    this.typeNames = types;
    this.variables = new Variables(this, variables);
    this.share = share;
    this.frame = frameViews(native.frame(share));
    this.generation = UNKNOWN;
    this.home = null;
    // Views of guest memory, made when first needed.
    this.view = null;
    this.bytes = null;
    this.size = 0;
    this.buffers = [];
    // By position in the interface.
    this.made = [];
    this.idioms = [];
    this.records = new Map();
    this.pointees = new Map();
    this.pointers = new Map();
    this.pointable = new Map();
    this.registry = new FinalizationRegistry(release);
    this.callbacks = new Callbacks(this);
    this.functionPointers = new FunctionPointers(this);
    this.sameFunctions = new Map();
    this.handles = new Handles(this);
    // What callbacks threw while C is unwound or goes on, by number, and how many run.
    this.carried = new Map();
    this.thrown = 0;
    this.depth = 0;
  }

  // The present life of guest memory, for pointers that the library returns.
  here() {
    if (this.home === null || this.home.generation !== this.generation) {
      this.resume(this.native.generation());
    }
    return this.home;
  }

  // The instance was found alive.
  resume(generation) {
    this.generation = generation;
    if (this.home?.generation !== generation) this.home = new GuestHome(this, generation);
    if (this.view === null) this.map(0, 0);
  }

  // Makes views of all memory that there is now, for `size` bytes at `at`.
  map(at, size) {
    if (at + size > this.native.memorySize()) {
      fail(
        'SB0404',
        `${this.name}: ${size} bytes at address 0x${at.toString(16)} lie outside its memory`,
        'the pointer comes from the library, or from arithmetic that left its object',
      );
    }
    const buffer = this.share ? this.native.memory() : null;
    if (buffer === null || buffer === undefined) {
      this.view = new CopiedView(this.native);
      this.bytes = null;
      this.size = this.native.memorySize();
      return;
    }
    this.buffers = this.buffers.filter((one) => one.deref() !== undefined);
    this.buffers.push(new WeakRef(buffer));
    this.view = new DataView(buffer);
    this.bytes = new Uint8Array(buffer);
    this.size = buffer.byteLength;
  }

  // Takes guest memory away from JavaScript: after close and before reset.
  unmap() {
    for (const buffer of this.buffers) {
      const alive = buffer.deref();
      if (alive !== undefined) this.native.detach(alive);
    }
    this.buffers = [];
    this.generation = UNKNOWN;
    this.home = null;
    this.view = null;
    this.bytes = null;
    this.size = 0;
    this.callbacks.forget();
    this.functionPointers.forget();
  }

  // Throws what an entry returned for a failure. The instance may be dead: memory is asked for anew.
  raise([json]) {
    this.generation = UNKNOWN;
    const failure = JSON.parse(json);
    const { carried } = this;
    const isCarried = failure.thrown !== null && carried.has(failure.thrown);
    const error = isCarried ? carried.get(failure.thrown) : revived(json, this.family);
    carried.delete(failure.thrown);
    // What else was thrown went nowhere.
    if (this.depth === 0) carried.clear();
    throw error;
  }

  // Keeps what a callback threw, and gives its number.
  carry(error) {
    this.thrown = (this.thrown + 1) >>> 0;
    this.carried.set(this.thrown, error);
    return this.thrown;
  }

  // Whether a pointer to the type `given` may stand for one to `wanted`.
  mayPoint(wanted, given) {
    if (wanted === given) return true;
    const key = wanted * 0x100000 + given;
    let known = this.pointable.get(key);
    if (known === undefined) {
      known = this.native.mayPoint(wanted, given);
      this.pointable.set(key, known);
    }
    return known;
  }

  // Whether both are the same function type.
  sameFunction(one, other) {
    if (one === other) return true;
    const key = one * 0x100000 + other;
    let known = this.sameFunctions.get(key);
    if (known === undefined) {
      known = this.native.sameFunction(one, other);
      this.sameFunctions.set(key, known);
    }
    return known;
  }

  // Whether that life of the instance is still going on.
  isAlive(generation) {
    try {
      return this.native.generation() === generation;
    } catch {
      return false;
    }
  }

  // The function at that position of the interface.
  function(index) {
    return (this.made[index] ??= makeFunction(this, index));
  }

  // The same with its facts applied.
  idiom(index) {
    return (this.idioms[index] ??= makeIdiom(this, index));
  }

  // The struct or union at that position of the interface.
  record(id) {
    return this.records.get(id) ?? makeRecord(this, id);
  }

  // The class of pointers to a type as it was described.
  pointerTo(type) {
    let known = this.pointers.get(type.id);
    if (known === undefined) {
      known = makePointer(this, type);
      this.pointers.set(type.id, known);
    }
    return known;
  }

  // The pointer of that pointer type to that address, null for 0.
  pointerAt(pointer, address) {
    if (address === 0) return null;
    const Class = this.pointerTo(this.pointee(pointer));
    return new Class(address, this.here(), undefined);
  }

  // The same, refused once that lease is over.
  leasedAt(pointer, address, place, serial) {
    if (address === 0) return null;
    const Class = this.pointerTo(this.pointee(pointer));
    return new Class(address, new LeasedHome(this.here(), place, serial), undefined);
  }

  // The C function pointer of that function type, null for 0.
  functionAt(signature, index) {
    return index === 0 ? null : this.functionPointers.at(signature, index);
  }

  // The text at that address, null for 0.
  textAt(address) {
    if (address === 0) return null;
    this.here().reach(address, 1);
    const { bytes } = this;
    let text = '';
    // Short and plain text needs no crossing.
    for (let i = address; bytes !== null && i < address + SHORT_TEXT && i < bytes.length; i++) {
      const c = bytes[i];
      if (c === 0) return text;
      if (c > 127) break;
      text += String.fromCharCode(c);
    }
    return this.native.readText(address);
  }

  // The `size` bytes at that address, a view of them where there is memory to view.
  bytesAt(address, size) {
    const home = this.here();
    home.reach(address, size);
    return read(home, address, size);
  }

  // Writes bytes at that address.
  writeAt(address, bytes) {
    const home = this.here();
    home.reach(address, bytes.length);
    write(home, address, bytes);
  }

  arrayView(type, home, at) {
    return new ArrayView(type, home, at);
  }

  // What a pointer type points to.
  pointee(pointer) {
    let known = this.pointees.get(pointer);
    if (known === undefined) {
      known = JSON.parse(this.native.pointer(pointer));
      this.pointees.set(pointer, known);
    }
    return known;
  }
}

// Memory whose owner was collected is freed at the library's next call.
function release({ native, generation, base }) {
  native.releaseLater(generation, base);
}

module.exports = { State };
