// Sandbridge's own rows: each the way the guide recommends for its case.

import { join } from 'node:path'
import * as generated from 'bench-wasm'
import { load } from 'sandbridge'
import { row } from './burst.mjs'
import { EXPECTED, rowTable } from './competitor-rows.mjs'

// The main row of each case, then what a generated package has.
export function rows(built) {
  const lib = load(join(built, 'bench.wasm'))
  const statements = {
    add: 'add(1, 2)',
    sumBytes: 'sumBytes(data, size)',
    norm3: 'norm3({ x: 1, y: 2, z: 2 })',
    countText: 'countText(text)',
  }
  const names = {
    add: lib.add,
    sumBytes: lib.sum_bytes,
    norm3: lib.norm3,
    countText: lib.count_text,
  }
  return [
    rowTable('sandbridge', statements, names),
    { add: row('sandbridge, package', EXPECTED.add, 'add(1, 2)', { add: generated.add }) },
  ]
}
