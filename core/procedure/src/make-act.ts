import { concealMembers, type DisclosureClass, type Engine, type RandomBytes } from '@comity/crypto'
import {
  type ActId,
  canonicalBytes,
  type Digest,
  type DossierId,
  type Instant,
  type JsonObject,
  type JsonValue,
  type KeyId,
  type StrandId,
} from '@comity/kernel'
import { ActPayload, actIdOf, type SeenCheckpoint } from './act.ts'
import { type Act, definitionOf } from './kinds.ts'

/** An act before it has a place: what is said in clear, and the fields that can be withheld. */
export type ActDraft = { readonly act: Act; readonly fields: Readonly<Record<string, string>> }

/** Where an act goes: its author's next place, what it has seen, by which list and law. */
export type Place = {
  readonly dossier: DossierId
  readonly strand: StrandId
  readonly seq: number
  readonly prev: ActId | null
  readonly parents: readonly ActId[]
  readonly author: KeyId
  readonly list: Digest
  readonly law: Digest
  readonly claimed: Instant
  readonly seen: SeenCheckpoint | null
}

export type UnsignedAct = {
  readonly id: ActId
  readonly payload: ActPayload
  /** What is signed, exactly these bytes. */
  readonly bytes: Uint8Array
  readonly disclosures: readonly string[]
}

export type DraftFault = { readonly path: string; readonly message: string }

/** Gives a draft its place. Refuses unknown fields, clear fields that break the kind's schema, and a place that is none. */
export function makeAct(
  engine: Engine,
  random: RandomBytes,
  { act, fields }: ActDraft,
  place: Place,
): { readonly ok: true; readonly value: UnsignedAct } | { readonly ok: false; readonly error: readonly DraftFault[] } {
  const definition = definitionOf(act.kind)
  const clear = definition.clear.safeParse(act.body)
  const faults: DraftFault[] = clear.success
    ? []
    : clear.error.issues.map(({ path, message }) => ({ path: `/${path.join('/')}`, message }))
  const concealed: Record<string, { value: string; class: DisclosureClass }> = {}
  for (const [name, value] of Object.entries(fields)) {
    const field = definition.disclosable[name]
    if (!field) faults.push({ path: `/${name}`, message: `${act.kind} has no such field` })
    else if (!field.schema.safeParse(value).success) faults.push({ path: `/${name}`, message: 'empty or too long' })
    else concealed[name] = { value, class: field.class }
  }
  if (faults.length > 0) return { ok: false, error: faults }
  const hidden = concealMembers(engine, random, concealed)
  const placed = ActPayload.safeParse({
    _sd_alg: 'sha-256',
    v: 1,
    ...place,
    parents: [...place.parents].sort(),
    kind: act.kind,
    body: { ...(clear.data as JsonObject), ...hidden.members },
  })
  if (!placed.success)
    return {
      ok: false,
      error: placed.error.issues.map(({ path, message }) => ({ path: `/${path.join('/')}`, message })),
    }
  const payload = placed.data
  return {
    ok: true,
    value: {
      id: actIdOf(engine, payload),
      payload,
      bytes: canonicalBytes(payload as JsonValue),
      disclosures: hidden.disclosures.map(({ text }) => text),
    },
  }
}
