// What `sandbridge inspect --html` writes, as a browser has it.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');

const { COMMAND, start, described } = require('./browser.js');
const { contrasts, everything, sticksOut, texts } = require('./look.js');

const CASES = path.join(__dirname, '../../../conformance/cases');
const caseOf = (name) => path.join(CASES, name, 'case.wasm');
// Where the examples' modules are.
const EXAMPLES = process.env.EXAMPLES ?? '.';
const ZLIB = path.join(EXAMPLES, 'zlib.wasm');

// Real libraries, and what is hard to lay out: bit-fields, unions, arrays, long names, wide signatures.
const MODULES = [
  ...['zlib', 'sqlite', 'png', 'expat'].map((name) => path.join(EXAMPLES, `${name}.wasm`)),
  ...['struct-bitfields', 'struct-union', 'struct-nested', 'callback-arguments'].map(caseOf),
  ...['constant-values', 'variable-values', 'wide-values', 'random-records-1'].map(caseOf),
  ...['load-imports', 'setjmp-longjmp', 'variadic-arguments'].map(caseOf),
];

// A small phone, a phone, a tablet and a desk, by day or by night.
const SCREENS = { 320: 'light', 390: 'dark', 768: 'light', 1280: 'dark' };

let browser;
before(async () => {
  browser = await start();
});
after(() => browser.stop());

for (const module of MODULES) {
  const name = path.basename(module.replace(/\/case\.wasm$/, ''), '.wasm');

  test(`the page about ${name} fits every screen and keeps to itself`, async () => {
    const file = browser.page(module, name);
    for (const [width, scheme] of Object.entries(SCREENS)) {
      const { page, seen } = await browser.open(file, { width: Number(width), scheme });
      assert.deepEqual(await page.evaluate(sticksOut), [], `at ${width}`);
      assert.deepEqual(seen, { requests: [], complaints: [] });
      await page.close();
    }
  });

  test(`every link on the page about ${name} leads somewhere`, async () => {
    const { page } = await browser.open(browser.page(module, name));
    const { dead, doubled } = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
      const links = [...document.querySelectorAll('a')].map((a) => a.getAttribute('href'));
      return {
        dead: links.filter((href) => !href.startsWith('#') || !ids.includes(href.slice(1))),
        doubled: ids.filter((id, index) => ids.indexOf(id) !== index),
      };
    });
    assert.deepEqual({ dead, doubled }, { dead: [], doubled: [] });
    await page.close();
  });

  test(`the page about ${name} has all that the module has`, async () => {
    const { interface: offered, docs } = described(module);
    const { page } = await browser.open(browser.page(module, name));
    const shown = await page.evaluate(everything);
    assert.deepEqual(
      shown.functions.map(({ name }) => name),
      offered.functions.map(({ name }) => name),
    );
    for (const [index, { forms, origin, prototype }] of shown.functions.entries()) {
      const { name: called, origin: place } = offered.functions[index];
      assert.equal(origin, `${place.file}:${place.line}`);
      assert(prototype.includes(`${called}(`), prototype);
      assert.deepEqual(Object.keys(forms), ['Python', 'Java', 'TypeScript', 'wasm']);
      for (const form of Object.values(forms).slice(0, 3)) assert.match(form, /\w\(.*\)/);
    }
    const named = offered.records.filter(({ name: tag }) => tag !== null);
    assert.deepEqual(
      shown.records.map(({ name: record }) => record.replace(/^(struct|union) /, '')),
      named.map(({ name: tag }) => tag),
    );
    for (const [index, { members }] of shown.records.entries()) {
      for (const field of named[index].fields.filter(({ name: member }) => member !== null)) {
        const bit = field.bits === null ? '' : `.${field.bits.shift}`;
        const row = members.find(({ offset, text }) => {
          const declared = new RegExp(`\\b${field.name}\\b`);
          return offset === `${field.offset}${bit}` && declared.test(text);
        });
        assert(row, `${named[index].name}.${field.name}`);
      }
    }
    for (const { name: constant } of offered.constants)
      assert(shown.ids.includes(`const-${constant}`));
    for (const { name: variable } of offered.globals) assert(shown.ids.includes(`var-${variable}`));
    const wordsOf = (text) => text.match(/\w+/g)?.join(' ') ?? '';
    const words = wordsOf(shown.text);
    for (const [key, text] of Object.entries(docs)) {
      const isOfFunction = offered.functions.some(({ name: called }) => called === key);
      const sentence = wordsOf(text.split('\n')[0]);
      if (isOfFunction && !/^[@\\]/.test(text)) assert(words.includes(sentence), sentence);
    }
    await page.close();
  });
}

