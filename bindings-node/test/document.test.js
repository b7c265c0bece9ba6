// The snippets of the documents run, and give what their comments say.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const test = require('node:test');
const { inspect } = require('node:util');
const sandbridge = require('..');
const { casePath } = require('./case.js');

for (const name of ['README.md', 'index.d.ts']) {
  const text = fs.readFileSync(path.join(__dirname, '..', name), 'utf8').replace(/^ *\* ?/gm, '');
  const snippets = [...text.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code);
  test(`${name} has snippets`, () => assert.ok(snippets.length > 0));
  snippets.forEach((code, i) => test(`snippet ${i + 1} of ${name}`, () => run(code)));
}

// A statement followed by `// value` must have that value.
function run(code) {
  const checked = code.replace(/^(.+?) \/\/ (.+)$/gm, (_, expression, value) => {
    return `check(${expression}, ${JSON.stringify(value)})`;
  });
  assert.notEqual(checked, code, 'the snippet shows no result');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbridge-'));
  const file = path.join(folder, 'shapes.wasm');
  fs.copyFileSync(casePath('struct-by-pointer'), file);
  try {
    const load = () => sandbridge.load(file);
    const check = (value, text) => assert.equal(inspect(value), text);
    new Function('require', 'check', checked)(() => ({ ...sandbridge, load }), check);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
