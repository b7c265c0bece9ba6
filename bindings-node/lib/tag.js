// Unions with a tag: a number beside the union says which member is live, as the facts tell. `at` is
// always where the record with the tag starts.
'use strict';

const { bitsObject } = require('./bits.js');
const { revived } = require('./native.js');

// The tag of the record at that position of the interface.
function tagOf(state, id, { member, union, offset, access, cases, others }) {
  const object = bitsObject(access);
  const valuesOf = new Map(cases.map((one) => [one.member, one.values]));
  const hidden = new Set(others);
  const tag = {
    member,
    // The position of the union; `null` where its members are the record's own.
    union,
    // Whether the tag says of that member of the union whether it is live.
    governs: (position) => valuesOf.has(position),
    value: (home, at) => Number(object.load(home, at + offset)),
    put(home, at, value) {
      object.store(home, at + offset, access.width > 32 ? BigInt(value) : value, '');
    },
    isLive: (position, value) => valuesOf.get(position)?.includes(value) ?? true,
    live: (value) => cases.find(({ values }) => values.includes(value))?.member,
    // Whether conversions show the member.
    shows: (position, value) => !hidden.has(position) && tag.isLive(position, value),
    // Refuses to read a member that is not live.
    check(home, at, position) {
      const value = tag.value(home, at);
      if (!tag.isLive(position, value)) tag.refuse('read', position, value);
    },
    // Makes a member that was written the live one.
    enliven(home, at, position) {
      if (!tag.isLive(position, tag.value(home, at))) {
        tag.put(home, at, valuesOf.get(position)[0]);
      }
    },
    refuse(what, position, other) {
      throw revived(state.native.tagRefused(id, what, position, other));
    },
    making: () => new Making(tag),
  };
  return tag;
}

// What was given of a record that is being made, as far as its tag goes.
class Making {
  constructor(tag) {
    this.tag = tag;
    this.value = null;
    this.live = null;
  }

  // A member of the record was written.
  wrote(position, home, at) {
    const { tag } = this;
    if (position === tag.member) this.value = tag.value(home, at);
    else if (tag.union === null) this.gave(position);
  }

  // A member of the union was given.
  gave(position) {
    if (!this.tag.governs(position) || this.live === position) return;
    if (this.live !== null) this.tag.refuse('both', this.live, position);
    this.live = position;
  }

  // Sets the tag, unless it was given.
  settle(home, at) {
    const { tag, value, live } = this;
    // A member of a union that is the record itself may have overwritten it.
    if (value !== null) tag.put(home, at, value);
    if (live === null) return;
    if (value === null) tag.enliven(home, at, live);
    else if (!tag.isLive(live, value)) tag.refuse('contradiction', live, value);
  }
}

module.exports = { tagOf };
