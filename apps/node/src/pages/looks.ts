import type { DossierId, Instant } from '@comity/kernel'
import { overseersOf } from '@comity/procedure'
import { z } from 'zod'
import { putDocument, readDocuments } from '../node/documents.ts'
import type { LoadedDossier } from '../node/dossiers.ts'
import type { Persona } from './persona.ts'
import type { Site } from './site.ts'

/**
 * Who may see a matter: officers of a State that is a party, counsel and the person of this very file, overseers that
 * either State names. No other rule lets anybody in.
 */
export function maySee(persona: Persona, { folded: { dossier } }: LoadedDossier, site: Site): boolean {
  const { opened } = dossier
  if (!opened) return false
  const state = site.node.identity.state
  switch (persona.kind) {
    case 'officer':
      return persona.state === state && (state === opened.requesting || state === opened.requested)
    case 'counsel':
      return persona.dossiers.includes(dossier.id)
    case 'person':
      return persona.dossier === dossier.id
    case 'overseer':
      return overseersOf(opened, site.node.directory()).includes(state)
  }
}

const LOOKS = 'looks'
const Look = z.strictObject({ dossier: z.string(), who: z.string(), at: z.string(), role: z.string() })

/** Notes that somebody looked, once a quarter of an hour and person: the person can see it. */
export async function noteLook(site: Site, persona: Persona, dossier: DossierId, now: Instant): Promise<void> {
  if (persona.kind === 'person') return
  const quarter = `${now.slice(0, 14)}${String(Math.floor(Number(now.slice(14, 16)) / 15) * 15).padStart(2, '0')}`
  const key = `${dossier} ${quarter} ${persona.id}`
  const { archive } = site.node.ports
  if (await archive.document(LOOKS, key)) return
  await archive.commit([putDocument(LOOKS, key, 0, { dossier, who: persona.name, at: now, role: persona.kind })])
}

export async function looksAt(
  site: Site,
  dossier: DossierId,
): Promise<readonly { readonly who: string; readonly at: Instant; readonly role: string }[]> {
  const all = await readDocuments(site.node.ports.archive, LOOKS, Look)
  return all.flatMap(({ value }) =>
    value.dossier === dossier ? [{ who: value.who, at: value.at as Instant, role: value.role }] : [],
  )
}
