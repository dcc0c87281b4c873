import { setTimeout as sleep } from 'node:timers/promises'
import { HOST, listenOnLoopback, nodeApp } from '../http/node-app.ts'
import { openNodeDirectory } from '../setup/node-directory.ts'
import { readOptions } from '../setup/options.ts'
import { type Command, EXIT } from './command.ts'

const USAGE = 'comity node start DIR'
const ROUND_MS = 1000
const LEAST_PATCHED = [26, 12, 1] as const

export const command: Command = {
  summary: 'start a node on loopback',
  help: `${USAGE}

Serves /exchange (other nodes), /log (the transparency log), /health. Stops within five seconds on SIGINT or SIGTERM.
Log lines are JSON on stderr and hold no personal data.

Exit codes: 0 stopped in order, 1 the node could not be opened, 2 usage.`,
  run: async (args, terminal) => {
    const options = readOptions(args, {}, terminal, USAGE)
    const [folder] = options?.positionals ?? []
    if (!folder) {
      terminal.err(`Usage: ${USAGE}\n`)
      return EXIT.usage
    }
    const note = (event: object) => terminal.err(`${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`)
    if (isBehind(process.versions.node))
      note({ event: 'runtime-behind-on-security', level: 'warn', code: process.versions.node })
    const opened = await openNodeDirectory(folder, note)
    const { server, port } = await listenOnLoopback((request) => nodeApp(opened.node).fetch(request), opened.file.port)
    const stop = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
    terminal.out(`Node of ${opened.file.state} is ready  http://${HOST}:${port}/health\n`)
    while (!stop.signal.aborted) {
      await opened.node
        .work()
        .catch((error: unknown) =>
          note({ event: 'round-failed', level: 'alarm', code: error instanceof Error ? error.name : 'unknown' }),
        )
      await sleep(ROUND_MS, undefined, { signal: stop.signal }).catch(() => undefined)
    }
    server.closeAllConnections()
    server.close()
    await opened.close()
    return EXIT.done
  },
}

/** Whether the runtime lacks the security fixes that a deployment must have (SECURITY.md). */
function isBehind(version: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [at, least] of LEAST_PATCHED.entries()) {
    const part = parts[at] ?? 0
    if (part !== least) return part < least
  }
  return false
}
