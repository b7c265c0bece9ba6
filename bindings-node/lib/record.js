// Structs and unions: a class for each, emitted from its shape, over bytes of the host's or the
// guest's. A member access is a read or write at an offset, never a crossing.
'use strict';

const { inspect } = require('node:util');
const { read, reserve } = require('./home.js');
const { revived } = require('./native.js');
const { NUMBERS, convert } = require('./number.js');
const { assignUnion, objectOf, storeRecord } = require('./object.js');
const { HOME, AT, KIND, RECORD, TYPE, TAG, INSPECT, declare } = require('./symbol.js');
const { tagOf } = require('./tag.js');

// What JavaScript itself asks of any object; to those the answer is that there is no such thing.
const ASKED = new Set(['then', 'toJSON', 'constructor', 'inspect', '__proto__']);

// At the end of each record's prototypes: what is not found before is no member.
const noMember = new Proxy(Object.create(null), {
  get(_, name, record) {
    if (typeof name === 'symbol' || ASKED.has(name)) return Object.prototype[name];
    return Object.prototype[name] ?? record[TYPE].unknownMember(name, record[TYPE].state.name);
  },
  set(_, name, value, record) {
    if (typeof name === 'symbol')
      return Reflect.defineProperty(record, name, { value, writable: true });
    return record[TYPE].unknownMember(name, record[TYPE].state.name);
  },
  has: (_, name) => name in Object.prototype,
  getPrototypeOf: () => Object.prototype,
});

// A struct or union value. Its members are properties; these methods step back behind members of
// the same name.
class Record {
  // The image as in guest memory, as a copy.
  bytes() {
    return bytesOf(this);
  }

  // A record of the host's own with the same bytes.
  copy() {
    return copyOf(this);
  }

  // Whether the other is of the same type and has the same bytes, padding included.
  equals(other) {
    return (
      other?.[KIND] === RECORD &&
      other[TYPE] === this[TYPE] &&
      Buffer.compare(bytesOf(this), bytesOf(other)) === 0
    );
  }

  // Its members as a plain object.
  toJSON() {
    return plain(this);
  }

  toString() {
    return inspect(this);
  }

  [INSPECT](depth, options) {
    if (depth < 0) return `[${this[TYPE].name}]`;
    return `${this[TYPE].name} ${inspect(plain(this), { ...options, depth })}`;
  }
}
declare(Record.prototype, HOME, AT);
Object.defineProperty(Record.prototype, KIND, { value: RECORD });
Object.setPrototypeOf(Record.prototype, noMember);

function bytesOf(record) {
  return read(record[HOME], record[AT], record[TYPE].size).slice();
}

function copyOf(record) {
  const type = record[TYPE];
  const image = read(record[HOME], record[AT], type.size);
  const { home, at } = reserve(type.size);
  home.bytes.set(image, at);
  return new type.View(home, at);
}

function plain(record) {
  const { members } = record[TYPE];
  const tag = record[TAG];
  const shown = tag === undefined ? members : members.filter(tag.shows(record));
  return Object.fromEntries(shown.map(({ name }) => [name, record[name]]));
}

// The class and the description of the record at that position of the interface.
function makeRecord(state, id) {
  const shape = JSON.parse(state.native.shape(id));
  const type = {
    state,
    id,
    name: shape?.name ?? 'an opaque record',
    size: 0,
    members: [],
    assign: null,
    tag: null,
  };
  // Known before its members are, because they may lead back to it.
  state.records.set(id, type);
  type.byName = new Map();
  type.size = shape?.layout.size ?? 0;
  type.isUnion = shape?.is_union ?? false;
  type.unknownMember = (name, context) => {
    throw revived(state.native.unknownMember(id, name, context));
  };
  if (shape?.tag !== undefined) type.tag = tagOf(state, id, shape.tag);
  const made = emitClass(type);
  type.Class = made.Class;
  type.View = made.View;
  for (const { name, offset, access, declaration } of shape?.members ?? []) {
    let object;
    const member = {
      name,
      position: type.members.length,
      offset,
      access,
      declaration,
      get object() {
        return (object ??= objectOf(state, access));
      },
      // Of a record in place: its type.
      get record() {
        return state.record(access.record);
      },
    };
    type.members.push(member);
    type.byName.set(name, member);
    Object.defineProperty(type.Class.prototype, name, {
      ...(type.tag === null ? accessors(type, member) : tagged(type, member)),
      enumerable: true,
      configurable: true,
    });
  }
  if (type.tag?.union === null) declareTag(type.Class.prototype, type.tag, 0);
  return type;
}

// The accessors of a member of a record with a tag.
function tagged(type, member) {
  if (member.position === type.tag.union) return unionAccessors(type, member);
  const own = accessors(type, member);
  return type.tag.union === null ? guarded(own, type.tag, member.position, 0) : own;
}

