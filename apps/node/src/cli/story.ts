import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLaw } from '@comity/law-files'
import { startDemoWorld } from '../demo/demo-world.ts'
import { playStory } from '../demo/story.ts'
import { readOptions } from '../setup/options.ts'
import { type Command, EXIT } from './command.ts'

const USAGE = 'comity story [--json]'
const PORT = 4700

export const command: Command = {
  summary: 'watch a right stop an order, and prove it, in this terminal',
  help: `${USAGE}

Founds the demo world in a temporary folder, plays the story at its live nodes, and ends with the facts that it proved,
each read from the nodes' own archives. Persons and States are fictional.

Exit codes: 0 every fact held, 1 one did not, or the world could not start.`,
  run: async (args, terminal) => {
    const options = readOptions(args, { json: { type: 'boolean', default: false } }, terminal, USAGE)
    if (!options) return EXIT.usage
    const law = openLaw()
    if (!law.ok) throw new Error(`the law cannot be read: ${law.error[0]?.message}`)
    const folder = mkdtempSync(join(tmpdir(), 'comity-story-'))
    const say = (line: string) => (options.values.json ? undefined : terminal.out(`${line}\n`))
    const world = await startDemoWorld({
      folder,
      port: PORT,
      speed: 1,
      law: law.value.law,
      packBytes: law.value.bytes,
      progress: (line) => terminal.err(`${line}\n`),
      note: () => {},
      keepSigning: true,
    })
    try {
      const facts = await playStory(world, world.stage.sign, { say })
      if (options.values.json) terminal.out(`${JSON.stringify({ facts })}\n`)
      else {
        say('\nWhat was proved:')
        for (const { says, holds } of facts) say(`  ${holds ? '✓' : '✗ NOT TRUE:'} ${says}`)
      }
      return facts.every(({ holds }) => holds) ? EXIT.done : EXIT.failed
    } finally {
      await world.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
