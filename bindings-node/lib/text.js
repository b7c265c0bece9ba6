// Text for C: UTF-8 with a final NUL, written straight into the call frame.
'use strict';

const { DATA } = require('./frame.js');
const { fail } = require('./native.js');

const encoder = new TextEncoder();

// Writes text and its NUL at `at` in the data area when `room` bytes are enough; returns how many
// bytes it took without the NUL, or -1 when it may be too long. For text that is not short and
// plain.
function putText({ AREA, BUFFER }, text, at, room, where) {
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    fail(
      'SB0304',
      `${where}: the text has a NUL at character ${nul}`,
      'C text ends at its first NUL: pass a buffer and its length instead',
    );
  }
  // No character takes more than three bytes a unit.
  if (text.length * 3 >= room) {
    checkHalves(text, where);
    return -1;
  }
  const length =
    at === 0 ? encoder.encodeInto(text, AREA).written : BUFFER.utf8Write(text, DATA + at);
  // As many bytes as units: all of it is ASCII.
  if (length !== text.length) checkHalves(text, where);
  AREA[at + length] = 0;
  return length;
}

function checkHalves(text, where) {
  if (!text.isWellFormed()) {
    fail('SB0306', `${where}: the text has a surrogate without its other half`);
  }
}

module.exports = { putText };
