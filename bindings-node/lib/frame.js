// The call frame: the block of memory through which emitted code passes arguments and results.
'use strict';

const { frameLayout } = require('./native.js');

const [SLOTS, BASE, ROOM, INPUT, OUTPUT_START, OUTPUT_END, FUNCTION, OUTCOME, DATA, ROOM_MAX] =
  frameLayout;

// The frame's memory in the forms in which emitted code writes it.
function frameViews(buffer) {
  return {
    I8: new Int8Array(buffer),
    U8: new Uint8Array(buffer),
    I16: new Int16Array(buffer),
    U16: new Uint16Array(buffer),
    I32: new Int32Array(buffer),
    U32: new Uint32Array(buffer),
    F32: new Float32Array(buffer),
    F64: new Float64Array(buffer),
    B64: new BigInt64Array(buffer),
    BU64: new BigUint64Array(buffer),
    // The data area alone, for `encodeInto` without a view made for it.
    AREA: new Uint8Array(buffer, DATA),
    DV: new DataView(buffer),
    // Buffer's `utf8Write` writes at an offset without a view made for it.
    BUFFER: Buffer.from(buffer),
  };
}

module.exports = {
  frameViews,
  SLOTS,
  DATA,
  // How large the data area is.
  ROOM_MAX,
  // Positions of the header's fields in a Uint32Array.
  AT_BASE: BASE / 4,
  AT_ROOM: ROOM / 4,
  AT_INPUT: INPUT / 4,
  AT_OUTPUT_START: OUTPUT_START / 4,
  AT_OUTPUT_END: OUTPUT_END / 4,
  AT_FUNCTION: FUNCTION / 4,
  AT_OUTCOME: OUTCOME / 4,
};
