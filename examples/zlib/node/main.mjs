// zlib from the package `zlib-wasm`: `main.mjs FILE FOLDER`.
//
// Compresses and restores the file at once, and then from file to file in bounded memory; checks every
// result against Node's own zlib in both directions, and says how fast each was.

import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import own from 'node:zlib'
import * as zlib from 'zlib-wasm'

const LEVEL = 6
const CHUNK = 64 * 1024
// What streaming may take, however large the file is.
const BOUND = 64 << 20

/**
 * Runs the whole example.
 *
 * @param {string[]} args
 */
function main([source, folder]) {
  if (folder === undefined) throw new Error('usage: main.mjs FILE FOLDER')
  const data = fs.readFileSync(source)
  const size = data.length.toLocaleString('en')
  console.log(`zlib ${zlib.ZLIB_VERSION} in Node, ${path.basename(source)}: ${size} bytes`)
  atOnce(data)
  streamed(source, folder, data)
  failures(data)
  console.log('zlib: everything as expected')
}

/**
 * The whole file in one call.
 *
 * @param {Buffer} data
 */
function atOnce(data) {
  const packed = timed('compress2', data.length, () => zlib.compress2(data, LEVEL))
  const ours = timed("Node's deflateSync", data.length, () =>
    own.deflateSync(data, { level: LEVEL }),
  )
  const restored = timed('uncompress', data.length, () => zlib.uncompress(data.length, packed))
  timed("Node's inflateSync", data.length, () => own.inflateSync(packed))
  same(restored, data)
  same(own.inflateSync(packed), data)
  same(zlib.uncompress(data.length, ours), data)
  // The file's own checksum is the last thing that zlib writes.
  assert.equal(zlib.adler32(1, data), Buffer.from(packed).readUInt32BE(packed.length - 4))
  assert.equal(zlib.crc32(0, data), own.gzipSync(data, { level: 1 }).readUInt32LE(gzipEnd(data)))
  const [one, other] = [packed, ours].map((bytes) => bytes.length.toLocaleString('en'))
  console.log(`at once: ${one} bytes, Node's own ${other}`)
}

/**
 * Where gzip's trailer has the checksum.
 *
 * @param {Buffer} data
 */
function gzipEnd(data) {
  return own.gzipSync(data, { level: 1 }).length - 8
}

/**
 * File to file, in pieces.
 *
 * @param {string} source
 * @param {string} folder
 * @param {Buffer} data
 */
function streamed(source, folder, data) {
  const [packed, restored, other] = ['packed', 'restored', 'other'].map((name) =>
    path.join(folder, name),
  )
  fs.writeFileSync(other, own.deflateSync(data, { level: LEVEL }))
  const before = process.memoryUsage().rss
  timed('deflate from file to file', data.length, () => deflate(source, packed))
  timed('inflate from file to file', data.length, () => inflate(packed, restored))
  const peak = process.memoryUsage().rss - before
  assert.ok(peak < BOUND, `${peak} bytes`)
  same(fs.readFileSync(restored), data)
  same(own.inflateSync(fs.readFileSync(packed)), data)
  inflate(other, restored)
  same(fs.readFileSync(restored), data)
  console.log(`as streams: ${fs.statSync(packed).size.toLocaleString('en')} bytes`)
}

/**
 * Compresses a file.
 *
 * @param {string} source
 * @param {string} target
 */
function deflate(source, target) {
  const stream = zlib.deflater(LEVEL)
  const writer = fs.openSync(target, 'w')
  try {
    for (const [piece, isLast] of pieces(source)) {
      let rest = piece
      for (;;) {
        const result = stream.deflate(rest, isLast ? zlib.FINISH : zlib.NO_FLUSH)
        fs.writeSync(writer, result.output)
        rest = rest.subarray(rest.length - result.remaining)
        const isDone = isLast ? result.finished : result.output.length < CHUNK
        if (rest.length === 0 && isDone) break
      }
    }
  } finally {
    fs.closeSync(writer)
    stream.close()
  }
}

/**
 * Restores one.
 *
 * @param {string} source
 * @param {string} target
 */
function inflate(source, target) {
  const stream = zlib.inflater()
  const writer = fs.openSync(target, 'w')
  try {
    for (const [piece] of pieces(source)) {
      let rest = piece
      for (;;) {
        const result = stream.inflate(rest)
        fs.writeSync(writer, result.output)
        rest = rest.subarray(rest.length - result.remaining)
        if (result.finished || (rest.length === 0 && result.output.length < CHUNK)) break
      }
    }
  } finally {
    fs.closeSync(writer)
    stream.close()
  }
}

/**
 * Pieces of a file, and whether each is the last.
 *
 * @param {string} file
 * @returns {Generator<[Uint8Array, boolean]>}
 */
function* pieces(file) {
  const reader = fs.openSync(file, 'r')
  try {
    let piece = read(reader)
    for (;;) {
      const following = read(reader)
      yield [piece, following.length === 0]
      if (following.length === 0) return
      piece = following
    }
  } finally {
    fs.closeSync(reader)
  }
}

/**
 * The next piece of an open file.
 *
 * @param {number} reader
 */
function read(reader) {
  const piece = new Uint8Array(CHUNK)
  return piece.subarray(0, fs.readSync(reader, piece))
}

/**
 * Broken data arrives as zlib's own exception, with zlib's own words.
 *
 * @param {Buffer} data
 */
function failures(data) {
  const packed = own.deflateSync(data.subarray(0, 100_000))
  packed[0] = (packed[0] ?? 0) ^ 0xff
  assert.throws(() => zlib.uncompress(100_000, packed), {
    name: 'ZlibError',
    status: zlib.DATA_ERROR,
    statusName: 'Z_DATA_ERROR',
  })
  const stream = zlib.inflater()
  try {
    stream.inflate(packed)
    assert.fail('the data is broken')
  } catch (error) {
    if (!(error instanceof zlib.ZlibError)) throw error
    assert.match(error.message, /incorrect header check/)
    console.log(`broken data: ${error.message}`)
  } finally {
    stream.close()
  }
}

/**
 * @param {Uint8Array} one
 * @param {Uint8Array} other
 */
function same(one, other) {
  assert.equal(Buffer.compare(one, other), 0)
}

/**
 * The result of `act`; says how fast it was.
 *
 * @template T
 * @param {string} what
 * @param {number} size
 * @param {() => T} act
 * @returns {T}
 */
function timed(what, size, act) {
  const start = process.hrtime.bigint()
  const result = act()
  const taken = Number(process.hrtime.bigint() - start) / 1e9
  const [ms, speed] = [(taken * 1000).toFixed(0), (size / taken / 1e6).toFixed(0)]
  console.log(`  ${what.padEnd(26)} ${ms.padStart(7)} ms ${speed.padStart(7)} MB/s`)
  return result
}

main(process.argv.slice(2))
