import { ed25519SigningKey, signJws, type SigningKey } from '@comity/crypto'
import { nodeEngine, systemRandom } from '@comity/crypto-node'
import type { ExchangePath, Transport } from '@comity/exchange'
import { err, expectOk, type Instant, type JsonObject, type StateCode, utf8 } from '@comity/kernel'
import { openLaw } from '@comity/law-files'
import { COSIGNATURE, formatVerifierKey, parseVerifierKey, seedNoteSigner } from '@comity/record'
import { createMemoryArchive } from '@comity/store'
import { createWitness, memoryWitnessStore } from '@comity/witness'
import { ARVENIA, NORVALE, OVERSEER } from '../src/demo/cast.ts'
import { TamperableLaw } from '../src/demo/tampered-law.ts'
import { tell } from '../src/demo/tell.ts'
import type { KeyOf, Step, Told } from '../src/demo/telling.ts'
import { WorldClock } from '../src/demo/world-clock.ts'
import { foundWorld } from '../src/founding/world.ts'
import type { Node } from '../src/node/node.ts'
import type { WitnessClient } from '../src/node/ports.ts'
import { lawShelf } from '../src/setup/law-shelf.ts'

export type ToldWorld = {
  readonly node: (state: string) => Node
  readonly told: Told
  readonly clock: WorldClock
  readonly keyOf: (holder: string) => SigningKey
  readonly seedOf: (holder: string) => Uint8Array
  /** Compiled bytes of the pack by which every node works. */
  readonly pack: Uint8Array
}

const CAST = [NORVALE, ARVENIA, OVERSEER]

/** Norvale, Arvenia and the overseer in one process over memory archives, after the steps of a story. */
export async function toldWorld(steps: readonly Step[], { holdPack = true } = {}): Promise<ToldWorld> {
  const { law, bytes: pack } = expectOk(openLaw(), 'the law of the repository')
  const clock = new WorldClock('2026-01-01T00:00:00.000Z' as Instant, () => 0)
  const tampered = new TamperableLaw(lawShelf(law))
  const nodes = new Map<StateCode, Node>()
  const witnessSigner = seedNoteSigner(
    nodeEngine,
    'overseer.example/witness',
    COSIGNATURE,
    nodeEngine.sha256(utf8('witness')),
  )
  const world = await foundWorld(CAST, {
    engine: nodeEngine,
    seed: 'told world',
    randomFor: () => systemRandom,
    clock,
    lawFor: (state) => tampered.shelfFor(state),
    lawDigest: law.digest,
    archiveFor: async () => createMemoryArchive(),
    transportFor: () => transportTo(nodes),
    witnesses: witnessOf(nodes, witnessSigner, clock),
    witnessVkey: formatVerifierKey(witnessSigner.key),
    endpointsOf: () => [],
    publicKeyOf: (holder) => keyOf(holder).jwk,
    note: () => {},
    issued: '2026-01-01T00:00:00.000Z' as Instant,
  })
  for (const [state, node] of world.nodes) nodes.set(state, node)
  if (holdPack) for (const node of nodes.values()) await node.holdPack(pack)
  const settle = async () => {
    for (let round = 0; round < 4; round += 1) for (const node of nodes.values()) await node.work()
  }
  await settle()
  const publicKeyOf: KeyOf = (holder) => keyOf(holder)
  const told = await tell(
    {
      node: world.node,
      setClock: (at) => clock.set(at),
      keyOf: publicKeyOf,
      sign: async (holder, { payload }) =>
        signJws(nodeEngine, keyOf(holder), 'comity-act+json', payload as unknown as JsonObject).bytes,
      tampered: (state, work) => tampered.during(state, work),
      settle,
    },
    steps,
  )
  return { node: (state) => world.node(state as StateCode), told, clock, keyOf, seedOf, pack }
}

const seedOf = (holder: string): Uint8Array => nodeEngine.sha256(utf8(`holder ${holder}`))
const keyOf = (holder: string): SigningKey => ed25519SigningKey(nodeEngine, seedOf(holder))

/** Hands bytes over within the process. */
function transportTo(nodes: ReadonlyMap<StateCode, Node>): Transport {
  return {
    async post(to, path, body) {
      const node = nodes.get(to)
      if (!node) return err({ kind: 'unreachable', why: `there is no ${to}` })
      const answer = await answering(node, path)(body)
      return answer.ok ? answer : err({ kind: 'refused-by-peer', why: answer.error })
    },
  }
}

function answering(node: Node, path: ExchangePath): Node['receive'] {
  switch (path) {
    case '/exchange/messages':
      return node.receive
    case '/exchange/acts':
      return node.hand
    case '/exchange/attempts':
      return node.tellAttempts
    case '/exchange/complaints':
      return node.takeComplaint
  }
}

/** The overseer's witness, asked within the process. */
function witnessOf(
  nodes: ReadonlyMap<StateCode, Node>,
  signer: ReturnType<typeof seedNoteSigner>,
  clock: WorldClock,
): WitnessClient {
  const store = memoryWitnessStore()
  return {
    async addCheckpoint(_vkey, body) {
      const logs = [...nodes.values()].flatMap((node) => {
        const log = node.directory().of(node.identity.state)?.log
        return log ? [{ origin: log.origin, key: expectOk(parseVerifierKey(nodeEngine, log.vkey), 'own vkey') }] : []
      })
      const witness = createWitness({ engine: nodeEngine, store, signer, clock: clock.now, logs })
      const answer = await witness.fetch(new Request('http://witness/add-checkpoint', { method: 'POST', body }))
      return { status: answer.status, body: await answer.text() }
    },
  }
}
