import type { ProvisionId, StateCode } from '@comity/kernel'
import type { Act, Breach, Kind } from '@comity/procedure'
import type { BoundGate, CitedProvision, Law, ProceduralLaw } from '@comity/rules'
import type { LoadedDossier } from '../node/dossiers.ts'
import type { Visit } from './site.ts'

type Placed = LoadedDossier['folded']['acts'][number]

export const partiesOf = ({ folded: { dossier } }: LoadedDossier): readonly StateCode[] =>
  dossier.opened ? [dossier.opened.requesting, dossier.opened.requested] : []

/** The provisions that an act serves, breaks or fails by, as the pack in force here has them. */
export function sourcesOfAct(
  { site }: Visit,
  { act, verdict }: Placed,
  breaches: readonly Breach[],
): readonly CitedProvision[] {
  const procedure = site.node.ports.law.own.procedure
  if (verdict.effect === 'none') return verdict.impediments.flatMap(firstSourceOf)
  if (breaches.length > 0)
    return breaches.flatMap(({ guarantee }) => procedure.guarantee(guarantee)?.sources.slice(0, 2) ?? [])
  switch (act.kind) {
    case 'order-refused':
      return act.body.unmet.flatMap(({ provisions }) => named(site.law, provisions.slice(0, 1)))
    case 'information-asked':
      return named(site.law, act.body.about)
    case 'supplement-asked':
      return named(site.law, act.body.provisions)
    case 'assistance-refused':
      return named(
        site.law,
        act.body.grounds.map(({ provision }) => provision),
      )
    default:
      return servedBy(procedure, act)
  }
}

const firstSourceOf = (impediment: { readonly kind: string; readonly gate?: BoundGate }): readonly CitedProvision[] =>
  impediment.gate?.sources.slice(0, 1) ?? []

/** Provisions that somebody named by id, as the pack holds them. */
export function named(law: Law, ids: readonly ProvisionId[]): readonly CitedProvision[] {
  return ids.map((id): CitedProvision => {
    const rule = law.provision(id)
    const instrument = rule
      ? 'instrument' in rule.from
        ? rule.from.instrument.id
        : rule.from.state.code
      : id.slice(0, id.indexOf(':'))
    return { id, instrument, text: rule?.provision.rule ?? '', status: rule?.provision.status ?? 'not-held' }
  })
}

const served = new WeakMap<ProceduralLaw, Map<Kind, readonly CitedProvision[]>>()

/** The guarantee that acts of this kind prove, or the clock that they end: by it the law asks for such an act. */
function servedBy(procedure: ProceduralLaw, { kind }: Act): readonly CitedProvision[] {
  const known = served.get(procedure) ?? new Map<Kind, readonly CitedProvision[]>()
  served.set(procedure, known)
  const before = known.get(kind)
  if (before) return before
  const guarantees = procedure.guarantees()
  const proved = guarantees.find(({ gates }) =>
    gates.some(({ provedBy, order }) => order !== kind && provedBy.some(({ act }) => act === kind)),
  )
  const ended = guarantees.find(({ clocks }) => clocks.some(({ satisfiedBy }) => satisfiedBy[0]?.act === kind))
  const gated = guarantees.find(({ gates }) => gates.some(({ order }) => order === kind))
  const sources = (ended ?? proved ?? gated)?.sources ?? []
  known.set(kind, sources)
  return sources
}
