import type { Instant } from '@comity/kernel'
import { type AccessView, guaranteeText, isGuaranteeName } from '@comity/portal'
import { isKind } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import { turnWords } from './act-facts.ts'
import { actLink } from './act-view.ts'
import { answeredBy, asksOf } from './asks.ts'
import { looksAt } from './looks.ts'
import { matterFrame } from './matter-view.ts'
import { nameIn, type Visit } from './site.ts'
import { doWords } from './step-words.ts'

/** Who looked, what a right refused, what the person asked for. */
export async function accessView(here: Visit, loaded: LoadedDossier): Promise<AccessView> {
  const { site, reader } = here
  const { t } = reader
  const { id } = loaded.folded.dossier
  const attempts = (await site.node.attempts()).filter(({ dossier }) => dossier === id)
  return {
    ...matterFrame(here, loaded),
    attempts: attempts.map(({ at, kind, by, unmet, otherwise }) => ({
      at: at as Instant,
      who: officeOf(here, by),
      what: isKind(kind) ? doWords(t, kind) : kind,
      missing: [
        ...new Set(unmet.map(({ guarantee }) => guaranteeText(t, guarantee).name)),
        ...otherwise.map((code) => turnWords(t, code)),
      ].join(', '),
    })),
    looks: (await looksAt(site, id))
      .toSorted((a, b) => (a.at < b.at ? 1 : -1))
      .map(({ who, at, role }) => ({ who, at, why: t(`matter.purpose.${role as 'procedure'}`) })),
    asks: (await asksOf(site, id)).map((ask) => {
      const done = answeredBy(loaded, ask)
      return {
        at: ask.at,
        what: isGuaranteeName(ask.about) ? guaranteeText(t, ask.about).name : ask.about,
        ...(ask.words === '' ? {} : { words: ask.words }),
        ...(done === undefined ? {} : { done: actLink(here, loaded, done) }),
      }
    }),
  }
}

/** The office behind a strand; counsel are named by their role, because an attempt names nobody. */
export function officeOf({ site, reader }: Visit, strand: string): string {
  if (strand.startsWith('counsel/')) return reader.t('matter.counsel')
  const authority = site.node.directory().authority(strand as never)
  return authority ? nameIn(authority.name, reader.t.language) : strand
}