test('a prototype links to the types in it', async () => {
  const { page } = await browser.open(browser.page(ZLIB, 'zlib'));
  const links = await page.$$eval('#fn-crc32 pre.c a', (all) =>
    all.map((a) => [a.textContent, a.getAttribute('href')]),
  );
  assert.deepEqual(links, [
    ['uLong', '#type-uLong'],
    ['uLong', '#type-uLong'],
    ['Bytef', '#type-Bytef'],
    ['uInt', '#type-uInt'],
  ]);
  await page.close();
});

test('each language has a form of its own', async () => {
  const { page } = await browser.open(browser.page(caseOf('buffer-inout')));
  const forms = await page.$$eval('#fn-copy .forms code', texts);
  assert.deepEqual(forms, [
    'copy(to: Buffer | Pointer | None, from_: Buffer | Pointer | None, size: int) -> int',
    'long copy(byte[] to, byte[] from, long size)',
    'copy(to: Uint8Array | Pointer | null, from: Uint8Array | Pointer | null, size: number): number',
    '(i32, i32, i32) -> (i32)',
  ]);
  await page.close();
});

test('a function with facts has the form that they give it, and the one of C on request', async () => {
  const facts = path.join(browser.folder, 'sum.facts.toml');
  const module = path.join(browser.folder, 'sum.wasm');
  fs.writeFileSync(facts, '[functions.sum]\nname = "total"\ndata = { size = "size" }\n');
  execFileSync(COMMAND, ['bind', caseOf('buffer-inout'), '--facts', facts, '-o', module, '-q']);
  const { page } = await browser.open(browser.page(module, 'sum'), { width: 390 });
  const form = '#fn-sum .forms > div:first-child code';
  const [short, bare] = await page.$$eval(form, texts);
  assert.deepEqual(
    [short, bare].map((text) => text.split(/[(:]/).slice(0, 2)),
    [
      ['total', 'data'],
      ['sum', 'data'],
    ],
  );
  assert(!short.includes('size') && bare.includes('size: int'), short);
  await page.click('#fn-sum summary');
  assert(await page.$eval('#fn-sum details .forms', (forms) => forms.checkVisibility()));
  assert.deepEqual(await page.evaluate(sticksOut), []);
  // It is found by either name.
  await page.type('.filter input', 'total');
  assert(await page.$eval('#fn-sum', (article) => article.checkVisibility()));
  assert.equal(await page.$eval('#fn-fill', (article) => article.checkVisibility()), false);
  await page.close();
});

test('objects are classes, with their methods in three languages', async () => {
  const { page, seen } = await browser.open(browser.page(ZLIB, 'zlib'), { width: 390 });
  const { packages } = described(ZLIB);
  const classes = await page.$$eval('#classes article h3 > a', texts);
  assert.deepEqual(
    classes,
    packages.classes.map(({ name }) => name),
  );
  assert(classes.includes('Deflater'), classes);
  const about = await page.$eval('#class-Deflater > .facts', (about) => about.textContent);
  assert.match(about, /^Made by copy, deflater. Closed by deflateEnd/);
  const methods = await page.$$eval('#class-Deflater summary b', texts);
  assert.deepEqual(
    methods,
    packages.classes.find(({ name }) => name === 'Deflater').methods.map(({ name }) => name),
  );
  // Folded, and opened by keyboard alone.
  const first = '#class-Deflater .methods details';
  assert.equal(await page.$eval(`${first} .forms`, (forms) => forms.checkVisibility()), false);
  await page.focus(`${first} summary`);
  await page.keyboard.press('Enter');
  assert(await page.$eval(`${first} .forms`, (forms) => forms.checkVisibility()));
  const forms = await page.$eval(`${first} .forms`, (all) =>
    Object.fromEntries(
      [...all.children].map((row) => [row.children[0].textContent, row.children[1].textContent]),
    ),
  );
  assert.deepEqual(Object.keys(forms), ['Python', 'Java', 'TypeScript', 'C', 'raises']);
  // The object stands before the dot.
  for (const language of ['Python', 'Java', 'TypeScript'])
    assert.doesNotMatch(forms[language], /strm|Deflater[ ,)]/);
  assert.deepEqual([forms.C, forms.raises], ['deflate', 'ZlibError']);
  assert.deepEqual(await page.evaluate(sticksOut), []);
  assert.deepEqual(seen.complaints, []);
  await page.close();
});

