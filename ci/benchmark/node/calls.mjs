// The call cases in Node: `calls.mjs <folder of the compiled C code>`.

import { resolve } from 'node:path'
import process from 'node:process'
import { measure } from './burst.mjs'
import * as competitors from './competitor-rows.mjs'
import * as sandbridge from './sandbridge-rows.mjs'
import { valueCases } from './value-rows.mjs'

const built = resolve(process.argv[2])
const tables = [...sandbridge.rows(built), ...competitors.rows(built)]
for (const name of Object.keys(competitors.EXPECTED)) {
  const rows = tables.filter((table) => name in table).map((table) => table[name])
  measure(name, rows, name === 'sum_bytes_1m' ? 1_000 : undefined)
}
for (const [name, rows] of Object.entries(valueCases(built))) measure(name, rows)
