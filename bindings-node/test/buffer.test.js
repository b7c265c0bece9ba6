// Everything that is a buffer in JavaScript, small and large, shared with the library or copied.
'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const { loadCase, failure } = require('./case.js');

const BYTES = Uint8Array.from({ length: 64 }, (_, i) => i * 3);
const sumOf = (bytes) => bytes.reduce((sum, byte) => sum + byte, 0);

function shared(bytes) {
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

const KINDS = {
  Uint8Array: (bytes) => Uint8Array.from(bytes),
  Buffer: (bytes) => Buffer.from(bytes),
  Uint8ClampedArray: (bytes) => Uint8ClampedArray.from(bytes),
  Int8Array: (bytes) => Int8Array.from(bytes),
  Int32Array: (bytes) => new Int32Array(Uint8Array.from(bytes).buffer),
  Float64Array: (bytes) => new Float64Array(Uint8Array.from(bytes).buffer),
  BigInt64Array: (bytes) => new BigInt64Array(Uint8Array.from(bytes).buffer),
  DataView: (bytes) => new DataView(Uint8Array.from(bytes).buffer),
  ArrayBuffer: (bytes) => Uint8Array.from(bytes).buffer,
  SharedArrayBuffer: shared,
  'Uint8Array of a SharedArrayBuffer': (bytes) => new Uint8Array(shared(bytes)),
  'part of a buffer': (bytes) => Uint8Array.from([9, ...bytes, 9]).subarray(1, bytes.length + 1),
};

for (const externalBuffers of [true, false]) {
  const how = externalBuffers ? 'shared frame' : 'copied frame';
  for (const size of [0, 8, 64, 200 * 8, 20_000, 100_000]) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => BYTES[i % BYTES.length]);
    for (const [name, make] of Object.entries(KINDS)) {
      test(`${name} of ${size} bytes in and out, ${how}`, () => {
        const lib = loadCase('buffer-inout', { externalBuffers });
        const given = make(bytes);
        assert.equal(lib.sum(given, size), sumOf(bytes));
        lib.invert(given, size);
        assert.equal(lib.sum(given, size), sumOf(bytes.map((byte) => ~byte)));
        lib.close();
      });
    }
  }

  test(`two buffers, one small and one large, ${how}`, () => {
    const lib = loadCase('buffer-inout', { externalBuffers });
    const large = new Uint8Array(50_000).fill(7);
    assert.equal(lib.copy(large, BYTES, 64), 64);
    assert.deepEqual(large.subarray(0, 65), Uint8Array.of(...BYTES, 7));
    const small = new Uint8Array(16);
    lib.copy(small, large, 16);
    assert.deepEqual(small, BYTES.slice(0, 16));
    lib.close();
  });

  test(`the same buffer twice, ${how}`, () => {
    const lib = loadCase('buffer-inout', { externalBuffers });
    const same = Uint8Array.from(BYTES);
    assert.equal(lib.copy(same, same, 64), 64);
    assert.deepEqual(same, BYTES);
    lib.close();
  });

  test(`memory of the library, ${how}`, () => {
    const lib = loadCase('buffer-inout', { externalBuffers });
    const memory = lib.new('unsigned char', BYTES, 64);
    assert.equal(memory.length, 64);
    assert.equal(lib.sum(memory, 64), sumOf(BYTES));
    lib.invert(memory, 64);
    assert.equal(memory[1], 0xff - 3);
    memory[1] = 5;
    assert.deepEqual(memory.read(3), Uint8Array.of(255, 5, 249));
    memory.write(Uint8Array.of(1, 2), 62);
    assert.deepEqual(memory.read().subarray(62), Uint8Array.of(1, 2));
    assert.equal(failure(() => memory[64]).code, 'SB0311');
    assert.equal(failure(() => memory.write(BYTES, 1)).code, 'SB0310');
    lib.close();
  });
}

test('a view of guest memory is not a copy, can be an argument, and is empty after close', () => {
  const lib = loadCase('buffer-inout');
  const memory = lib.new('unsigned char', null, 40_000);
  const view = memory.view();
  lib.fill(memory, 40_000, 3);
  assert.equal(view[39_999], 3);
  view[0] = 4;
  assert.equal(lib.sum(memory, 40_000), 120_001);
  assert.equal(lib.sum(view, 40_000), 120_001);
  lib.invert(view, 40_000);
  assert.equal(view[0], 0xfb);
  lib.close();
  assert.equal(view.length, 0);
});

test('a detached buffer is empty', () => {
  const lib = loadCase('buffer-inout');
  const bytes = Uint8Array.from(BYTES);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  assert.equal(lib.sum(bytes, 0), 0);
  lib.close();
});

test('text for bytes is refused with what to do', () => {
  const lib = loadCase('buffer-inout');
  const error = failure(() => lib.sum('text', 4));
  assert.equal(error.code, 'SB0302');
  assert.match(error.help, /encode it/);
  lib.close();
});
