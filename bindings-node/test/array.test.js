// Arrays over the library's memory, and plain objects and bit-fields in records.
'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const { loadCase, failure } = require('./case.js');

test('an array behind a pointer is the memory itself, structs included', () => {
  const lib = loadCase('struct-by-pointer');
  const pointer = lib.new('vec3', [{ x: 1 }, { x: 2, y: 5 }, { x: 3 }], 3);
  const vectors = pointer.array();
  assert.equal(vectors.length, 3);
  assert.deepEqual(
    vectors.map(({ x }) => x),
    [1, 2, 3],
  );
  vectors[0] = { x: 9 };
  for (const vector of vectors) vector.z = vector.x;
  assert.deepEqual({ ...pointer[0].toJSON() }, { x: 9, y: 0, z: 9 });
  assert.equal(vectors.find(({ y }) => y === 5).z, 2);
  lib.vec3_scale(pointer.at(2), 2);
  assert.equal(vectors.at(-1).x, 6);
  // It stands for its pointer.
  lib.vec3_scale(vectors, 10);
  assert.equal(vectors[0].x, 90);
  lib.close();
  assert.equal(failure(() => vectors[0].x).code, 'SB0602');
});

test('an array is no longer than its memory', () => {
  const lib = loadCase('pointer-owned');
  const numbers = lib.new('int', [1, 2, 3], 3);
  assert.deepEqual(numbers.array(2).toArray(), [1, 2]);
  assert.deepEqual(numbers.at(1).array().view(), Int32Array.of(2, 3));
  for (const act of [() => numbers.array(4), () => numbers.array()[3], () => numbers.array(0)[0]]) {
    assert.equal(failure(act).code, 'SB0311');
  }
  assert.equal(failure(() => numbers.array(-1)).code, 'SB0302');
  assert.equal(failure(() => numbers.cast('char').array(2 ** 31)).code, 'SB0404');
  lib.close();
});

test('members of plain objects are read once and checked', () => {
  const lib = loadCase('struct-by-pointer');
  let reads = 0;
  const counting = {
    get x() {
      reads += 1;
      return 3;
    },
    y: 4,
    z: 0,
  };
  assert.equal(lib.vec3_square(counting), 25);
  assert.equal(reads, 1);
  assert.equal(lib.vec3_square({ y: 2 }), 4);
  assert.equal(failure(() => lib.vec3_square({ x: 1, y: 2, w: 3 })).code, 'SB0208');
  assert.match(
    failure(() => lib.vec3_square({ x: 1, y: 'two', z: 3 })).message,
    /member `double y`/,
  );
  lib.close();
});

test('lists of text leave nothing behind, also when they are refused', () => {
  const lib = loadCase('pointer-nested');
  const letters = Array(3000).fill('x'.repeat(50));
  for (let i = 0; i < 200; i++) {
    assert.equal(lib.count_until_null(letters), 3000);
    assert.equal(failure(() => lib.count_until_null(['a', '\ud800'])).code, 'SB0306');
    assert.equal(failure(() => lib.count_until_null(['a', 'b\0'])).code, 'SB0304');
    assert.equal(failure(() => lib.count_until_null(['a', {}])).code, 'SB0302');
    assert.equal(lib.count_until_null(['ä', '€𝒳', '']), 3);
  }
  lib.close();
});
