// Garbage collection on request, and how objects are disposed of, for tests of lifetimes.
'use strict';

const v8 = require('node:v8');
const vm = require('node:vm');
const { setImmediate } = require('node:timers/promises');

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');
const dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose');

// What finalizers release is released by then: they run between turns of the event loop.
async function collectAll() {
  for (let i = 0; i < 5; i++) {
    await setImmediate();
    collect();
  }
  await setImmediate();
}

module.exports = { collectAll, dispose };
