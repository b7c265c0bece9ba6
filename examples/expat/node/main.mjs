// libexpat from the package `expat-wasm`: `main.mjs`, which needs no arguments.
//
// Parses a document piece by piece with handlers of JavaScript, and compares what they see with what the
// document was made of; then broken documents, a handler that throws, and one that stops.

import assert from 'node:assert/strict'
import * as expat from 'expat-wasm'
import { HandleError } from 'sandbridge'

/** @typedef {(string | number | null | { [name: string]: string | null })[]} Event */

const COUNT = 500
const HEAD = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!DOCTYPE list [<!ENTITY thing "a &#x2603; thing"><!ATTLIST item kind CDATA "plain">]>
<list xmlns:x="urn:x"><!-- a comment --><?target some data?>
`
const TAIL = `<x:last><![CDATA[<raw> & such]]></x:last></list>
`

/** Runs the whole example. */
function main() {
  const { major, minor, micro } = expat.expatVersionInfo()
  console.log(`libexpat ${major}.${minor}.${micro} in Node`)
  const items = Array.from(
    { length: COUNT },
    (_, i) => `<item id="${i}">number ${i}: &thing; &amp; &#252;</item>\n`,
  )
  const document = Buffer.from(HEAD + items.join('') + TAIL)
  const known = knownEvents()
  for (const size of [document.length, 4096, 7]) assert.deepEqual(events(document, size), known)
  console.log(`${known.length} events, those that the document was made of`)
  brokenDocuments()
  handlersThatThrowAndStop()
  manyParsers()
  console.log('expat: everything as expected')
}

/**
 * What the handlers see, when the document comes in pieces of that size.
 *
 * @param {Uint8Array} document
 * @param {number} size
 */
function events(document, size) {
  /** @type {Event[]} */
  const seen = []
  const parser = expat.parserCreate()
  try {
    parser.setElementHandler(
      (name, attributes) => void seen.push(['start', name, pairs(attributes)]),
      (name) => void seen.push(['end', name]),
    )
    parser.setCharacterDataHandler((text) => join(seen, text ?? ''))
    parser.setCommentHandler((text) => void seen.push(['comment', text]))
    parser.setProcessingInstructionHandler((...what) => void seen.push(['pi', ...what]))
    parser.setXmlDeclHandler((...what) => void seen.push(['xml', ...what]))
    for (let at = 0; at < document.length; at += size) {
      parser.parse(document.subarray(at, at + size), at + size >= document.length ? 1 : 0)
    }
    assert.equal(parser.parsingStatus().parsing, expat.FINISHED)
  } finally {
    parser.close()
  }
  return seen
}

/**
 * Names and values in turn.
 *
 * @param {(string | null)[]} attributes
 */
function pairs(attributes) {
  /** @type {{ [name: string]: string | null }} */
  const found = {}
  for (let i = 0; i < attributes.length; i += 2) {
    found[attributes[i] ?? ''] = attributes[i + 1] ?? null
  }
  return found
}

/**
 * Text may come in parts.
 *
 * @param {Event[]} seen
 * @param {string} text
 */
function join(seen, text) {
  const last = seen.at(-1)
  if (last?.[0] === 'text') last[1] += text
  else seen.push(['text', text])
}

/** What there is to see. */
function knownEvents() {
  /** @type {Event[]} */
  const known = [
    ['xml', '1.0', 'UTF-8', 1],
    ['start', 'list', { 'xmlns:x': 'urn:x' }],
    ['comment', ' a comment '],
    ['pi', 'target', 'some data'],
    ['text', '\n'],
  ]
  for (let i = 0; i < COUNT; i++) {
    known.push(
      ['start', 'item', { id: `${i}`, kind: 'plain' }],
      ['text', `number ${i}: a \u2603 thing & ü`],
      ['end', 'item'],
      ['text', '\n'],
    )
  }
  known.push(['start', 'x:last', {}], ['text', '<raw> & such'], ['end', 'x:last'], ['end', 'list'])
  return known
}

/** The library's own exception, with the constant that names its number. */
function brokenDocuments() {
  const { ERROR_TAG_MISMATCH, ERROR_NO_ELEMENTS, ERROR_JUNK_AFTER_DOC_ELEMENT } = expat
  /** @type {[string, number, RegExp, number, number][]} */
  const documents = [
    ['<a><b></a>', ERROR_TAG_MISMATCH, /mismatched tag/, 1, 8],
    ['<a>', ERROR_NO_ELEMENTS, /no element found/, 1, 3],
    ['<a/>x', ERROR_JUNK_AFTER_DOC_ELEMENT, /junk after document element/, 1, 4],
    ['<a b=c/>', expat.ERROR_INVALID_TOKEN, /not well-formed/, 1, 5],
  ]
  for (const [document, status, words, line, column] of documents) {
    const parser = expat.parserCreate()
    try {
      parser.parse(Buffer.from(document), 1)
      assert.fail(`${document} is broken`)
    } catch (error) {
      if (!(error instanceof expat.XmlError)) throw error
      assert.equal(error.status, status)
      assert.match(error.message, words)
      assert.deepEqual([parser.line(), parser.column()], [line, column])
      console.log(`${document}: ${error.statusName}, line ${parser.line()}`)
    } finally {
      parser.close()
    }
  }
}

/** An exception goes through expat unchanged; a handler may also stop and go on. */
function handlersThatThrowAndStop() {
  const made = new RangeError('in a handler')
  const parser = expat.parserCreate()
  parser.setEndElementHandler(() => {
    throw made
  })
  assert.throws(
    () => parser.parse(Buffer.from('<a/>'), 1),
    (error) => error === made,
  )
  parser.close()
  const stopping = expat.parserCreate()
  /** @type {(string | null)[]} */
  const names = []
  stopping.setStartElementHandler((name) => {
    names.push(name)
    stopping.stop(1)
  })
  stopping.parse(Buffer.from('<a><b/></a>'), 1)
  assert.deepEqual(names, ['a'])
  stopping.resume()
  assert.deepEqual(names, ['a', 'b'])
  stopping.close()
  assert.throws(() => stopping.line(), HandleError)
  console.log('handlers that throw and that stop: as they should')
}

/** Parsers come and go. */
function manyParsers() {
  for (let i = 0; i < 2000; i++) {
    const parser = expat.parserCreate()
    parser.setEndElementHandler(() => {})
    parser.parse(Buffer.from('<a/>'), 1)
    parser.close()
  }
  console.log('2,000 parsers: opened and closed')
}

main()
