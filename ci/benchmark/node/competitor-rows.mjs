// The competitors' rows: koffi, an N-API addon in C and V8's own WebAssembly.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { row } from './burst.mjs'

const BYTES = Uint8Array.from({ length: 1 << 20 }, (_, i) => i % 16)
const TEXT = 'abcdefghijklmno '.repeat(64)
const sum = (length) => BYTES.subarray(0, length).reduce((total, byte) => total + byte, 0)

export const EXPECTED = {
  add: 3,
  sum_bytes_16: sum(16),
  sum_bytes_4k: sum(4096),
  sum_bytes_1m: sum(1 << 20),
  norm3: 3,
  count_text_16: 15,
  count_text_1024: 15 * 64,
}
const SIZES = { sum_bytes_16: 16, sum_bytes_4k: 4096, sum_bytes_1m: 1 << 20 }
const LENGTHS = { count_text_16: 16, count_text_1024: 1024 }

// Each competitor's rows by case; `built` is the folder of the compiled C code.
export function rows(built) {
  const require = createRequire(join(built, 'index.js'))
  return [koffi(built, require), addon(built, require), webAssembly(built)]
}

// The rows of one competitor from its four statements and the names in them.
export function rowTable(name, statements, names) {
  const table = {}
  const put = (id, statement, extra) => {
    table[id] = row(name, EXPECTED[id], statement, { ...names, ...extra })
  }
  put('add', statements.add, {})
  put('norm3', statements.norm3, {})
  for (const [id, size] of Object.entries(SIZES)) {
    put(id, statements.sumBytes, { data: BYTES.slice(0, size), size })
  }
  for (const [id, length] of Object.entries(LENGTHS)) {
    put(id, statements.countText, { text: TEXT.slice(0, length) })
  }
  return table
}

function koffi(built, require) {
  const koffi = require('koffi')
  koffi.struct('vec3', { x: 'double', y: 'double', z: 'double' })
  const lib = koffi.load(join(built, 'libbench.so'))
  return rowTable(
    'koffi',
    {
      add: 'add(1, 2)',
      sumBytes: 'sumBytes(data, size)',
      norm3: 'norm3({ x: 1, y: 2, z: 2 })',
      countText: 'countText(text)',
    },
    {
      add: lib.func('int add(int a, int b)'),
      sumBytes: lib.func('unsigned int sum_bytes(const uint8_t *data, unsigned int length)'),
      norm3: lib.func('double norm3(const vec3 *v)'),
      countText: lib.func('unsigned int count_text(const char *text)'),
    },
  )
}

function addon(built, require) {
  return rowTable(
    'N-API addon in C',
    {
      add: 'lib.add(1, 2)',
      sumBytes: 'lib.sumBytes(data, size)',
      norm3: 'lib.norm3(1, 2, 2)',
      countText: 'lib.countText(text)',
    },
    { lib: require(join(built, 'bench_addon.node')) },
  )
}

function webAssembly(built) {
  const module = new WebAssembly.Module(readFileSync(join(built, 'bench.wasm')))
  const lib = new WebAssembly.Instance(module, stubs(module)).exports
  lib._initialize?.()
  const address = lib.malloc(1 << 21)
  const bytes = new Uint8Array(lib.memory.buffer)
  const doubles = new Float64Array(lib.memory.buffer, address, 3)
  const encoder = new TextEncoder()
  return rowTable(
    "V8's WebAssembly",
    {
      add: 'add(1, 2)',
      sumBytes: 'sumBytes(data, size)',
      norm3: 'norm3(1, 2, 2)',
      countText: 'countText(text)',
    },
    {
      add: lib.add,
      sumBytes(data, size) {
        bytes.set(data, address)
        return lib.sum_bytes(address, size) >>> 0
      },
      norm3(x, y, z) {
        doubles[0] = x
        doubles[1] = y
        doubles[2] = z
        return lib.norm3(address)
      },
      countText(text) {
        const { written } = encoder.encodeInto(text, bytes.subarray(address, address + (1 << 20)))
        bytes[address + written] = 0
        return lib.count_text(address) >>> 0
      },
    },
  )
}

// An import object in which everything that the module may ask for fails when called.
export function stubs(module) {
  const imports = {}
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {}
    imports[from][name] = () => {
      throw new Error(`${from}.${name} is not there`)
    }
  }
  return imports
}
