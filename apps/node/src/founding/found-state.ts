import {
  ed25519SigningKey,
  type Engine,
  type PublicJwk,
  recipientOf,
  recipientText,
  type SigningKey,
  signJws,
} from '@comity/crypto'
import { keyIdOf } from '@comity/crypto'
import type { LocalName, Role, StateList } from '@comity/directory'
import {
  type AuthorityId,
  Defect,
  type Digest,
  type Instant,
  type JsonObject,
  type StateCode,
  type ZoneName,
} from '@comity/kernel'
import { formatVerifierKey, NOTE_SIGNATURE, seedNoteSigner } from '@comity/record'
import type { NodeKeys } from '../node/ports.ts'

export type AuthoritySpec = {
  readonly id: AuthorityId
  readonly role: Role
  readonly name: LocalName
  /** People who sign for it, by name. The registry is signed for by the node itself. */
  readonly holders: readonly string[]
}

export type StateSpec = {
  readonly state: StateCode
  readonly name: LocalName
  readonly zone: ZoneName
  readonly authorities: readonly AuthoritySpec[]
  readonly overseers: readonly StateCode[]
  readonly witnesses: StateList['witnesses']
  readonly quorum: StateList['quorum']
  readonly endpoints: readonly string[]
  readonly law: Digest
  readonly issued: Instant
  readonly until: Instant
}

/** Machine keys of a node from seeds: random ones for a real node, derived ones where a world must be the same each time. */
export function nodeKeysFrom(engine: Engine, seedOf: (purpose: string) => Uint8Array): NodeKeys {
  return {
    node: ed25519SigningKey(engine, seedOf('node')),
    registry: ed25519SigningKey(engine, seedOf('registry')),
    logSeed: seedOf('log'),
    identity: { kind: 'hybrid', seed: seedOf('identity') },
    logSecret: seedOf('log-secret'),
  }
}

/** The first list of a State, signed by its root key. `publicKeyOf` names the public key of each holder. */
export function foundStateList(
  engine: Engine,
  spec: StateSpec,
  keys: NodeKeys,
  root: SigningKey,
  publicKeyOf: (holder: string) => PublicJwk,
): { readonly list: StateList; readonly jws: Uint8Array } {
  const origin = logOriginOf(spec.state)
  const listed = (holder: string, jwk: PublicJwk) => ({
    kid: keyIdOf(engine, jwk),
    jwk,
    holder,
    from: spec.issued,
    until: spec.until,
  })
  const recipient = recipientOf(engine, keys.identity)
  if (recipient.kind === 'passphrase') throw new Defect('a node is never sealed to by passphrase')
  const list: StateList = {
    v: 1,
    state: spec.state,
    version: 1,
    previous: null,
    issued: spec.issued,
    name: spec.name,
    zone: spec.zone,
    root: root.jwk,
    authorities: spec.authorities.map(({ id, role, name, holders }) => ({
      id,
      role,
      name,
      keys:
        role === 'registry'
          ? [listed(name.en, keys.registry.jwk)]
          : holders.map((holder) => listed(holder, publicKeyOf(holder))),
    })),
    node: { key: keys.node.jwk, recipient: recipientText(recipient), endpoints: [...spec.endpoints] },
    log: { origin, vkey: formatVerifierKey(seedNoteSigner(engine, origin, NOTE_SIGNATURE, keys.logSeed).key) },
    witnesses: spec.witnesses,
    quorum: spec.quorum,
    overseers: [...spec.overseers],
    law: spec.law,
  }
  return { list, jws: signJws(engine, root, 'comity-state-list+json', list as unknown as JsonObject).bytes }
}

export const logOriginOf = (state: StateCode): string => `${state.toLowerCase()}.comity.example/log`
