// Libraries with facts: names, classes, and calls that leave nothing behind.
'use strict';

const assert = require('node:assert/strict');
const process = require('node:process');
const test = require('node:test');
const { setImmediate } = require('node:timers/promises');
const { inspect } = require('node:util');
const { Handle, LibraryError, SandbridgeError, load } = require('..');
const { casePath, loadCase, failure } = require('./case.js');
const { collectAll, dispose } = require('./collect.js');

// Memory that has settled: the process's, and the library's heap by where its next block is.
async function memory(lib) {
  await collectAll();
  const block = lib.new('int');
  const { address } = block;
  block.free();
  return { host: process.memoryUsage().rss, guest: address };
}

// So many rounds more leave both where they were after the first.
async function staysLevel(lib, rounds, act) {
  const run = async () => {
    for (let i = 0; i < rounds; i++) {
      act();
      // Finalizers run between turns of the event loop.
      if (i % 10000 === 9999) await setImmediate();
    }
    return memory(lib);
  };
  // As long as the second time, so that the engine's own heap has grown to what it takes.
  const before = await run();
  const after = await run();
  assert.equal(after.guest, before.guest);
  assert.ok(after.host < before.host + (24 << 20), `${before.host} became ${after.host}`);
}

test('names have no prefix and the habit of JavaScript; those of C stay', () => {
  const lib = loadCase('facts-buffers');
  const { sum } = lib;
  assert.equal(lib.isEven(4), true);
  assert.equal(lib.is_even, lib.isEven);
  assert.equal(lib.fb_is_even, lib.isEven);
  assert.ok(lib.functions().includes('isEven') && Object.keys(lib).includes('isEven'));
  assert.ok(!Object.keys(lib).includes('is_even') && !Object.keys(lib).includes('fb_is_even'));
  assert.deepEqual([lib.FULL, lib.FB_FULL, lib.c.FB_FULL], [-2, -2, -2]);
  assert.equal(lib.c.fb_sum(Uint8Array.of(1, 2, 3), 2), 3);
  assert.equal(sum.declaration, 'uint32_t fb_sum(const uint8_t *data, size_t len)');
  assert.equal(sum.doc, 'Sums bytes.');
  assert.equal(failure(() => lib.c.sum).code, 'SB0206');
  lib.close();
});

test('names are suggested as JavaScript has them, in the C layer as C does', () => {
  const lib = loadCase('facts-handles');
  const helps = (act, help) =>
    assert.throws(act, (error) => error.code === 'SB0206' && error.help === help);
  helps(() => lib.shelfOpn, 'did you mean `shelfOpen`?');
  helps(() => lib.shelf_opn, 'did you mean `shelfOpen`?');
  helps(() => lib.c.shelf_opn, 'did you mean `shelf_open`?');
  lib.close();
});

test('arguments may be left out or undefined', () => {
  const lib = loadCase('facts-buffers');
  assert.equal(lib.first(), -1);
  assert.equal(lib.first(undefined), -1);
  const error = failure(() => lib.first('a', 'b'));
  assert.equal(error.code, 'SB0301');
  assert.match(error.message, /0 to 1 arguments, got 2/);
  lib.close();
});

test('elements come as typed arrays, several results as an object', () => {
  const lib = loadCase('facts-buffers');
  assert.deepEqual(lib.squares(4), Int32Array.of(0, 1, 4, 9));
  assert.deepEqual(lib.table(), { numbers: Int32Array.of(2, 3, 5, 7, 11), length: 5 });
  assert.deepEqual(lib.double(new Uint8Array(1000)), new Uint8Array(2000));
  assert.deepEqual(lib.sum(new Uint8Array(200_000).fill(1)), 200_000);
  assert.equal(lib.sum(Uint8Array.of(1, 2).buffer), 3);
  assert.equal(lib.squares(20_000).length, 20_000);
  assert.equal(lib.squares(20_000)[19_999], 19_999 ** 2);
  lib.close();
});

test('a pointer says no length', () => {
  const lib = loadCase('facts-buffers');
  const pointer = lib.new('int32_t', [1, 2], 2);
  assert.equal(failure(() => lib.increment(pointer)).code, 'SB0302');
  // An array over the library's memory does.
  lib.increment(pointer.array());
  assert.deepEqual(pointer.array().toArray(), [2, 3]);
  lib.close();
});

