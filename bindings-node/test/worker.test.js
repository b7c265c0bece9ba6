// Worker threads: each loads its own libraries.
'use strict';

const assert = require('node:assert/strict');
const path = require('node:path');
const test = require('node:test');
const { Worker } = require('node:worker_threads');
const { casePath, loadCase } = require('./case.js');

const CODE = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { load, TypeMismatchError } = require(workerData.index);
  const lib = load(workerData.file);
  let sum = 0;
  for (let i = 0; i < 20000; i++) sum += lib.sum(Uint8Array.of(i & 255), 1);
  let isOurs = false;
  try { lib.sum(1) } catch (error) { isOurs = error instanceof TypeMismatchError }
  if (workerData.closes) lib.close();
  parentPort.postMessage({ sum, isOurs });
`;

function run(closes) {
  const worker = new Worker(CODE, {
    eval: true,
    workerData: { index: path.join(__dirname, '..'), file: casePath('buffer-inout'), closes },
  });
  return new Promise((resolve, reject) => {
    let result;
    worker.once('message', (message) => (result = message));
    worker.once('error', reject);
    worker.once('exit', (code) => resolve({ ...result, code }));
  });
}

test('several threads at once, and again after they ended', async () => {
  const expected = Array.from({ length: 20000 }, (_, i) => i & 255).reduce((a, b) => a + b, 0);
  const own = loadCase('buffer-inout');
  for (let round = 0; round < 2; round++) {
    const results = await Promise.all([run(true), run(false), run(true), run(false)]);
    for (const result of results) {
      assert.deepEqual(result, { sum: expected, isOurs: true, code: 0 });
    }
    assert.equal(own.sum(Uint8Array.of(1, 2), 2), 3);
  }
  own.close();
});

test('a library cannot be sent to a worker', () => {
  const lib = loadCase('buffer-inout');
  assert.throws(() => structuredClone({ call: lib.sum }), { name: 'DataCloneError' });
  lib.close();
});
