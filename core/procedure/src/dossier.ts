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

/** The arrest that holds the person, or the last one and the release that ended it. */
export type Custody = {
  readonly since?: ActId
  readonly ended?: ActId
  /** Every arrest reported, with the first release that it did not know of. */
  readonly periods: readonly { readonly by: ActId; readonly endedBy?: ActId }[]
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
  /** What each placed act names, with or without effect: by this it is told what an author knew of. */
  readonly named: ReadonlyMap<ActId, readonly ActId[]>
  /** Counsel whose key the bar that an appointment by the person names has vouched for. No authority can remove them. */
  readonly counsel: ReadonlyMap<
    KeyId,
    { readonly appointment: ActId; readonly voucher: ActId; readonly key: PublicJwk }
  >
  /** Consents and requests that were taken back -> by which act. What rests on them falls too: ask `fallenBy`. */
  readonly withdrawn: ReadonlyMap<ActId, ActId>
  readonly breaches: readonly Breach[]
  /** An order without effect -> the act that says so. */
  readonly refusals: ReadonlyMap<ActId, ActId>
  /** More than one: two authorities decided without knowing of each other, and a named human must resolve it. */
  readonly decisions: readonly Decision[]
  readonly custody: Custody
  readonly closedBy?: ActId
}

export const newDossier = (id: DossierId): Dossier => ({
  id,
  settled: new Map(),
  byKind: new Map(),
  heads: new Map(),
  named: new Map(),
  counsel: new Map(),
  withdrawn: new Map(),
  breaches: [],
  refusals: new Map(),
  decisions: [],
  custody: { periods: [] },
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

/** In force: made with effect, and nothing that protects the person has undone it. */
export const standing = (dossier: Dossier, id: ActId): boolean =>
  dossier.settled.has(id) && fallenBy(dossier, id) === undefined

/**
 * The protective act by which an act with effect fell, if one did; whichever of the two came first, and whether or not
 * either knew of the other. Consent and requests fall when they are withdrawn, what rests on them falls with them, and
 * reliance on a statement falls when the statement is excluded.
 */
export function fallenBy(dossier: Dossier, id: ActId): ActId | undefined {
  const withdrawal = dossier.withdrawn.get(id)
  if (withdrawal) return withdrawal
  const act = dossier.settled.get(id)?.act
  switch (act?.kind) {
    case 'speciality-renounced':
      return dossier.withdrawn.get(act.body.consent)
    case 'extradition-requested':
    case 'arrest-ordered':
    case 'assistance-granted':
    case 'result-returned':
      return dossier.withdrawn.get(act.body.request)
    case 'evidence-relied-on': {
      const { report, statement } = act.body
      return settledOf(dossier, 'evidence-excluded').find(
        ({ act: { body } }) => body.report === report && body.statement === statement,
      )?.id
    }
    default:
      return undefined
  }
}

/** Whether the author of an act knew of another: it lies in the act's causal past. */
export function knewOf(dossier: Dossier, id: ActId, other: ActId): boolean {
  const seen = new Set<ActId>()
  const next = [...(dossier.named.get(id) ?? [])]
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (at === other) return true
    if (seen.has(at)) continue
    seen.add(at)
    next.push(...(dossier.named.get(at) ?? []))
  }
  return false
}

export const inCustody = (dossier: Dossier): boolean =>
  dossier.custody.since !== undefined && dossier.custody.ended === undefined
