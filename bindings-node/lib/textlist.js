// A list of text for C: addresses of copies, which lie behind them, and a NULL at the end.
'use strict';

const { Block } = require('./block.js');
const { checkHalves, checkNul } = require('./text.js');

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
    this.bytes = Buffer.allocUnsafe(this.size + 3 * all.length);
    const isPlain = this.bytes.utf8Write(all, this.size) === all.length;
    this.places = [];
    for (let i = 0; i < length; i++) {
      const item = items[i];
      if (typeof item !== 'string') this.places.push(0);
      else {
        this.places.push(this.size);
        if (!isPlain) checkHalves(item, `${where}: element ${i}`);
        this.size += (isPlain ? item.length : Buffer.byteLength(item)) + 1;
      }
    }
    for (let i = 0; i < others.length; i += 2) this.places[others[i]] = -others[i + 1];
    this.places.push(0);
  }

  // Becomes part of another block, and gives its offset there.
  into(block) {
    const { bytes, places, size } = this;
    const offset = block.put(bytes.subarray(0, size), 4);
    places.forEach((place, i) => {
      if (place > 0) block.link(offset + 4 * i, offset + place);
      else bytes.writeUInt32LE(-place, 4 * i);
    });
    return offset;
  }

  // Writes all to `memory` at `start`, which C knows by `address`.
  write(memory, start, address) {
    const { bytes, places, size } = this;
    for (let i = 0; i < places.length; i++) {
      // Where a text is in the block, or the negative address of something else.
      const value = places[i] > 0 ? address + places[i] : -places[i];
      bytes[4 * i] = value;
      bytes[4 * i + 1] = value >>> 8;
      bytes[4 * i + 2] = value >>> 16;
      bytes[4 * i + 3] = value >>> 24;
    }
    memory.set(size === bytes.length ? bytes : bytes.subarray(0, size), start);
  }
}

module.exports = { TextList };
