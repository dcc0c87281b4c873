import { SEALED_LIMIT } from '@comity/exchange'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Node } from '../node/node.ts'

/** What other nodes talk to. Says to a stranger only that something was not accepted. */
export function exchangeRoutes(node: Pick<Node, 'receive' | 'hand'>): Hono {
  const routes = new Hono()
  const limit = bodyLimit({ maxSize: SEALED_LIMIT, onError: (context) => context.json({ error: 'too-large' }, 413) })
  routes.post('/messages', limit, async (context) => {
    const answer = await node.receive(new Uint8Array(await context.req.arrayBuffer()))
    if (!answer.ok) return context.json({ error: answer.error }, answer.error === 'too-large' ? 413 : 400)
    return context.body(answer.value as Uint8Array<ArrayBuffer>, 200, { 'content-type': 'application/json' })
  })
  routes.post('/acts', limit, async (context) => {
    const answer = await node.hand(new Uint8Array(await context.req.arrayBuffer()))
    if (!answer.ok) return context.json({ error: answer.error }, answer.error === 'too-large' ? 413 : 400)
    return context.body(answer.value as Uint8Array<ArrayBuffer>, 200, { 'content-type': 'application/octet-stream' })
  })
  return routes
}
