import type { PublicJwk } from '@comity/crypto'
import type { Directory } from '@comity/directory'
import type { StateCode } from '@comity/kernel'
import type { ActPayload } from './act.ts'
import type { Author, Dossier, Rail } from './dossier.ts'
import type { KindDefinition, Maker } from './kind.ts'
import type { Act } from './kinds.ts'

/** Why an act stands outside the dossier: kept aside, counted, shown to the operator, without effect. */
export type OutsideRoster =
  | 'key-not-listed'
  | 'strand-not-the-authors'
  | 'state-not-a-party'
  | 'counsel-not-admitted'
  | 'role-may-not-make-this-act'
  | 'not-the-opening-act'

export type Standing = { readonly author: Author; readonly key: PublicJwk; readonly rail: Rail }

/**
 * Who the author of an act is, read against the roster of the act's own causal past. Authorities stand in their State's
 * list; counsel by the person's appointment and a bar's voucher; overseers by both States' lists, always.
 */
export function standingOf(
  payload: ActPayload,
  act: Act,
  definition: KindDefinition,
  past: Dossier,
  directory: Directory,
): { readonly ok: true; readonly value: Standing } | { readonly ok: false; readonly error: OutsideRoster } {
  if (payload.strand.startsWith('counsel/')) return counselStanding(payload, definition, past)
  const signatory = directory.signatory(payload.author, payload.list, payload.claimed)
  if (!signatory) return refuse('key-not-listed')
  if (signatory.authority.id !== payload.strand) return refuse('strand-not-the-authors')
  const parties = past.opened ?? openingParties(act, definition, signatory.state)
  if (!parties) return refuse('not-the-opening-act')
  const side = sideOf(signatory.state, parties)
  const oversees = signatory.authority.role === 'overseer' && overseersOf(parties, directory).includes(signatory.state)
  if (!side && !oversees) return refuse('state-not-a-party')
  if (!definition.by.some((maker) => isMaker(maker, side, signatory.authority.role, oversees)))
    return refuse('role-may-not-make-this-act')
  const author: Author = {
    kind: 'authority',
    state: signatory.state,
    authority: signatory.authority.id,
    role: signatory.authority.role,
    holder: signatory.key.holder,
  }
  const attested = 'attested' in act.body && act.body.attested !== undefined
  const rail: Rail = attested ? 'person' : oversees ? 'oversight' : side === 'requesting' ? 'asks' : 'decides'
  return { ok: true, value: { author, key: signatory.key.jwk, rail } }
}

function counselStanding(payload: ActPayload, definition: KindDefinition, past: Dossier) {
  const admitted = past.counsel.get(payload.author)
  if (!admitted || payload.strand !== `counsel/${payload.author}`) return refuse('counsel-not-admitted')
  if (!definition.by.some((maker) => maker.side === 'counsel')) return refuse('role-may-not-make-this-act')
  const value: Standing = { author: { kind: 'counsel', key: payload.author }, key: admitted.key, rail: 'person' }
  return { ok: true as const, value }
}

type Parties = { readonly requesting: StateCode; readonly requested: StateCode }

function openingParties(act: Act, definition: KindDefinition, author: StateCode): Parties | undefined {
  if (!definition.opens || !('requested' in act.body)) return undefined
  // A State opens dossiers in its own name only.
  return act.body.requesting === author && act.body.requested !== author ? act.body : undefined
}

const sideOf = (state: StateCode, parties: Parties): 'requesting' | 'requested' | undefined =>
  state === parties.requesting ? 'requesting' : state === parties.requested ? 'requested' : undefined

/** Every overseer that either State names: neither can keep the other's away. */
export function overseersOf(parties: Parties, directory: Directory): readonly StateCode[] {
  return [...new Set([parties.requesting, parties.requested].flatMap((state) => directory.of(state)?.overseers ?? []))]
}

function isMaker(maker: Maker, side: 'requesting' | 'requested' | undefined, role: string, oversees: boolean): boolean {
  if (maker.side === 'counsel') return false
  if (maker.side === 'oversight') return oversees
  return (
    side !== undefined &&
    (maker.side === 'either' || maker.side === side) &&
    maker.roles.some((allowed) => allowed === role)
  )
}

const refuse = (error: OutsideRoster) => ({ ok: false as const, error })
