import type { KeyId } from '@comity/kernel'
import type { Content } from '@comity/portal'
import type { Author, ReadAct } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import { nameIn, type Visit } from './site.ts'

/** The name of the person, where this reader's node may read it. */
export function personName(here: Visit, loaded: LoadedDossier): string {
  return knownPerson(loaded) ?? here.reader.t('matter.person-not-shown')
}

export function knownPerson({ folded: { dossier }, read }: LoadedDossier): string | undefined {
  const text = dossier.opened && read.get(dossier.opened.by)?.shown['person']
  return text?.split(',')[0]
}

/** What counsel is called: as the bar or the appointment names them, where this reader may read it. */
export function counselName(here: Visit, loaded: LoadedDossier, key: KeyId): string {
  const admitted = loaded.folded.dossier.counsel.get(key)
  const named =
    admitted && [admitted.voucher, admitted.appointment].map((id) => loaded.read.get(id)?.shown['counselName'])
  return named?.find((name) => name !== undefined) ?? here.reader.t('matter.counsel')
}

/** Everybody whom the person appointed and a bar vouched for. */
export const allCounsel = (here: Visit, loaded: LoadedDossier): readonly string[] => [
  ...new Set([...loaded.folded.dossier.counsel.keys()].map((key) => counselName(here, loaded, key))),
]

/** Who made an act, and in which office. A registry's key is held by its node: the office signs, and is named once. */
export function officeLine({ site, reader }: Visit, author: Extract<Author, { kind: 'authority' }>): string {
  const authority = site.node.directory().authority(author.authority)
  const office = authority ? nameIn(authority.name, reader.t.language) : author.authority
  return authority?.role === 'registry' ? office : `${author.holder}, ${office}`
}

/** Who made an act: of one that records the person's own word, whose word it is, and who wrote it down. */
export function authorLine(here: Visit, loaded: LoadedDossier, { act }: Pick<ReadAct, 'act'>, author: Author): Content {
  const { t } = here.reader
  if (author.kind === 'counsel') return t.html('matter.by-counsel', { name: counselName(here, loaded, author.key) })
  const office = officeLine(here, author)
  const attested = 'attested' in act.body ? act.body.attested : undefined
  if (attested?.for !== 'person') return office
  return t.html('matter.by-attested', {
    person: personName(here, loaded),
    how: attested.how === 'form' ? 'other' : attested.how,
    office,
  })
}