test("failures are of the library's own class, which all of a family share", () => {
  const lib = loadCase('facts-buffers');
  const error = failure(() => lib.divide(1, 0));
  assert.ok(error instanceof lib.BufferError && error instanceof LibraryError);
  assert.ok(error instanceof SandbridgeError);
  assert.equal(error.name, 'BufferError');
  assert.deepEqual([error.code, error.status, error.statusName], ['SB0901', -3, 'FB_EMPTY']);
  const like = load(casePath('facts-buffers'), { like: lib });
  assert.equal(like.BufferError, lib.BufferError);
  const stranger = loadCase('facts-buffers');
  assert.notEqual(stranger.BufferError, lib.BufferError);
  assert.equal(failure(() => load(casePath('facts-buffers'), { like: 5 })).code, 'SB0302');
  for (const one of [lib, like, stranger]) one.close();
});

test('handles are objects of their class, one for each', () => {
  const lib = loadCase('facts-handles');
  const shelf = lib.shelfOpen('tools');
  assert.ok(shelf instanceof lib.Shelf && shelf instanceof Handle);
  const box = shelf.add(2);
  assert.equal(shelf.boxAt(0), box);
  assert.equal(box.home(), shelf);
  assert.ok(box.equals(shelf.boxAt(0)) && !box.equals(shelf));
  assert.equal(`${shelf}`, '<Shelf of facts-handles>');
  assert.equal(inspect(box), '<Box of facts-handles>');
  assert.match(failure(() => shelf.add()).message, /1 argument beside its object, got 0/);
  assert.equal(failure(() => new lib.Shelf()).code, 'SB0302');
  shelf[dispose]();
  assert.ok(box.closed);
  assert.equal(`${box}`, '<closed Box of facts-handles>');
  lib.close();
  assert.ok(shelf.closed);
  shelf.close();
});

test('a handle that was collected is closed, its parent after it', async () => {
  const lib = loadCase('facts-handles');
  (() => {
    const shelf = lib.shelfOpen('tools');
    shelf.add(1);
  })();
  assert.equal(lib.shelfAlive(), 2);
  await collectAll();
  lib.shelfAlive();
  assert.equal(lib.shelfAlive(), 0);
  let box = lib.shelfOpen('more').add(1);
  await collectAll();
  assert.equal(box.put(1), undefined);
  box = undefined;
  await collectAll();
  lib.shelfAlive();
  assert.equal(lib.shelfAlive(), 0);
  lib.close();
});

test('opening and closing leaves nothing behind', async () => {
  const lib = loadCase('facts-handles');
  await staysLevel(lib, 100_000, () => {
    const shelf = lib.shelfOpen('x');
    shelf.add(1).put(1);
    shelf.close();
  });
  lib.close();
});

test('host functions leave nothing behind', async () => {
  const lib = loadCase('facts-callbacks');
  let sum = 0;
  await staysLevel(lib, 100_000, () => {
    lib.visitRows((values) => {
      sum += values.length;
      return 0;
    }, 2);
    lib.setHook((x) => x);
  });
  assert.ok(sum > 0);
  lib.close();
});

test('failures leave nothing behind', async () => {
  const lib = loadCase('facts-callbacks');
  const boom = new Error('boom');
  await staysLevel(lib, 100_000, () => {
    assert.throws(() => lib.parse('x'), lib.ParseError);
    assert.equal(
      failure(() =>
        lib.visitRows(() => {
          throw boom;
        }, 1),
      ),
      boom,
    );
  });
  lib.close();
});

test('a callback object that the library keeps is one until it is released', () => {
  const lib = loadCase('facts-callbacks');
  const hook = lib.callback('int (*)(void *, int)', (_, x) => x + 1);
  lib.setHook(hook);
  assert.equal(lib.runHook(1), 2);
  lib.clearHook();
  assert.equal(lib.runHook(1), -1);
  lib.setHook(hook);
  hook.release();
  assert.equal(failure(() => lib.runHook(1)).code, 'SB0605');
  lib.close();
});

test('what a host function throws while C goes on arrives, the first of several', () => {
  const lib = loadCase('facts-callbacks');
  const thrown = [];
  const error = failure(() =>
    lib.visitRows(() => {
      thrown.push(new Error(`${thrown.length}`));
      throw thrown.at(-1);
    }, 4),
  );
  assert.equal(error, thrown[0]);
  assert.equal(
    lib.visitRows(() => 0, 1),
    undefined,
  );
  lib.close();
});
