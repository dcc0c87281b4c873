import { SEALED_LIMIT } from '@comity/exchange'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Node } from '../node/node.ts'

/** What other nodes talk to. Says to a stranger only that something was not accepted. */
export function exchangeRoutes(node: Pick<Node, 'receive' | 'hand' | 'tellAttempts' | 'takeComplaint'>): Hono {
  const routes = new Hono()
  const limit = bodyLimit({ maxSize: SEALED_LIMIT, onError: (context) => context.json({ error: 'too-large' }, 413) })
  const answers = (path: string, type: string, take: (sealed: Uint8Array) => ReturnType<Node['receive']>): void => {
    routes.post(path, limit, async (context) => {
      const answer = await take(new Uint8Array(await context.req.arrayBuffer()))
      if (!answer.ok) return context.json({ error: answer.error }, answer.error === 'too-large' ? 413 : 400)
      return context.body(answer.value as Uint8Array<ArrayBuffer>, 200, { 'content-type': type })
    })
  }
  answers('/messages', 'application/json', node.receive)
  answers('/acts', 'application/octet-stream', node.hand)
  answers('/attempts', 'application/octet-stream', node.tellAttempts)
  answers('/complaints', 'application/octet-stream', node.takeComplaint)
  return routes
}
