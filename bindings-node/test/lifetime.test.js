// Who frees what, and when: close, reset, `using`, collection, and calls that leave nothing behind.
'use strict';

const assert = require('node:assert/strict');
const process = require('node:process');
const test = require('node:test');
const { loadCase, failure } = require('./case.js');
const { collectAll, dispose } = require('./collect.js');

test('closing twice is fine, using it afterwards is not', () => {
  const lib = loadCase('pointer-owned');
  const pointer = lib.new('int', 5);
  const { get_int: getInt } = lib;
  lib.close();
  lib.close();
  for (const act of [
    () => getInt(pointer),
    () => pointer.value,
    () => pointer.read(4),
    () => lib.new('int'),
    () => lib.reset(),
  ]) {
    assert.equal(failure(act).code, 'SB0602');
    assert.equal(failure(act).name, 'HandleError');
  }
  pointer.free();
});

test('Symbol.dispose closes a library and frees a pointer', () => {
  const lib = loadCase('pointer-owned');
  const pointer = lib.new('int', 5);
  pointer[dispose]();
  assert.equal(failure(() => pointer.value).code, 'SB0602');
  lib[dispose]();
  assert.equal(failure(() => lib.new('int')).code, 'SB0602');
});

test('records of guest memory fail after reset and after free', () => {
  const lib = loadCase('struct-by-pointer');
  const pointer = lib.new('vec3', { x: 1 });
  const record = pointer.value;
  assert.equal(record.x, 1);
  pointer.free();
  assert.equal(failure(() => record.x).code, 'SB0602');
  const other = lib.new('vec3').value;
  lib.reset();
  assert.equal(failure(() => other.x).code, 'SB0604');
  assert.equal(lib.vec3_square({ x: 1, y: 2, z: 3 }), 14);
  lib.close();
});

test('a record keeps the memory that it stands for', async () => {
  const lib = loadCase('struct-by-pointer');
  const record = lib.new('vec3', { x: 1, y: 2, z: 3 }).value;
  await collectAll();
  for (let i = 0; i < 100; i++) lib.new('vec3', { x: 9 });
  assert.equal(record.z, 3);
  assert.equal(lib.vec3_square(record), 14);
  lib.close();
});

test('memory of collected pointers is freed at the next call', async () => {
  const lib = loadCase('pointer-owned', { memoryLimit: 8 << 20 });
  // 100 MB in all, of which 8 fit at a time.
  for (let round = 0; round < 50; round++) {
    for (let i = 0; i < 2; i++) lib.new('unsigned char', null, 1 << 20);
    await collectAll();
  }
  const kept = lib.new('int', 1);
  assert.equal(lib.get_int(kept), 1);
  lib.close();
});

test('a trap kills the instance and reset gives a fresh one', () => {
  const lib = loadCase('memory-limit', { memoryLimit: 2 << 20 });
  assert.equal(failure(() => lib.new('char', null, 64 << 20)).code, 'SB0501');
  assert.equal(lib.sum(Uint8Array.of(1, 2), 2), 3);
  lib.close();
});

test('100,000 calls leave no memory behind', async () => {
  const lib = loadCase('buffer-inout');
  const vectors = loadCase('struct-by-pointer');
  const bytes = new Uint8Array(100);
  const round = (count) => {
    for (let i = 0; i < count; i++) {
      lib.sum(bytes, 100);
      lib.invert(bytes, 100);
      vectors.vec3_square({ x: 1, y: i, z: 2 });
      if (i % 100 === 0) failure(() => lib.sum(bytes));
    }
  };
  round(20_000);
  await collectAll();
  const before = process.memoryUsage().rss;
  round(100_000);
  await collectAll();
  const grown = process.memoryUsage().rss - before;
  assert.ok(grown < 8 << 20, `${grown} bytes more`);
  lib.close();
  vectors.close();
});

test('loading and closing leaves no memory behind', async () => {
  const round = async (count) => {
    for (let i = 0; i < count; i++) {
      const lib = loadCase('buffer-inout');
      lib.new('unsigned char', null, 1000).view();
      assert.equal(lib.sum(Uint8Array.of(1), 1), 1);
      lib.close();
      if (i % 20 === 0) await collectAll();
    }
    await collectAll();
  };
  await round(60);
  const before = process.memoryUsage().rss;
  await round(200);
  const grown = process.memoryUsage().rss - before;
  assert.ok(grown < 24 << 20, `${grown} bytes more`);
});

test('a getter that calls the library does not disturb the call that it is an argument of', () => {
  const lib = loadCase('struct-by-pointer');
  const inner = { x: 100, y: 100, z: 100 };
  const outer = {
    x: 1,
    get y() {
      lib.vec3_square(inner);
      return 2;
    },
    z: 3,
  };
  assert.equal(lib.vec3_square(outer), 14);
  lib.close();
});
