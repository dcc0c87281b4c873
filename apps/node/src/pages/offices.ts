import type { StateCode } from '@comity/kernel'
import { between, type Content, html } from '@comity/portal'
import type { GateRole } from '@comity/rules'
import type { LoadedDossier } from '../node/dossiers.ts'
import { allCounsel } from './authors.ts'
import { nameIn, type Visit } from './site.ts'

/**
 * Who can do what a gate asks for, by name: the offices of that role in the State that holds the person, the bar that an
 * appointment names, counsel themselves.
 */
export function officesFor(here: Visit, loaded: LoadedDossier, role: GateRole): Content {
  const { t } = here.reader
  const { dossier } = loaded.folded
  if (role === 'counsel') {
    const names = allCounsel(here, loaded)
    return names.length === 0 ? t('matter.role.counsel') : t('matter.counsel-named', { names: names.join(', ') })
  }
  if (role === 'bar') return barsOf(here, loaded)
  const { opened } = dossier
  // A prosecutor or central authority of the asking State asks; everything about the person is the other State's.
  const state = role === 'prosecutor' ? opened?.requesting : opened?.requested
  const names = state === undefined ? [] : namesOf(here, state, role)
  return names.length === 0 ? t(`matter.role.${role}`) : listed(names)
}

function barsOf(here: Visit, { folded: { dossier } }: LoadedDossier): Content {
  const bars = (dossier.byKind.get('counsel-appointed') ?? []).flatMap((id) => {
    const act = dossier.settled.get(id)?.act
    return act?.kind === 'counsel-appointed' ? [act.body.bar] : []
  })
  const names = [...new Set(bars)].flatMap((bar) => {
    const authority = here.site.node.directory().authority(bar as never)
    return authority ? [nameIn(authority.name, here.reader.t.language)] : []
  })
  return names.length === 0 ? here.reader.t('matter.role.bar') : listed(names)
}

function namesOf({ site, reader }: Visit, state: StateCode, role: GateRole): readonly string[] {
  const authorities = site.node.directory().of(state)?.authorities ?? []
  return authorities.filter((authority) => authority.role === role).map(({ name }) => nameIn(name, reader.t.language))
}

const listed = (names: readonly string[]): Content =>
  html`${between(
    names.map((name) => html`<bdi>${name}</bdi>`),
    ', ',
  )}`
