import { ed25519SigningKey, type Engine, type PublicJwk, type RandomBytes } from '@comity/crypto'
import type { Archive } from '@comity/archive'
import type { Transport } from '@comity/exchange'
import type { Digest, Instant, KeyId, StateCode } from '@comity/kernel'
import { utf8 } from '@comity/kernel'
import type { CastState } from '../demo/cast.ts'
import { type Node, openNode } from '../node/node.ts'
import type { Clock, LawShelf, NodeEvent, NodeSettings, WitnessClient } from '../node/ports.ts'
import { foundStateList, nodeKeysFrom } from './found-state.ts'

/** What a world of several States needs from outside: shared by the demo, the story, the simulator and tests. */
export type WorldPorts = {
  readonly engine: Engine
  /** Same seed, same keys, same act ids. */
  readonly seed: string
  readonly randomFor: (state: StateCode) => RandomBytes
  readonly clock: Clock
  readonly lawFor: (state: StateCode) => LawShelf
  /** Digest of the pack that the lists name. */
  readonly lawDigest: Digest
  readonly archiveFor: (state: StateCode) => Promise<Archive>
  readonly transportFor: (state: StateCode) => Transport
  readonly witnesses: WitnessClient
  readonly witnessVkey: string
  readonly endpointsOf: (state: StateCode) => readonly string[]
  readonly publicKeyOf: (holder: string) => PublicJwk
  readonly note: (state: StateCode, event: NodeEvent) => void
  readonly issued: Instant
  readonly settings?: NodeSettings
}

export type World = {
  readonly nodes: ReadonlyMap<StateCode, Node>
  readonly node: (state: StateCode) => Node
  /** Opens the node of a State again over its archive, as after a crash. */
  readonly reopen: (state: StateCode) => Promise<Node>
}

/** Founds every State of a cast: keys, lists, pins, nodes that know each other. */
export async function foundWorld(cast: readonly CastState[], ports: WorldPorts): Promise<World> {
  const { engine } = ports
  const seedOf = (state: string, purpose: string) => engine.sha256(utf8(`${ports.seed}/${state}/${purpose}`))
  const overseers = cast
    .filter(({ authorities }) => authorities.some(({ role }) => role === 'overseer'))
    .map(({ state }) => state)
  const founded = cast.map((spec) => {
    const keys = nodeKeysFrom(engine, (purpose) => seedOf(spec.state, purpose))
    const root = ed25519SigningKey(engine, seedOf(spec.state, 'root'))
    const { jws } = foundStateList(
      engine,
      {
        ...spec,
        overseers: overseers.filter((overseer) => overseer !== spec.state),
        witnesses: [{ group: 'civil', vkey: ports.witnessVkey }],
        quorum: [{ group: 'civil', atLeast: 1 }],
        endpoints: ports.endpointsOf(spec.state),
        law: ports.lawDigest,
        issued: ports.issued,
        until: '2036-01-01T00:00:00.000Z' as Instant,
      },
      keys,
      root,
      ports.publicKeyOf,
    )
    return { spec, keys, root, jws }
  })
  const pins = Object.fromEntries(founded.map(({ spec, root }) => [spec.state, root.kid])) as Record<StateCode, KeyId>
  const nodes = new Map<StateCode, Node>()

  async function open(state: StateCode): Promise<Node> {
    const found = founded.find(({ spec }) => spec.state === state)
    if (!found) throw new Error(`this world has no State ${state}`)
    const node = await openNode(
      { state, registry: found.spec.authorities.find(({ role }) => role === 'registry')?.id },
      {
        archive: await ports.archiveFor(state),
        engine,
        random: ports.randomFor(state),
        clock: ports.clock,
        transport: ports.transportFor(state),
        witnesses: ports.witnesses,
        keys: found.keys,
        law: ports.lawFor(state),
        note: (event) => ports.note(state, event),
      },
      pins,
      ports.settings,
    )
    for (const { jws } of founded) await node.admitList(jws)
    nodes.set(state, node)
    return node
  }

  for (const { spec } of founded) await open(spec.state)
  return {
    nodes,
    node: (state) => {
      const node = nodes.get(state)
      if (!node) throw new Error(`this world has no State ${state}`)
      return node
    },
    reopen: open,
  }
}
