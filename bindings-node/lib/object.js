// C objects in memory, whatever their type: how each is read and written at its address. What
// members, elements, pointer targets, arguments by value and results by memory share.
'use strict';

const { bitsObject } = require('./bits.js');
const { addressOfHandle } = require('./handle.js');
const { read, reserve, write } = require('./home.js');
const { fail } = require('./native.js');
const { NUMBERS, convert, describe } = require('./number.js');
const { HOME, AT, KIND, HANDLE, RECORD, POINTER, TYPE, TAG } = require('./symbol.js');
const { complexObject, vectorObject, wideObject } = require('./wide.js');
const { units } = require('./text.js');

// How the object that `access` describes is handled: its `size`, `load(home, at)` and
// `store(home, at, value, where)`, which refuses with a message that starts with `where`.
function objectOf(state, access) {
  switch (access.access) {
    case 'number':
      return numberObject(access.number);
    case 'bits':
      return bitsObject(access);
    case 'pointer':
      return pointerObject(state, access.pointer);
    case 'callback':
      return callbackObject(state, access.signature);
    case 'record':
      return recordObject(state, access.record);
    case 'array':
      return arrayObject(state, access);
    case 'wide':
      return wideObject(access);
    case 'complex':
      return complexObject(access);
    case 'vector':
      return vectorObject(access);
    default:
      return unsupportedObject(access);
  }
}

function numberObject(form) {
  const { get, set, size } = NUMBERS[form];
  const load = new Function(
    `return (home, at) => home.view.${get}(at, true)${form === 'bool' ? ' !== 0' : ''}`,
  )();
  const store = (home, at, value, where) => {
    home.view[set](at, convert(form, value, where), true);
  };
  return { size, load, store, form };
}

function pointerObject(state, pointer) {
  return {
    size: 4,
    load(home, at) {
      return state.pointerAt(pointer, home.view.getUint32(at, true));
    },
    store(home, at, value, where) {
      home.view.setUint32(at, pointerTarget(state, pointer, value, where), true);
    },
  };
}

function pointerTarget(state, pointer, value, where) {
  if (value === null) return 0;
  if (value?.[KIND] === POINTER) return addressFor(state, state.pointee(pointer), value, where);
  if (value?.[KIND] === HANDLE) {
    return addressOfHandle(state, state.pointee(pointer).to, value, where);
  }
  return fail(
    'SB0302',
    `${where}: expected a pointer or null, got ${describe(value)}`,
    'allocate the memory with `new`, and keep it for as long as the library uses it',
  );
}

// The address of a pointer that is given where one to `wanted` belongs.
function addressFor(state, wanted, given, where) {
  const home = given[HOME];
  const type = given[TYPE];
  if (home.state !== state) {
    fail(
      'SB0604',
      `${where}: the \`${type.pointer}\` belongs to ${home.state.name}, not to this load of ${state.name}`,
      'each library has memory of its own: copy the data across',
    );
  }
  home.check(where);
  if (!state.mayPoint(wanted.to, type.to)) {
    fail(
      'SB0302',
      `${where}: expected a \`${wanted.pointer}\`, got a \`${type.pointer}\``,
      'cast it if the memory really holds that',
    );
  }
  return given.address;
}

function callbackObject(state, signature) {
  return {
    size: 4,
    load: (home, at) => state.functionAt(signature, home.view.getUint32(at, true)),
    store(home, at, value, where) {
      const index = state.callbacks.target(signature, value, where);
      home.view.setUint32(at, index, true);
    },
  };
}

function recordObject(state, id) {
  const record = state.record(id);
  return {
    size: record.size,
    load: (home, at) => new record.View(home, at),
    store: (home, at, value, where) => storeRecord(record, home, at, value, where),
  };
}

// A record of that type, its members by name, or its members in order; those not given are zero.
function storeRecord(record, home, at, value, where) {
  if (record.tag === null || value?.[KIND] === RECORD) {
    storeMembers(record, home, at, value, where, storeMember);
    return;
  }
  const making = record.tag.making();
  aside(record.size, home, at, (own, start) => {
    storeMembers(record, own, start, value, where, (member, _, __, item, place) => {
      if (member.position === record.tag.union) storeUnion(member, own, start, item, place, making);
      else {
        storeMember(member, own, start, item, place);
        making.wrote(member.position, own, start);
      }
    });
    making.settle(own, start);
  });
}

// Assigns the union of a record with a tag; its member that was given becomes the live one.
function assignUnion(record, member, home, at, value, where) {
  aside(record.size, home, at, (own, start) => {
    write(own, start, read(home, at, record.size));
    const making = record.tag.making();
    storeUnion(member, own, start, value, where, making);
    making.settle(own, start);
  });
}

function storeUnion(member, home, at, value, where, making) {
  const union = member.record;
  const place = `${where}: member \`${member.declaration}\``;
  storeMembers(union, home, at + member.offset, value, place, (inner, ...rest) => {
    storeMember(inner, ...rest);
    making.gave(inner.position);
  });
  const live = value?.[TAG]?.live(value);
  if (live !== undefined) making.gave(live);
}

// Lets `make` make an image elsewhere, so that nothing is written when it fails.
function aside(size, home, at, make) {
  const { home: own, at: start } = reserve(size);
  make(own, start);
  write(home, at, read(own, start, size));
}

