import type { PublicJwk } from '@comity/crypto'
import type { Role } from '@comity/directory'
import type { ActId, AuthorityId, DossierId, GuaranteeId, KeyId, StateCode, StrandId } from '@comity/kernel'
import type { ActPayload } from './act.ts'
import type { ProcedureName } from './kind.ts'
import type { Act, Kind } from './kinds.ts'

/** Whose act it is, as the law sees it. */
export type Author =
  | {
      readonly kind: 'authority'
      readonly state: StateCode
      readonly authority: AuthorityId
      readonly role: Role
      readonly holder: string
    }
  | { readonly kind: 'counsel'; readonly key: KeyId }

/** The rail on which an act stands: that of whoever wrote it, or whose words it attests. */
export type Rail = 'asks' | 'person' | 'decides' | 'oversight'

/** An act that has effect. */
export type Settled = {
  readonly id: ActId
  readonly payload: ActPayload
  readonly act: Act
  readonly author: Author
  readonly rail: Rail
}

/** A right that a report shows to be broken. Closed only by a remedy, never by time. */
export type Breach = {
  readonly guarantee: GuaranteeId
  readonly by: ActId
  /** Label of the statement that may not be used, where the breach taints one. */
  readonly statement?: string
  readonly challengedBy: readonly ActId[]
  readonly remediedBy?: ActId
}

/** A decision on the request: in force unless a later one names it in its causal past. */
export type Decision = { readonly by: ActId; readonly outcome: 'granted' | 'refused' }

/**
 * The fold of the acts that have effect. A value: nothing in it is edited by hand, and everything in it can be computed
 * again from the acts. Reads clear fields only.
 */
export type Dossier = {
  readonly id: DossierId
  readonly opened?: {
    readonly by: ActId
    readonly procedure: ProcedureName
    readonly requesting: StateCode
    readonly requested: StateCode
  }
  /** In causal order. */
  readonly settled: ReadonlyMap<ActId, Settled>
  readonly byKind: ReadonlyMap<Kind, readonly ActId[]>
  readonly heads: ReadonlyMap<StrandId, ActId>
  /** Counsel whose key a bar has vouched for, upon an appointment by the person. No authority can remove them. */
  readonly counsel: ReadonlyMap<
    KeyId,
    { readonly appointment: ActId; readonly voucher: ActId; readonly key: PublicJwk }
  >
  /** What was taken back -> by which act. */
  readonly withdrawn: ReadonlyMap<ActId, ActId>
  readonly breaches: readonly Breach[]
  /** An order without effect -> the act that says so. */
  readonly refusals: ReadonlyMap<ActId, ActId>
  /** More than one: two authorities decided without knowing of each other, and a named human must resolve it. */
  readonly decisions: readonly Decision[]
  readonly custody: { readonly since?: ActId; readonly ended?: ActId }
  readonly closedBy?: ActId
}

export const newDossier = (id: DossierId): Dossier => ({
  id,
  settled: new Map(),
  byKind: new Map(),
  heads: new Map(),
  counsel: new Map(),
  withdrawn: new Map(),
  breaches: [],
  refusals: new Map(),
  decisions: [],
  custody: {},
})

/** Settled acts of a kind, in causal order. */
export function settledOf<K extends Kind>(
  dossier: Dossier,
  kind: K,
): readonly (Settled & { readonly act: Extract<Act, { kind: K }> })[] {
  return (dossier.byKind.get(kind) ?? []).flatMap((id) => {
    const settled = dossier.settled.get(id)
    return settled?.act.kind === kind ? [settled as Settled & { act: Extract<Act, { kind: K }> }] : []
  })
}

/** In force: made with effect and not taken back. */
export const standing = (dossier: Dossier, id: ActId): boolean => dossier.settled.has(id) && !dossier.withdrawn.has(id)

export const inCustody = (dossier: Dossier): boolean =>
  dossier.custody.since !== undefined && dossier.custody.ended === undefined
