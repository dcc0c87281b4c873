import type { BoundBreach, BoundClock, BoundGate, ProceduralLaw, StatePair, StartedClock } from './procedural-law.ts'
import type { CalendarDate } from '@comity/kernel'
import { type ActFacts, evaluateWhere, findBar, findProof, valueAt } from './where.ts'

/** Gates of one order: what met each, and what is missing. Nothing in `unmet` means that the order may be made. */
export type Examination<A> = {
  readonly met: readonly { readonly gate: BoundGate; readonly by: A | 'order' | undefined }[]
  readonly unmet: readonly { readonly gate: BoundGate; readonly barredBy: A | undefined }[]
}

/**
 * Examines an order against the acts with effect in its own causal past, in the dossier's order: nothing else counts, so
 * that every node comes to the same answer whatever arrived when.
 */
export function examineOrder<A extends ActFacts>(
  gates: readonly BoundGate[],
  order: ActFacts,
  past: readonly A[],
): Examination<A> {
  const met: { gate: BoundGate; by: A | 'order' | undefined }[] = []
  const unmet: { gate: BoundGate; barredBy: A | undefined }[] = []
  for (const gate of gates) {
    const barredBy = firstOf(gate.barredBy, (bar) => findBar(bar, order, past))
    const by = firstOf(gate.provedBy, (proof) => findProof(proof, order, past))
    if (barredBy === undefined && (by !== undefined || gate.provedBy.length === 0)) met.push({ gate, by })
    else unmet.push({ gate, barredBy })
  }
  return { met, unmet }
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

/** The breaches that a report opens, given what its causal past holds. The report itself is never refused. */
export function breachesOpenedBy<A extends ActFacts>(
  law: ProceduralLaw,
  report: ActFacts,
  past: readonly A[],
  on?: CalendarDate,
  states?: StatePair,
): readonly BoundBreach[] {
  return law
    .breachesOf(report.kind, report.body, on, states)
    .filter((breach) => !breach.unless.some((proof) => findProof(proof, report, past)))
}

/**
 * The clocks that an act starts, each with what its body says of the event: the fact stated, never the time of recording;
 * `'act'` where the making of the act is the event, so that its bracket counts (PROTOCOL G).
 * `stated`: the end that the act itself names, where the clock takes its end from there.
 * `basis`: ids of the instruments that bind the two States. An event that the body leaves out gives `at: undefined`: the
 * clock is shown as running from a time not known.
 */
export function startsOf(
  law: ProceduralLaw,
  act: ActFacts,
  basis: readonly string[],
  on?: CalendarDate,
  states?: StatePair,
): readonly (StartedClock & { readonly at: string | undefined; readonly stated: string | undefined })[] {
  return law
    .clocksStartedBy(act.kind, on, states)
    .filter(({ clock, start }) => evaluateWhere(start.where, act.body) && bindsUnder(clock, basis))
    .map(({ clock, start }) => {
      const at = start.from === 'act' ? 'act' : valueAt(start.from, act.body)
      const stated = clock.length.kind === 'stated' ? valueAt(clock.length.at, act.body) : undefined
      return { clock, start, at: textOr(at), stated: textOr(stated) }
    })
}

const textOr = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const bindsUnder = (clock: BoundClock, basis: readonly string[]): boolean =>
  clock.under === undefined || clock.under.some((instrument) => basis.includes(instrument))

/**
 * Whether an act ends a clock that `startedBy` (its id) began; when it counts is for the procedure, which knows the
 * bracket of the act. An answer ends the clock of its own question only.
 */
export const satisfies = (clock: BoundClock, act: ActFacts, startedBy: string): boolean =>
  clock.satisfiedBy.some(
    ({ act: kind, where, names }) =>
      act.kind === kind && evaluateWhere(where, act.body) && (names === undefined || act.body[names] === startedBy),
  )
