import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLaw } from '@comity/law-files'
import { demoFront, demoSite } from '../demo/demo-site.ts'
import { startDemoWorld } from '../demo/demo-world.ts'
import { readOptions, wholeNumber } from '../setup/options.ts'
import { type Command, EXIT, type Terminal } from './command.ts'

const USAGE = 'comity demo [--port PORT] [--speed N] [--folder DIR] [--verbose]'

export const command: Command = {
  summary: 'four fictional States and an overseer, in your browser',
  help: `${USAGE}

Founds the demo world in a folder of its own (a temporary one, removed at the end, unless --folder names an empty one),
tells what happened before its clock starts on 3 March 2026, and serves it on loopback. The first address printed is the
front page; each State has an address of its own. Ctrl+C ends everything. Persons and States are fictional.

  --port PORT   first of the ports to use (4100)
  --speed N     how many times faster than real time the world's clock runs (1)
  --verbose     the nodes' log lines, as JSON on stderr

Exit codes: 0 ended by the user, 1 it could not start, 2 usage.`,
  run: async (args, terminal) => {
    const options = readOptions(
      args,
      {
        port: { type: 'string', default: '4100' },
        speed: { type: 'string', default: '1' },
        folder: { type: 'string' },
        verbose: { type: 'boolean', default: false },
      },
      terminal,
      USAGE,
    )
    const port = wholeNumber(options?.values.port, 1024, 65_000)
    const speed = wholeNumber(options?.values.speed, 1, 100_000)
    if (!options || port === undefined || speed === undefined) {
      if (options) terminal.err(`A port from 1024 and a speed from 1 are needed.\nUsage: ${USAGE}\n`)
      return EXIT.usage
    }
    const folder = emptyFolder(options.values.folder)
    try {
      return await serve({ port, speed, folder, verbose: options.values.verbose }, terminal)
    } finally {
      if (options.values.folder === undefined) rmSync(folder, { recursive: true, force: true })
    }
  },
}

function emptyFolder(named: string | undefined): string {
  if (named === undefined) return mkdtempSync(join(tmpdir(), 'comity-demo-'))
  if (existsSync(named) && readdirSync(named).length > 0)
    throw new Error(`${named} is not empty. Name an empty folder, or none; nothing was changed.`)
  return named
}

async function serve(
  { port, speed, folder, verbose }: { port: number; speed: number; folder: string; verbose: boolean },
  terminal: Terminal,
) {
  const stop = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  terminal.out('Reading the law ...\n')
  const law = openLaw()
  if (!law.ok) {
    for (const { file, place, message, remedy } of law.error) terminal.err(`${file}${place}: ${message} ${remedy}\n`)
    return EXIT.failed
  }
  terminal.out('Founding four States and an overseer ...\n')
  const world = await startDemoWorld({
    folder,
    port,
    speed,
    law: law.value.law,
    packBytes: law.value.bytes,
    progress: (line) => terminal.out(`${line}\n`),
    note: (state, event) => {
      if (verbose) terminal.err(`${JSON.stringify({ state, ...event })}\n`)
    },
    pages: demoSite,
    front: demoFront,
  })
  try {
    const answer = await fetch(world.url)
    if (answer.status !== 200) throw new Error(`the front page answers ${answer.status}`)
    terminal.out(`Comity is ready  ${world.url}\n`)
    for (const node of world.world.nodes.values())
      terminal.out(`  ${node.identity.state}  ${world.urlOf(node.identity.state)}/\n`)
    terminal.out('Ctrl+C ends everything.\n')
    await stop
    terminal.out('Ending ...\n')
  } finally {
    await world.close()
  }
  return EXIT.done
}
