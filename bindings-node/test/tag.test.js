// What only JavaScript has of unions with a tag: plain objects, inspect, views that stay.
'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const { inspect } = require('node:util');
const { loadCase, failure } = require('./case.js');

test('plain objects and inspect show the live member', () => {
  const lib = loadCase('facts-unions');
  const quantity = new lib.types.quantity({ is: { count: 3 } });
  assert.equal(JSON.stringify(quantity), '{"kind":1,"is":{"count":3}}');
  assert.match(inspect(quantity), /^quantity \{ kind: 1, is: .*\{ count: 3 \} \}$/);
  quantity.kind = 0;
  assert.equal(JSON.stringify(quantity), '{"kind":0,"is":{}}');
  const amount = new lib.types.amount({ place: { x: 1, y: 2 }, shelf: 4 });
  assert.equal(JSON.stringify(amount), '{"kind":2,"place":{"x":1,"y":2},"shelf":4}');
  assert.equal(JSON.stringify(new lib.types.amount(7)), '{"kind":7,"shelf":0}');
  // What was shown makes the same value.
  assert.ok(new lib.types.amount(JSON.parse(JSON.stringify(amount))).equals(amount));
  lib.close();
});

test('views follow the tag', () => {
  const lib = loadCase('facts-unions');
  const quantity = new lib.types.quantity(1, [3]);
  const union = quantity.is;
  assert.equal(union.count, 3);
  union.weight = 0.5;
  assert.equal(quantity.kind, 2);
  quantity.kind = 1;
  assert.equal(failure(() => union.weight).code, 'SB0312');
  assert.ok(union instanceof union.constructor);
  const own = new union.constructor({ weight: 1 });
  assert.equal(own.count, 0);
  quantity.is = own;
  assert.equal(quantity.kind, 1);
  assert.ok(union.copy().equals(own));
  lib.close();
});

test('refusals leave everything as it was', () => {
  const lib = loadCase('facts-unions');
  const quantity = new lib.types.quantity({ is: { weight: 1 } });
  const before = quantity.bytes();
  for (const given of [{ weight: 2, count: 1 }, { weight: 'much' }, { wait: 1 }]) {
    assert.throws(() => {
      quantity.is = given;
    });
  }
  assert.deepEqual(quantity.bytes(), before);
  const stock = lib.stock();
  stock.get(1).is.count = 9;
  assert.equal(stock.get(1).kind, 1);
  lib.close();
});
