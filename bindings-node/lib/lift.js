// Results: the JavaScript for what a plan's result becomes.
'use strict';

const { spelled } = require('./object.js');
const { reserve } = require('./home.js');

// By the number's form: how slot 0 is read. Bits beyond its width are garbage.
const RESULTS = {
  bool: 'U8[0] !== 0',
  i8: 'I8[0]',
  u8: 'U8[0]',
  i16: 'I16[0]',
  u16: 'U16[0]',
  i32: 'I32[0]',
  u32: 'U32[0]',
  i64: 'B64[0]',
  u64: 'BU64[0]',
  f32: 'F32[0]',
  f64: 'F64[0]',
};

// The expression for the result, and whether the entry itself returns text.
function emitLift(emission, lift) {
  switch (lift.op) {
    case 'nothing':
      return { value: '', isText: false };
    case 'number':
      return { value: RESULTS[lift.number], isText: false };
    case 'text':
      return { value: 'e', isText: true };
    case 'pointer':
      return { value: `S.pointerAt(${Number(lift.pointer)}, U32[0])`, isText: false };
    case 'single':
      return { value: `${record(emission, lift.record, lift.layout.size)}(U8, 0)`, isText: false };
    case 'area':
      if (lift.value.access === 'record') {
        const make = record(emission, lift.value.record, lift.layout.size);
        return { value: `${make}(area, areaAt)`, isText: false };
      }
      return refused(emission, lift.value);
    case 'callback':
      return refused(emission, { access: 'function pointer' });
    default:
      return refused(emission, lift);
  }
}

// A new record from an image.
function record(emission, id, size) {
  const { state } = emission;
  return emission.bind('record', (bytes, from) => {
    const { home, at } = reserve(size);
    home.bytes.set(bytes.subarray(from, from + size), at);
    return new (state.record(id).View)(home, at);
  });
}

function refused(emission, what) {
  emission.unsupported(undefined, `a ${spelled(what)} cannot be returned yet`);
  return { value: '', isText: false };
}

module.exports = { emitLift };
