import type { ActId, DossierId } from '@comity/kernel'
import { fromBase64 } from '@comity/kernel'
import { type ActDraft, definitionOf, type Impediment } from '@comity/procedure'
import type { NotMade } from '../node/carry-out.ts'
import { type Persona, strandOfPersona } from './persona.ts'
import type { Site } from './site.ts'

/** What a page does after somebody wanted to make an act. */
export type Wished =
  | { readonly kind: 'to-be-signed'; readonly act: ActId; readonly dossier: DossierId }
  | { readonly kind: 'refused-by-right'; readonly impediments: readonly Impediment[] }
  | { readonly kind: 'not-made'; readonly why: Exclude<NotMade, { kind: 'refused-by-right' }> }
  | { readonly kind: 'has-no-key' }

/**
 * Prepares an act for a persona: decided here, then signed outside the node. `dossier` must be one the persona's
 * authority takes part in; the node's own check of the roster follows when the signature comes back.
 */
export async function wishFor(site: Site, persona: Persona, dossier: DossierId, draft: ActDraft): Promise<Wished> {
  const strand = strandOfPersona(persona)
  if (strand === undefined || persona.kind === 'person') return { kind: 'has-no-key' }
  const prepared = await site.node.prepare(dossier, draft, { key: persona.key, strand })
  if (prepared.ok) return { kind: 'to-be-signed', act: prepared.value.id, dossier }
  if (prepared.error.kind === 'refused-by-right')
    return { kind: 'refused-by-right', impediments: prepared.error.impediments }
  return { kind: 'not-made', why: prepared.error }
}

/** Takes a signature back. Needs no session: the signature itself says whose act it is. */
export async function takeSigned(site: Site, act: string, jws: string) {
  const bytes = fromBase64(jws)
  if (!bytes.ok || !/^[0-9a-f]{64}$/.test(act))
    return { ok: false as const, error: { kind: 'not-the-signature' as const } }
  const made = await site.node.submit(act as ActId, bytes.value)
  // What was just stored should leave now, not at the next round.
  if (made.ok) void site.node.work().catch(() => undefined)
  return made
}

/** A refusal by a right as machines read it (RFC 9457): which guarantee, which provision, who must act, how. */
export function refusalProblem(impediments: readonly Impediment[]) {
  return {
    type: 'urn:comity:refused-by-right',
    title: 'Refused by a right',
    status: 409,
    gates: impediments.flatMap((impediment) =>
      impediment.kind === 'guarantee-unmet'
        ? [
            {
              guarantee: impediment.gate.guarantee,
              provision: impediment.gate.sources.map(({ id }) => id),
              who: impediment.gate.mustAct,
              how: impediment.gate.how,
            },
          ]
        : [],
    ),
    otherwise: impediments.flatMap((impediment) => (impediment.kind === 'out-of-turn' ? [impediment.turn] : [])),
  }
}

export const isOrder = (kind: ActDraft['act']['kind']): boolean => definitionOf(kind).class === 'order'
