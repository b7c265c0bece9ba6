// What may be given for a pointer, where the emitted code's quick checks did not recognise it.
'use strict';

const { addressOfHandle } = require('./handle.js');
const { fail } = require('./native.js');
const { describe } = require('./number.js');
const { addressFor, checked, formOf, isMapping, objectOf, storeRecord } = require('./object.js');
const { wideText } = require('./text.js');
const { TextList } = require('./textlist.js');
const { HOME, KIND, ARRAY, HANDLE, POINTER, RECORD, TYPE } = require('./symbol.js');

// For one pointer parameter: a function from what was given to a guest address (a number), or to
// what is copied in and, unless the pointer is to const, back: `{ bytes, offset, length }`.
function pointerArgument(state, plan, where) {
  const wanted = JSON.parse(state.native.typeAt(plan.to));
  const isBytes = plan.pointee === 'bytes';
  const context = { state, plan, where, wanted, isBytes, element: null };
  if (plan.pointee === 'elements') context.element = objectOf(state, plan.element);
  return (value) => {
    switch (value?.[KIND]) {
      case POINTER:
        return addressFor(state, wanted, value, where);
      case HANDLE:
        return addressOfHandle(state, wanted.to, value, where);
      case RECORD:
        return recordImage(context, value);
      case ARRAY: {
        // What `pointer.array()` gave lies in guest memory already.
        const { pointer } = value[TYPE];
        if (pointer !== undefined) return addressFor(state, wanted, pointer, where);
        return hostImage(context, value);
      }
      default:
        return (
          textImage(context, value) ?? bufferImage(context, value) ?? hostImage(context, value)
        );
    }
  };
}

function recordImage(context, value) {
  const { state, plan, where } = context;
  if (plan.pointee !== 'elements' || plan.element.access !== 'record') refuse(context, value);
  const record = state.record(plan.element.record);
  const offset = checked(record, value, where);
  const home = value[HOME];
  if (home.state !== null) {
    // It lies in guest memory already.
    home.check(where);
    return offset;
  }
  return { bytes: home.bytes, offset, length: record.size };
}

// Text in wide units, or a list of text.
function textImage(context, value) {
  const { plan, where } = context;
  if (typeof value === 'string' && plan.wide_text) {
    const bytes = wideText(value, plan.wide_text, where);
    return { bytes, offset: 0, length: bytes.length };
  }
  return Array.isArray(value) && isTextList(context) ? textList(context, value) : undefined;
}

function isTextList({ state, plan }) {
  if (plan.element?.access !== 'pointer') return false;
  const { access, layout } = state.pointee(plan.element.pointer);
  return access.access === 'number' && access.number === 'i8' && layout.size === 1;
}

// Copies of the texts, which live for the call.
function textList({ state, plan, where }, items) {
  const wanted = state.pointee(plan.element.pointer);
  return new TextList(items, where, (item, at) => {
    if (item === null) return 0;
    if (item?.[KIND] === POINTER) return addressFor(state, wanted, item, at);
    return fail(
      'SB0302',
      `${at}: expected text, a \`${wanted.pointer}\` or null, got ${describe(item)}`,
    );
  });
}

function bufferImage({ plan, where, isBytes, element }, value) {
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
    return sizedImage(new Uint8Array(value), plan, where);
  }
  if (!ArrayBuffer.isView(value) || plan.pointee === 'opaque') return undefined;
  const form = formOf(value);
  const isRaw = form === undefined || (plan.element?.access === 'record' && form === 'u8');
  if (!isBytes && !isRaw && form !== element.form && !(form === 'u8' && element.form === 'bool')) {
    fail(
      'SB0308',
      `${where}: the elements have another type, got ${describe(value)}`,
      "pass a typed array of the pointer's element type",
    );
  }
  return sizedImage(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), plan, where);
}

// Raw bytes must be whole elements.
function sizedImage(bytes, plan, where) {
  const size = plan.pointee === 'elements' ? plan.layout.size : 1;
  if (bytes.length % size !== 0) {
    fail('SB0310', `${where}: ${bytes.length} bytes are no whole number of elements of ${size}`);
  }
  return { bytes, offset: 0, length: bytes.length };
}

// Values that are written to an image first, which is lost afterwards: only for const pointers.
function hostImage(context, value) {
  const { state, plan, where, element } = context;
  const isList = Array.isArray(value) || value?.[KIND] !== undefined;
  if (plan.pointee !== 'elements' || (!isList && !isMapping(value))) refuse(context, value);
  const isRecord = plan.element.access === 'record';
  if (!isRecord && !isList) refuse(context, value);
  if (!plan.is_const) refuseLost(context, value);
  if (isRecord && !isListOfRecords(value)) {
    const record = state.record(plan.element.record);
    const home = hostHome(record.size);
    storeRecord(record, home, 0, value, where);
    return { bytes: home.bytes, offset: 0, length: record.size };
  }
  const items = [...value];
  const { size } = plan.layout;
  const home = hostHome(size * items.length);
  items.forEach((item, i) => element.store(home, i * size, item, `${where}: element ${i}`));
  return { bytes: home.bytes, offset: 0, length: home.bytes.length };
}

function isListOfRecords(value) {
  const isOne = (one) => one?.[KIND] === RECORD || (isMapping(one) && !Array.isArray(one));
  return Array.isArray(value) && value.length > 0 && value.every(isOne);
}

// The bytes of any buffer, `undefined` for what is none.
function bytesOfBuffer(value) {
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
    return new Uint8Array(value);
  }
  if (!ArrayBuffer.isView(value)) return undefined;
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

function hostHome(size) {
  const bytes = new Uint8Array(size);
  return { bytes, view: new DataView(bytes.buffer), state: null };
}

function refuseLost({ state, plan, where, wanted }, value) {
  const help =
    plan.element.access === 'record'
      ? `the callee may write here: make a \`${state.record(plan.element.record).name}\` with ` +
        '`new lib.types…(…)` and pass that, so that what it writes is not lost'
      : 'the callee may write here: pass a typed array, or memory from `lib.new`, so that what ' +
        'it writes is not lost';
  fail('SB0302', `${where}: ${expected(plan, wanted, state)}, got ${describe(value)}`, help);
}

// Names everything that would have done.
function refuse({ state, plan, where, wanted }, value) {
  const help =
    typeof value === 'string' && !plan.text
      ? 'text goes where C has `const char *`: encode it to bytes first'
      : undefined;
  fail('SB0302', `${where}: ${expected(plan, wanted, state)}, got ${describe(value)}`, help);
}

function expected(plan, wanted, state) {
  let others = '';
  if (plan.pointee === 'bytes') others = plan.text ? ', text or a buffer' : ' or a buffer';
  else if (plan.pointee === 'elements') {
    others =
      plan.element.access === 'record'
        ? ` or a \`${state.record(plan.element.record).name}\``
        : ' or a typed array of its elements';
  }
  return `expected a \`${wanted.pointer}\`${others}`;
}

module.exports = { pointerArgument, hostHome, bytesOfBuffer };
