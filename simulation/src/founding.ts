import { type Engine, ed25519SigningKey, type SigningKey } from '@comity/crypto'
import type { StateList } from '@comity/directory'
import {
  canonicalBytes,
  type Digest,
  type Instant,
  type JsonValue,
  type KeyId,
  type StateCode,
  toHex,
  utf8,
} from '@comity/kernel'
import { type CastState, foundStateList, type NodeKeys, nodeKeysFrom } from '@comity/node'
import type { People } from './workload/people.ts'

export type Founded = {
  readonly spec: CastState
  readonly keys: NodeKeys
  readonly root: SigningKey
  readonly list: StateList
  readonly jws: Uint8Array
}

export const ISSUED = '2026-01-01T00:00:00.000Z' as Instant
const UNTIL = '2036-01-01T00:00:00.000Z' as Instant

/** Keys and lists of every State of a cast. The overseers' witness is the only one, and every list asks for it. */
export function found(
  cast: readonly CastState[],
  parts: {
    readonly engine: Engine
    readonly world: string
    readonly people: People
    readonly lawDigest: Digest
    readonly witnessVkey: string
  },
): {
  readonly states: readonly Founded[]
  readonly pins: Readonly<Record<StateCode, KeyId>>
  readonly digestOf: (state: StateCode) => string
} {
  const { engine, world, people } = parts
  const overseers = cast
    .filter(({ authorities }) => authorities.some(({ role }) => role === 'overseer'))
    .map(({ state }) => state)
  const states = cast.map((spec): Founded => {
    const seedOf = (purpose: string) => engine.sha256(utf8(`${world}/${spec.state}/${purpose}`))
    const keys = nodeKeysFrom(engine, seedOf)
    const root = ed25519SigningKey(engine, seedOf('root'))
    const founded = foundStateList(
      engine,
      {
        ...spec,
        overseers: overseers.filter((overseer) => overseer !== spec.state),
        witnesses: [{ group: 'civil', vkey: parts.witnessVkey }],
        quorum: [{ group: 'civil', atLeast: 1 }],
        endpoints: [`https://${spec.host}.example`],
        law: parts.lawDigest,
        issued: ISSUED,
        until: UNTIL,
      },
      keys,
      root,
      (holder) => people.keyOf(holder).jwk,
    )
    return { spec, keys, root, ...founded }
  })
  const pins = Object.fromEntries(states.map(({ spec, root }) => [spec.state, root.kid])) as Record<StateCode, KeyId>
  const digests = new Map(
    states.map(({ spec, list }) => [spec.state, `sha256:${toHex(engine.sha256(canonicalBytes(list as JsonValue)))}`]),
  )
  return { states, pins, digestOf: (state) => digests.get(state) ?? '' }
}
