// libpng from the package `png-wasm`: `main.mjs`, which needs no arguments.
//
// Encodes pictures through a write function of JavaScript, decodes them through a read function, and
// compares the pixels with those of an independent decoder. A broken file and a failing read function
// arrive as exceptions, although libpng reports errors by longjmp.

import assert from 'node:assert/strict'
import * as png from 'png-wasm'
// @ts-expect-error: it comes without types
import { PNG } from 'pngjs'

/** @type {[string, number, number][]} */
const KINDS = [
  ['grey', png.COLOR_TYPE_GRAY, 1],
  ['grey with alpha', png.COLOR_TYPE_GRAY_ALPHA, 2],
  ['colour', png.COLOR_TYPE_RGB, 3],
  ['colour with alpha', png.COLOR_TYPE_RGB_ALPHA, 4],
]
const [WIDTH, HEIGHT] = [97, 61]

/** Runs the whole example. */
function main() {
  console.log(`libpng ${png.LIBPNG_VER_STRING} in Node`)
  for (const [name, color, channels] of KINDS) {
    const rows = picture(channels)
    const data = encode(rows, color)
    assert.deepEqual(decode(data), { width: WIDTH, height: HEIGHT, rows }, name)
    const pixels = expanded(rows, channels)
    same(PNG.sync.read(Buffer.from(data)).data, pixels)
    const theirs = PNG.sync.write(independent(pixels), { colorType: 6 })
    same(Buffer.concat(decode(theirs).rows), pixels)
    console.log(`${name}: ${data.length} bytes, the same pixels in both decoders`)
  }
  brokenFiles()
  failingFunctions()
  console.log('png: everything as expected')
}

/**
 * Rows of waves.
 *
 * @param {number} channels
 */
function picture(channels) {
  const row = (/** @type {number} */ y) =>
    Uint8Array.from({ length: WIDTH * channels }, (_, at) => {
      const [x, channel] = [Math.floor(at / channels), at % channels]
      return 127.5 * (1 + Math.sin(x / (3 + channel) + y / 7))
    })
  return Array.from({ length: HEIGHT }, (_, y) => row(y))
}

/**
 * The same with four channels, as the independent decoder gives it.
 *
 * @param {Uint8Array[]} rows
 * @param {number} channels
 */
function expanded(rows, channels) {
  const all = Buffer.concat(rows)
  const hasAlpha = channels % 2 === 0
  return Buffer.from(
    Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
      const pixel = [...all.subarray(at * channels, (at + 1) * channels)]
      const alpha = hasAlpha ? (pixel.pop() ?? 0) : 255
      const [red = 0, green = red, blue = red] = pixel
      return [red, green, blue, alpha]
    }).flat(),
  )
}

/**
 * A picture for the independent encoder.
 *
 * @param {Buffer} pixels
 */
function independent(pixels) {
  const made = new PNG({ width: WIDTH, height: HEIGHT })
  made.data = pixels
  return made
}

/**
 * A file, in the pieces that libpng writes.
 *
 * @param {Uint8Array[]} rows
 * @param {number} color
 */
function encode(rows, color) {
  /** @type {Uint8Array[]} */
  const pieces = []
  const writer = png.writer()
  try {
    const info = writer.info()
    writer.setWriteFn((data) => void pieces.push(data ?? Buffer.of()))
    writer.setIhdr(info, WIDTH, HEIGHT, 8, color)
    writer.writeInfo(info)
    for (const row of rows) writer.writeRow(row)
    writer.writeEnd(info)
  } finally {
    writer.close()
  }
  return Buffer.concat(pieces)
}

/**
 * Width, height and rows.
 *
 * @param {Uint8Array} data
 */
function decode(data) {
  let position = 0
  const reader = png.reader()
  try {
    const info = reader.info()
    reader.setReadFn((size) => {
      const piece = data.subarray(position, (position += size))
      if (piece.length < size) throw new RangeError(`the file ends after ${data.length} bytes`)
      return piece
    })
    reader.readInfo(info)
    const { width, height } = reader.getIhdr(info)
    const length = reader.getRowbytes(info)
    const rows = Array.from({ length: height }, () => {
      const row = new Uint8Array(length)
      reader.readRow(row)
      return row
    })
    reader.readEnd(info)
    return { width, height, rows }
  } finally {
    reader.close()
  }
}

/** libpng jumps; JavaScript gets an exception with libpng's own words. */
function brokenFiles() {
  const good = encode(picture(3), png.COLOR_TYPE_RGB)
  const damaged = Buffer.from(good)
  damaged[60] = (damaged[60] ?? 0) ^ 0xff
  const stranger = Buffer.concat([Buffer.from('GIF89a'), good])
  for (const [data, words] of /** @type {[Buffer, RegExp][]} */ ([
    [stranger, /Not a PNG file/],
    [damaged, /./],
  ])) {
    try {
      decode(data)
      assert.fail('the file is broken')
    } catch (error) {
      if (!(error instanceof png.PngError)) throw error
      assert.match(error.message, words)
      console.log(`a broken file: ${error.message}`)
    }
  }
  for (let i = 0; i < 1000; i++) assert.throws(() => decode(stranger), png.PngError)
  assert.equal(decode(good).width, WIDTH)
}

/** What the read function throws arrives as it is. */
function failingFunctions() {
  const short = encode(picture(1), png.COLOR_TYPE_GRAY).subarray(0, 100)
  assert.throws(() => decode(short), new RangeError('the file ends after 100 bytes'))
  console.log('a read function that throws: its exception arrives')
}

/**
 * @param {Uint8Array} one
 * @param {Uint8Array} other
 */
function same(one, other) {
  assert.equal(Buffer.compare(one, other), 0)
}

main()
