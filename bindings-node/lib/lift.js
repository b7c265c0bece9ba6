// Results: the JavaScript for what a plan's result becomes.
'use strict';

const { objectOf } = require('./object.js');
const { copyWords, inWords } = require('./write.js');
const { reserve } = require('./home.js');

// The expression that reads a number from a slot. Bits beyond its width are garbage.
function readSlot(form, slot) {
  switch (form) {
    case 'bool':
      return `U8[${slot * 8}] !== 0`;
    case 'i8':
    case 'u8':
      return `${form.toUpperCase()}[${slot * 8}]`;
    case 'i16':
    case 'u16':
      return `${form.toUpperCase()}[${slot * 4}]`;
    case 'i64':
      return `B64[${slot}]`;
    case 'u64':
      return `BU64[${slot}]`;
    case 'f64':
      return `F64[${slot}]`;
    default:
      return `${form.toUpperCase()}[${slot * 2}]`;
  }
}

// The expression for the result of a function, and whether the entry itself returns text.
function emitLift(emission, lift) {
  switch (lift.op) {
    case 'nothing':
      return { value: '', isText: false };
    case 'text':
      return { value: 'e', isText: true };
    case 'area':
      return { value: areaValue(emission, lift), isText: false };
    case 'single': {
      const value = { access: 'record', record: lift.record };
      const isVector = lift.number === 'v128';
      const made = isVector ? areaValue(emission, { ...lift, value }) : liftSlot(emission, lift, 0);
      return { value: made, isText: false };
    }
    default:
      return { value: liftSlot(emission, lift, 0), isText: false };
  }
}

function areaValue(emission, { value, layout }) {
  if (!emission.plan.lower.some(({ op }) => op === 'area')) {
    // With SIMD a vector comes in the slot itself, whose 16 bytes only this entry gives.
    emission.hasData = true;
    emission.mayBeLarge = true;
    emission.writes.push('large ??= [];');
    return `${fromImage(emission, value, layout.size)}(U8, 0)`;
  }
  if (value.access === 'record' && inWords(layout)) return emitRecord(emission, value, layout);
  return `${fromImage(emission, value, layout.size)}(area, areaAt)`;
}

// A record of its own, copied word by word unless it is not in the frame.
function emitRecord(emission, { record }, { size }) {
  const { View } = emission.state.record(record);
  const slow = fromImage(emission, { access: 'record', record }, size);
  emission.after.push(`let record;
    if (area === U8) {
      const { home, at } = ${emission.bind('reserve', reserve)}(${size});
      { ${copyWords(size, 'home.words', 'at', 'U32', 'areaAt')} }
      record = new ${emission.bind('View', View)}(home, at);
    } else record = ${slow}(area, areaAt);`);
  return 'record';
}

// The expression for what comes in slots.
function liftSlot(emission, lift, slot, slots = 1) {
  switch (lift.op) {
    case 'nothing':
      return 'undefined';
    case 'number':
      return readSlot(lift.number, slot);
    case 'text':
      return `S.textAt(U32[${slot * 2}])`;
    case 'pointer':
      return `S.pointerAt(${Number(lift.pointer)}, U32[${slot * 2}])`;
    case 'callback':
      return `S.functionAt(${Number(lift.signature)}, U32[${slot * 2}])`;
    case 'wide': {
      // Half floats travel widened.
      if (lift.wide === 'f16') return readSlot('f32', slot);
      const access = { ...lift, access: 'wide', size: slots * 8 };
      return `${fromImage(emission, access, slots * 8)}(U8, ${slot * 8})`;
    }
    case 'single': {
      const access = { access: 'record', record: lift.record };
      return `${fromImage(emission, access, lift.layout.size)}(U8, ${slot * 8})`;
    }
    default: {
      // The object whose address is in the slot.
      const { value, layout } = lift;
      return `${fromImage(emission, value, layout.size)}(S.bytesAt(U32[${slot * 2}], ${layout.size}), 0)`;
    }
  }
}

// What an image is: a record of its own, or a value.
function fromImage(emission, access, size) {
  const { state } = emission;
  let object;
  return emission.bind('value', (bytes, from) => {
    object ??= objectOf(state, access);
    const { home, at } = reserve(size);
    home.bytes.set(bytes.subarray(from, from + size), at);
    return object.load(home, at);
  });
}

module.exports = { emitLift, liftSlot, fromImage };
