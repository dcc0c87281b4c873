import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { ed25519SigningKey, type SigningKey, signJws } from '@comity/crypto'
import { nodeEngine, systemRandom } from '@comity/crypto-node'
import { expectOk, fromBase64, fromBase64Url, type JsonObject, parseCanonical, toBase64, utf8 } from '@comity/kernel'
import { getRequestListener } from '@hono/node-server'
import { z } from 'zod'
import { createSigner, type HeldKey } from './signer.ts'

/** One file: whose keys, on which port, for which nodes. */
const Configuration = z.strictObject({
  port: z.int().min(0).max(65_535),
  origins: z.array(z.url()),
  keys: z.array(z.strictObject({ holder: z.string().min(1), seed: z.string() })),
})

/** What the process that started the signer of a demonstration may ask, before anybody else can reach it. */
const Request = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('public-keys'), holders: z.array(z.string()) }),
  z.strictObject({ ask: z.literal('sign'), holder: z.string(), payload: z.string() }),
  z.strictObject({ ask: z.literal('open'), port: z.int(), origins: z.array(z.string()) }),
])

const HOST = '127.0.0.1'

function listen(port: number, handler: (request: globalThis.Request) => Promise<Response>): Promise<number> {
  const server = createServer(getRequestListener(handler))
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      server.close(() => process.exit(0))
      server.closeAllConnections()
    })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

/** A signer for real keys: reads its configuration and serves on loopback. */
async function serve(file: string): Promise<void> {
  const configuration = Configuration.parse(JSON.parse(readFileSync(file, 'utf8')))
  const keys = configuration.keys.map(({ holder, seed }): HeldKey => {
    const bytes = fromBase64Url(seed)
    if (!bytes.ok || bytes.value.length !== 32) throw new Error(`the seed of ${holder} is not 32 bytes in base64url`)
    return { holder, key: ed25519SigningKey(nodeEngine, bytes.value) }
  })
  const port = await listen(
    configuration.port,
    createSigner({
      engine: nodeEngine,
      random: systemRandom,
      keys,
      origins: () => configuration.origins,
      now: Date.now,
    }),
  )
  console.log(`Comity signer  http://${HOST}:${port}/`)
}

/**
 * The signer of the demonstration: keys derived from names, so that the invented people are the same each time. It signs
 * the seed story for the process that started it; `open` ends that for good and begins to serve pages.
 */
function serveDemonstration(): void {
  const keyOf = (holder: string): SigningKey =>
    ed25519SigningKey(nodeEngine, nodeEngine.sha256(utf8(`comity demonstration, signatory ${holder}`)))
  const held = new Map<string, HeldKey>()
  const keyFor = (holder: string): HeldKey => {
    const known = held.get(holder) ?? { holder, key: keyOf(holder) }
    held.set(holder, known)
    return known
  }
  let open = false
  let origins: readonly string[] = []
  process.on('message', async (message) => {
    const request = Request.safeParse(message)
    if (!request.success || open) return
    switch (request.data.ask) {
      case 'public-keys':
        process.send?.({ keys: request.data.holders.map((holder) => keyFor(holder).key.jwk) })
        return
      case 'sign': {
        const bytes = expectOk(fromBase64(request.data.payload), 'the launcher sends base64')
        const payload = expectOk(parseCanonical(bytes), 'the launcher sends canonical payloads') as JsonObject
        process.send?.({
          jws: toBase64(signJws(nodeEngine, keyFor(request.data.holder).key, 'comity-act+json', payload).bytes),
        })
        return
      }
      case 'open': {
        open = true
        origins = request.data.origins
        const signer = createSigner({
          engine: nodeEngine,
          random: systemRandom,
          keys: [...held.values()],
          origins: () => origins,
          now: Date.now,
        })
        process.send?.({ port: await listen(request.data.port, signer) })
        return
      }
    }
  })
  process.on('disconnect', () => process.exit(0))
}

const [, , first, file] = process.argv
if (first === '--demonstration' && process.send) serveDemonstration()
else if (first === '--config' && file) await serve(file)
else {
  console.error('usage: node apps/signer/src/main.ts --config FILE')
  process.exitCode = 2
}
