// Measuring: every row in turn for 30 to 60 microseconds, over and over (see python/burst.py).

import process from 'node:process'

const BURST_NS = 45_000
const SAMPLES = 2_000

// A row is { name, expected, run, calls } where run(count) evaluates the statement that many times
// in a loop of its own and returns the last result, or after the loop what `check` gives. Every
// row's loop is compiled from text of its own, so that no two rows share type feedback. A statement
// makes `calls` calls; the figures are for one.
export function row(name, expected, statement, names, { check = 'result', calls = 1 } = {}) {
  const body = `let result; for (let i = 0; i < count; i++) result = ${statement}; return ${check}`
  const make = new Function(...Object.keys(names), `return function run(count) { ${body} }`)
  return { name, expected, run: make(...Object.values(names)), calls }
}

// Measures the rows interleaved and prints one JSON line for each.
export function measure(name, rows, samples = SAMPLES) {
  for (const { name: who, run, expected } of rows) {
    const got = run(1)
    if (got !== expected) throw new Error(`${who}: ${name} is ${got}, not ${expected}`)
  }
  for (let i = 0; i < 3; i++) rows.forEach(calibrated) // the loops get compiled here
  const counts = rows.map(calibrated)
  const times = rows.map(() => new Float64Array(samples))
  for (let sample = 0; sample < samples; sample++) {
    for (let i = 0; i < rows.length; i++) {
      times[i][sample] = burst(rows[i], counts[i]) / (counts[i] * rows[i].calls)
    }
  }
  rows.forEach((one, i) => report(name, one.name, times[i]))
}

// Prints one result; `bytes` is how much one call worked through.
export function report(name, rowName, nanoseconds, bytes = 0) {
  const ordered = Float64Array.from(nanoseconds).sort()
  console.log(
    JSON.stringify({
      language: 'node',
      case: name,
      row: rowName,
      minimum: ordered[0],
      p10: ordered[Math.floor(ordered.length / 10)],
      median: ordered[Math.floor(ordered.length / 2)],
      samples: ordered.length,
      bytes,
    }),
  )
}

function burst({ run }, count) {
  const start = process.hrtime.bigint()
  run(count)
  return Number(process.hrtime.bigint() - start)
}

// How many calls make one burst.
function calibrated(one) {
  let count = 1
  let best = Infinity
  for (; count < 1 << 22; count *= 2) {
    best = Infinity
    for (let i = 0; i < 5; i++) best = Math.min(best, burst(one, count))
    if (best * 2 > BURST_NS) break
  }
  return Math.max(1, Math.round((count * BURST_NS) / best))
}
