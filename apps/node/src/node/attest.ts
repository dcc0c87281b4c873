import { signJws } from '@comity/crypto'
import { type DossierId, err, type JsonObject, ok, type Result, type StrandId } from '@comity/kernel'
import { type ActDraft, definitionOf } from '@comity/procedure'
import type { CarryOut, Made, NotMade } from './carry-out.ts'
import type { NodeIdentity, Ports } from './ports.ts'

/**
 * Files for a person who has no key: the registry receives it and attests, with its own key, what it received from whom
 * and how. Only protective acts that say whom they are attested for; the difference to a signature of one's own is shown.
 */
export async function attest(
  {
    ports,
    identity,
    carryOut,
  }: { readonly ports: Ports; readonly identity: NodeIdentity; readonly carryOut: CarryOut },
  dossier: DossierId,
  draft: ActDraft,
): Promise<Result<Made, NotMade>> {
  const attested = 'attested' in draft.act.body && draft.act.body.attested !== undefined
  if (!identity.registry || !attested || definitionOf(draft.act.kind).class !== 'protective')
    return err({ kind: 'not-authorised', why: 'only a protective act can be attested' })
  const wisher = { key: ports.keys.registry.kid, strand: identity.registry as string as StrandId }
  // Somebody else may write at the registry's strand in between: what the person filed is filed again behind it.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const prepared = await carryOut.prepare(dossier, draft, wisher)
    if (!prepared.ok) return prepared
    const signed = signJws(
      ports.engine,
      ports.keys.registry,
      'comity-act+json',
      prepared.value.payload as unknown as JsonObject,
    )
    const made = await carryOut.submit(prepared.value.id, signed.bytes)
    if (made.ok || made.error.kind !== 'moved-on') return made.ok ? ok(made.value) : made
  }
  return err({ kind: 'moved-on' })
}
