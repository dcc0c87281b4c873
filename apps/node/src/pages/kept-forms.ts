import type { DossierId } from '@comity/kernel'
import { z } from 'zod'
import { putDocument, readDocument } from '../node/documents.ts'
import type { Persona } from './persona.ts'
import type { Site } from './site.ts'

/** What was typed into a form that a right then refused: its author finds it again, and nobody else sees it. */
const KEPT = 'kept-forms'
const Kept = z.record(z.string(), z.string())

const keyOf = (persona: Persona, dossier: DossierId, kind: string): string => `${persona.id} ${dossier} ${kind}`

export async function keepForm(
  site: Site,
  persona: Persona,
  dossier: DossierId,
  kind: string,
  typed: Readonly<Record<string, string>>,
): Promise<void> {
  const { archive } = site.node.ports
  const key = keyOf(persona, dossier, kind)
  const before = await archive.document(KEPT, key)
  const { once: _once, ...fields } = typed
  // Two tabs at once: either text is one that they typed.
  await archive.commit([putDocument(KEPT, key, before?.version ?? 0, fields)])
}

export const keptForm = async (
  site: Site,
  persona: Persona,
  dossier: DossierId,
  kind: string,
): Promise<Readonly<Record<string, string>> | undefined> =>
  (await readDocument(site.node.ports.archive, KEPT, keyOf(persona, dossier, kind), Kept))?.value

export async function forgetForm(site: Site, persona: Persona, dossier: DossierId, kind: string): Promise<void> {
  const { archive } = site.node.ports
  const before = await archive.document(KEPT, keyOf(persona, dossier, kind))
  if (before)
    await archive.commit([{ do: 'delete-document', collection: KEPT, key: before.key, expect: before.version }])
}
