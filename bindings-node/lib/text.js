// Text for C: UTF-8 with a final NUL, written straight into the call frame.
'use strict';

const { DATA } = require('./frame.js');
const { fail } = require('./native.js');

const encoder = new TextEncoder();

// Writes text and its NUL at `at` in the data area when `room` bytes are enough; returns how many
// bytes it took without the NUL, or -1 when it may be too long. For text that is not short and
// plain.
function putText({ AREA, BUFFER }, text, at, room, where, isSized = false) {
  if (!isSized) checkNul(text, where);
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

function checkNul(text, where) {
  const nul = text.indexOf('\0');
  if (nul < 0) return;
  fail(
    'SB0304',
    `${where}: the text has a NUL at character ${nul}`,
    'C text ends at its first NUL: pass a buffer and its length instead',
  );
}

function checkHalves(text, where) {
  if (!text.isWellFormed()) {
    fail('SB0306', `${where}: the text has a surrogate without its other half`);
  }
}

// Text as UTF-8 with its NUL.
function utf8(text, where) {
  checkNul(text, where);
  checkHalves(text, where);
  return encoder.encode(`${text}\0`);
}

// Text in units of 2 bytes (UTF-16) or 4 (UTF-32), without a final 0.
function units(text, size, where) {
  checkHalves(text, where);
  const codes =
    size === 2
      ? Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
      : Uint32Array.from(text, (one) => one.codePointAt(0));
  return new Uint8Array(codes.buffer);
}

// The same with a final 0, for C.
function wideText(text, size, where) {
  checkNul(text, where);
  return units(`${text}\0`, size, where);
}

// The text in `bytes` of such units, up to the first 0; without any all of it when it `mayBeFull`,
// else `null`.
function fromUnits(bytes, size, mayBeFull) {
  const codes = new (size === 2 ? Uint16Array : Uint32Array)(
    bytes.slice(0, bytes.length - (bytes.length % size)).buffer,
  );
  const end = codes.indexOf(0);
  if (end < 0) return mayBeFull ? decodeUnits(codes) : null;
  return decodeUnits(codes.subarray(0, end));
}

function decodeUnits(codes) {
  let text = '';
  for (const code of codes) {
    if (code > 0x10ffff) fail('SB0306', `the text has the unit ${code}, which is no character`);
    text += codes instanceof Uint16Array ? String.fromCharCode(code) : String.fromCodePoint(code);
  }
  const isSound = codes instanceof Uint16Array || !codes.some((code) => code >> 11 === 27);
  if (!isSound || !text.isWellFormed()) {
    fail('SB0306', 'the text has a surrogate without its other half', 'read it as bytes');
  }
  return text;
}

module.exports = { putText, checkNul, checkHalves, utf8, units, wideText, fromUnits };
