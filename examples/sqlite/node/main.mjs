// SQLite from the package `sqlite-wasm`: `main.mjs FILE FOLDER`; the file is not looked at.
//
// A database in a granted folder and one in memory, prepared statements, functions of JavaScript in SQL,
// a busy handler, exceptions through SQLite, and 100,000 rows; beside Node's own SQLite where it has one.

import assert from 'node:assert/strict'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import process from 'node:process'
import { HandleError } from 'sandbridge'
import * as sqlite from 'sqlite-wasm'

const COUNT = 100_000
const SCHEMA = 'create table item(id integer, name text, data blob)'

/**
 * Runs the whole example.
 *
 * @param {string[]} args
 */
function main([, folder]) {
  if (folder === undefined) throw new Error('usage: main.mjs FILE FOLDER')
  const own = ownSqlite()
  console.log(
    `SQLite ${sqlite.libversion()} in Node, ${own === null ? 'which has none' : 'beside its own'}`,
  )
  fileInAFolder(folder, own)
  valuesOfAllKinds()
  functionsInSql()
  busyHandler(folder)
  failures()
  manyRows(own)
  console.log('sqlite: everything as expected')
}

/** Node has an SQLite of its own since version 22. */
function ownSqlite() {
  try {
    return createRequire(import.meta.url)('node:sqlite')
  } catch {
    return null
  }
}

/**
 * A database file that all read.
 *
 * @param {string} folder
 * @param {any} own
 */
function fileInAFolder(folder, own) {
  const file = path.join(folder, 'example.db')
  fs.rmSync(file, { force: true })
  const lib = sqlite.load({ folders: { '/data': folder } })
  const db = lib.open('/data/example.db')
  db.exec("create table t(a, b); insert into t values (1, 'one'), (2, 'two')")
  /** @type {(string | null)[][]} */
  const rows = []
  db.exec('select * from t order by a', (values, columns) => {
    assert.deepEqual(columns, ['a', 'b'])
    rows.push(values)
    return 0
  })
  assert.deepEqual(rows, [
    ['1', 'one'],
    ['2', 'two'],
  ])
  db.exec("insert into t values (3, 'drei')")
  lib.close()
  assert.ok(db.closed)
  assert.equal(fs.readFileSync(file).toString('latin1', 0, 16), 'SQLite format 3\0')
  if (own !== null) {
    const theirs = new own.DatabaseSync(file)
    assert.equal(theirs.prepare('select count(*) n from t').get().n, 3)
    theirs.close()
  }
  const reader = sqlite.load({ folders: { '/data': { path: folder, readOnly: true } } })
  // A lock would be a file beside the database.
  const where = 'file:/data/example.db?immutable=1'
  const readOnly = reader.open(where, sqlite.OPEN_READONLY | sqlite.OPEN_URI)
  assert.equal(one(readOnly, 'select b from t where a = 3'), 'drei')
  assert.throws(() => readOnly.exec('delete from t'), { status: sqlite.READONLY })
  readOnly.close()
  reader.close()
  console.log('a file in a granted folder: written, and read with less rights')
}

/** Bound and read back: text, blob, 64 bits, floating, null. */
function valuesOfAllKinds() {
  const db = sqlite.open(':memory:')
  db.exec('create table t(a integer, b text, c blob, d real, e)')
  const insert = prepare(db, 'insert into t values (?, ?, ?, ?, ?)')
  insert.bindInt64(1, 2n ** 63n - 1n)
  insert.bindText(2, 'für \u2603\0 and more')
  insert.bindBlob(3, Uint8Array.of(0, 1, 2))
  insert.bindDouble(4, 0.5)
  insert.bindNull(5)
  assert.equal(insert.step(), false)
  insert.close()
  assert.deepEqual([db.changes(), db.lastInsertRowid()], [1, 1n])
  const select = prepare(db, 'select * from t')
  assert.equal(select.step(), true)
  assert.equal(select.columnInt64(0), 2n ** 63n - 1n)
  assert.equal(select.columnText(1), 'für \u2603\0 and more')
  assert.deepEqual(select.columnBlob(2), Uint8Array.of(0, 1, 2))
  assert.equal(select.columnDouble(3), 0.5)
  assert.equal(select.columnText(4), null)
  const types = Array.from({ length: select.columnCount() }, (_, column) =>
    select.columnType(column),
  )
  const { INTEGER, TEXT, BLOB, FLOAT, NULL } = sqlite
  assert.deepEqual(types, [INTEGER, TEXT, BLOB, FLOAT, NULL])
  assert.equal(select.step(), false)
  db.close()
  console.log('values of all kinds: in and out')
}

/** A function and an aggregate of JavaScript; both call SQLite back while SQLite calls them. */
function functionsInSql() {
  const db = sqlite.open(':memory:')
  db.createFunction('reversed', 1, undefined, (context, [value]) => {
    const text = value?.valueText() ?? ''
    context.resultText([...text].reverse().join(''))
  })
  // A query inside of a query.
  db.createFunction('lookup', 1, undefined, (context, [value]) => {
    const inner = prepare(db, 'select value from pair where key = ?')
    inner.bindText(1, value?.valueText() ?? '')
    if (inner.step()) context.resultInt64(inner.columnInt64(0))
    else context.resultNull()
    inner.close()
  })
  /** @type {Map<number, bigint>} */
  const groups = new Map()
  db.createFunction(
    'product',
    1,
    undefined,
    null,
    (context, [value]) => {
      const { address } = context.aggregateContext(8) ?? { address: 0 }
      groups.set(address, (groups.get(address) ?? 1n) * (value?.valueInt64() ?? 1n))
    },
    (context) => {
      const { address } = context.aggregateContext(8) ?? { address: 0 }
      context.resultInt64(groups.get(address) ?? 1n)
      groups.delete(address)
    },
  )
  db.exec("create table pair(key, value); insert into pair values ('a', 6), ('b', 7)")
  assert.equal(one(db, "select reversed('stressed')"), 'desserts')
  assert.equal(one(db, "select lookup('a') * lookup('b')"), '42')
  assert.equal(one(db, 'select product(value) from pair'), '42')
  const grouped = 'select group_concat(p) from (select product(value) p from pair group by key)'
  assert.equal(one(db, grouped), '6,7')
  assert.equal(groups.size, 0)
  db.close()
  console.log('functions of JavaScript in SQL: a scalar, one that queries, an aggregate')
}

