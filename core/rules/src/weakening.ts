import type { Law, LawFault } from './law.ts'
import type { Binding, Modality } from './pack.ts'

/** How hard a modality is on a request, for comparing two bindings of one test. */
const SEVERITY: Readonly<Record<Modality, number>> = {
  mandatory: 8,
  assurance: 7,
  information: 6,
  optional: 5,
  postpone: 4,
  'exclude-evidence': 3,
  safeguard: 2,
  condition: 1,
  excluded: 0,
}

type Owner = { readonly who: string; readonly at: string; readonly binds: readonly Binding[] }

/**
 * What profiles and declarations would take away from the baseline. Bindings of instruments that play `rights` are the
 * baseline: nobody may bind the same test more mildly for the same procedures, or open a cure that the baseline does not
 * know. What profiles may ask of the procedure is held against the baseline in `guarantees/strengthen.ts`.
 */
export function weakenings(law: Law): LawFault[] {
  const baseline = law.pack.instruments
    .filter((instrument) => instrument.plays === 'rights')
    .flatMap((instrument) => instrument.provisions.flatMap((p) => p.binds.map((binding) => ({ id: p.id, binding }))))
  const owners: Owner[] = [
    ...law.profiles.map((profile, i) => ({ who: `profile ${profile.id}`, at: `/profiles/${i}`, binds: profile.binds })),
    ...law.pack.states.flatMap((state, i) =>
      (state.declarations ?? []).map((declaration, d) => ({
        who: `the ${declaration.kind} of ${state.name} to ${declaration.provision}`,
        at: `/states/${i}/declarations/${d}`,
        binds: declaration.binds,
      })),
    ),
  ]
  return owners.flatMap((owner) => owner.binds.flatMap((added) => milder(added, owner, baseline)))
}

function milder(added: Binding, owner: Owner, baseline: readonly { id: string; binding: Binding }[]): LawFault[] {
  const against = baseline.filter(
    ({ binding }) => binding.ground === added.ground && binding.test === added.test && overlaps(binding, added),
  )
  return against.flatMap(({ id, binding }) => {
    const why =
      SEVERITY[added.modality] < SEVERITY[binding.modality]
        ? `binds ${added.ground} (${added.test}) as ${added.modality}, where the baseline says ${binding.modality}`
        : opensCure(added, binding)
          ? `lets an assurance cure ${added.ground} (${added.test}) that the baseline does not accept`
          : undefined
    if (!why) return []
    return [
      {
        at: owner.at,
        message: `${owner.who} weakens the baseline: it ${why} (${id})`,
        remedy: 'A profile or declaration may only strengthen. Bind it at least as strictly, or take the binding out.',
      },
    ]
  })
}

const overlaps = (a: Binding, b: Binding): boolean =>
  !a.kinds || !b.kinds || a.kinds.some((kind) => b.kinds?.includes(kind))

function opensCure(added: Binding, baseline: Binding): boolean {
  if (!added.cure) return false
  if (!baseline.cure) return true
  return (
    (baseline.cure.monitored && !added.cure.monitored) ||
    added.cure.by.some((cover) => !baseline.cure?.by.includes(cover))
  )
}
