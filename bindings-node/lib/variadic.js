// What follows the named arguments of a variadic function: its type comes from the value, by C's
// promotions, or is stated with `lib.typed`.
'use strict';

const { Block } = require('./block.js');
const { pointerArgument, hostHome, bytesOfBuffer } = require('./argument.js');
const { addressOfHandle } = require('./handle.js');
const { fail } = require('./native.js');
const { describe } = require('./number.js');
const { objectOf } = require('./object.js');
const { utf8 } = require('./text.js');
const { TextList } = require('./textlist.js');
const { quadBytes } = require('./wide.js');
const {
  HOME,
  AT,
  KIND,
  HANDLE,
  POINTER,
  RECORD,
  CALLBACK,
  FUNCTION,
  TYPED,
  LONG_DOUBLE,
  TYPE,
} = require('./symbol.js');

const ALIGN = 16;

// A value whose C type is stated.
class Typed {
  constructor(state, name, value) {
    this.state = state;
    this.type = JSON.parse(state.native.typeNamed(name));
    this.value = value;
  }
}
Object.defineProperty(Typed.prototype, KIND, { value: TYPED });

// A function of the values after the first `named` ones: the block that they travel in, `null`
// without any.
function variableArguments(state, where, named) {
  return (values) => {
    if (values.length === 0) return null;
    const parts = values.map((value, i) => {
      const at = `${where}: argument ${named + i + 1}`;
      return value?.[KIND] === TYPED ? typed(state, value, at) : inferred(state, value, at);
    });
    return layOut(parts);
  };
}

// Each part lies at its own alignment: `bytes` of its own, or the address of a copy (`copy`) or of a
// list of text (`list`).
function layOut(parts) {
  let size = 0;
  for (const part of parts) {
    part.offset = Math.ceil(size / part.align) * part.align;
    size = part.offset + part.size;
  }
  const buffer = new Uint8Array(size);
  for (const { offset, bytes } of parts) if (bytes !== undefined) buffer.set(bytes, offset);
  const block = new Block();
  block.put(buffer, ALIGN);
  for (const { offset, copy, list } of parts) {
    if (list !== undefined) block.link(offset, list.into(block));
    if (copy !== undefined) block.link(offset, block.put(copy.bytes, copy.align, copy.back));
  }
  return block;
}

function word(value) {
  return { size: 4, align: 4, bytes: new Uint8Array(Uint32Array.of(value).buffer) };
}

function long(value) {
  return { size: 8, align: 8, bytes: new Uint8Array(BigUint64Array.of(value).buffer) };
}

function double(value) {
  return { size: 8, align: 8, bytes: new Uint8Array(Float64Array.of(value).buffer) };
}

function copied(bytes, align, back = null) {
  return { size: 4, align: 4, copy: { bytes, align, back } };
}

function inferred(state, value, where) {
  switch (typeof value) {
    case 'boolean':
      return word(Number(value));
    case 'number':
      return Number.isSafeInteger(value) ? integer(BigInt(value), where) : double(value);
    case 'bigint':
      return integer(value, where);
    case 'string':
      return copied(utf8(value, where), 1);
    default:
      return value === null ? word(0) : object(state, value, where);
  }
}

function integer(value, where) {
  if (BigInt.asIntN(32, value) === value) return word(Number(value));
  if (BigInt.asIntN(64, value) === value || BigInt.asUintN(64, value) === value) return long(value);
  return fail(
    'SB0303',
    `${where}: expected an integer of at most 64 bits, got ${value}`,
    'state its type with `lib.typed(type, value)`',
  );
}

function object(state, value, where) {
  switch (value?.[KIND]) {
    case POINTER:
      return word(addressOf(state, value, where));
    case HANDLE:
      return word(addressOfHandle(state, undefined, value, where));
    case CALLBACK:
    case FUNCTION:
      return word(state.callbacks.target(value[TYPE].signature, value, where));
    case RECORD:
      return record(state, value, where);
    case LONG_DOUBLE:
      return { size: 16, align: 16, bytes: quadBytes(value, where) };
    case undefined:
      break;
    default:
      return refuse(value, where);
  }
  const bytes = bytesOfBuffer(value);
  if (bytes !== undefined) return copied(bytes, ALIGN, bytes);
  if (isComplex(value)) {
    const parts = Float64Array.of(Number(value.re), Number(value.im));
    return copied(new Uint8Array(parts.buffer), 8);
  }
  return refuse(value, where);
}

function isComplex(value) {
  if (typeof value !== 'object') return false;
  const names = Object.keys(value);
  return names.length === 2 && 're' in value && 'im' in value;
}

function addressOf(state, value, where) {
  const home = value[HOME];
  if (home.state !== state) {
    fail(
      'SB0604',
      `${where}: the \`${value[TYPE].pointer}\` belongs to ${home.state.name}, not to this load of ${state.name}`,
      'each library has memory of its own: copy the data across',
    );
  }
  home.check(where);
  return value[AT];
}

function record(state, value, where) {
  const access = { access: 'record', record: value[TYPE].id };
  const type = value[TYPE].state === state ? state.native.recordType(value[TYPE].id) : null;
  return stated(state, { id: type, access, layout: { size: value[TYPE].size } }, value, where);
}

function refuse(value, where) {
  const help =
    typeof value === 'function'
      ? 'make a callback object with `lib.callback(type, function)`'
      : 'state its type with `lib.typed(type, value)`';
  return fail('SB0302', `${where}: ${describe(value)} has no C type of its own`, help);
}

function typed(state, { type, value, state: owner }, where) {
  if (owner !== state) fail('SB0604', `${where}: its type belongs to ${owner.name}`);
  return stated(state, type, value, `${where} (${type.spelling})`);
}

function stated(state, { id, access, layout }, value, where) {
  if (access.access === 'pointer') return pointed(state, access, value, where);
  const home = hostHome(Math.max(ALIGN, layout?.size ?? 0));
  const one = objectOf(state, access);
  one.store(home, 0, value, where);
  const { form, layout: promoted } = JSON.parse(state.native.promoted(id));
  switch (form) {
    case 'nothing':
      return { size: 0, align: 1 };
    case 'i32':
      return word(Number(one.load(home, 0)));
    case 'i64':
      return long(BigInt(one.load(home, 0)));
    case 'f64':
      return double(Number(one.load(home, 0)));
    case 'image':
      return { ...promoted, bytes: home.bytes.subarray(0, promoted.size) };
    default:
      if (access.access === 'callback') return word(home.view.getUint32(0, true));
      return copied(home.bytes.subarray(0, layout.size), layout.align ?? ALIGN);
  }
}

// What is given for a pointer whose type is stated, as for a parameter.
function pointed(state, { pointer }, value, where) {
  const plan = JSON.parse(state.native.pointeePlan(pointer));
  const step = { ...plan, ...plan.pointee };
  if (value === null) return word(0);
  if (typeof value === 'string' && step.text) return copied(utf8(value, where), 1);
  const given = pointerArgument(state, step, where)(value);
  if (typeof given === 'number') return word(given);
  if (given instanceof TextList) return { size: 4, align: 4, list: given.owned() };
  const bytes = given.bytes.subarray(given.offset, given.offset + given.length);
  return copied(bytes, ALIGN, step.is_const ? null : bytes);
}

module.exports = { Typed, variableArguments };