/**
 * The statement in text that has one.
 *
 * @param {sqlite.Database} db
 * @param {string} sql
 */
function prepare(db, sql) {
  const statement = db.prepare(sql)
  assert.ok(statement, 'neither empty nor a comment')
  return statement
}

/**
 * The first column of the first row.
 *
 * @param {sqlite.Database} db
 * @param {string} sql
 */
function one(db, sql) {
  const statement = prepare(db, sql)
  try {
    assert.equal(statement.step(), true)
    return statement.columnText(0)
  } finally {
    statement.close()
  }
}

/**
 * Two connections to a file: the second asks how often it is to try again.
 *
 * @param {string} folder
 */
function busyHandler(folder) {
  const lib = sqlite.load({ folders: { '/data': folder } })
  const [first, second] = [lib.open('/data/example.db'), lib.open('/data/example.db')]
  /** @type {number[]} */
  const attempts = []
  second.busyHandler((attempt) => {
    attempts.push(attempt)
    return attempt < 3 ? 1 : 0
  })
  first.exec('begin exclusive')
  assert.throws(() => second.exec("insert into t values (4, 'four')"), {
    name: 'SqliteError',
    status: sqlite.BUSY,
    statusName: 'SQLITE_BUSY',
  })
  assert.deepEqual(attempts, [0, 1, 2, 3])
  first.exec('rollback')
  first.close()
  second.close()
  lib.close()
  console.log(`a busy handler: asked ${attempts.length} times`)
}

/** SQLite's failures, and those of JavaScript on their way through SQLite. */
function failures() {
  const db = sqlite.open(':memory:')
  try {
    db.exec('select * from missing')
    assert.fail('there is no such table')
  } catch (error) {
    if (!(error instanceof sqlite.SqliteError)) throw error
    assert.match(error.message, /no such table: missing/)
    assert.deepEqual([error.status, error.code], [sqlite.ERROR, 'SB0901'])
  }
  const made = new RangeError('in a row')
  const fail = () => {
    throw made
  }
  const isMade = (/** @type {unknown} */ error) => error === made
  assert.throws(() => db.exec('select 1 union all select 2', fail), isMade)
  db.createFunction('fail', 0, undefined, fail)
  assert.throws(() => db.exec('select fail()'), isMade)
  assert.equal(one(db, "select 'alive'"), 'alive')
  assert.equal(db.prepare('-- nothing'), null)
  const statement = prepare(db, 'select 1')
  db.close()
  assert.ok(statement.closed)
  assert.throws(() => statement.step(), HandleError)
  console.log("failures: SQLite's own, JavaScript's through SQLite, use after close")
}

/**
 * 100,000 rows in and out.
 *
 * @param {any} own
 */
function manyRows(own) {
  const db = sqlite.open(':memory:')
  db.exec(SCHEMA)
  const name = (/** @type {number} */ number) => `row ${number}`
  const blob = (/** @type {number} */ number) => new Uint8Array(4).fill(number % 256)
  const taken = timed(() => {
    db.exec('begin')
    const insert = prepare(db, 'insert into item values (?, ?, ?)')
    for (let number = 0; number < COUNT; number++) {
      insert.bindInt64(1, number)
      insert.bindText(2, name(number))
      insert.bindBlob(3, blob(number))
      insert.step()
      insert.reset()
    }
    insert.close()
    db.exec('commit')
  })
  let count = 0
  const read = timed(() => {
    const select = prepare(db, 'select * from item order by id')
    while (select.step()) {
      assert.equal(select.columnInt64(0), BigInt(count))
      assert.equal(select.columnText(1), name(count))
      assert.equal(Buffer.compare(select.columnBlob(2) ?? Buffer.of(), blob(count)), 0)
      count++
    }
    select.close()
  })
  assert.equal(count, COUNT)
  assert.equal(one(db, 'select sum(id) from item'), '4999950000')
  db.close()
  const theirs = own === null ? '' : ` (node:sqlite in ${ownRows(own, name, blob)} ms)`
  console.log(`100,000 rows: in ${taken} ms${theirs}, out ${read} ms`)
}

/**
 * The same by Node's own SQLite.
 *
 * @param {any} own
 * @param {(number: number) => string} name
 * @param {(number: number) => Uint8Array} blob
 */
function ownRows(own, name, blob) {
  const db = new own.DatabaseSync(':memory:')
  db.exec(SCHEMA)
  const taken = timed(() => {
    db.exec('begin')
    const insert = db.prepare('insert into item values (?, ?, ?)')
    for (let number = 0; number < COUNT; number++) insert.run(number, name(number), blob(number))
    db.exec('commit')
  })
  db.close()
  return taken
}

/**
 * How long `act` took, in milliseconds.
 *
 * @param {() => void} act
 */
function timed(act) {
  const start = process.hrtime.bigint()
  act()
  return Math.round(Number(process.hrtime.bigint() - start) / 1e6)
}

main(process.argv.slice(2))
