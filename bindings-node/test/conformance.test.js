// Every case of core/conformance, step by step: with memory that the engine and the library share,
// and with copies as where an engine refuses that.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { Library, LibraryError, Pointer, SandbridgeError, load } = require('..');
const { make, compare, bytes, camel } = require('./value.js');

const FOLDER = path.join(__dirname, '../../core/conformance');
const CASES = path.join(FOLDER, 'cases');

const expected = expectedFailures('node');
const met = new Set();

for (const name of fs.readdirSync(CASES).sort()) {
  const file = path.join(CASES, name, 'vectors.json');
  if (!fs.existsSync(file)) continue;
  const { options, steps } = JSON.parse(fs.readFileSync(file, 'utf8'));
  for (const externalBuffers of [true, false]) {
    test(externalBuffers ? name : `${name}, copied`, async (t) => {
      const run = new Run(path.join(CASES, name), { ...options }, externalBuffers);
      for (const step of steps) await t.test(step.name, () => check(run, step, name));
      run.close();
    });
  }
}

// A step that is expected to fail must fail.
function check(run, step, name) {
  const id = `${name}/${step.name}`;
  if (!expected.has(id)) return run.step(step);
  met.add(id);
  return assert.throws(() => run.step(step), undefined, `${id} passes against expectation`);
}

test('expected failures name steps', () => {
  assert.deepStrictEqual(
    [...expected].filter((id) => !met.has(id)),
    [],
  );
});

// The entries of one language's table in expected-failures.toml.
function expectedFailures(language) {
  const lines = fs.readFileSync(path.join(FOLDER, 'expected-failures.toml'), 'utf8').split('\n');
  const start = lines.indexOf(`[${language}]`);
  if (start < 0) return new Set();
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith('['));
  const entries = rest
    .slice(0, end < 0 ? undefined : end)
    .map((line) => /^"([^"]+)"/.exec(line)?.[1]);
  return new Set(entries.filter(Boolean));
}

// One case on its way: the libraries and the values that steps keep.
class Run {
  constructor(folder, options, externalBuffers) {
    this.folder = folder;
    this.externalBuffers = externalBuffers;
    this.options = options;
    this.lib = undefined;
    this.libraries = new Map();
    this.all = [];
    this.kept = {};
    // What each callback was given, and what one threw last.
    this.calls = new Map();
    this.raised = undefined;
  }

  step(step) {
    for (let i = 0; i < (step.times ?? 1); i++) this.once(step);
  }

  once(step) {
    if ('raises' in step) {
      const error = thrownBy(() => this.act(step));
      assert.strictEqual(error, this.raised, `another error: ${error}`);
      assert.strictEqual(error.message, step.raises);
      return undefined;
    }
    if (step.error === undefined) {
      const value = this.act(step);
      if (step.as !== undefined && step.load === undefined) this.kept[step.as] = value;
      if ('returns' in step) compare(value, step.returns, this.kept);
      return value;
    }
    const error = failureOf(() => this.act(step));
    const codes = [step.error].flat();
    assert.ok(codes.includes(error.code), `not ${codes}: ${error.message}`);
    for (const part of step.error_has ?? []) {
      assert.ok(error.message.includes(part), `\`${part}\` is not in: ${error.message}`);
    }
    for (const part of step.frames_has ?? []) {
      assert.ok(
        error.frames.some((frame) => frame.includes(part)),
        `${error.frames}`,
      );
    }
    if (step.stderr_has) assert.ok(error.stderr.includes(step.stderr_has), error.stderr);
    if (step.failure) this.isFailure(step, error);
    return undefined;
  }

  // The library's own exception, of the class that the library has.
  isFailure({ in: name, failure: { class: wanted, status, name: statusName } }, error) {
    const lib = name === undefined ? this.lib : this.libraries.get(name);
    assert.equal(error.name, wanted);
    assert.ok(error instanceof lib[wanted] && error instanceof LibraryError);
    assert.deepEqual([error.status, error.statusName], [status, statusName]);
  }

  // Does steps inside a callback, or what a condition chose; gives what the last one gave.
  steps(list = []) {
    return list.reduce((_, step) => this.once(step), null);
  }

  // A host function that does these steps; names with `$` are its own.
  callback({ callback: steps, type }, lib, calls) {
    const act = (...args) => {
      calls.push(args);
      const outer = this.kept;
      const isOwn = (name) => name.startsWith('$');
      const own = {};
      args.forEach((arg, i) => (own[`$${i}`] = arg));
      this.kept = new Proxy(outer, {
        get: (_, name) => (isOwn(name) ? own[name] : outer[name]),
        set(_, name, value) {
          (isOwn(name) ? own : outer)[name] = value;
          return true;
        },
      });
      try {
        return this.steps(steps);
      } finally {
        this.kept = outer;
      }
    };
    const made = type === undefined ? act : lib.callback(type, act);
    this.calls.set(made, calls);
    return made;
  }