test('exceptions have their statuses, and functions say what they raise', async () => {
  const { page } = await browser.open(browser.page(ZLIB, 'zlib'));
  const statuses = await page.$$eval('#error-ZlibError > .tags li', texts);
  assert(statuses.map((text) => text.trim()).includes('Z_DATA_ERROR -3'), statuses);
  const facts = await page.$eval('#fn-deflate > .facts', (facts) => facts.textContent);
  assert.equal(facts, 'In packages, a method of Deflater, raises ZlibError');
  const raisers = await page.$$eval('#error-ZlibError details li', texts);
  assert(raisers.map((text) => text.trim()).includes('compress2'), raisers);
  await page.close();
});

test('host functions say what they are given', async () => {
  const { page } = await browser.open(browser.page(path.join(EXAMPLES, 'sqlite.wasm'), 'sqlite'));
  const row = await page.$eval('#callback-exec_row', (one) => one.innerText);
  assert.match(row, /values: list of text, columns: list of text\) -> int/);
  assert.match(row, /int \(\*\)\(void \*, int, char \*\*, char \*\*\)/);
  await page.close();
});

test('names that facts give are found, and so are those of C', async () => {
  const { page } = await browser.open(browser.page(ZLIB, 'zlib'));
  const isShown = (id) => page.$eval(id, (element) => element.checkVisibility());
  for (const word of ['inflater', 'inflateInit2_']) {
    await page.type('.filter input', word);
    assert(await isShown('#fn-inflateInit2_'), word);
    assert.equal(await isShown('#fn-crc32'), false);
    await page.keyboard.press('Escape');
  }
  await page.type('.filter input', 'set_dictionary');
  assert.deepEqual(
    [await isShown('#class-Inflater'), await isShown('#fn-inflateSetDictionary')],
    [true, true],
  );
  await page.close();
});

test('the keyboard leads past the contents', async () => {
  const { page } = await browser.open(browser.page(ZLIB, 'zlib'));
  await page.keyboard.press('Tab');
  const skip = await page.evaluate(() => {
    const { top } = document.activeElement.getBoundingClientRect();
    return [document.activeElement.getAttribute('href'), top >= 0];
  });
  assert.deepEqual(skip, ['#contents', true]);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'contents');
  await page.close();
});

test('paper has everything and nothing to click', async () => {
  const { page } = await browser.open(browser.page(ZLIB, 'zlib'), { scheme: 'dark' });
  await page.emulateMediaType('print');
  await page.evaluate(() => void window.dispatchEvent(new Event('beforeprint')));
  const seen = await page.evaluate(() => ({
    nav: document.querySelector('nav').checkVisibility(),
    folded: document.querySelectorAll('details:not([open])').length,
    paper: getComputedStyle(document.body).backgroundColor,
  }));
  assert.deepEqual([seen.nav, seen.folded], [false, 0]);
  assert(Number(seen.paper.match(/\d+/)[0]) > 200, seen.paper);
  const printed = await page.pdf();
  assert(printed.length > 10_000);
  await page.close();
});

test('the page about a large library stays small', () => {
  const file = browser.page(path.join(EXAMPLES, 'sqlite.wasm'), 'sqlite');
  const { size } = fs.statSync(file);
  assert(size < 2_000_000, `${size} bytes`);
});

test('a comment that functions share is at the first, and the others lead there', async () => {
  const { page } = await browser.open(browser.page(path.join(EXAMPLES, 'sqlite.wasm'), 'sqlite'));
  const target = await page.$$eval('#fn-sqlite3_bind_text p a', (all) =>
    all.map((one) => one.getAttribute('href')),
  );
  assert(target.includes('#fn-sqlite3_bind_blob'), `${target}`);
  await page.close();
});

