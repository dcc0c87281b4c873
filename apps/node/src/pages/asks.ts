import { type ActId, type DossierId, GuaranteeId, Instant } from '@comity/kernel'
import { type Kind, settledOf } from '@comity/procedure'
import { z } from 'zod'
import { putDocument, readDocuments } from '../node/documents.ts'
import type { LoadedDossier } from '../node/dossiers.ts'
import type { Site } from './site.ts'

/** What the person asked for on their page. It is no act: a note to whoever owes the right, and it stands until it is done. */
const Ask = z.strictObject({ about: GuaranteeId, words: z.string().max(1000), at: Instant })
export type Ask = z.infer<typeof Ask>

const collectionOf = (dossier: DossierId): string => `asks ${dossier}`

export async function noteAsk(site: Site, dossier: DossierId, ask: Ask): Promise<void> {
  const key = `${ask.at} ${ask.about}`
  await site.node.ports.archive.commit([putDocument(collectionOf(dossier), key, 0, ask)])
}

/** In the order in which they were asked. */
export const asksOf = async (site: Site, dossier: DossierId): Promise<readonly Ask[]> =>
  (await readDocuments(site.node.ports.archive, collectionOf(dossier), Ask)).map(({ value }) => value)

/** Acts that do what was asked about a right. */
const DOES: Readonly<Record<string, readonly Kind[]>> = {
  'medical-examination': ['doctor-offered'],
  'third-person-informed': ['third-person-informed'],
  'consular-information': ['consulate-information-given'],
  'interpreter-free': ['interpreter-engaged', 'interpretation-confirmed'],
  'access-to-counsel': ['counsel-appointed', 'counsel-vouched'],
  'counsel-confidential': ['counsel-advised'],
  'prompt-judge': ['brought-before-judge'],
  'written-letter-of-rights': ['letter-of-rights-given'],
  'charge-information': ['reasons-given'],
  'reasons-at-arrest': ['reasons-given'],
  'language-need-assessed': ['language-assessed'],
  'informed-consent-to-surrender': ['counsel-advised'],
}

/** The first act after the asking that does what was asked. */
export function answeredBy({ folded: { dossier } }: LoadedDossier, { about, at }: Ask): ActId | undefined {
  const kinds = DOES[about] ?? []
  return kinds.flatMap((kind) => settledOf(dossier, kind)).find(({ payload }) => payload.claimed > at)?.id
}
