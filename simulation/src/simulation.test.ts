import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { nodeEngine } from '@comity/crypto-node'
import { expectOk } from '@comity/kernel'
import { openLaw } from '@comity/law-files'
import { simulationEngine } from './engine.ts'
import { PLANTED } from './planted/bugs.ts'
import { runSeed } from './run-seeds.ts'

const { law } = expectOk(openLaw(), 'the law of this repository')
const FRESH_SEEDS = 50
const DAYS = 2
/** A planted bug that needs more than these would be found by luck. */
const MOST_SEEDS = 8

test('[SM-1] one seed is one world: two runs of it are the same, step by step', async () => {
  const [one, again, other] = [
    await runSeed(11, law, simulationEngine(nodeEngine), { days: DAYS }),
    await runSeed(11, law, simulationEngine(nodeEngine), { days: DAYS }),
    await runSeed(12, law, simulationEngine(nodeEngine), { days: DAYS }),
  ]
  assert.equal(again.traceHash, one.traceHash)
  assert.deepEqual(again.figures, one.figures)
  assert.notEqual(other.traceHash, one.traceHash)
})

test('[SM-2] fifty fresh worlds with faults keep every invariant', async () => {
  const engine = simulationEngine(nodeEngine)
  const first = randomInt(2 ** 31)
  for (let seed = first; seed < first + FRESH_SEEDS; seed += 1) {
    const { violation, story } = await runSeed(seed, law, engine, { days: DAYS })
    assert.equal(violation, undefined, `seed ${seed} (${DAYS} days): ${violation?.what}\n${story.join('\n')}`)
  }
})

for (const { name, breaks, plant, faults } of PLANTED)
  test(`[SM-3] found by its checker: ${name}`, async () => {
    const found: string[] = []
    for (let seed = 1; seed <= MOST_SEEDS && !found.some((id) => breaks.some((broken) => broken === id)); seed += 1) {
      const { violation } = await runSeed(seed, law, simulationEngine(nodeEngine), {
        days: DAYS,
        plant,
        ...(faults ? { faults } : {}),
      })
      found.push(violation?.invariant ?? 'nothing')
    }
    assert.ok(
      found.some((id) => breaks.some((broken) => broken === id)),
      `in ${MOST_SEEDS} seeds only ${found.join(', ')} was found`,
    )
  })
