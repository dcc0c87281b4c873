import type { PublicJwk } from '@comity/crypto'
import type { ActId, DossierId, Instant, KeyId, StateCode, StrandId } from '@comity/kernel'
import type { ActDraft, Kind, BodyOf, FieldOf } from '@comity/procedure'

/** Acts told so far, by label: later steps cite them. */
export type Told = (label: string) => ActId

/** The public key with which somebody signs, and its name. */
export type KeyOf = (holder: string) => { readonly kid: KeyId; readonly jwk: PublicJwk }

/** One step of a seeded story: who makes which act, when. */
export type Step = {
  readonly at: Instant
  readonly state: StateCode
  /** Authority whose strand it is, or `counsel` for the holder's own. */
  readonly strand: string
  readonly holder: string
  readonly dossier: DossierId
  readonly label?: string
  readonly draft: (told: Told, keyOf: KeyOf) => ActDraft
  /** made: the act is signed and stored. pending: it waits for its signature. refused: a right stops it. let-pass: the author's node was tampered with. */
  readonly outcome: 'made' | 'pending' | 'refused' | 'let-pass'
}

export const at = (text: string): Instant => `2026-${text}:00.000Z` as Instant

/** A file of the demo world and who tells it. */
export function teller(dossier: string) {
  return <K extends Kind>(
    when: string,
    [state, strand, holder]: readonly [string, string, string],
    kind: K,
    body: BodyOf<K> | ((told: Told, keyOf: KeyOf) => BodyOf<K>),
    more: {
      readonly fields?: Partial<Record<FieldOf<K>, string>>
      readonly label?: string
      readonly outcome?: Step['outcome']
    } = {},
  ): Step => ({
    at: at(when),
    state: state as StateCode,
    strand,
    holder,
    dossier: dossier as DossierId,
    ...(more.label === undefined ? {} : { label: more.label }),
    outcome: more.outcome ?? 'made',
    // The kind and its body belong together by the signature above; the union cannot say so.
    draft: (told, keyOf) =>
      ({
        act: { kind, body: typeof body === 'function' ? body(told, keyOf) : body },
        fields: more.fields ?? {},
      }) as ActDraft,
  })
}

export const strandOf = (strand: string, key: KeyId): StrandId =>
  (strand === 'counsel' ? `counsel/${key}` : strand) as StrandId
