// A library that lies, and JavaScript that does what it should not in the middle of a call.
'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const { setImmediate: turn } = require('node:timers/promises');
const { SandbridgeError } = require('..');
const { loadCase, failure } = require('./case.js');

const ANSWERS = 11;
const ADDRESS = 0;
const AT_CLOSE = 4;
const AT_RELEASE = 5;
const CALL = 2n;

// Numbers that are the same in each run (xorshift32).
function generator(seed) {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

// A number at an edge: of memory, of 32 and of 64 bits, of what programs expect.
function nasty(below, end) {
  const edges = [
    0n,
    1n,
    8n,
    1024n,
    BigInt(end),
    1n << 16n,
    1n << 29n,
    1n << 31n,
    1n << 32n,
    1n << 61n,
  ];
  const near = [0n, 1n, 2n, 3n, 7n, 8n, -1n, -2n, -8n];
  return BigInt.asUintN(64, edges[below(edges.length)] + near[below(near.length)]);
}

// Plants lies and asks for them; the codes of what came.
function attack(lib, below, calls) {
  const codes = new Set();
  let kept = [];
  const again = () => {
    switch (below(6)) {
      case 0:
        kept = [];
        break;
      case 1:
        lib.fire(1);
        break;
      case 2:
        lib.reset();
        break;
      case 3:
        throw new RangeError('a stranger');
      case 4:
        kept.pop()?.close();
    }
    return [0, 1, new Uint8Array(4), undefined][below(4)];
  };
  const deeds = [
    ...['fill', 'fillWide', 'sized', 'bytes', 'numbers', 'many', 'units', 'text', 'ownedText'],
    ...['lentNode', 'status', 'forget', 'destroy'],
  ].map((name) => () => lib[name]());
  deeds.push(
    () => lib.ringAt()?.next?.number,
    () => kept.push(lib.openNode()),
    () => kept.push(lib.openChild(kept.at(-1))),
    () => kept.shift()?.close(),
    ...['tell', 'ask', 'keep', 'keepOwned', 'keepOnce'].map((name) => () => lib[name](again)),
    () => lib.fire(1),
    () => lib.checksum(new Uint8Array(below(200))),
  );
  for (let i = 0; i < calls; i++) {
    try {
      for (let n = below(3); n > 0; n--) {
        const index = below(ANSWERS);
        let answer = nasty(below, lib.memoryEnd());
        if (index === ADDRESS && below(2)) answer = BigInt(1024 + below(64));
        if (index === AT_CLOSE || index === AT_RELEASE) answer = BigInt(below(8));
        lib.plant(index, answer);
      }
      deeds[below(deeds.length)]();
    } catch (error) {
      if (error instanceof RangeError && error.message === 'a stranger') continue;
      assert.ok(error instanceof SandbridgeError, `${error.stack}`);
      assert.notEqual(error.code, 'SB9901', error.message);
      codes.add(error.code);
      if (error.code === 'SB0601') lib.reset();
    }
  }
  return codes;
}

for (const externalBuffers of [true, false]) {
  test(`whatever a library answers, JavaScript goes on${externalBuffers ? '' : ', copied'}`, async () => {
    const codes = new Set();
    for (let seed = 1; seed <= 10; seed++) {
      const lib = loadCase('facts-hostile', { memoryLimit: 8 << 20, externalBuffers });
      for (const code of attack(lib, generator(seed * 77777), 500)) codes.add(code);
      lib.reset();
      assert.equal(lib.answer(), 42);
      if (seed % 2) lib.close();
      // Finalizers have their turn.
      global.gc();
      await turn();
    }
    assert.ok(codes.size >= 8, [...codes].join());
  });
}

test('what was collected is closed without disturbing a call', async () => {
  const lib = loadCase('facts-hostile');
  const seen = [];
  lib.keep(() => {
    seen.push(lib.checksum(Uint8Array.of(1, 2, 3)));
    return 0;
  });
  lib.plant(AT_CLOSE, CALL);
  const data = Uint8Array.from({ length: 200 }, (_, i) => i);
  const [wanted, nested] = [lib.c.checksum(data, 200), lib.c.checksum(Uint8Array.of(1, 2, 3), 3)];
  for (let round = 0; round < 40; round++) {
    for (let i = 0; i < 50; i++) {
      lib.plant(ADDRESS, 4096 + round * 50 + i);
      lib.openNode();
      assert.equal(lib.checksum(data), wanted);
      const { x, y } = lib.exchange({ x: 1n, y: BigInt(i) });
      assert.deepEqual([x, y], [BigInt(i), 1n]);
    }
    global.gc();
    await turn();
  }
  assert.ok(seen.length > 1_000, `${seen.length}`);
  assert.ok(seen.every((sum) => sum === nested));
  lib.close();
});

const lend = (size) => {
  const bytes = new Uint8Array(size).fill(1);
  return { bytes, take: () => structuredClone(bytes.buffer, { transfer: [bytes.buffer] }) };
};

test('buffers that go away or shrink are read no further than they are', () => {
  const lib = loadCase('buffer-inout');
  for (const size of [100, 5_000, 200_000]) {
    const { bytes, take } = lend(size);
    take();
    assert.equal(lib.sum(bytes, 0), 0);
    const resizable = new ArrayBuffer(size, { maxByteLength: 2 * size });
    const [all, tail] = [new Uint8Array(resizable), new Uint8Array(resizable, size / 2, size / 2)];
    resizable.resize(size / 4);
    lib.fill(all, size / 4, 3);
    assert.equal(lib.sum(all, size / 4), (size / 4) * 3);
    assert.equal(lib.sum(tail, 0), 0);
    const shared = new Uint8Array(new SharedArrayBuffer(size)).fill(1);
    lib.invert(shared, size);
    assert.equal(shared[size - 1], 254);
  }
  lib.close();
});

test('an argument whose conversion takes the other one away', () => {
  const lib = loadCase('facts-hostile');
  for (const size of [100, 5_000, 200_000]) {
    const { bytes, take } = lend(size);
    const evil = new Proxy({}, { get: (_, key) => (take(), key === 'x' ? 1n : undefined) });
    // The getter runs before anything is copied; whatever comes of it is no fault of the memory.
    failure(() => lib.c.checksum(bytes, evil));
    assert.equal(lib.checksum(bytes), lib.checksum(new Uint8Array(bytes.length)));
  }
  assert.equal(lib.answer(), 42);
  lib.close();
});

test('a conversion may not close what is about to be called', () => {
  const lib = loadCase('facts-hostile');
  const evil = {
    get x() {
      lib.close();
      return 1n;
    },
    y: 2n,
  };
  assert.equal(failure(() => lib.exchange(evil)).code, 'SB0602');
  assert.equal(failure(() => lib.answer()).code, 'SB0602');
});
