// Callbacks: lifetimes, exceptions and nesting, as JavaScript sees them.
'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const { setTimeout: sleep } = require('node:timers/promises');
const { Callback, HandleError, TypeMismatchError } = require('..');
const { loadCase, failure } = require('./case.js');

const load = (options) => loadCase('load-plain-link', options);

test('a plain function lives for the call', () => {
  const lib = load();
  assert.equal(
    lib.apply((x) => x + 1, 5, 3),
    8,
  );
  const seen = [];
  lib.apply((x) => seen.push(x), 1, 2);
  assert.deepEqual(seen, [1, 1]);
  lib.close();
});

test('callback objects live until they are released', () => {
  const lib = load();
  const twice = lib.callback('operation', (x) => 2 * x);
  assert.ok(twice instanceof Callback);
  assert.equal(twice.type, 'int (*)(int)');
  assert.equal(lib.apply(twice, 1, 10), 1024);
  twice.release();
  twice.release();
  assert.equal(failure(() => lib.apply(twice, 1, 1)).code, 'SB0605');
  const disposed = lib.callback('operation', (x) => x);
  disposed[Symbol.dispose ?? Symbol.for('Symbol.dispose')]();
  assert.ok(failure(() => lib.apply(disposed, 1, 1)) instanceof HandleError);
  lib.close();
});

test('what a callback throws arrives, whatever it is', () => {
  const lib = load();
  for (const thrown of [new Error('own'), 'text', undefined, null, 5]) {
    let caught = lib;
    try {
      lib.apply(
        () => {
          throw thrown;
        },
        1,
        1,
      );
    } catch (error) {
      caught = error;
    }
    assert.equal(caught, thrown);
  }
  assert.equal(
    lib.apply((x) => x, 5, 1),
    5,
  );
  lib.close();
});

test('100,000 throwing callbacks leak nothing', () => {
  const lib = load();
  const error = new Error('again');
  const fail = () => {
    throw error;
  };
  const run = (times) => {
    for (let i = 0; i < times; i++) {
      try {
        lib.apply(fail, 1, 1);
        assert.fail('it did not throw');
      } catch (caught) {
        if (caught !== error) throw caught;
      }
    }
  };
  run(10_000);
  global.gc();
  const before = process.memoryUsage();
  run(100_000);
  global.gc();
  const after = process.memoryUsage();
  assert.ok(after.rss - before.rss < 32 << 20, `${after.rss - before.rss} bytes more`);
  assert.ok(after.heapUsed - before.heapUsed < 1 << 20, `${after.heapUsed - before.heapUsed}`);
  lib.close();
});

test('callbacks call the library again, with data in the frame', () => {
  for (const externalBuffers of [true, false]) {
    const lib = load({ externalBuffers });
    const values = Int32Array.of(1, 2, 3, 4);
    const nested = (depth) => (x) =>
      depth === 0 ? lib.sum(values, 4) + x : lib.apply(nested(depth - 1), x + 1, 1);
    assert.equal(lib.apply(nested(20), 0, 1), 30);
    // The caller's own buffers are where they were after a callback that used the frame.
    const seen = [];
    lib.apply((x) => seen.push(lib.sum(Int32Array.of(x, x, x), 3)), 7, 3);
    assert.deepEqual(seen, [21, 3, 6]);
    lib.close();
  }
});

test('recursion without end is an error, after which all is well', () => {
  const lib = load();
  const again = (x) => lib.apply(again, x, 1);
  const error = failure(() => lib.apply(again, 0, 1));
  assert.ok(['SB0502', 'SB0503'].includes(error.code) || error instanceof RangeError, `${error}`);
  assert.equal(lib.sum(Int32Array.of(1, 2), 2), 3);
  lib.close();
});

test('what does not convert names the function type', () => {
  const lib = load();
  const error = failure(() => lib.apply(() => 'text', 1, 1));
  assert.ok(error instanceof TypeMismatchError);
  assert.match(error.message, /int \(\*\)\(int\)/);
  assert.equal(failure(() => lib.apply(() => {}, 1, 1)).code, 'SB0302');
  assert.equal(failure(() => lib.apply(() => 2 ** 31, 1, 1)).code, 'SB0303');
  assert.equal(failure(() => lib.apply('text', 1, 1)).code, 'SB0302');
  assert.equal(failure(() => lib.callback('operation', 5)).code, 'SB0302');
  assert.equal(failure(() => lib.callback('int', () => 1)).code, 'SB0302');
  assert.equal(failure(() => lib.callback('nothing', () => 1)).code, 'SB0207');
  lib.close();
});

test('C function pointers are functions', () => {
  const lib = load();
  const chosen = lib.chosen(0);
  assert.equal(typeof chosen, 'function');
  assert.equal(chosen.type, 'int (*)(int)');
  assert.equal(lib.chosen(0), chosen);
  assert.ok(chosen.equals(chosen.cast('operation')));
  assert.equal(lib.apply(chosen, 3, 1), chosen(3));
  assert.match(String(chosen), /of/);
  lib.reset();
  assert.equal(failure(() => chosen(1)).code, 'SB0604');
  assert.equal(failure(() => lib.apply(chosen, 1, 1)).code, 'SB0604');
  assert.equal(typeof lib.chosen(0)(3), 'number');
  lib.close();
});

test('callbacks belong to a library and a life of it', () => {
  const [lib, other] = [load(), load()];
  const one = lib.callback('operation', (x) => x);
  assert.equal(failure(() => other.apply(one, 1, 1)).code, 'SB0604');
  lib.reset();
  assert.equal(failure(() => lib.apply(one, 1, 1)).code, 'SB0604');
  const next = lib.callback('operation', (x) => -x);
  one.release();
  assert.equal(lib.apply(next, 1, 1), -1);
  lib.close();
  other.close();
});

test('a callback of one library may call another', () => {
  const [lib, other] = [load(), load()];
  const error = new Error('far');
  const inner = () => {
    throw error;
  };
  assert.equal(
    failure(() => lib.apply(() => other.apply(inner, 1, 1), 1, 1)),
    error,
  );
  assert.equal(
    lib.apply((x) => other.apply((y) => y + 1, x, 2), 1, 2),
    5,
  );
  lib.close();
  other.close();
});

test('collected callbacks make room', async () => {
  const lib = load();
  for (let round = 0; round < 20; round++) {
    for (let i = 0; i < 100; i++) lib.callback('operation', (x) => x + i);
    global.gc();
    await sleep(1);
  }
  const last = lib.callback('operation', (x) => x);
  assert.equal(lib.apply(last, 1, 1), 1);
  lib.close();
});

test('a library with callbacks is collected', async () => {
  const held = (() => {
    const lib = load();
    const kept = lib.callback('operation', (x) => lib.apply((y) => y, x, 1));
    assert.equal(lib.apply(kept, 4, 1), 4);
    return new WeakRef(lib);
  })();
  for (let i = 0; i < 20 && held.deref() !== undefined; i++) {
    await sleep(5);
    global.gc();
  }
  assert.equal(held.deref(), undefined);
});
