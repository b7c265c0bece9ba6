// zlib through Sandbridge: `main.mjs zlib.wasm FILE`.
//
// Compresses and restores the file at once (compress2, uncompress) and in chunks (deflate, inflate
// on a z_stream), checks every result against Node's own zlib in both directions, and says how
// fast each was and where the time went.

import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import process from 'node:process'
import zlib from 'node:zlib'

const START = process.hrtime.bigint()
const { load } = await import('sandbridge')
const IMPORTED = process.hrtime.bigint()
const LEVEL = 6
const CHUNK = 64 * 1024

function main([modulePath, filePath]) {
  if (!filePath) throw new Error('usage: main.mjs zlib.wasm FILE')
  const data = new Uint8Array(readFileSync(filePath))
  const clock = new Clock()
  clock.add('import the package', Number(IMPORTED - START))
  const lib = clock.timed('load the module', () => load(modulePath))
  const size = data.length.toLocaleString('en')
  console.log(`zlib ${lib.zlibVersion()} in Node, ${basename(filePath)}: ${size} bytes`)
  run(lib, data, clock)
  lib.close()
  clock.print()
}

// Every operation, each beside Node's own, and the checks.
function run(lib, data, clock) {
  const packed = clock.timed('compress2', () => compress(lib, data))
  const restored = clock.timed('uncompress', () => uncompress(lib, packed, data.length))
  const streamed = clock.timed('deflate in chunks', () => deflate(lib, data, clock))
  const unstreamed = clock.timed('inflate in chunks', () => inflate(lib, streamed, clock))

  const own = clock.timed("Node's deflateSync", () => zlib.deflateSync(data, { level: LEVEL }))
  clock.timed("Node's inflateSync", () => zlib.inflateSync(packed))

  mustEqual('uncompress(compress2(file))', restored, data)
  mustEqual('inflate(deflate(file))', unstreamed, data)
  mustEqual("Node's zlib reads compress2's output", zlib.inflateSync(packed), data)
  mustEqual("Node's zlib reads deflate's output", zlib.inflateSync(streamed), data)
  mustEqual("uncompress reads Node's output", uncompress(lib, own, data.length), data)
  mustEqual("inflate reads Node's output", inflate(lib, own), data)
  const sizes = [packed, streamed, own].map((one) => one.length.toLocaleString('en'))
  console.log(`compress2 ${sizes[0]} bytes, deflate ${sizes[1]}, Node's ${sizes[2]}\n`)
  clock.compare('compress2', "Node's deflateSync", data.length)
  clock.compare('deflate in chunks', "Node's deflateSync", data.length)
  clock.compare('uncompress', "Node's inflateSync", data.length)
  clock.compare('inflate in chunks', "Node's inflateSync", data.length)
  console.log()
}

// The whole file at once.
function compress(lib, data) {
  const output = new Uint8Array(lib.compressBound(data.length))
  const length = Uint32Array.of(output.length)
  mustBeOk(lib, lib.compress2(output, length, data, data.length, LEVEL))
  return output.subarray(0, length[0])
}

// The reverse, its size known.
function uncompress(lib, packed, size) {
  const output = new Uint8Array(size)
  const length = Uint32Array.of(size)
  mustBeOk(lib, lib.uncompress(output, length, packed, packed.length))
  return output.subarray(0, length[0])
}

// Compresses through a z_stream, never more than a chunk in the library.
function deflate(lib, data, clock) {
  const stream = lib.new('z_stream')
  mustBeOk(lib, lib.deflateInit_(stream, LEVEL, lib.ZLIB_VERSION, lib.types.z_stream.size))
  try {
    return pump(lib, stream, lib.deflate, data, clock)
  } finally {
    lib.deflateEnd(stream)
    stream.free()
  }
}

// Restores through a z_stream.
function inflate(lib, packed, clock) {
  const stream = lib.new('z_stream')
  mustBeOk(lib, lib.inflateInit_(stream, lib.ZLIB_VERSION, lib.types.z_stream.size))
  try {
    return pump(lib, stream, lib.inflate, packed, clock)
  } finally {
    lib.inflateEnd(stream)
    stream.free()
  }
}

// Feeds the data to `step` chunk by chunk and collects what it writes.
function pump(lib, stream, step, data, clock = new Clock()) {
  const source = lib.new('Bytef', undefined, CHUNK)
  const target = lib.new('Bytef', undefined, CHUNK)
  const results = []
  let status = lib.Z_OK
  for (let start = 0; start < data.length; start += CHUNK) {
    const chunk = data.subarray(start, start + CHUNK)
    clock.timed('  copy chunks in', () => source.write(chunk))
    stream.next_in = source
    stream.avail_in = chunk.length
    stream.avail_out = 0
    const flush = start + CHUNK >= data.length ? lib.Z_FINISH : lib.Z_NO_FLUSH
    while (stream.avail_out === 0 && status !== lib.Z_STREAM_END) {
      stream.next_out = target
      stream.avail_out = CHUNK
      status = clock.timed('  run C on chunks', () => step(stream, flush))
      if (![lib.Z_OK, lib.Z_STREAM_END, lib.Z_BUF_ERROR].includes(status)) mustBeOk(lib, status)
      const size = CHUNK - stream.avail_out
      results.push(clock.timed('  copy chunks out', () => target.read(size)))
    }
  }
  source.free()
  target.free()
  if (status !== lib.Z_STREAM_END) throw new Error(`the stream ended with status ${status}`)
  return Buffer.concat(results)
}

function mustBeOk(lib, status) {
  if (status !== lib.Z_OK) throw new Error(`zlib failed with ${status}: ${lib.zError(status)}`)
}

function mustEqual(what, got, expected) {
  if (Buffer.compare(got, expected) !== 0) throw new Error(`FAILED: ${what}`)
  console.log(`checked: ${what}`)
}

// Adds up where the time goes.
class Clock {
  nanoseconds = new Map()

  timed(name, work) {
    const start = process.hrtime.bigint()
    const result = work()
    this.add(name, Number(process.hrtime.bigint() - start))
    return result
  }

  add(name, nanoseconds) {
    this.nanoseconds.set(name, (this.nanoseconds.get(name) ?? 0) + nanoseconds)
  }

  // Prints the speed beside that of Node's own.
  compare(name, own, size) {
    const [speed, ownSpeed] = [name, own].map((key) => (size / this.nanoseconds.get(key)) * 1000)
    const figures = [speed.toFixed(1), ownSpeed.toFixed(1), (speed / ownSpeed).toFixed(2)]
    console.log(
      `${name.padEnd(20)}${figures[0].padStart(8)} MB/s   ${own.padEnd(26)}` +
        `${figures[1].padStart(8)} MB/s${figures[2].padStart(8)} x`,
    )
  }

  print() {
    console.log('where the time went')
    for (const [name, nanoseconds] of this.nanoseconds) {
      console.log(`  ${name.padEnd(28)}${(nanoseconds / 1e6).toFixed(1).padStart(10)} ms`)
    }
  }
}

main(process.argv.slice(2))
