// Folders that a library is granted.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const test = require('node:test');
const { loadCase, failure } = require('./case.js');

const READ_ONLY_FILE_SYSTEM = 69;
const NOT_CAPABLE = 76;

const load = (folders) => loadCase('capability-folder', { folders });

function temporary(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbridge-folder-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  return folder;
}

test('a granted folder is read and written', (t) => {
  const folder = temporary(t);
  const lib = load({ '/data': folder });
  assert.equal(lib.write_text('/data/a.txt', 'from C'), 0);
  assert.equal(fs.readFileSync(path.join(folder, 'a.txt'), 'utf8'), 'from C');
  fs.writeFileSync(path.join(folder, 'b.txt'), 'from Node');
  const buffer = Buffer.alloc(100);
  const length = lib.read_text('/data/b.txt', buffer, buffer.length);
  assert.equal(buffer.toString('utf8', 0, length), 'from Node');
  assert.equal(lib.count_names('/data'), 2);
  assert.equal(lib.remove_file('/data/a.txt'), 0);
  assert.deepEqual(fs.readdirSync(folder), ['b.txt']);
  lib.close();
});

test('nothing else is reached', (t) => {
  const folder = temporary(t);
  const secret = path.join(folder, 'secret');
  fs.writeFileSync(secret, 'secret');
  fs.mkdirSync(path.join(folder, 'data'));
  fs.symlinkSync(secret, path.join(folder, 'data', 'link'));
  const lib = load({ '/data': path.join(folder, 'data') });
  for (const way of ['/data/../secret', '/data/link', '/etc/passwd', secret]) {
    assert.ok(lib.read_text(way, Buffer.alloc(8), 8) < 0, way);
    assert.notEqual(lib.write_text(way, 'changed'), 0, way);
  }
  lib.close();
  assert.equal(fs.readFileSync(secret, 'utf8'), 'secret');
});

test('a folder can be read only', (t) => {
  const folder = temporary(t);
  fs.writeFileSync(path.join(folder, 'a'), 'kept');
  const lib = load({ '/data': { path: folder, readOnly: true } });
  assert.equal(lib.count_names('/data'), 1);
  assert.equal(lib.write_text('/data/a', 'changed'), READ_ONLY_FILE_SYSTEM);
  assert.equal(lib.remove_file('/data/a'), READ_ONLY_FILE_SYSTEM);
  lib.close();
  assert.equal(fs.readFileSync(path.join(folder, 'a'), 'utf8'), 'kept');
});

test('an object without `readOnly` may be written', (t) => {
  const folder = temporary(t);
  const lib = load({ '/data': { path: folder } });
  assert.equal(lib.write_text('/data/a', 'text'), 0);
  lib.close();
});

test('without folders there are no files', () => {
  const lib = loadCase('capability-folder');
  assert.equal(lib.write_text('/data/a', 'text'), NOT_CAPABLE);
  lib.close();
});

test('what cannot be granted is told', (t) => {
  const folder = temporary(t);
  const missing = failure(() => load({ '/data': path.join(folder, 'missing') }));
  assert.equal(missing.code, 'SB0701');
  assert.match(missing.message, /cannot grant .*missing as `\/data`/);
  assert.match(failure(() => load({ data: folder })).message, /does not begin with `\/`/);
  for (const place of [5, null, { readOnly: true }, { path: folder, readonly: true }]) {
    assert.equal(failure(() => load({ '/data': place })).code, 'SB0302');
  }
});
