// Several pieces of memory for one argument that refer to each other: lists of text, variable
// arguments. They lie together in the call frame, or in the guest's heap when they are large.
'use strict';

class Block {
  constructor() {
    this.size = 0;
    this.pieces = [];
    // Where the address of which place belongs.
    this.links = [];
    // Whether C may write what JavaScript wants to see.
    this.isWritten = false;
    this.heap = 0;
  }

  // Takes bytes in and gives their offset; `back` are the bytes that get what C wrote there.
  put(bytes, align, back = null) {
    const offset = Math.ceil(this.size / align) * align;
    this.pieces.push({ bytes, offset, back });
    this.size = offset + bytes.length;
    if (back !== null) this.isWritten = true;
    return offset;
  }

  // At the offset `at` belongs the address of what is at the offset `to`.
  link(at, to) {
    this.links.push([at, to]);
  }

  // Writes all to `memory` at `start`, which C knows by `address`.
  write(memory, start, address) {
    for (const { bytes, offset } of this.pieces) memory.set(bytes, start + offset);
    const view = new DataView(memory.buffer, memory.byteOffset);
    for (const [at, to] of this.links) view.setUint32(start + at, address + to, true);
  }

  // Moves it to the guest's heap and gives its address.
  spill({ native }) {
    const base = native.allocate(this.size + 16);
    this.heap = base;
    const address = (base + 15) & -16;
    const memory = new Uint8Array(this.size);
    this.write(memory, 0, address >>> 0);
    native.write(address >>> 0, memory);
    return address >>> 0;
  }

  // Copies what C wrote; in the frame it starts at `start`.
  bringBack({ native }, frame, start) {
    for (const { offset, back } of this.pieces) {
      if (back === null) continue;
      const now =
        this.heap === 0
          ? frame.subarray(start + offset, start + offset + back.length)
          : native.read((((this.heap + 15) & -16) >>> 0) + offset, back.length);
      back.set(now);
    }
  }

  // Gives the guest's heap back.
  free(state) {
    if (this.heap === 0) return;
    const { heap } = this;
    this.heap = 0;
    // After a trap the whole instance goes.
    if (state.isAlive(state.home?.generation)) state.native.free(heap);
  }
}

module.exports = { Block };
