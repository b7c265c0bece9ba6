// zlib on 10 MB: `throughput.mjs FOLDER CORPUS`.
// Ours against the same source compiled by gcc -O2 and called through koffi, interleaved.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { report } from './burst.mjs'
import * as sandbridge from './sandbridge-zlib.mjs'

const SIZE = 10_000_000
const LEVEL = 6
const CRC_SAMPLES = 40
const COMPRESS_SAMPLES = 15

const built = resolve(process.argv[2])
const data = new Uint8Array(readFileSync(process.argv[3]).subarray(0, SIZE))
const native = nativeFunctions(built)
const ours = sandbridge.functions(built)
alternate(
  'crc32',
  { sandbridge: () => ours.crc32(data), 'gcc -O2': () => native.crc32(data) },
  CRC_SAMPLES,
  (a, b) => a === b,
)
alternate(
  'compress2',
  {
    sandbridge: () => ours.compress(data, LEVEL),
    'sandbridge, C layer': () => ours.inC.compress(data, LEVEL),
    'gcc -O2': () => native.compress(data, LEVEL),
  },
  COMPRESS_SAMPLES,
  (a, b) => Buffer.compare(a, b) === 0,
)

// Runs the rows in turn, checks that they agree and reports each.
function alternate(name, rows, samples, isSame) {
  const [first, ...others] = Object.values(rows).map((run) => run())
  if (!others.every((other) => isSame(first, other))) throw new Error(`${name}: results differ`)
  const times = Object.keys(rows).map(() => [])
  for (let sample = 0; sample < samples; sample++) {
    Object.values(rows).forEach((run, i) => {
      const start = process.hrtime.bigint()
      run()
      times[i].push(Number(process.hrtime.bigint() - start))
    })
  }
  Object.keys(rows).forEach((row, i) => report(name, row, times[i], data.length))
}

function nativeFunctions(built) {
  const koffi = createRequire(join(built, 'index.js'))('koffi')
  const lib = koffi.load(join(built, 'libzlib.so'))
  const crc32 = lib.func('unsigned long crc32(unsigned long, const uint8_t *, unsigned int)')
  const bound = lib.func('unsigned long compressBound(unsigned long)')
  const compress2 = lib.func(
    'int compress2(uint8_t *, _Inout_ unsigned long *, const uint8_t *, unsigned long, int)',
  )
  return {
    crc32: (data) => Number(crc32(0, data, data.length)),
    compress(data, level) {
      const output = new Uint8Array(Number(bound(data.length)))
      const length = [output.length]
      const status = compress2(output, length, data, data.length, level)
      if (status !== 0) throw new Error(`compress2 returned ${status}`)
      return output.slice(0, Number(length[0]))
    },
  }
}
