import type { PublicJwk } from '@comity/crypto'
import type { Directory } from '@comity/directory'
import type { Instant, StateCode } from '@comity/kernel'
import type { ActPayload } from './act.ts'
import { type Author, type Dossier, type Rail, settledOf } from './dossier.ts'
import type { KindDefinition, Maker } from './kind.ts'
import type { Act } from './kinds.ts'

/** Why an act stands outside the dossier: kept aside, counted, shown to the operator, without effect. */
export type OutsideRoster =
  | 'list-not-held'
  | 'key-not-listed'
  | 'key-ended'
  | 'strand-not-the-authors'
  | 'state-not-a-party'
  | 'counsel-not-admitted'
  | 'role-may-not-make-this-act'
  | 'not-the-opening-act'

export type Standing = {
  readonly author: Author
  readonly key: PublicJwk
  readonly rail: Rail
  /** The author's key has ended: what dates the act decides whether it counts. */
  readonly endedAt?: Instant
}

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
  if (!directory.byDigestOf(payload.list)) return refuse('list-not-held')
  const signatory = directory.signatory(payload.author, payload.list, payload.claimed)
  if (!signatory) return refuse('key-not-listed')
  if (signatory.authority.id !== payload.strand) return refuse('strand-not-the-authors')
  const parties = partiesOf(past) ?? openingParties(payload, act, definition, signatory.state)
  if (!parties) return refuse('not-the-opening-act')
  const side = sideOf(signatory.state, parties)
  const oversees =
    !side &&
    signatory.authority.role === 'overseer' &&
    parties.some((pair) => overseersOf(pair, directory).includes(signatory.state))
  if (!side && !oversees) return refuse('state-not-a-party')
  const attested = 'attested' in act.body && act.body.attested !== undefined
  if (!definition.by.some((maker) => isMaker(maker, side, signatory.authority.role, oversees, attested)))
    return refuse('role-may-not-make-this-act')
  const author: Author = {
    kind: 'authority',
    state: signatory.state,
    authority: signatory.authority.id,
    role: signatory.authority.role,
    holder: signatory.key.holder,
  }
  const rail: Rail = attested ? 'person' : oversees ? 'oversight' : side === 'requesting' ? 'asks' : 'decides'
  const { endedAt } = signatory
  return { ok: true, value: { author, key: signatory.key.jwk, rail, ...(endedAt === undefined ? {} : { endedAt }) } }
}

function counselStanding(payload: ActPayload, definition: KindDefinition, past: Dossier) {
  const admitted = past.counsel.get(payload.author)
  if (!admitted || payload.strand !== `counsel/${payload.author}`) return refuse('counsel-not-admitted')
  if (!definition.by.some((maker) => maker.side === 'counsel')) return refuse('role-may-not-make-this-act')
  const value: Standing = { author: { kind: 'counsel', key: payload.author }, key: admitted.key, rail: 'person' }
  return { ok: true as const, value }
}

type Parties = { readonly requesting: StateCode; readonly requested: StateCode }

function openingParties(
  { dossier }: ActPayload,
  act: Act,
  definition: KindDefinition,
  author: StateCode,
): readonly Parties[] | undefined {
  if (!definition.opens || !('requested' in act.body)) return undefined
  // A State opens dossiers in its own name only, and under file numbers of its own.
  const isItsOwn = act.body.requesting === author && dossier.startsWith(`${author}-`)
  return isItsOwn && act.body.requested !== author ? [act.body] : undefined
}

/**
 * The parties that any opening act names. Two authorities of one State may open a file without knowing of each other; if
 * the second could take the place of the first, the State that it leaves out could no longer so much as report a release.
 */
function partiesOf(past: Dossier): readonly Parties[] | undefined {
  const openings = [...settledOf(past, 'request-authorised'), ...settledOf(past, 'arrest-requested')]
  return openings.length === 0 ? undefined : openings.map(({ act }) => act.body)
}

function sideOf(state: StateCode, parties: readonly Parties[]): 'requesting' | 'requested' | undefined {
  if (parties.some(({ requesting }) => requesting === state)) return 'requesting'
  return parties.some(({ requested }) => requested === state) ? 'requested' : undefined
}

/**
 * Every overseer that either State names or ever named, but never one of the two: neither can keep the other's away, and
 * no new list takes one off the files that it watches.
 */
export function overseersOf({ requesting, requested }: Parties, directory: Directory): readonly StateCode[] {
  const named = [requesting, requested].flatMap((state) =>
    directory.versionsOf(state).flatMap(({ overseers }) => overseers),
  )
  return [...new Set(named)].filter((state) => state !== requesting && state !== requested)
}

function isMaker(
  maker: Maker,
  side: 'requesting' | 'requested' | undefined,
  role: string,
  oversees: boolean,
  attested: boolean,
): boolean {
  if (maker.side === 'counsel') return false
  if (maker.side === 'oversight') return oversees
  return (
    side !== undefined &&
    (maker.attesting !== true || attested) &&
    (maker.side === 'either' || maker.side === side) &&
    maker.roles.some((allowed) => allowed === role)
  )
}

const refuse = (error: OutsideRoster) => ({ ok: false as const, error })