test('drawings are to scale', async () => {
  const { page } = await browser.open(browser.page(caseOf('struct-bitfields')), { width: 390 });
  const boxes = await page.$$eval('#struct-bits .drawing b', (all) =>
    all.map((box) => {
      const { left, right, top } = box.getBoundingClientRect();
      const { marginRight } = getComputedStyle(box);
      return { title: box.title, top, bits: right + parseFloat(marginRight) - left };
    }),
  );
  const widthOf = (member) => boxes.find(({ title }) => title.startsWith(`${member}:`)).bits;
  const bit = widthOf('whole') / 32;
  const close = (member, bits) => {
    const difference = Math.abs(widthOf(member) / bit - bits);
    assert(difference < 0.05, `${member} is ${widthOf(member) / bit} bits wide`);
  };
  close('small', 3);
  close('wide', 17);
  close('top', 12);
  close('flag', 1);
  close('mode', 2);
  close('negative', 24);
  const rows = Object.values(grouped(boxes));
  // Twenty-four bytes, four a row: nothing overlaps, and padding fills what no member has.
  assert.equal(rows.length, 6);
  for (const row of rows) {
    const bits = row.reduce((sum, box) => sum + box.bits, 0) / bit;
    assert(Math.abs(bits - 32) < 0.1, `${bits} bits in a row`);
  }
  await page.close();
});

test('the members of a union are drawn below each other from its start', async () => {
  const { page } = await browser.open(browser.page(caseOf('struct-union')), { width: 390 });
  const lanes = await page.$$eval('#union-number .drawing', (all) =>
    all.map((lane) => lane.querySelector('b').title),
  );
  assert.deepEqual(lanes, [
    'i: 4 bytes from byte 0',
    'u: 4 bytes from byte 0',
    'f: 4 bytes from byte 0',
    'bytes: 4 bytes from byte 0',
    'd: 8 bytes from byte 0',
  ]);
  await page.close();
});

test('the filter shows what has such a name', async () => {
  const { page, seen } = await browser.open(browser.page(ZLIB, 'zlib'), { width: 390 });
  const shown = () =>
    page.$$eval('main article, main .names > div', (all) =>
      all.filter((one) => one.checkVisibility()).map((one) => one.id),
    );
  const all = await shown();
  await page.type('.filter input', 'crc');
  const some = await shown();
  assert.deepEqual(
    some,
    all.filter((id) => /crc/i.test(id) || id === 'struct-gz_header_s'),
  );
  assert(some.includes('fn-crc32') && some.length < 20, some);
  assert.match(await page.$eval('.filter output', (output) => output.value), /^\d+ found$/);
  assert.equal(await page.$eval('#sizes', (section) => section.checkVisibility()), false);

  // Several words, in any order and case.
  await page.type('.filter input', ' COMBINE');
  assert((await shown()).every((id) => /crc32_combine/.test(id)));
  await page.keyboard.press('Escape');
  assert.deepEqual(await shown(), all);

  await page.type('.filter input', 'no such name');
  assert.deepEqual(await shown(), []);
  assert(await page.$eval('.none', (note) => note.checkVisibility()));

  // A link to what is hidden shows it again.
  await page.evaluate(() => void (location.hash = '#fn-deflate'));
  await page.waitForFunction(() => document.querySelector('#fn-deflate').checkVisibility());
  assert.deepEqual(await shown(), all);
  assert.deepEqual(seen.complaints, []);
  await page.close();
});

test('a struct is found by its members and an enumeration by its constants', async () => {
  const { page } = await browser.open(browser.page(caseOf('struct-bitfields')));
  const isShown = (id) => page.$eval(id, (element) => element.checkVisibility());
  await page.type('.filter input', 'straddle across');
  assert.deepEqual(
    [await isShown('#struct-straddle'), await isShown('#struct-bits')],
    [true, false],
  );
  await page.keyboard.press('Escape');
  await page.type('.filter input', 'mode_auto');
  assert.deepEqual([await isShown('#enum-mode'), await isShown('#const-MODE_OFF')], [true, true]);
  await page.close();
});

test('a key leads to the filter', async () => {
  const { page } = await browser.open(browser.page(ZLIB, 'zlib'));
  await page.keyboard.press('/');
  await page.keyboard.type('gzopen');
  assert.equal(await page.$eval('.filter input', (input) => input.value), 'gzopen');
  await page.close();
});

