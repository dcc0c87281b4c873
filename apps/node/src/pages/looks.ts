import { decideAccess, type Granted, type Refused, type Subject } from '@comity/access'
import { type DossierId, err, type Instant, type Result, type StateCode } from '@comity/kernel'
import { overseersOf } from '@comity/procedure'
import { z } from 'zod'
import { putDocument, readDocuments } from '../node/documents.ts'
import type { LoadedDossier } from '../node/dossiers.ts'
import type { Persona } from './persona.ts'
import type { Site } from './site.ts'

/** The facts about whoever is signed in that a decision on access may rest on. */
export function subjectOf(persona: Persona): Subject {
  switch (persona.kind) {
    case 'officer':
      return { kind: 'officer', state: persona.state, authority: persona.authority, role: persona.role }
    case 'counsel':
      return { kind: 'counsel', key: persona.key }
    case 'person':
      return { kind: 'person', dossier: persona.dossier }
    case 'overseer':
      return { kind: 'overseer', state: persona.authority.slice(0, 2) as StateCode }
  }
}

/** Whether somebody may see a matter, by which rule and for which purpose (core/access). */
export function accessTo(
  persona: Persona,
  { folded: { dossier } }: LoadedDossier,
  site: Site,
): Result<Granted, Refused> {
  const { opened } = dossier
  if (!opened) return err({ why: 'no-policy' })
  return decideAccess(subjectOf(persona), {
    kind: 'matter',
    dossier: dossier.id,
    parties: [opened.requesting, opened.requested].filter((state) => state === site.node.identity.state),
    counsel: [...dossier.counsel.keys()],
    overseers: overseersOf(opened, site.node.directory()),
  })
}

const LOOKS = 'looks'
const Look = z.strictObject({ dossier: z.string(), who: z.string(), at: z.string(), role: z.string() })

/** Notes that somebody looked, once a quarter of an hour and person: the person can see it. */
export async function noteLook(
  site: Site,
  persona: Persona,
  granted: Granted,
  dossier: DossierId,
  now: Instant,
): Promise<void> {
  if (!granted.noted) return
  const quarter = `${now.slice(0, 14)}${String(Math.floor(Number(now.slice(14, 16)) / 15) * 15).padStart(2, '0')}`
  const key = `${dossier} ${quarter} ${persona.id}`
  const { archive } = site.node.ports
  if (await archive.document(LOOKS, key)) return
  await archive.commit([putDocument(LOOKS, key, 0, { dossier, who: persona.name, at: now, role: granted.purpose })])
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
