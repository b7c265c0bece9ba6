// Typed pointers into guest memory: of one library, of one life of its instance, of one type.
'use strict';

const { ArrayView, elements, checkIndex } = require('./array.js');
const { FREED, GuestHome, read, write } = require('./home.js');
const { fail, revived } = require('./native.js');
const { describe } = require('./number.js');
const { objectOf } = require('./object.js');
const { pointerAt, sized } = require('./path.js');
const { fromUnits } = require('./text.js');
const {
  HOME,
  AT,
  KIND,
  POINTER,
  TYPE,
  COUNT,
  VALUE,
  DISPOSE,
  INSPECT,
  declare,
} = require('./symbol.js');

// The address of an object in the library's memory, with its type.
class Pointer {
  constructor(address, home, count) {
    this[AT] = address;
    this[HOME] = home;
    this[COUNT] = count;
    this[VALUE] = null;
  }

  get address() {
    return this[AT];
  }

  // How C spells its type: `z_stream *`.
  get type() {
    return this[TYPE].pointer;
  }

  // How many elements were allocated; `undefined` for memory of the library's own.
  get length() {
    return this[COUNT];
  }

  // What it points to: a number, a pointer or null, or a record that stands for that memory.
  get value() {
    return (this[VALUE] ?? load(this, 0)) || this.get(0);
  }

  set value(value) {
    this.set(0, value);
  }

  get(index) {
    const { object } = sized(this);
    const at = elementAt(this, index, object.size);
    return object.load(this[HOME], at);
  }

  set(index, value) {
    const { object, pointer } = sized(this);
    const at = elementAt(this, index, object.size);
    object.store(this[HOME], at, value, pointer);
  }

  // A copy of the bytes that it points to.
  read(length) {
    const size = extent(this, 0, length);
    return read(this[HOME], this[AT], size).slice();
  }

  // Copies bytes to where it points, `offset` bytes further on.
  write(data, offset = 0) {
    const bytes = bytesOf(data);
    extent(this, offset, bytes.length);
    write(this[HOME], this[AT] + offset, bytes);
  }

  // The bytes that it points to, not copied. Empty once the library is closed.
  view(length) {
    const size = extent(this, 0, length);
    return read(this[HOME], this[AT], size);
  }

  // `count` elements from here on as an array over the same memory; all that were allocated by
  // default.
  array(count = this[COUNT] ?? 1) {
    return arrayAt(this, count);
  }

  // The text that it points to, up to its NUL.
  text() {
    const type = this[TYPE];
    const size = type.layout?.size ?? 0;
    if (
      type.access.access === 'number' &&
      (size === 2 || size === 4) &&
      !type.access.number.startsWith('f')
    ) {
      return wideText(this, size);
    }
    if (size > 1) {
      fail(
        'SB0302',
        `a \`${type.pointer}\` points to no text`,
        'cast it to `char` first when there is text',
      );
    }
    this[HOME].check();
    return this[HOME].state.native.readText(this[AT]);
  }

  // The same address as a pointer to the type that C calls `name`.
  cast(name) {
    const { state } = this[HOME];
    const Class = state.pointerTo(JSON.parse(state.native.typeNamed(name)));
    return new Class(this[AT], this[HOME], undefined);
  }

  // A typed pointer to what the path leads to: members by name, elements by number. One number is
  // C's `p + n`.
  at(...path) {
    return pointerAt(this, path);
  }

  // Gives memory from `lib.new` back; twice is fine.
  free() {
    const home = this[HOME];
    if (home.owner === null) {
      fail(
        'SB0302',
        `the memory behind a \`${this.type}\` belongs to the library`,
        'give it to the function of the library that frees it',
      );
    }
    if (home.generation === FREED) return;
    const { state, generation } = home;
    home.generation = FREED;
    state.registry.unregister(home);
    if (state.isAlive(generation)) state.native.free(home.base);
  }

  // The same address in the same life of the same library, whatever the type.
  equals(other) {
    return (
      other?.[KIND] === POINTER &&
      other[AT] === this[AT] &&
      other[HOME].state === this[HOME].state &&
      other[HOME].generation === this[HOME].generation
    );
  }

  toString() {
    return `<${this[TYPE].pointer} at 0x${this[AT].toString(16)} of ${this[HOME].state.name}>`;
  }

  [INSPECT]() {
    return Pointer.prototype.toString.call(this);
  }
}
declare(Pointer.prototype, AT, HOME, COUNT, VALUE);
Object.defineProperty(Pointer.prototype, KIND, { value: POINTER });
Object.defineProperty(Pointer.prototype, DISPOSE, {
  value() {
    Pointer.prototype.free.call(this);
  },
});

const OWN = new Set(Object.getOwnPropertyNames(Pointer.prototype));

Object.setPrototypeOf(
  Pointer.prototype,
  elements((pointer, name) => {
    const { access, pointer: spelling } = pointer[TYPE];
    const { state } = pointer[HOME];
    if (access.access !== 'record') {
      fail('SB0208', `${state.name}: a \`${spelling}\` has no member \`${name}\``);
    }
    throw revived(state.native.unknownMember(access.record, name, state.name));
  }),
);

function elementAt(pointer, index, size) {
  const count = pointer[COUNT];
  checkIndex(index, count ?? Infinity);
  const at = pointer[AT] + index * size;
  pointer[HOME].reach(at, size);
  return at;
}

