import { actRoutes } from '../http/act-routes.ts'
import type { Context } from 'hono'
import { showsKey } from '../http/bearer.ts'
import { exportRoutes } from '../http/export-routes.ts'
import { HOST, listenOnLoopback, nodeApp } from '../http/node-app.ts'
import { openNodeDirectory } from '../setup/node-directory.ts'
import { readApiKey } from '../setup/node-files.ts'
import { readOptions } from '../setup/options.ts'
import { workInRounds } from '../setup/work-in-rounds.ts'
import { type Command, EXIT } from './command.ts'

const USAGE = 'comity node start DIR'
const LEAST_PATCHED = [26, 12, 1] as const

export const command: Command = {
  summary: 'start a node on loopback',
  help: `${USAGE}

Serves /exchange (other nodes), /log (the transparency log), /api (this State's programs), /health. Stops within five
seconds on SIGINT or SIGTERM. Log lines are JSON on stderr and hold no personal data.

Exit codes: 0 stopped in order, 1 the node could not be opened, 2 usage.`,
  run: async (args, terminal) => {
    const options = readOptions(args, {}, terminal, USAGE)
    const [folder] = options?.positionals ?? []
    if (!folder) {
      if (options) terminal.err(`Usage: ${USAGE}\n`)
      return EXIT.usage
    }
    const note = (event: object) => terminal.err(`${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`)
    if (isBehind(process.versions.node))
      note({ event: 'runtime-behind-on-security', level: 'warn', code: process.versions.node })
    const stop = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
    const opened = await openNodeDirectory(folder, { note, signal: stop.signal })
    const rounds = workInRounds(opened.node, stop.signal, (error) =>
      note({ event: 'round-failed', level: 'alarm', code: error instanceof Error ? error.name : 'unknown' }),
    )
    const apiKey = readApiKey(folder)
    const isOwn = (context: Context) => showsKey(context, apiKey)
    const app = nodeApp(opened.node, {
      api: exportRoutes(opened.node, isOwn).route(
        '/',
        actRoutes({ node: opened.node, mayPrepare: isOwn, stored: rounds.wake }),
      ),
    })
    try {
      const { server, port } = await listenOnLoopback((request) => app.fetch(request), opened.file.port)
      if (port !== opened.file.port) note({ event: 'port-in-use', level: 'warn', count: port })
      terminal.out(`Node of ${opened.file.state} is ready  http://${HOST}:${port}/health\n`)
      await rounds.run()
      server.closeAllConnections()
      server.close()
    } finally {
      await opened.close()
    }
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