// Accessors of a union's member that ask the tag of the record which starts so many bytes before.
function guarded({ get, set }, tag, position, back) {
  if (!tag.governs(position)) return { get, set };
  return {
    get() {
      tag.check(this[HOME], this[AT] - back, position);
      return get.call(this);
    },
    set(value) {
      set.call(this, value);
      tag.enliven(this[HOME], this[AT] - back, position);
    },
  };
}

// The union of a record with a tag is of its type, but its members ask the tag.
function unionAccessors(type, member) {
  const { offset } = member;
  let View;
  const where = `${type.name}: member \`${member.declaration}\``;
  return {
    get() {
      View ??= unionView(type.tag, member.record, offset);
      return new View(this[HOME], this[AT] + offset);
    },
    set(value) {
      assignUnion(type, member, this[HOME], this[AT], value, where);
    },
  };
}

function unionView(tag, union, back) {
  function View(home, at) {
    this[HOME] = home;
    this[AT] = at;
  }
  View.prototype = Object.create(union.Class.prototype);
  for (const member of union.members) {
    Object.defineProperty(View.prototype, member.name, {
      ...guarded(accessors(union, member), tag, member.position, back),
      enumerable: true,
      configurable: true,
    });
  }
  declareTag(View.prototype, tag, back);
  return View;
}

function declareTag(prototype, tag, back) {
  const value = (record) => tag.value(record[HOME], record[AT] - back);
  Object.defineProperty(prototype, TAG, {
    value: {
      // The live member of a union beside its tag.
      live: (record) => (tag.union === null ? undefined : tag.live(value(record))),
      shows(record) {
        const now = value(record);
        return ({ position }) => tag.shows(position, now);
      },
    },
  });
}

function emitClass(type) {
  function Class(...values) {
    if (new.target === undefined) return new Class(...values);
    const { home, at } = reserve(type.size);
    this[HOME] = home;
    this[AT] = at;
    // What the slab had there before was never used, so that it is zero.
    if (values.length > 0) fill(type, this, values);
  }
  // Stands for bytes that exist: of a nested record, or of the guest.
  function View(home, at) {
    this[HOME] = home;
    this[AT] = at;
  }
  Class.prototype = Object.create(Record.prototype, {
    constructor: { value: Class },
    [TYPE]: { value: type },
  });
  View.prototype = Class.prototype;
  Object.defineProperty(Class, 'name', { value: type.name });
  Object.defineProperty(Class, TYPE, { value: type });
  Object.defineProperty(Class, 'size', { value: type.size });
  Object.defineProperty(Class, 'doc', { get: () => type.state.native.doc(type.name) ?? null });
  return { Class, View };
}

// Members in order, or one object with members by name.
function fill(type, record, values) {
  const [first] = values;
  const isWhole =
    values.length === 1 &&
    typeof first === 'object' &&
    first !== null &&
    !ArrayBuffer.isView(first);
  const only = type.members[0]?.access.access;
  const isMember = isWhole && first[KIND] === RECORD && first[TYPE] !== type && only === 'record';
  if ((isWhole && !isMember) || values.length > type.members.length || type.tag !== null) {
    const given = isWhole && !isMember ? first : values;
    storeRecord(type, record[HOME], record[AT], given, type.name);
  } else {
    type.assign ??= emitAssign(type);
    type.assign(record, values);
  }
}

// Assigns the first members, as many as there are values.
function emitAssign({ members }) {
  const steps = members.map(
    ({ name }, i) => `if (count > ${i}) record[${JSON.stringify(name)}] = values[${i}];`,
  );
  const body = `return (record, values) => { const count = values.length; ${steps.join(' ')} }`;
  return new Function(body)();
}

// A getter and a setter. Those of numbers are emitted with their offset in them.
function accessors(type, member) {
  const where = `${type.name}: member \`${member.declaration}\``;
  if (member.access.access === 'number') {
    return emitted(member.access.number, member.offset, where);
  }
  const { offset } = member;
  return {
    get() {
      return member.object.load(this[HOME], this[AT] + offset);
    },
    set(value) {
      member.object.store(this[HOME], this[AT] + offset, value, where);
    },
  };
}

function emitted(form, offset, where) {
  const { get, set, bad, kind } = NUMBERS[form];
  const value = kind === 'b' ? 'BigInt(value)' : 'value';
  const body = `return {
    get() { return this[HOME].view.${get}(this[AT] + ${offset}, true)${kind === '?' ? ' !== 0' : ''} },
    set(value) {
      if (${bad('value')}) value = convert('${form}', value, where);
      this[HOME].view.${set}(this[AT] + ${offset}, ${value}, true);
    },
  }`;
  return new Function('HOME', 'AT', 'convert', 'where', body)(HOME, AT, convert, where);
}

module.exports = { Record, makeRecord, bytesOf, copyOf, ASKED };
