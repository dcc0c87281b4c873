// node simulation/src/measure-plants.ts [MOST_SEEDS]: how many seeds each planted bug needs until one of its checkers finds it.
import { nodeEngine } from '@comity/crypto-node'
import { expectOk } from '@comity/kernel'
import { openLaw } from '@comity/law-files'
import { simulationEngine } from './engine.ts'
import { PLANTED } from './planted/bugs.ts'
import { runSeed } from './run-seeds.ts'

const { law } = expectOk(openLaw(), 'the law of this repository')
const most = Number(process.argv[2] ?? 5)
for (const { name, breaks, plant, faults } of PLANTED) {
  const started = performance.now()
  const found: string[] = []
  for (let seed = 1; seed <= most; seed += 1) {
    const { violation } = await runSeed(seed, law, simulationEngine(nodeEngine), {
      plant,
      ...(faults ? { faults } : {}),
    })
    found.push(
      violation && breaks.includes(violation.invariant)
        ? violation.invariant
        : violation
          ? `(${violation.invariant}: ${violation.what.slice(0, 90)})`
          : '-',
    )
  }
  process.stdout.write(`${name}: ${found.join(' ')}  ${Math.round(performance.now() - started)} ms\n`)
}
