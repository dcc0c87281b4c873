import type { StateCode } from '@comity/kernel'
import type { CiteView } from '@comity/portal'
import type { CitedProvision, Law } from '@comity/rules'

/** Law that speaks to every State, whether or not it has joined anything. */
const SPEAKS_TO_ALL: ReadonlySet<string> = new Set(['custom', 'soft-law', 'model'])

/**
 * Provisions as lawyers write them, at most so many: those that speak to one of these States before all others, those
 * whose text was read before those whose was not. Nothing is cited twice, and one instrument is named once in a row.
 */
export function citesFor(
  law: Law,
  sources: readonly CitedProvision[],
  parties: readonly StateCode[] = [],
  most = 2,
): readonly CiteView[] {
  const own = sources.filter(({ instrument }) => speaksTo(law, instrument, parties))
  const ranked = [...new Map((own.length > 0 ? own : sources).map((source) => [source.id, source])).values()]
    .toSorted((a, b) => Number(a.status !== 'checked') - Number(b.status !== 'checked'))
    .slice(0, most)
  return ranked.map((source, at): CiteView => {
    const before = ranked[at - 1]
    return {
      label: labelOf(law, source, before?.instrument === source.instrument),
      href: hrefOf(source.id),
      checked: source.status === 'checked',
    }
  })
}

function speaksTo(law: Law, instrument: string, parties: readonly StateCode[]): boolean {
  const known = law.instruments.get(instrument)
  if (parties.length === 0 || (known && SPEAKS_TO_ALL.has(known.kind))) return true
  return parties.some(
    (state) => state === instrument || law.states.get(state)?.memberships.some(({ of }) => of === instrument),
  )
}

/** "ICCPR art. 9(3)"; only "art. 9(3)" where the instrument was just named. */
function labelOf(law: Law, { id, instrument }: CitedProvision, isNamed: boolean): string {
  const rule = law.provision(id)
  const article = rule?.provision.article ?? id.slice(id.indexOf(':') + 1)
  const name = law.instruments.get(instrument)?.short ?? law.states.get(instrument)?.name ?? instrument
  return isNamed ? article : `${name} ${article}`
}

/** Where a provision can be read. */
export const hrefOf = (id: string): string => `/rules/${id.replace(':', '/')}`
