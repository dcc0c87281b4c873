import type { ProceduralRecords, ResolveProvision } from './procedural-law.ts'
import { weakeningsIn } from './strengthen.ts'

/** What is wrong with the procedural half of a pack, and where. A pack with one of these is not loaded. */
export type ProceduralFault = {
  readonly kind:
    | 'same-id-twice'
    | 'clock-not-held'
    | 'gate-without-source'
    | 'weakens-baseline'
    | 'gates-but-not-a-gate'
  readonly where: string
  readonly message: string
}

/**
 * Everything that would let a gate or clock slip away unseen: ids that hide each other, clocks that nobody defines, gates
 * that no provision held by the pack supports, profiles that ask for less than the baseline.
 */
export function proceduralFaults(records: ProceduralRecords, resolve: ResolveProvision): ProceduralFault[] {
  const profiles = records.profiles ?? []
  const clocks = new Set([...records.clocks, ...profiles.flatMap((profile) => profile.clocks)].map(({ id }) => id))
  const guarantees = [...records.guarantees, ...profiles.flatMap((profile) => profile.adds)]
  return [
    ...repeated(records.guarantees.map(({ id }) => id)),
    ...repeated(records.clocks.map(({ id }) => id)),
    ...repeated(profiles.map(({ id }) => id)),
    ...guarantees.flatMap((guarantee) =>
      guarantee.clocks
        .filter((clock) => !clocks.has(clock))
        .map(
          (clock): ProceduralFault => ({ kind: 'clock-not-held', where: guarantee.id, message: `No clock ${clock}.` }),
        ),
    ),
    ...guarantees
      .filter(({ gates, sources }) => gates.length > 0 && !sources.some((id) => resolve(id)))
      .map(
        ({ id }): ProceduralFault => ({
          kind: 'gate-without-source',
          where: id,
          message: 'None of its provisions is held.',
        }),
      ),
    ...guarantees
      .filter(({ gates, kind }) => gates.length > 0 && kind === 'shown')
      .map(
        ({ id }): ProceduralFault => ({
          kind: 'gates-but-not-a-gate',
          where: id,
          message: 'It is only shown, but has gates.',
        }),
      ),
    ...profiles.flatMap((profile) =>
      weakeningsIn(records, profile).map(
        ({ where, from, to }): ProceduralFault => ({
          kind: 'weakens-baseline',
          where: `${profile.id}: ${where}`,
          message: `The baseline says ${from}; the profile would make it ${to}.`,
        }),
      ),
    ),
  ]
}

function repeated(ids: readonly string[]): ProceduralFault[] {
  const seen = new Set<string>()
  return ids
    .filter((id) => seen.size === seen.add(id).size)
    .map((id) => ({ kind: 'same-id-twice', where: id, message: 'An id stands for one record.' }))
}