function arrayAt(pointer, count) {
  const home = pointer[HOME];
  const { layout, object } = sized(pointer);
  const known = pointer[COUNT];
  if (!Number.isInteger(count) || count < 0) {
    fail('SB0302', `${pointer}: expected a number of elements, got ${describe(count)}`);
  }
  if (known !== undefined && count > known) {
    fail('SB0311', `element ${count - 1} lies outside an array of ${known}`);
  }
  home.reach(pointer[AT], count * layout.size);
  const type = { element: object, count, isBounded: true, stride: layout.size, pointer };
  return new ArrayView(type, home, pointer[AT]);
}

// The text in units of so many bytes, up to the first 0.
function wideText(pointer, size) {
  const home = pointer[HOME];
  const { state } = home;
  const at = pointer[AT];
  for (let length = 256; ; length *= 4) {
    home.check();
    const left = state.native.memorySize() - at;
    const taken = Math.min(length, left - (left % size));
    if (taken > 0) {
      home.reach(at, taken);
      const text = fromUnits(read(home, at, taken), size, false);
      if (text !== null) return text;
    }
    if (taken < length) {
      fail('SB0307', `the text at 0x${at.toString(16)} has no NUL before the end of memory`);
    }
  }
}

// The record that it points to, kept for the next time.
function load(pointer) {
  if (pointer[TYPE].access.access !== 'record') return null;
  return (pointer[VALUE] = pointer.get(0));
}

// Checks `length` bytes at `offset` and returns how many; all that were allocated by default.
function extent(pointer, offset, length) {
  const count = pointer[COUNT];
  const size = count === undefined ? undefined : count * (pointer[TYPE].layout?.size ?? 0);
  const wanted = length ?? size;
  if (!Number.isInteger(wanted) || wanted < 0 || !Number.isInteger(offset) || offset < 0) {
    fail('SB0302', `${pointer}: expected a number of bytes, got ${describe(length)}`);
  }
  if (size !== undefined && offset + wanted > size) {
    fail('SB0310', `${wanted} bytes at ${offset} exceed the ${size} bytes that were allocated`);
  }
  pointer[HOME].reach(pointer[AT] + offset, wanted);
  return wanted;
}

// The bytes of any buffer.
function bytesOf(data) {
  if (data instanceof Uint8Array) return data;
  if (ArrayBuffer.isView(data)) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  if (data instanceof ArrayBuffer || data instanceof SharedArrayBuffer) return new Uint8Array(data);
  return fail('SB0302', `expected a buffer, got ${describe(data)}`);
}

// The class of pointers to the type that `type` describes, with the members of a record on it.
function makePointer(state, type) {
  let object;
  Object.defineProperty(type, 'object', {
    get: () => (object ??= objectOf(state, type.access)),
  });
  class Typed extends Pointer {}
  Object.defineProperty(Typed.prototype, TYPE, { value: type });
  if (type.access.access !== 'record') return Typed;
  for (const { name } of state.record(type.access.record).members) {
    // A member that is called like something of the pointer's own is reached through `value`.
    if (OWN.has(name)) continue;
    Object.defineProperty(Typed.prototype, name, {
      get() {
        return (this[VALUE] ?? load(this))[name];
      },
      set(value) {
        (this[VALUE] ?? load(this))[name] = value;
      },
      enumerable: true,
    });
  }
  return Typed;
}

// Zeroed guest memory for `count` objects of the type that C calls `name`.
function allocate(state, name, init, count) {
  const type = JSON.parse(state.native.typeNamed(name));
  if (type.layout === null) {
    fail(
      'SB0302',
      `${state.name}: \`${name}\` has no size, nothing can be allocated`,
      'the library makes such objects itself and hands out pointers to them',
    );
  }
  if (count !== undefined && (!Number.isInteger(count) || count < 0)) {
    fail('SB0302', `${state.name}: expected a number of \`${name}\`, got ${describe(count)}`);
  }
  const Class = state.pointerTo(type);
  const { size, align } = type.layout;
  const room = size * (count ?? 1);
  if (room + align > 0xffffffff) {
    fail('SB0501', `${state.name}: ${count} \`${name}\` exceed 4 GiB`);
  }
  const base = state.native.allocate(align > 8 ? room + align : room);
  const { generation } = state.here();
  const home = new GuestHome(state, generation);
  const pointer = new Class(Math.ceil(base / align) * align, home, count ?? 1);
  home.owner = pointer;
  home.base = base;
  state.registry.register(pointer, { native: state.native, generation, base }, home);
  if (init !== undefined && init !== null) initialize(pointer, state, type, init, count);
  return pointer;
}

function initialize(pointer, state, type, init, count) {
  const home = pointer[HOME];
  const where = `${state.name}.new(${type.spelling})`;
  home.reach(pointer[AT], type.layout.size * (count ?? 1));
  if (count === undefined) {
    sized(pointer).object.store(home, pointer[AT], init, where);
    return;
  }
  const { size } = type.layout;
  objectOf(state, { access: 'array', element: type.access, count, stride: size }).store(
    home,
    pointer[AT],
    init,
    where,
  );
}

module.exports = { Pointer, makePointer, allocate, bytesOf };
