import type { Server } from 'node:http'
import { ed25519SigningKey, type SigningKey, signJws } from '@comity/crypto'
import { nodeEngine, systemRandom } from '@comity/crypto-node'
import { expectOk, type Instant, type JsonObject, type StateCode, utf8 } from '@comity/kernel'
import { openLaw } from '@comity/law-files'
import {
  COSIGNATURE,
  formatVerifierKey,
  type LogIdentity,
  NOTE_SIGNATURE,
  parseVerifierKey,
  seedNoteSigner,
} from '@comity/record'
import { createMemoryArchive } from '@comity/store'
import { httpTransport, httpWitnesses } from '@comity/transport'
import { createWitness, memoryWitnessStore } from '@comity/witness'
import { ARVENIA, NORVALE, OVERSEER } from '../src/demo/cast.ts'
import { TamperableLaw } from '../src/demo/tampered-law.ts'
import { tell } from '../src/demo/tell.ts'
import type { Step, Told } from '../src/demo/telling.ts'
import { WorldClock } from '../src/demo/world-clock.ts'
import { logOriginOf, nodeKeysFrom } from '../src/founding/found-state.ts'
import { foundWorld } from '../src/founding/world.ts'
import { HOST, listenOnLoopback, nodeApp } from '../src/http/node-app.ts'
import type { Node } from '../src/node/node.ts'
import type { NodeEvent } from '../src/node/ports.ts'
import { lawShelf } from '../src/setup/law-shelf.ts'
import { freePort } from './child-processes.ts'

export type HttpWorld = {
  readonly node: (state: string) => Node
  readonly urlOf: (state: string) => string
  readonly keyOf: (holder: string) => SigningKey
  readonly clock: WorldClock
  readonly tampered: TamperableLaw
  /** What the nodes noted, in order. */
  readonly noted: readonly { readonly state: StateCode; readonly event: NodeEvent }[]
  readonly tell: (steps: readonly Step[]) => Promise<Told>
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
}

const CAST = [NORVALE, ARVENIA, OVERSEER]
const SEED = 'a world over HTTP'
const FOUNDED = '2026-01-01T00:00:00.000Z' as Instant

/** Norvale, Arvenia, the overseer and its witness, each behind an address of its own: what they say goes over HTTP. */
export async function httpWorld(): Promise<HttpWorld> {
  const { law, bytes: pack } = expectOk(openLaw(), 'the law of the repository')
  const clock = new WorldClock(FOUNDED, () => 0)
  const tampered = new TamperableLaw(lawShelf(law))
  const noted: { state: StateCode; event: NodeEvent }[] = []
  const servers: Server[] = []
  const handlers = new Map<string, (request: Request) => Response | Promise<Response>>()
  const urls = new Map<string, string>()
  for (const name of [...CAST.map(({ state }) => state), 'witness']) {
    const answer = (request: Request) => handlers.get(name)?.(request) ?? new Response(null, { status: 503 })
    const { server, port } = await listenOnLoopback(answer, await freePort())
    servers.push(server)
    urls.set(name, `http://${HOST}:${port}`)
  }
  const urlOf = (name: string): string => urls.get(name) ?? ''

  const signer = seedNoteSigner(nodeEngine, 'overseer.example/witness', COSIGNATURE, nodeEngine.sha256(utf8(SEED)))
  const logs = CAST.map(({ state }): LogIdentity => {
    const { logSeed } = nodeKeysFrom(nodeEngine, (purpose) => nodeEngine.sha256(utf8(`${SEED}/${state}/${purpose}`)))
    const key = formatVerifierKey(seedNoteSigner(nodeEngine, logOriginOf(state), NOTE_SIGNATURE, logSeed).key)
    return { origin: logOriginOf(state), key: expectOk(parseVerifierKey(nodeEngine, key), 'own key') }
  })
  const witness = createWitness({ engine: nodeEngine, store: memoryWitnessStore(), signer, clock: clock.now, logs })
  handlers.set('witness', (request) => witness.fetch(request))

  const world = await foundWorld(CAST, {
    engine: nodeEngine,
    seed: SEED,
    randomFor: () => systemRandom,
    clock,
    lawFor: (state) => tampered.shelfFor(state),
    lawDigest: law.digest,
    archiveFor: async () => createMemoryArchive(),
    transportFor: () => httpTransport({ endpointOf: urlOf, timeoutMs: 5_000 }),
    witnesses: httpWitnesses({ urlOf: () => urlOf('witness'), timeoutMs: 5_000 }),
    witnessVkey: formatVerifierKey(signer.key),
    endpointsOf: (state) => [urlOf(state)],
    publicKeyOf: (holder) => keyOf(holder).jwk,
    note: (state, event) => noted.push({ state, event }),
    issued: FOUNDED,
  })
  for (const [state, node] of world.nodes) {
    await node.holdPack(pack)
    const app = nodeApp(node)
    handlers.set(state, (request) => app.fetch(request))
  }
  const settle = async () => {
    for (let round = 0; round < 4; round += 1) for (const node of world.nodes.values()) await node.work()
  }
  await settle()
  return {
    node: (state) => world.node(state as StateCode),
    urlOf,
    keyOf,
    clock,
    tampered,
    noted,
    settle,
    tell: (steps) =>
      tell(
        {
          node: world.node,
          setClock: (at) => clock.set(at),
          keyOf,
          sign: async (holder, { payload }) =>
            signJws(nodeEngine, keyOf(holder), 'comity-act+json', payload as unknown as JsonObject).bytes,
          tampered: (state, work) => tampered.during(state, work),
          settle,
        },
        steps,
      ),
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
    },
  }
}

const keyOf = (holder: string): SigningKey => ed25519SigningKey(nodeEngine, nodeEngine.sha256(utf8(`holder ${holder}`)))
