import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { readOptions } from '../setup/options.ts'
import { type Command, EXIT } from './command.ts'

const USAGE = 'comity sim [--seeds N] [--seed S]'
// A program of its own: the simulation is built on the node, so the node does not import it.
const SIMULATION = join(import.meta.dirname, '../../../../simulation/src/main.ts')
const NATURAL = /^[0-9]{1,10}$/

export const command: Command = {
  summary: 'run whole States on one seed, with faults',
  help: `${USAGE}

Runs simulated worlds of several States with faults, and holds each to the invariants. By default 50 fresh seeds;
--seed S runs one seed again, step by step the same.

Exit codes: 0 nothing was violated, 1 something was: the line to run it again is printed, 2 wrong use.`,
  run: async (args, terminal) => {
    const options = readOptions(args, { seeds: { type: 'string' }, seed: { type: 'string' } }, terminal, USAGE)
    if (!options) return EXIT.usage
    const { seeds, seed } = options.values
    for (const [name, value] of [
      ['seeds', seeds],
      ['seed', seed],
    ] as const)
      if (value !== undefined && !NATURAL.test(String(value))) {
        terminal.err(`sim: --${name} takes a whole number, not "${value}"\n${USAGE}\n`)
        return EXIT.usage
      }
    const words = [...(seeds ? [`--seeds=${seeds}`] : []), ...(seed ? [`--seed=${seed}`] : [])]
    const child = spawn(process.execPath, [SIMULATION, ...words], { stdio: 'inherit' })
    return new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (code) => resolve(code === 0 ? EXIT.done : EXIT.failed))
    })
  },
}
