// Loading zlib and its first call, in a fresh process: `load.mjs ROW FOLDER`.
// Prints the nanoseconds from before loading to after the call; imports are not counted.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import process from 'node:process'

const CRC_OF_ABC = 0x352441c2
const BAD_FILE = 8 // WASI's errno; success would be a loop over endless preopened folders
const [rowName, folder] = process.argv.slice(2)
const built = resolve(folder)
const require = createRequire(join(built, 'index.js'))

const ROWS = {
  async sandbridge() {
    const { load } = await import('sandbridge')
    return () => load(join(built, 'zlib.wasm')).crc32(0, Buffer.from('abc'))
  },
  async koffi() {
    const koffi = require('koffi')
    return () => {
      const lib = koffi.load(join(built, 'libzlib.so'))
      const crc32 = lib.func('unsigned long crc32(unsigned long, const uint8_t *, unsigned int)')
      return crc32(0, Buffer.from('abc'), 3)
    }
  },
  async v8() {
    return () => {
      const module = new WebAssembly.Module(readFileSync(join(built, 'zlib.wasm')))
      const imports = {}
      for (const { module: from, name } of WebAssembly.Module.imports(module)) {
        imports[from] ??= {}
        imports[from][name] = () => BAD_FILE
      }
      const lib = new WebAssembly.Instance(module, imports).exports
      lib._initialize?.()
      const address = lib.malloc(3)
      new Uint8Array(lib.memory.buffer).set(Buffer.from('abc'), address)
      return lib.crc32(0, address, 3) >>> 0
    }
  },
}

const run = await ROWS[rowName]()
const start = process.hrtime.bigint()
const crc = run()
const elapsed = process.hrtime.bigint() - start
if (Number(crc) !== CRC_OF_ABC) throw new Error(`crc32 is ${crc}`)
console.log(String(elapsed))
