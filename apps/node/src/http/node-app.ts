import type { Server } from 'node:http'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Node } from '../node/node.ts'
import { exchangeRoutes } from './exchange-routes.ts'
import { logRoutes } from './log-routes.ts'

export const HOST = '127.0.0.1'

/** What a node serves: to other nodes, to whoever verifies its log, to its State's programs, to people. */
export function nodeApp(
  node: Node,
  { api, pages }: { readonly api?: Hono; readonly pages?: Hono | undefined } = {},
): Hono {
  const app = new Hono()
  app.route('/exchange', exchangeRoutes(node))
  app.route('/log', logRoutes(node.ports.archive))
  app.get('/health', async (context) => {
    const health = await healthOf(node)
    const well = health.reasons.length === 0
    return context.json({ status: well ? 'ok' : 'degraded', state: node.identity.state, ...health }, well ? 200 : 503)
  })
  if (api) app.route('/api', api)
  if (pages) app.route('/', pages)
  return app
}

export type Health = {
  /** Why the node should not be relied on now; empty where all is well. */
  readonly reasons: readonly string[]
  /** Messages whose addressee has not said yet that it took or refused them. */
  readonly waiting: number
  /** Entries of the log, and how many of them stand under the latest witnessed checkpoint. */
  readonly log: { readonly size: number; readonly witnessed: number }
}

/** How a node is. No personal data, no file numbers. */
export async function healthOf(node: Node): Promise<Health> {
  const { archive } = node.ports
  const reasons: string[] = []
  try {
    const [latest, witnessed, size] = [
      await archive.latestCheckpoint(),
      await archive.latestWitnessed(),
      await archive.logSize(),
    ]
    if (size > 0 && !latest) reasons.push('log-not-signed')
    if (latest && (!witnessed || witnessed.size < latest.size)) reasons.push('log-not-witnessed')
    return { reasons, waiting: (await archive.outboxOpen()).length, log: { size, witnessed: witnessed?.size ?? 0 } }
  } catch {
    return { reasons: [...reasons, 'archive-unreadable'], waiting: 0, log: { size: 0, witnessed: 0 } }
  }
}

/** Serves on loopback. A busy port moves on to the next free one, at most fifty further. */
export async function listenOnLoopback(
  handler: (request: Request) => Response | Promise<Response>,
  port: number,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer(getRequestListener(handler))
  for (let candidate = port; candidate <= port + 50; candidate += 1) {
    const result = await tryListen(server, candidate)
    if (result === 'listening') return { server, port: candidate }
  }
  throw new Error(
    `ports ${port} to ${port + 50} on ${HOST} are all in use: stop what uses them, or choose another with --port`,
  )
}

function tryListen(server: Server, port: number): Promise<'listening' | 'busy'> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      server.off('listening', listening)
      if (error.code === 'EADDRINUSE') resolve('busy')
      else reject(error)
    }
    const listening = () => {
      server.off('error', failed)
      resolve('listening')
    }
    server.once('error', failed)
    server.once('listening', listening)
    server.listen(port, HOST)
  })
}
