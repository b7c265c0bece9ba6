// zlib's functions through Sandbridge, from and to Node's arrays.

import { join } from 'node:path'
import { load } from 'sandbridge'

// With facts: room, lengths and the status are none of the caller's business.
export function functions(built) {
  const lib = load(join(built, 'zlib.wasm'))
  return {
    crc32: (data) => lib.crc32(0, data),
    compress: (data, level) => lib.compress2(data, level),
    inC: inC(lib.c),
  }
}

// What that replaces, as C's programmers write it.
function inC(c) {
  return {
    compress(data, level) {
      const output = new Uint8Array(c.compressBound(data.length))
      const length = Uint32Array.of(output.length)
      const status = c.compress2(output, length, data, data.length, level)
      if (status !== c.Z_OK) throw new Error(`compress2 returned ${status}`)
      return output.slice(0, length[0])
    },
  }
}
