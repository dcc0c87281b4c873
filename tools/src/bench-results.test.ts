import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { BenchResult, benchTable, findBenches } from './bench-results.ts'

const side = { perSecond: 500, p50Ms: 1.5, p99Ms: 12.25 }
const result: BenchResult = BenchResult.parse({
  goal: 'P4',
  what: 'Exchange of acts',
  unit: 'acts/s',
  ours: side,
  anchor: { name: 'a plain post', ...side, perSecond: 1500 },
  runs: 5,
  count: 960,
  facts: { lost: 0, doubled: 0 },
  notMeasured: ['another peer: not installed'],
})
const around = { taken: '2026-03-03T07:40', commit: 'abc1234', runtime: 'Node 26', machine: '2 x processor' }

test('a table of results says both sides, their ratio, what was lost and what was not measured', () => {
  const table = benchTable([result], around)
  assert.match(table, /\| P4 \| Comity \| 500 acts \| 1\.50 \| 12\.3 \| 0\.33 \|/)
  assert.match(table, /a plain post \| 1500 acts/)
  assert.match(table, /Median of 5 runs of 960.*lost 0, doubled 0\./)
  assert.match(table, /Not measured: another peer: not installed\./)
})

test('every benchmark of the tree is found by its ending', () => {
  const benches = findBenches(join(import.meta.dirname, '../..'))
  assert.deepEqual(benches, ['apps/node/bench/assess.bench.ts', 'apps/node/bench/exchange.bench.ts'])
  assert.deepEqual(findBenches(join(import.meta.dirname, '../..'), ['assess']), ['apps/node/bench/assess.bench.ts'])
})