  act(step) {
    if (step.load !== undefined) return this.load(step.load, step.load.as ?? step.as);
    if (this.lib === undefined) this.load({});
    const lib = step.in === undefined ? this.lib : this.libraries.get(step.in);
    const value = (spec) => make(spec, lib, this.kept, this);
    const start = (name) => this.kept[name];
    const args = () => (step.args ?? []).map(value);
    if ('call' in step) return lib[nameIn(lib, step.call)](...args());
    if ('call_c' in step) return lib.c[step.call_c](...args());
    if ('method' in step) return start(step.of)[camel(step.method)](...args());
    if ('is_open' in step) return !start(step.is_open).closed;
    if (typeof step.close === 'string') return start(step.close).close();
    if ('constant' in step) return comparable(lib[step.constant]);
    if ('enum' in step) return lib.types[step.enum];
    if ('let' in step) return (this.kept[step.let] = value(step.value));
    if ('new' in step) {
      return lib.new(step.new, 'init' in step ? value(step.init) : undefined, step.count);
    }
    if ('get' in step) return follow(start(step.get), step.path);
    if ('set' in step) return assign(start(step.set), step.path, value(step.value));
    if ('length' in step) return follow(start(step.length), step.path).length;
    if ('text' in step) {
      const from = start(step.text);
      return (step.path?.length ? follow(from, step.path) : from).text();
    }
    if ('read' in step) return start(step.read).read(step.count);
    if ('write' in step) return start(step.write).write(value(step.data), step.offset);
    if ('cast' in step) return start(step.cast).cast(step.type);
    if ('free' in step) return start(step.free).free();
    if ('bytes' in step) return start(step.bytes).bytes();
    if ('copy' in step) return start(step.copy).copy();
    if ('equal' in step) return isEqual(...step.equal.map(start));
    if ('check' in step) return compare(start(step.check), step.is, this.kept);
    if ('at' in step) return start(step.at).at(...step.path);
    if ('invoke' in step) return start(step.invoke)(...args());
    if ('release' in step) return start(step.release).release();
    if ('calls' in step) return this.calls.get(start(step.calls)).splice(0);
    if ('called' in step) return this.calls.get(start(step.called)).length;
    if ('variable' in step) return lib.c[step.variable];
    if ('assign' in step) return (lib.c[step.assign] = value(step.value));
    if ('address' in step) return lib.address(step.address);
    if ('errno' in step) return lib.errno;
    if ('set_errno' in step) return (lib.errno = step.set_errno);
    if ('close' in step) return lib.close();
    if ('reset' in step) return lib.reset();
    return this.inCallback(step, value);
  }

  inCallback(step, value) {
    if ('give' in step) return value(step.give);
    if ('add' in step) return sum(...step.add.map(value));
    if ('mul' in step) return product(...step.mul.map(value));
    if ('compare' in step) return order(...step.compare.map(value));
    if ('raise' in step) throw (this.raised = new Error(step.raise));
    if ('when' in step) {
      const holds = isWhat(value(step.when), step.is, this.kept);
      return this.steps(holds ? step.do : step.else);
    }
    throw new Error(`an action that this runner does not know: ${JSON.stringify(step)}`);
  }

  load(spec, as) {
    const { externalBuffers } = this;
    const options = { externalBuffers, ...camelCase(spec.options ?? this.options) };
    const lib = load(this.source(spec), options);
    if (as === undefined) this.lib = lib;
    else this.libraries.set(as, lib);
    this.all.push(lib);
    return lib;
  }

  source(spec) {
    if (spec.bytes !== undefined && spec.bytes !== true) return bytes(spec.bytes);
    const file = path.join(this.folder, spec.file ?? 'case.wasm');
    if (!spec.bytes && spec.truncate === undefined && !spec.replace) return file;
    let content = fs.readFileSync(file);
    if (spec.replace) {
      const from = Buffer.from(bytes(spec.replace.find));
      const at = content.indexOf(from);
      assert.ok(at >= 0, 'the bytes to replace are not there');
      const to = Buffer.from(bytes(spec.replace.with));
      content = Buffer.concat([content.subarray(0, at), to, content.subarray(at + from.length)]);
    }
    return content.subarray(0, spec.truncate ?? content.length);
  }

  close() {
    for (const lib of this.all) lib.close();
  }
}

function thrownBy(act) {
  let value;
  try {
    value = act();
  } catch (error) {
    return error;
  }
  return assert.fail(`it does not fail, but gives ${value}`);
}

function failureOf(act) {
  const error = thrownBy(act);
  if (error instanceof SandbridgeError) return error;
  throw error;
}

// Of the first one's kind.
const like = (one, value) => (typeof one === 'bigint' ? BigInt(value) : Number(value));
const sum = (one, other) => one + like(one, other);
const product = (one, other) => one * like(one, other);
const order = (one, other) => (one < other ? -1 : Number(one > other));

function isWhat(value, spec, kept) {
  try {
    compare(value, spec, kept);
    return true;
  } catch (error) {
    if (error instanceof assert.AssertionError) return false;
    throw error;
  }
}

// Integer constants compare by value, whatever their type.
function comparable(value) {
  return typeof value === 'bigint' &&
    BigInt(Number(value)) === value &&
    Math.abs(Number(value)) <= 2 ** 53
    ? Number(value)
    : value;
}

function follow(from, path = []) {
  if (path.length === 0) return from instanceof Pointer ? from.value : from;
  return path.reduce((value, part) => holderOf(value, part)[part], from);
}

// Members that are called like something of a pointer's own are reached through its value.
function holderOf(value, part) {
  return value instanceof Pointer && part in Pointer.prototype ? value.value : value;
}

function assign(from, path, value) {
  if (path.length === 0) {
    from.value = value;
    return;
  }
  const holder = path.length === 1 ? from : follow(from, path.slice(0, -1));
  const last = path.at(-1);
  holderOf(holder, last)[last] = value;
}

// The habit of JavaScript; names that a library has itself get an underscore.
function nameIn(lib, name) {
  const habitual = name.includes('_') ? camel(name) : name;
  return habitual in Library.prototype ? `${habitual}_` : habitual;
}

function isEqual(one, other) {
  return typeof one?.equals === 'function' ? one.equals(other) : one === other;
}

function camelCase(options) {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()),
      value,
    ]),
  );
}
