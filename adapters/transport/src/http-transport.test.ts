import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { StateCode } from '@comity/kernel'
import { httpTransport } from './http-transport.ts'

const peer = 'QQ' as StateCode

async function answeredBy(listener: RequestListener, timeoutMs = 2000) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    return await httpTransport({ endpointOf: () => endpoint, timeoutMs }).post(
      peer,
      '/exchange/messages',
      Uint8Array.of(1, 2, 3),
    )
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('[TR-1] an answer comes back byte for byte', async () => {
  const answer = await answeredBy((request, response) => request.pipe(response))
  assert.deepEqual(answer.ok && [...answer.value], [1, 2, 3])
})

test('[TR-1] silence, refusal, redirect and chatter are answers', async () => {
  const kind = (answer: Awaited<ReturnType<typeof answeredBy>>) => (answer.ok ? 'ok' : answer.error.kind)
  assert.equal(kind(await answeredBy(() => {}, 50)), 'unreachable')
  assert.equal(kind(await answeredBy((_, response) => response.writeHead(503).end())), 'refused-by-peer')
  assert.equal(
    kind(await answeredBy((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end())),
    'unreachable',
  )
  assert.equal(kind(await answeredBy((_, response) => response.end(Buffer.alloc(3 << 20)))), 'refused-by-peer')
})

test('[TR-2] without an address nothing is sent', async () => {
  const answer = await httpTransport({ endpointOf: () => undefined, timeoutMs: 10 }).post(
    peer,
    '/exchange/acts',
    new Uint8Array(),
  )
  assert.equal(answer.ok, false)
})
