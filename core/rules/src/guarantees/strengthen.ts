import { err, ok, type Result } from '@comity/kernel'
import { ClockId, type ClockRecord, type GuaranteeRecord, type ProfileRecord, type Tightening } from './schema.ts'
import {
  impliesGate,
  stricterForce,
  stricterTiming,
  type Weakness,
  weaknessesOfClock,
  weaknessesOfGuarantee,
  widerBreach,
} from './strictness.ts'

export type Baseline = { readonly guarantees: readonly GuaranteeRecord[]; readonly clocks: readonly ClockRecord[] }

/** Where a profile asks for less than the baseline, and what it would have changed. `where`: a guarantee or clock and its part. */
export type Weakening = { readonly where: string; readonly from: string; readonly to: string }

/**
 * The baseline with a profile on top, or every part in which the profile is weaker. Each part that the profile gives is
 * held against the baseline; then both are asked together.
 */
export function strengthen(base: Baseline, profile: ProfileRecord): Result<Baseline, readonly Weakening[]> {
  const weakenings = weakeningsIn(base, profile)
  return weakenings.length > 0 ? err(weakenings) : ok(join(base, profile))
}

/** Every part in which a profile is weaker than the baseline; none means that it may be loaded. */
export function weakeningsIn(base: Baseline, profile: ProfileRecord): Weakening[] {
  return [
    ...profile.tightens.flatMap((tightening) => weakeningsOfTightening(base, tightening)),
    ...profile.adds
      .filter(({ id }) => base.guarantees.some((guarantee) => guarantee.id === id))
      .map(({ id }) => ({ where: id, from: 'a guarantee of the baseline', to: 'replaced as if it were new' })),
    ...profile.clocks.flatMap((clock) => {
      const held = base.clocks.find(({ id }) => id === clock.id)
      return held ? placed(clock.id, weaknessesOfClock(clock, held)) : []
    }),
  ]
}

function weakeningsOfTightening(base: Baseline, tightening: Tightening): Weakening[] {
  const guarantee = base.guarantees.find(({ id }) => id === tightening.guarantee)
  if (!guarantee) return [{ where: tightening.guarantee, from: 'no guarantee of this name', to: 'tightened' }]
  return placed(guarantee.id, weaknessesOfGuarantee(withParts(guarantee, tightening), guarantee))
}

const placed = (name: string, weaknesses: readonly Weakness[]): Weakening[] =>
  weaknesses.map(({ part, from, to }) => ({ where: `${name}/${part}`, from, to }))

/**
 * Law and profile asked together, without comparing them: what either asks is asked. Joining never takes away, so that
 * two profiles which bind one case, each checked against the baseline, cannot cancel each other.
 */
export function join(law: Baseline, profile: ProfileRecord): Baseline {
  const added = profile.adds.filter(({ id }) => !law.guarantees.some((guarantee) => guarantee.id === id))
  return {
    guarantees: [
      ...law.guarantees.map((guarantee) => {
        const sameName = profile.adds.filter(({ id }) => id === guarantee.id)
        const tightenings = profile.tightens.filter((tightening) => tightening.guarantee === guarantee.id)
        return [...sameName, ...tightenings].reduce<GuaranteeRecord>(both, guarantee)
      }),
      ...added,
    ],
    clocks: profile.clocks.reduce((clocks, clock) => withClock(clocks, clock, profile.id), law.clocks),
  }
}

/** What a profile may say of a guarantee. */
type Parts = { readonly [P in Part]?: GuaranteeRecord[P] | undefined }
type Part = 'force' | 'timing' | 'gates' | 'breachedBy' | 'clocks' | 'derogable' | 'derogations'

/** The guarantee as the profile alone would have it. */
function withParts(guarantee: GuaranteeRecord, parts: Parts): GuaranteeRecord {
  return {
    ...guarantee,
    force: parts.force ?? guarantee.force,
    timing: parts.timing ?? guarantee.timing,
    gates: parts.gates ?? guarantee.gates,
    breachedBy: parts.breachedBy ?? guarantee.breachedBy,
    clocks: parts.clocks ?? guarantee.clocks,
    derogable: parts.derogable ?? guarantee.derogable,
    derogations: parts.derogations ?? guarantee.derogations,
  }
}

function both(guarantee: GuaranteeRecord, other: Parts & Pick<Tightening, 'sources'>): GuaranteeRecord {
  const gates = other.gates ?? []
  const breaches = other.breachedBy ?? []
  const { derogations } = other
  return {
    ...guarantee,
    force: other.force === undefined ? guarantee.force : stricterForce(guarantee.force, other.force),
    timing: other.timing === undefined ? guarantee.timing : stricterTiming(guarantee.timing, other.timing),
    gates: [...gates, ...guarantee.gates.filter((gate) => !impliesGate(gates, gate))],
    breachedBy: [
      ...breaches,
      ...guarantee.breachedBy.filter((breach) => !breaches.some((wide) => widerBreach(wide, breach))),
    ],
    clocks: [...new Set([...guarantee.clocks, ...(other.clocks ?? [])])],
    derogable: guarantee.derogable && (other.derogable ?? true),
    derogations:
      derogations === undefined
        ? guarantee.derogations
        : guarantee.derogations.filter((one) => derogations.includes(one)),
    sources: [...new Set([...guarantee.sources, ...other.sources])],
  }
}

/** The stricter of two clocks of one name; where neither is stricter both run, the second under a name of its own. */
function withClock(clocks: readonly ClockRecord[], clock: ClockRecord, profile: string): readonly ClockRecord[] {
  const held = clocks.find(({ id }) => id === clock.id)
  if (!held) return [...clocks, clock]
  if (weaknessesOfClock(clock, held).length === 0) return clocks.map((one) => (one.id === clock.id ? clock : one))
  if (weaknessesOfClock(held, clock).length === 0) return clocks
  const id = ClockId.parse(clock.id.includes('#') ? `${clock.id}-${profile}` : `${clock.id}#${profile}`)
  return [...clocks, { ...clock, id }]
}
