import { EXIT, type Command, type ExitCode, type Terminal } from './command.ts'
import { processTerminal } from './process-terminal.ts'

/** Noun, verb, and where the command lives. Loaded when called: the start of the command line stays fast. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  'law assess': () => import('./law-assess.ts'),
  'law between': () => import('./law-between.ts'),
  'law deadline': () => import('./law-deadline.ts'),
  'law explain': () => import('./law-explain.ts'),
  'evidence seal': () => import('./evidence-seal.ts'),
  'evidence open': () => import('./evidence-open.ts'),
  'evidence verify': () => import('./evidence-verify.ts'),
  'dossier export': () => import('./dossier-export.ts'),
  'dossier verify': () => import('./dossier-verify.ts'),
  'log verify': () => import('./log-verify.ts'),
  'alarm verify': () => import('./alarm-verify.ts'),
  'node init': () => import('./node-init.ts'),
  'node start': () => import('./node-start.ts'),
  'node enroll': () => import('./node-enroll.ts'),
  'node accept': () => import('./node-accept.ts'),
  'node witness': () => import('./node-witness.ts'),
  'node backup': () => import('./node-backup.ts'),
  'node restore': () => import('./node-restore.ts'),
  demo: () => import('./demo.ts'),
  story: () => import('./story.ts'),
  sim: () => import('./sim.ts'),
}

const FIRST_FIVE = `Comity: States help each other in criminal cases, and the person's rights travel with the request.

  comity demo                        four fictional States and an overseer, in your browser
  comity story                       watch a right stop an order, and prove it, in this terminal
  comity law assess MATTER.json      what the law says about a matter, each finding with its provision
  comity dossier verify FILE         check an exported dossier from its bytes alone, without any node
  comity node init DIR --state CODE  set up a node of your own

All commands: comity help
`

/** Runs one command line and returns its exit code. Never throws: what the world did wrong is exit code 1, said on stderr. */
export async function main(args: readonly string[], terminal: Terminal = processTerminal()): Promise<ExitCode> {
  const [first, second] = args
  if (first === undefined) {
    terminal.out(FIRST_FIVE)
    return EXIT.done
  }
  if (first === 'help' || first === '--help') return help(args.slice(1), terminal)
  const name = COMMANDS[first] ? first : `${first} ${second ?? ''}`.trim()
  const load = COMMANDS[name]
  if (!load) {
    terminal.err(`There is no command "${name}". The list: comity help\n`)
    return EXIT.usage
  }
  const rest = args.slice(name.split(' ').length)
  try {
    const { command } = await load()
    if (rest.includes('--help')) {
      terminal.out(`${command.help}\n`)
      return EXIT.done
    }
    return await command.run(rest, terminal)
  } catch (error) {
    terminal.err(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
    return EXIT.failed
  }
}

async function help(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const name = words.join(' ')
  const load = COMMANDS[name]
  if (load) {
    terminal.out(`${(await load()).command.help}\n`)
    return EXIT.done
  }
  const width = Math.max(...Object.keys(COMMANDS).map((key) => key.length))
  for (const [key, loader] of Object.entries(COMMANDS))
    terminal.out(`  ${key.padEnd(width)}  ${(await loader()).command.summary}\n`)
  return name === '' ? EXIT.done : EXIT.usage
}
