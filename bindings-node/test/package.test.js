// npm packages that `sandbridge package` makes of a library: what is in them, that they are the same each
// time, and what a program sees of them.
'use strict';

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const process = require('node:process');
const test = require('node:test');
const zlib = require('node:zlib');
const { casePath } = require('./case.js');

const BIN = path.join(__dirname, '../bin/sandbridge.js');
const FOLDER = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbridge-package-'));
test.after(() => fs.rmSync(FOLDER, { recursive: true }));

const run = (...args) => execFileSync(process.execPath, [BIN, ...args], { stdio: 'pipe' });

// A library with metadata, and its package in that folder.
function packaged(name, to) {
  const module = path.join(FOLDER, `${name}.wasm`);
  if (!fs.existsSync(module)) {
    const facts = fs.readFileSync(
      path.join(path.dirname(casePath(name)), 'case.facts.toml'),
      'utf8',
    );
    const file = path.join(FOLDER, `${name}.facts.toml`);
    const license = path.join(FOLDER, 'LICENSE');
    fs.writeFileSync(license, 'Do as you like.\n');
    fs.writeFileSync(
      file,
      `${facts}
[package]
name = "${name}"
version = "1.2.3"
description = "A test"
license = "MIT"
license_file = "LICENSE"
homepage = "https://example.org"
authors = ["A. Tester <a@example.org>"]
`,
    );
    run('bind', casePath(name), '--facts', file, '-o', module, '-q');
  }
  run('package', module, '--node', '-o', path.join(FOLDER, to), '-q');
  return path.join(FOLDER, to, `${name}-1.2.3.tgz`);
}

// The files of a tar archive, by path.
function unpacked(file) {
  const tar = zlib.gunzipSync(fs.readFileSync(file));
  const files = new Map();
  for (let at = 0; tar[at] !== 0;) {
    const field = (start, length) => tar.toString('latin1', at + start, at + start + length);
    const size = parseInt(field(124, 12), 8);
    files.set(field(0, 100).replace(/\0.*$/s, ''), tar.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

// A project with that package and this one.
function project(name) {
  const folder = path.join(FOLDER, `project-${name}`);
  const modules = path.join(folder, 'node_modules');
  fs.mkdirSync(path.join(modules, name), { recursive: true });
  for (const [file, content] of unpacked(packaged(name, 'dist'))) {
    fs.writeFileSync(path.join(modules, name, path.basename(file)), content);
  }
  fs.symlinkSync(path.join(__dirname, '..'), path.join(modules, 'sandbridge'));
  return (file, source) => {
    fs.writeFileSync(path.join(folder, file), source);
    const env = { ...process.env, SANDBRIDGE_CACHE_DIR: path.join(folder, 'cache') };
    return String(execFileSync(process.execPath, [path.join(folder, file)], { env }));
  };
}

test('a package has its files and nothing of one platform, the same each time', () => {
  const one = packaged('facts-buffers', 'one');
  const other = packaged('facts-buffers', 'other');
  assert.deepEqual(fs.readFileSync(one), fs.readFileSync(other));
  const files = unpacked(one);
  assert.deepEqual(
    [...files.keys()],
    ['LICENSE', 'facts-buffers.wasm', 'index.d.ts', 'index.js', 'index.mjs', 'package.json'].map(
      (name) => `package/${name}`,
    ),
  );
  assert.equal(String(files.get('package/LICENSE')), 'Do as you like.\n');
  assert.deepEqual([...files.get('package/facts-buffers.wasm').subarray(0, 4)], [0, 97, 115, 109]);
  const about = JSON.parse(files.get('package/package.json'));
  assert.deepEqual(Object.keys(about.exports['.']), ['types', 'import', 'require']);
  assert.deepEqual(
    [about.name, about.version, about.license, about.author, about.homepage],
    ['facts-buffers', '1.2.3', 'MIT', 'A. Tester <a@example.org>', 'https://example.org'],
  );
  assert.deepEqual(Object.keys(about.dependencies), ['sandbridge']);
});

test('both kinds of modules offer the same, and load when something is called', () => {
  const script = project('facts-buffers');
  const use = `
    const fail = (act) => { try { act(); } catch (error) { return error; } };
    const error = fail(() => lib.divide(1, 0));
    const results = [
      lib.sum(Uint8Array.of(1, 2, 3)),
      [...lib.double(Uint8Array.of(7))],
      lib.divide(17, 5),
      lib.first(),
      lib.FULL,
      error instanceof lib.BufferError && error instanceof sandbridge.LibraryError,
      error.status,
      fail(() => lib.sum(Uint8Array.of(1), 2)).code,
      fail(() => lib.divide(1, 2, 3)).message.includes('takes 2 arguments, got 3'),
      new lib.types.Point(1, 2).y,
      lib.c.fb_sum(Uint8Array.of(1, 2, 3), 2),
      lib.load({ name: 'again' }).sum(Uint8Array.of(9)),
      lib.load().BufferError === lib.BufferError,
      lib.library() === lib.library(),
    ];
    console.log(JSON.stringify(results), Object.keys(lib).sort().join());`;
  const common = script(
    'a.js',
    `const lib = require('facts-buffers'), sandbridge = require('sandbridge');${use}`,
  );
  const module = script(
    'b.mjs',
    `import * as lib from 'facts-buffers';\nimport * as sandbridge from 'sandbridge';${use}`,
  );
  assert.equal(module, common);
  assert.deepEqual(JSON.parse(common.slice(0, common.indexOf('] ') + 1)), [
    6,
    [7, 7],
    { quotient: 3, remainder: 2 },
    -1,
    -2,
    true,
    -3,
    'SB0301',
    true,
    2,
    3,
    9,
    true,
    true,
  ]);
});

test('a second run finds the compiled code', () => {
  const script = project('facts-handles');
  const source = `
    const { shelfOpen, Shelf } = require('facts-handles');
    const shelf = shelfOpen('tools');
    const box = shelf.add(1);
    box.put(5);
    console.log(shelf instanceof Shelf, box.sum(), shelf.count());
    shelf.close();`;
  const cached = () => {
    const cache = path.join(FOLDER, 'project-facts-handles/cache');
    const files = fs.readdirSync(cache, { recursive: true, withFileTypes: true });
    return files
      .filter((file) => file.isFile())
      .map((file) => {
        const { mtimeMs, size } = fs.statSync(path.join(file.parentPath ?? file.path, file.name));
        return { name: file.name, mtimeMs, size };
      })
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  };
  assert.equal(script('a.js', source), 'true 5 1\n');
  const first = cached();
  assert.ok(first.some(({ size }) => size > 1000));
  assert.equal(script('a.js', source), 'true 5 1\n');
  assert.deepEqual(cached(), first);
});

test('a library without metadata makes no package', () => {
  const act = () => run('package', casePath('facts-buffers'), '--node', '-o', FOLDER);
  assert.throws(act, /SB1202/);
});
