// node simulation/src/main.ts [--seeds N] [--seed S]: runs fresh seeds, or one again. Called by `comity sim`.
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { nodeEngine } from '@comity/crypto-node'
import { expectOk } from '@comity/kernel'
import { openLaw } from '@comity/law-files'
import { simulationEngine } from './engine.ts'
import { DAYS, runSeed, type SeedRun, sumOf } from './run-seeds.ts'

const FRESH_SEEDS = 50
const LARGEST_SEED = 2 ** 31

const { values } = parseArgs({ options: { seeds: { type: 'string' }, seed: { type: 'string' } } })
const first = values.seed === undefined ? randomInt(LARGEST_SEED) : Number(values.seed)
const count = values.seed === undefined ? Number(values.seeds ?? FRESH_SEEDS) : 1
const { law } = expectOk(openLaw(), 'the law of this repository')
const engine = simulationEngine(nodeEngine)
const say = (line: string) => void process.stdout.write(`${line}\n`)
const runs: SeedRun[] = []
for (let seed = first; seed < first + count; seed += 1) {
  const run = await runSeed(seed, law, engine)
  runs.push(run)
  if (run.violation) tellFailure(run)
}

const { days, steps, acts, messages, checks, faults } = sumOf(runs)
const inWords = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([kind, n]) => `${kind} ${n}`)
    .join(', ')
const failed = runs.filter(({ violation }) => violation).length
say(`${runs.length} seeds from ${first}, each with ${DAYS} days of faults: ${days.toFixed(0)} days, ${steps} steps`)
say(`acts ${acts}, messages ${messages}`)
say(`faults: ${inWords(faults) || 'none'}`)
say(`checks: ${inWords(checks)}`)
if (runs[0] && runs.length === 1) say(`trace ${runs[0].traceHash}`)
say(`${runs.length - failed} passed, ${failed} failed, 0 skipped`)
process.exitCode = failed === 0 ? 0 : 1

function tellFailure({ seed, violation, story }: SeedRun): void {
  say(`Seed ${seed} breaks ${violation?.invariant} at step ${violation?.step}: ${violation?.what}`)
  for (const line of story) say(`    ${line}`)
  say(`  Again: comity sim --seed ${seed}`)
}