test('the page is complete without script', async () => {
  const file = browser.page(ZLIB, 'zlib');
  const { page } = await browser.open(file, { script: false, width: 390 });
  assert.equal(await page.$('.filter').then((box) => box.isVisible()), false);
  const functions = await page.$$('#functions article');
  assert.equal(functions.length, described(ZLIB).interface.functions.length);
  for (const one of functions.slice(0, 5)) assert(await one.isVisible());
  await page.close();
});

test('text stands out from what it is on, by day and by night', async () => {
  const file = browser.page(ZLIB, 'zlib');
  for (const scheme of ['light', 'dark']) {
    const { page } = await browser.open(file, { scheme });
    const { weak, paper } = await page.evaluate(contrasts);
    assert.deepEqual(weak, [], scheme);
    assert.equal(paper > 0.5, scheme === 'light');
    await page.close();
  }
});

test('a library that asks for nothing says so, and one that asks says for what', async () => {
  const zlib = await browser.open(browser.page(ZLIB, 'zlib'));
  const asked = await zlib.page.$$eval('#capabilities dt', (all) =>
    all.map((dt) => dt.textContent),
  );
  assert.deepEqual(asked, ['files', 'open files and standard streams', 'ending itself']);
  await zlib.page.close();
  const pure = await browser.open(browser.page(caseOf('struct-union')));
  assert.match(await pure.page.$eval('#capabilities', (one) => one.textContent), /Nothing/);
  await pure.page.close();
});

test('the sizes add up to the file', async () => {
  const { page } = await browser.open(browser.page(ZLIB, 'zlib'));
  const bytes = await page.$$eval('.parts td:nth-child(2)', (all) =>
    all.map((cell) => Number(cell.textContent.replaceAll(',', ''))),
  );
  assert.equal(
    bytes.reduce((sum, part) => sum + part, 0),
    fs.statSync(ZLIB).size,
  );
  await page.close();
});

test('markup in comments, names of sections and imports stays text', async () => {
  const bad = '<img src=x onerror=alert(1)></style></script><script>alert(2)</script>';
  const cdef = path.join(browser.folder, 'bad.cdef');
  const module = path.join(browser.folder, 'bad.wasm');
  fs.writeFileSync(
    cdef,
    `/** ${bad} */\nunion n;\n/** ${bad} */\nunsigned bits_of(const union n *n);\n`,
  );
  execFileSync(COMMAND, ['bind', caseOf('struct-union'), '--cdef', cdef, '-o', module, '-q']);
  const name = Buffer.from(bad);
  const section = Buffer.concat([Buffer.from([0, name.length + 1, name.length]), name]);
  fs.appendFileSync(module, section);
  const { page, seen } = await browser.open(browser.page(module, 'bad'));
  assert.equal(await page.$$eval('img', (all) => all.length), 0);
  assert.equal(await page.$$eval('script', (all) => all.length), 1);
  assert.deepEqual(seen, { requests: [], complaints: [] });
  const text = await page.evaluate(() => document.body.textContent);
  assert.equal(text.split(bad).length - 1 >= 2, true);
  await page.close();
});

test('a module without an interface shows what it exports', async () => {
  const module = path.join(browser.folder, 'plain.wasm');
  // One function, `f`, that takes and gives nothing.
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0];
  fs.writeFileSync(module, Buffer.from([...bytes, 7, 5, 1, 1, 102, 0, 0, 10, 4, 1, 2, 0, 11]));
  const { page, seen } = await browser.open(browser.page(module, 'plain'), { width: 390 });
  const exports = await page.$$eval('#exports dt, #exports dd', (all) =>
    all.map((x) => x.textContent),
  );
  assert.deepEqual(exports, ['f', '() -> ()']);
  assert.match(await page.$eval('.about', (about) => about.textContent), /no C interface/);
  assert.deepEqual(seen, { requests: [], complaints: [] });
  await page.close();
});

// Boxes by the row in which they are.
function grouped(boxes) {
  const rows = new Map();
  for (const box of boxes) rows.set(box.top, [...(rows.get(box.top) ?? []), box]);
  return Object.fromEntries(rows);
}
