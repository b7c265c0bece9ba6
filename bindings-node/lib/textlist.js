// A list of text for C: addresses of copies, which lie behind them, and a NULL at the end.
'use strict';

const { Block } = require('./block.js');
const { checkHalves, checkNul } = require('./text.js');

// Where lists are put together, so that small ones need no memory of their own: from the start of
// those that are in use to `used`.
const POOL = Buffer.allocUnsafeSlow(64 << 10);
let used = 0;
let users = 0;

class TextList extends Block {
  // `addressOf` gives the address of an item that is no text, and gets told where it is.
  constructor(given, where, addressOf) {
    super();
    // Looked at once, because getters may answer anything.
    const items = [...given];
    const { length } = items;
    this.size = 4 * (length + 1);
    const texts = [];
    // Items that are no texts, with their addresses.
    const others = [];
    for (let i = 0; i < length; i++) {
      const item = items[i];
      if (typeof item === 'string') {
        if (item.includes('\0')) checkNul(item, `${where}: element ${i}`);
        texts.push(item);
      } else others.push(i, addressOf(item, `${where}: element ${i}`));
    }
    // All texts at once, which costs as much as one.
    const all = `${texts.join('\0')}\0`;
    // No character takes more than three bytes a unit.
    this.reserve(this.size + 3 * all.length);
    const isPlain = this.bytes.utf8Write(all, this.start + this.size) === all.length;
    this.places = [];
    for (let i = 0; i < length; i++) {
      const item = items[i];
      if (typeof item !== 'string') this.places.push(0);
      else {
        this.places.push(this.size);
        if (!isPlain && !item.isWellFormed()) {
          this.free();
          checkHalves(item, `${where}: element ${i}`);
        }
        this.size += (isPlain ? item.length : Buffer.byteLength(item)) + 1;
      }
    }
    for (let i = 0; i < others.length; i += 2) this.places[others[i]] = -others[i + 1];
    this.places.push(0);
    if (this.isPooled) used = (this.start + this.size + 3) & -4;
  }

  // Memory of at least that size, from `start` on in `bytes`.
  reserve(size) {
    this.isPooled = used + size <= POOL.length;
    this.bytes = this.isPooled ? POOL : Buffer.allocUnsafe(size);
    this.start = this.isPooled ? used : 0;
    if (this.isPooled) users += 1;
  }

  // The pool is all free again when nobody uses it.
  free(state) {
    if (this.isPooled) {
      this.isPooled = false;
      users -= 1;
      if (users === 0) used = 0;
    }
    super.free(state);
  }

  // The list in memory of its own, which nobody has to free.
  owned() {
    this.bytes = Uint8Array.from(this.bytes.subarray(this.start, this.start + this.size));
    this.free();
    this.start = 0;
    return this;
  }

  // Becomes part of another block, and gives its offset there.
  into(block) {
    const { bytes, places } = this;
    const view = new DataView(bytes.buffer);
    const offset = block.put(bytes, 4);
    places.forEach((place, i) => {
      if (place > 0) block.link(offset + 4 * i, offset + place);
      else view.setUint32(4 * i, -place, true);
    });
    return offset;
  }

  // Writes all to `memory` at `start`, which C knows by `address`.
  write(memory, start, address) {
    const { bytes, places, size } = this;
    for (let i = 0, at = this.start; i < places.length; i++, at += 4) {
      // Where a text is in the block, or the negative address of something else.
      const value = places[i] > 0 ? address + places[i] : -places[i];
      bytes[at] = value;
      bytes[at + 1] = value >>> 8;
      bytes[at + 2] = value >>> 16;
      bytes[at + 3] = value >>> 24;
    }
    memory.set(bytes.subarray(this.start, this.start + size), start);
  }
}

module.exports = { TextList };
