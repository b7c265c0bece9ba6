// Typed pointers to what a path leads to: members by name, elements by number. Nothing is read but
// pointers on the way.
'use strict';

const { checkIndex } = require('./array.js');
const { fail } = require('./native.js');
const { describe } = require('./number.js');
const { HOME, AT, TYPE, COUNT } = require('./symbol.js');

// What `pointer.at(…path)` gives.
function pointerAt(pointer, path) {
  if (path.length === 1 && typeof path[0] === 'number') return offset(pointer, path[0]);
  let now = pointer;
  // Whether it is the first of several elements that a step selects from.
  let isArray = true;
  for (const part of path) {
    if (!isArray && now[TYPE].access.access === 'pointer') now = now.value;
    if (now === null) fail('SB0302', `${pointer}: the path goes through a null pointer`);
    const next = typeof part === 'number' ? element(now, part) : member(now, part);
    isArray = next[TYPE].access.access === 'array';
    now = isArray ? decayed(next) : next;
  }
  return now;
}

function element(pointer, index) {
  const count = pointer[COUNT];
  checkIndex(index, count ?? Infinity);
  const next = offset(pointer, index);
  next[COUNT] = undefined;
  return next;
}

// A pointer to the first element of the array that it points to.
function decayed(pointer) {
  const home = pointer[HOME];
  const { of, access } = pointer[TYPE];
  const Class = home.state.pointerTo(JSON.parse(home.state.native.typeAt(of)));
  return new Class(pointer[AT], home, access.count || undefined);
}

// C's `pointer + by`. Where it is known how many elements lie there, the result stays among them
// or directly behind.
function offset(pointer, by) {
  const home = pointer[HOME];
  const { layout } = sized(pointer);
  const count = pointer[COUNT];
  home.check();
  if (!Number.isInteger(by)) fail('SB0302', `${pointer}: expected an index, got ${describe(by)}`);
  if (count !== undefined && (by < 0 || by > count)) {
    fail('SB0311', `element ${by} lies outside an array of ${count}`);
  }
  const at = pointer[AT] + by * layout.size;
  if (at < 0 || at > 0xffffffff) fail('SB0311', `element ${by} of ${pointer} is no address`);
  return new pointer.constructor(at, home, count === undefined ? undefined : count - by);
}

function member(pointer, name) {
  const home = pointer[HOME];
  const { state } = home;
  const { access, pointer: spelling } = pointer[TYPE];
  home.check();
  if (access.access !== 'record') {
    fail('SB0208', `${state.name}: a \`${spelling}\` has no member \`${name}\``);
  }
  const found = JSON.parse(state.native.member(access.record, name));
  if (found === null) {
    const record = state.record(access.record);
    if (!record.byName.has(name)) record.unknownMember(name, state.name);
    fail('SB0302', `${record.name}: the bit-field \`${name}\` has no address`);
  }
  return new (state.pointerTo(found.type))(pointer[AT] + found.offset, home, undefined);
}

// The type that the pointer points to, when there is something to read.
function sized(pointer) {
  const type = pointer[TYPE];
  if (type.layout === null || type.access.access === 'opaque') {
    fail(
      'SB0302',
      `a \`${type.pointer}\` points to nothing readable`,
      'cast it to the type of what lies there',
    );
  }
  return type;
}

module.exports = { pointerAt, sized };
