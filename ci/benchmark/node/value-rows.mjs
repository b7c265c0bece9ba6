// The rows of what is more than numbers and bytes: structs by value, callbacks, arrays that come
// back, lists of text, members and bit-fields. Sandbridge beside koffi, and where they have a way
// for it an N-API addon in C and V8's own WebAssembly.
//
// Structs are plain objects, the only form that koffi has; one row has records that exist already.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { load } from 'sandbridge'
import { row } from './burst.mjs'
import { stubs } from './competitor-rows.mjs'

const VISITS = 100
const NUMBERS = 1_000
const TEXTS = Array(16).fill('abcdefghijklmno ')
const visit = (i) => i

// Each case's rows, Sandbridge's first; `built` is the folder of the compiled C code.
export function valueCases(built) {
  const require = createRequire(join(built, 'index.js'))
  const lib = load(join(built, 'bench.wasm'))
  const native = koffiLibrary(built, require)
  const addon = require(join(built, 'bench_addon.node'))
  return {
    by_value: byValue(lib, native, webAssembly(built)),
    callback: callbacks(lib, native, addon),
    ints_1000: ints(lib, native, addon),
    texts_16: texts(lib, native),
    member: members(lib, native),
    bit_field: bitFields(lib, native),
  }
}

function koffiLibrary(built, require) {
  const koffi = require('koffi')
  const lib = koffi.load(join(built, 'libbench.so'))
  // The other rows have a `vec3` of their own.
  koffi.struct('vec3_by_value', { x: 'double', y: 'double', z: 'double' })
  const visitor = koffi.proto('int visit(int)')
  return {
    koffi,
    visitor: koffi.pointer(visitor),
    add3: lib.func('vec3_by_value add3(vec3_by_value a, vec3_by_value b)'),
    visitAll: lib.func('int visit_all(visit *visit, int count)'),
    negate: lib.func('int negate(int *values, int count)'),
    countTexts: lib.func('unsigned int count_texts(const char **texts, unsigned int count)'),
  }
}

// Two structs in, one out; the result is an object with members in every row.
function byValue(lib, native, wasm) {
  const { vec3 } = lib.types
  const one = (name, add3, a, b) =>
    row(name, 5.5, 'add3(a, b)', { add3, a, b }, { check: 'result.x' })
  const built = (name, add3) =>
    row(
      name,
      5.5,
      'add3({ x: 1, y: 2, z: 2 }, { x: 4.5, y: 0.25, z: 1 })',
      { add3 },
      { check: 'result.x' },
    )
  return [
    built('sandbridge', lib.add3),
    one('sandbridge, records', lib.add3, new vec3(1, 2, 2), new vec3(4.5, 0.25, 1)),
    built('koffi', native.add3),
    built("V8's WebAssembly", wasm.add3),
  ]
}

// V8's side of byValue, as one writes it by hand: the hidden result first, structs by address.
function webAssembly(built) {
  const module = new WebAssembly.Module(readFileSync(join(built, 'bench.wasm')))
  const lib = new WebAssembly.Instance(module, stubs(module)).exports
  lib._initialize?.()
  const address = lib.malloc(72)
  const doubles = new Float64Array(lib.memory.buffer, address, 9)
  return {
    add3(a, b) {
      doubles[3] = a.x
      doubles[4] = a.y
      doubles[5] = a.z
      doubles[6] = b.x
      doubles[7] = b.y
      doubles[8] = b.z
      lib.add3(address, address + 24, address + 48)
      return { x: doubles[0], y: doubles[1], z: doubles[2] }
    },
  }
}

// A loop in C that calls a JavaScript function; the function pointer exists already.
function callbacks(lib, native, addon) {
  const expected = (VISITS * (VISITS - 1)) / 2
  const one = (name, visitAll, given) => {
    const names = { visitAll, visit: given }
    return row(name, expected, `visitAll(visit, ${VISITS})`, names, { calls: VISITS })
  }
  return [
    one('sandbridge', lib.visit_all, lib.callback('int (int)', visit)),
    one('sandbridge, plain function', lib.visit_all, visit),
    one('koffi', native.visitAll, native.koffi.register(visit, native.visitor)),
    one('koffi, plain function', native.visitAll, visit),
    one('N-API addon in C', addon.visitAll, visit),
  ]
}

// An array that C changes in place. The others hand out its memory, Sandbridge copies.
function ints(lib, native, addon) {
  const one = (name, negate) => {
    const numbers = Int32Array.from({ length: NUMBERS }, (_, i) => i)
    const names = { negate, numbers, size: NUMBERS }
    return row(name, -1, 'negate(numbers, size)', names, { check: 'numbers[1]' })
  }
  return [
    one('sandbridge', lib.negate),
    one('koffi', native.negate),
    one('N-API addon in C', addon.negate),
  ]
}

// A list of strings as `const char *const *`.
function texts(lib, native) {
  const one = (name, countTexts) => {
    const names = { countTexts, texts: TEXTS, size: TEXTS.length }
    return row(name, 15 * TEXTS.length, 'countTexts(texts, size)', names)
  }
  return [one('sandbridge', lib.count_texts), one('koffi', native.countTexts)]
}

// One member read and another one written: of an object on the host, and in C's memory.
function members(lib, { koffi }) {
  const one = (name, value) => row(name, 3, 'value.y = value.x', { value }, { check: 'value.y' })
  const names = { koffi, memory: koffi.alloc('vec3_by_value', 1), double: koffi.types.double }
  koffi.encode(names.memory, 0, 'double', 3)
  return [
    one('sandbridge', new lib.types.vec3(3, 0, 0)),
    one('sandbridge, in its memory', lib.new('struct vec3', { x: 3 })),
    row(
      'koffi, decode and encode',
      3,
      'koffi.encode(memory, 8, double, koffi.decode(memory, 0, double))',
      names,
      { check: 'koffi.decode(memory, 8, double)' },
    ),
  ]
}

// koffi knows no bit-fields: level is bits 3 to 9, kind bits 0 to 2.
function bitFields(lib, { koffi }) {
  const one = (name, value) =>
    row(name, 3, 'value.level = value.kind', { value }, { check: 'value.level' })
  const names = { koffi, memory: koffi.alloc('uint32_t', 1), word: koffi.types.uint32_t }
  koffi.encode(names.memory, 0, 'uint32_t', 3)
  return [
    one('sandbridge', new lib.types.entry(3, 0, 0)),
    one('sandbridge, in its memory', lib.new('struct entry', { kind: 3 })),
    row(
      'koffi, shifts by hand',
      3,
      `koffi.encode(memory, 0, word, (koffi.decode(memory, 0, word) & ~(127 << 3)) |
        ((koffi.decode(memory, 0, word) & 7) << 3))`,
      names,
      { check: '(koffi.decode(memory, 0, word) << 22) >> 25' },
    ),
  ]
}
