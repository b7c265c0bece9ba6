// Whose bytes a record, array or pointer stands for: a slab of host memory, or guest memory during
// one life of its instance. Both have `view` (a DataView) and `bytes` (a Uint8Array).
'use strict';

const { fail } = require('./native.js');

const SLAB = 16 << 10;
const LARGE = 1 << 10;

// Host memory for several records, as Buffer's pool is for several buffers.
class Slab {
  constructor(size) {
    this.bytes = new Uint8Array((size + 15) & -16);
    this.view = new DataView(this.bytes.buffer);
    this.words = new Uint32Array(this.bytes.buffer);
    this.state = null;
  }
}

let slab = new Slab(SLAB);
let used = 0;

// Zeroed host memory, aligned to 16: `{ home, at }` in the two variables of `place`.
const place = { home: slab, at: 0 };
function reserve(size) {
  if (size > LARGE) {
    place.home = new Slab(size);
    place.at = 0;
    return place;
  }
  if (used + size > SLAB) {
    slab = new Slab(SLAB);
    used = 0;
  }
  place.home = slab;
  place.at = used;
  used = (used + size + 15) & -16;
  return place;
}

const FREED = -1;

// Guest memory during one life of the instance.
class GuestHome {
  constructor(state, generation) {
    this.state = state;
    this.generation = generation;
    // The owned pointer whose memory this is: views of it keep it from being collected.
    this.owner = null;
    // What `malloc` returned for it.
    this.base = 0;
  }

  get view() {
    if (this.generation !== this.state.generation) this.check();
    return this.state.view;
  }

  get bytes() {
    if (this.generation !== this.state.generation) this.check();
    return this.state.bytes;
  }

  // Fails unless this life is the present one and the library is open. `where` says who asks.
  check(where = this.state.name) {
    const { state } = this;
    if (this.generation === state.generation) return;
    if (this.generation === FREED) {
      fail('SB0602', `${where}: this memory was freed`, 'free it once it is no longer used');
    }
    // Throws when the library is closed or dead.
    const generation = state.native.generation();
    if (generation !== this.generation) {
      fail(
        'SB0604',
        `${where}: a pointer from before the reset was used`,
        'reset() starts with fresh memory: get or make the pointer anew',
      );
    }
    state.resume(generation);
  }

  // Makes sure that `size` bytes at `at` can be reached through the views.
  reach(at, size) {
    this.check();
    if (at + size > this.state.size) this.state.map(at, size);
  }
}

// The `size` bytes at `at`: a view where there is memory to view, else a copy.
function read(home, at, size) {
  const { bytes } = home;
  return bytes === null ? home.state.native.read(at, size) : bytes.subarray(at, at + size);
}

// Writes bytes at `at`.
function write(home, at, from) {
  const { bytes } = home;
  if (bytes === null) home.state.native.write(at, from);
  else bytes.set(from, at);
}

module.exports = { GuestHome, reserve, read, write, FREED };