// Gives what a value says of a record's members to `store`.
function storeMembers(record, home, at, value, where, store) {
  if (value?.[KIND] === RECORD) {
    write(home, at, read(value[HOME], checked(record, value, where), record.size));
    return;
  }
  if (Array.isArray(value)) {
    if (value.length > record.members.length) {
      const message = `it has ${record.members.length} members, got ${value.length}`;
      fail('SB0310', `${where}: ${message}`);
    }
    clear(home, at, record.size);
    value.forEach((item, i) => store(record.members[i], home, at, item, where));
    return;
  }
  if (!isMapping(value)) {
    fail(
      'SB0302',
      `${where}: expected a \`${record.name}\` or its members, got ${describe(value)}`,
    );
  }
  clear(home, at, record.size);
  for (const [name, item] of value instanceof Map ? value : Object.entries(value)) {
    const member = record.byName.get(name);
    if (member === undefined) record.unknownMember(String(name), where);
    store(member, home, at, item, where);
  }
}

function storeMember(member, home, at, value, where) {
  member.object.store(
    home,
    at + member.offset,
    value,
    `${where}: member \`${member.declaration}\``,
  );
}

// Where the bytes of a record are that is given where one of the type `record` belongs.
function checked(record, value, where) {
  const given = value[TYPE];
  if (given !== record) {
    if (given.state !== record.state) {
      fail(
        'SB0604',
        `${where}: the \`${given.name}\` belongs to ${given.state.name}, not to this load of ${record.state.name}`,
        'make it with the types of the library that it is given to',
      );
    }
    fail('SB0302', `${where}: expected a \`${record.name}\`, got a \`${given.name}\``);
  }
  return value[AT];
}

function clear(home, at, size) {
  write(home, at, new Uint8Array(size));
}

// Whether it is a Map or an object that is there for its properties.
function isMapping(value) {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  return value[KIND] === undefined && !(value instanceof ArrayBuffer);
}

function arrayObject(state, { element, count, stride }) {
  // A record may hold an array of pointers to itself: its element is looked up when needed.
  let known;
  const type = {
    state,
    count,
    stride,
    get element() {
      return (known ??= objectOf(state, element));
    },
  };
  return {
    size: count * stride,
    // That of the innermost elements, when they are numbers.
    get form() {
      return element.access === 'pointer' ? undefined : type.element.form;
    },
    load: (home, at) => state.arrayView(type, home, at),
    store: (home, at, value, where) => storeArray(type, home, at, value, where),
  };
}

function storeArray({ element, count, stride }, home, at, value, where) {
  const check = (length) => {
    if (length !== count) fail('SB0310', `${where}: it has ${count} elements, got ${length}`);
  };
  const isByte = element.form === 'i8' || element.form === 'u8';
  if (typeof value === 'string' && isByte) {
    const text = new TextEncoder().encode(value);
    if (text.length > count) check(text.length);
    // As C initialises a `char` array: the rest is zero, and a full one has no NUL.
    clear(home, at, count);
    write(home, at, text);
  } else if (typeof value === 'string' && WIDE_UNITS.has(element.form)) {
    const text = units(value, element.size, where);
    if (text.length > count * stride) check(text.length / stride);
    clear(home, at, count * stride);
    write(home, at, text);
  } else if (ArrayBuffer.isView(value) && (isByte || formOf(value) === element.form)) {
    check(value.byteLength / stride);
    write(home, at, new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  } else if (typeof value === 'object' && value !== null && Symbol.iterator in value) {
    const items = [...value];
    check(items.length);
    items.forEach((item, i) =>
      element.store(home, at + i * stride, item, `${where}: element ${i}`),
    );
  } else {
    fail('SB0302', `${where}: expected ${count} elements, got ${describe(value)}`);
  }
}

// Integers that wide characters are.
const WIDE_UNITS = new Set(['i16', 'u16', 'i32', 'u32']);

const FORMS = new Map([
  [Int8Array, 'i8'],
  [Uint8Array, 'u8'],
  [Uint8ClampedArray, 'u8'],
  [Int16Array, 'i16'],
  [Uint16Array, 'u16'],
  [Int32Array, 'i32'],
  [Uint32Array, 'u32'],
  [BigInt64Array, 'i64'],
  [BigUint64Array, 'u64'],
  [Float32Array, 'f32'],
  [Float64Array, 'f64'],
]);

// The form of a typed array's elements; `undefined` for a DataView. Buffer counts as Uint8Array.
function formOf(view) {
  return FORMS.get(view.constructor) ?? (view instanceof Uint8Array ? 'u8' : undefined);
}

function unsupportedObject(access) {
  const what = access.access === 'opaque' ? 'nothing that can be read' : `a ${spelled(access)}`;
  const refuse = (where) => fail('SB0309', `${where}: it is ${what}, which cannot be converted`);
  return {
    size: access.size ?? 0,
    load: () => refuse('a member'),
    store: (home, at, value, where) => refuse(where),
  };
}

function spelled(access) {
  const names = {
    f128: 'long double',
    i128: '__int128',
    u128: 'unsigned __int128',
    f16: '_Float16',
  };
  return names[access.wide] ?? `${access.access} type`;
}

module.exports = {
  objectOf,
  pointerTarget,
  addressFor,
  storeRecord,
  assignUnion,
  checked,
  isMapping,
  formOf,
  spelled,
};
