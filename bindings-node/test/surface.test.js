// What a program sees: modules of both kinds, names, descriptions, numbers and errors.
'use strict';

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { inspect } = require('node:util');
const test = require('node:test');
const sandbridge = require('..');
const { version } = require('../package.json');
const { casePath, loadCase, failure } = require('./case.js');

test('the ES module exports what the CommonJS module does', async () => {
  const module = await import('../index.mjs');
  const { default: whole, ...names } = module;
  assert.equal(whole, sandbridge);
  assert.deepEqual(Object.keys(names).sort(), Object.keys(sandbridge).sort());
  for (const [name, value] of Object.entries(names)) assert.equal(value, sandbridge[name]);
});

test('a path, a URL and bytes of any kind load', () => {
  const file = casePath('buffer-inout');
  const bytes = fs.readFileSync(file);
  for (const source of [file, pathToFileURL(file), bytes, Uint8Array.from(bytes).buffer]) {
    const lib = sandbridge.load(source);
    assert.equal(lib.sum(Uint8Array.of(1, 2), 2), 3);
    lib.close();
  }
  assert.equal(failure(() => sandbridge.load(5)).code, 'SB0302');
});

test('options that are not understood are refused', () => {
  const file = casePath('buffer-inout');
  assert.match(failure(() => sandbridge.load(file, { memorylimit: 1 })).message, /memorylimit/);
  assert.equal(failure(() => sandbridge.load(file, { onBusy: 'run' })).code, 'SB0302');
});

test('functions know their names and prototypes', () => {
  const lib = loadCase('buffer-inout');
  assert.deepEqual(lib.functions(), ['sum', 'fill', 'invert', 'copy']);
  assert.ok(Object.keys(lib).includes('sum'));
  assert.equal(lib.sum.name, 'sum');
  assert.equal(lib.sum.length, 2);
  assert.equal(lib.sum.declaration, 'unsigned int sum(const void *data, size_t size)');
  assert.equal(lib.sum, lib.c.sum);
  assert.equal(lib.sum, lib.sum);
  assert.ok('sum' in lib && !('product' in lib));
  lib.close();
});

test('what is not there is an error with the nearest name', async () => {
  const lib = loadCase('buffer-inout');
  const error = failure(() => lib.fil);
  assert.equal(error.code, 'SB0206');
  assert.ok(error instanceof sandbridge.InterfaceError);
  assert.match(error.help, /`fill`/);
  assert.equal(failure(() => lib.types.fill).code, 'SB0207');
  assert.equal(failure(() => (lib.fil = 1)).code, 'SB0206');
  // Not a thenable, and can be shown.
  assert.equal(await lib, lib);
  assert.match(inspect(lib), /library/);
  assert.match(`${lib}`, /library/);
  lib.close();
});

test('64-bit integers are bigint both ways, safe numbers are taken', () => {
  const lib = loadCase('integer-64bit');
  assert.equal(lib.same_llong(-5), -5n);
  assert.equal(lib.same_llong(-(2 ** 53) + 1), -(2n ** 53n) + 1n);
  assert.equal(lib.same_ullong(2n ** 64n - 1n), 2n ** 64n - 1n);
  assert.equal(failure(() => lib.same_llong(2 ** 53)).code, 'SB0303');
  assert.equal(failure(() => lib.same_ullong(-1)).code, 'SB0303');
  assert.equal(failure(() => lib.same_ullong(2n ** 64n)).code, 'SB0303');
  assert.equal(failure(() => lib.same_llong(0.5)).code, 'SB0302');
  lib.close();
});

test('an error names library, function, parameter, type and what came', () => {
  const lib = loadCase('integer-64bit', { name: 'numbers' });
  const error = failure(() => lib.mixed(2 ** 31, 1, 2, 3));
  assert.equal(error.code, 'SB0303');
  assert.equal(error.name, 'OutOfRangeError');
  assert.equal(
    error.message,
    'numbers.mixed: parameter `a` (int32_t): expected an integer from -2147483648 to 2147483647, ' +
      'got 2147483648 [SB0303]',
  );
  assert.equal(failure(() => lib.mixed(1)).code, 'SB0301');
  assert.match(failure(() => lib.mixed(undefined, 1, 2, 3)).message, /got undefined/);
  lib.close();
});

test('records show their members, compare and copy', () => {
  const lib = loadCase('struct-by-pointer');
  const { vec3 } = lib.types;
  const one = new vec3(1, 2, 3);
  const other = vec3({ x: 1, y: 2, z: 3 });
  assert.ok(one instanceof sandbridge.Record && one instanceof vec3);
  assert.ok(one.equals(other) && one.equals(new vec3(one)));
  assert.equal(vec3.size, 24);
  assert.deepEqual(JSON.parse(JSON.stringify(one)), { x: 1, y: 2, z: 3 });
  assert.match(inspect(one), /vec3 \{ x: 1, y: 2, z: 3 \}/);
  const copy = one.copy();
  copy.x = 5;
  assert.equal(one.x, 1);
  assert.deepEqual(one.bytes(), new Uint8Array(Float64Array.of(1, 2, 3).buffer));
  assert.equal(failure(() => (one.w = 1)).code, 'SB0208');
  assert.equal(lib.vec3_square(new Map(Object.entries({ x: 1, y: 1, z: 1 }))), 3);
  lib.close();
});

test('the command runs through the package', () => {
  const bin = path.join(__dirname, '../bin/sandbridge.js');
  const run = (...args) => execFileSync(process.execPath, [bin, ...args], { stdio: 'pipe' });
  assert.equal(String(run('--version')).trim(), `sandbridge ${version}`);
  assert.throws(() => run('inspect', 'missing.wasm'), { status: 1 });
});
