// zlib's two functions through Sandbridge, from and to Node's arrays.

import { join } from 'node:path'
import { load } from 'sandbridge'

export function functions(built) {
  const lib = load(join(built, 'zlib.wasm'))
  return {
    crc32: (data) => lib.crc32(0, data, data.length),
    compress(data, level) {
      const output = new Uint8Array(lib.compressBound(data.length))
      const length = Uint32Array.of(output.length)
      const status = lib.compress2(output, length, data, data.length, level)
      if (status !== lib.Z_OK) throw new Error(`compress2 returned ${status}`)
      return output.slice(0, length[0])
    },
  }
}
