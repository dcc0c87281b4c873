import type {
  Bar,
  Breach,
  ClockEnd,
  ClockLength,
  ClockRecord,
  ClockStart,
  Gate,
  GuaranteeRecord,
  Proof,
  Where,
} from './schema.ts'

/**
 * The order of strictness: `a` is at least as strict as `b`. Where the order cannot tell, the answer is no: a profile may
 * then be refused that weakens nothing, but none that weakens something is let in.
 *
 * | part | stricter is |
 * |---|---|
 * | proof | the same act, more fields asked, fewer values allowed; `lastBy` new, or the same about the same subject |
 * | gate | for every gate of `b` a gate on the same order whose every alternative is as strict as one of `b`'s; every bar kept |
 * | bar, breach, start of a clock | as wide: fewer fields asked, more values allowed; taint kept; no new excuse |
 * | force, derogation | hard over soft; not derogable over derogable; fewer permitted derogations |
 * | timing | before, at, within, after |
 * | clock of a State | shorter; not extendable; never rolled forward; a custody cap stays one |
 * | clock of the person, least period | longer |
 */

/** Whatever satisfies `a` satisfies `b`. */
export function narrowerWhere(a: Where | undefined, b: Where | undefined): boolean {
  return Object.entries(b ?? {}).every(([field, allowed]) => {
    const asked = a !== undefined && Object.hasOwn(a, field) ? a[field] : undefined
    return asked !== undefined && valuesOf(asked).every((value) => valuesOf(allowed).includes(value))
  })
}

type Values = Where[string]
const valuesOf = (values: Values): readonly (string | boolean | number)[] => (Array.isArray(values) ? values : [values])

export function stricterProof(a: Proof, b: Proof): boolean {
  if (a.act !== b.act || !narrowerWhere(a.where, b.where)) return false
  const { lastBy } = b
  if (lastBy === undefined) return true
  // The last act of a narrower subject may be an older one, so the subject has to be the same.
  return (
    sameMembers(a.lastBy ?? [], lastBy) && a.lastBy !== undefined && lastBy.every((field) => sameValues(a, b, field))
  )
}

const sameMembers = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && b.every((member) => a.includes(member))

const sameValues = (a: Proof, b: Proof, field: string): boolean =>
  sameMembers(valuesOf(a.where?.[field] ?? []), valuesOf(b.where?.[field] ?? []))

const stricterAlternatives = (a: readonly Proof[], b: readonly Proof[]): boolean =>
  a.every((ours) => b.some((theirs) => stricterProof(ours, theirs)))

export const widerBar = (a: Bar, b: Bar): boolean =>
  a.act === b.act && narrowerWhere(b.where, a.where) && a.sharing.every((field) => b.sharing.includes(field))

export const widerBreach = (a: Breach, b: Breach): boolean =>
  a.act === b.act &&
  narrowerWhere(b.where, a.where) &&
  (a.taints || !b.taints) &&
  stricterAlternatives(a.unless, b.unless)

/** Whether an order that meets all of `gates` has met `gate`. */
export function impliesGate(gates: readonly Gate[], gate: Gate): boolean {
  const onOrder = gates.filter((other) => other.order === gate.order)
  const proved =
    gate.provedBy.length === 0 ||
    onOrder.some((other) => other.provedBy.length > 0 && stricterAlternatives(other.provedBy, gate.provedBy))
  const bars = onOrder.flatMap((other) => other.barredBy)
  return proved && gate.barredBy.every((bar) => bars.some((other) => widerBar(other, bar)))
}

const TIMING = ['after', 'within', 'at', 'before'] as const
const FORCE = ['soft', 'hard'] as const
export const stricterForce = (a: GuaranteeRecord['force'], b: GuaranteeRecord['force']) =>
  FORCE.indexOf(a) >= FORCE.indexOf(b) ? a : b
export const stricterTiming = (a: GuaranteeRecord['timing'], b: GuaranteeRecord['timing']) =>
  TIMING.indexOf(a) >= TIMING.indexOf(b) ? a : b

const EXTENDABLE = [true, undefined, false] as const

/** A part in which a version is weaker than the one it would replace. */
export type Weakness = { readonly part: string; readonly from: string; readonly to: string }

type Tightened = Pick<
  GuaranteeRecord,
  'force' | 'timing' | 'gates' | 'breachedBy' | 'clocks' | 'derogable' | 'derogations'
>

/** Every part in which `next` is weaker than `base`. None: it is at least as strict. */
export function weaknessesOfGuarantee(next: Tightened, base: Tightened): Weakness[] {
  const found: Weakness[] = []
  const report = (part: string, from: string, to: string) => found.push({ part, from, to })
  if (FORCE.indexOf(next.force) < FORCE.indexOf(base.force)) report('force', base.force, next.force)
  if (TIMING.indexOf(next.timing) < TIMING.indexOf(base.timing)) report('timing', base.timing, next.timing)
  if (next.derogable && !base.derogable) report('derogable', 'no', 'yes')
  for (const derogation of next.derogations) {
    if (!base.derogations.includes(derogation)) report('derogations', 'not permitted', derogation)
  }
  base.gates.forEach((gate, index) => {
    if (!impliesGate(next.gates, gate)) report(`gates/${index}`, `${gate.order}: ${gate.how}`, 'not asked as strictly')
  })
  base.breachedBy.forEach((breach, index) => {
    if (!next.breachedBy.some((other) => widerBreach(other, breach)))
      report(`breachedBy/${index}`, breach.act, 'not a breach as widely')
  })
  for (const clock of base.clocks) if (!next.clocks.includes(clock)) report('clocks', clock, 'left out')
  return found
}

/** Every part in which clock `next` protects less than `base`. */
export function weaknessesOfClock(next: ClockRecord, base: ClockRecord): Weakness[] {
  const found: Weakness[] = []
  const must = (part: string, holds: boolean, from: unknown, to: unknown) => {
    if (!holds) found.push({ part, from: JSON.stringify(from), to: JSON.stringify(to) })
  }
  const longerIsStricter = base.duty === 'person' || base.bound === 'minimum'
  // Whose duty it is, where and how it is counted and what its end does have no more and no less: they stay.
  for (const part of ['duty', 'zoneOf', 'bound', 'direction', 'onExpiry', 'rule'] as const)
    must(part, next[part] === base[part], base[part], next[part])
  must('length', stricterLength(next.length, base.length, longerIsStricter), base.length, next.length)
  must('custodyCap', next.custodyCap || !base.custodyCap, base.custodyCap, next.custodyCap)
  must('onLiberty', next.onLiberty || !base.onLiberty, base.onLiberty, next.onLiberty)
  const rolling = ['if-the-rule-says-so', 'not-applicable', 'never']
  must(
    'rollForward',
    longerIsStricter
      ? next.rollForward === base.rollForward
      : rolling.indexOf(next.rollForward) >= rolling.indexOf(base.rollForward),
    base.rollForward,
    next.rollForward,
  )
  must(
    'extendable',
    longerIsStricter
      ? next.extendable === base.extendable
      : EXTENDABLE.indexOf(next.extendable) >= EXTENDABLE.indexOf(base.extendable),
    base.extendable,
    next.extendable,
  )
  must(
    'under',
    base.under === undefined ? next.under === undefined : keepsAll(next.under, base.under),
    base.under,
    next.under,
  )
  must(
    'startedBy',
    base.startedBy.every((start) => next.startedBy.some((other) => widerStart(other, start))),
    base.startedBy,
    next.startedBy,
  )
  must(
    'satisfiedBy',
    next.satisfiedBy.every((end) => base.satisfiedBy.some((other) => stricterEnd(end, other))),
    base.satisfiedBy,
    next.satisfiedBy,
  )
  return found
}

const keepsAll = (next: readonly string[] | undefined, base: readonly string[]): boolean =>
  next === undefined || base.every((instrument) => next.includes(instrument))

const stricterEnd = (a: ClockEnd, b: ClockEnd): boolean =>
  a.act === b.act && narrowerWhere(a.where, b.where) && (b.names === undefined || a.names === b.names)

const widerStart = (a: ClockStart, b: ClockStart): boolean =>
  a.act === b.act && a.from === b.from && narrowerWhere(b.where, a.where)

/** Least and most days a unit can be, so that lengths in different units compare only where no calendar could turn it. */
const DAYS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  hours: [1 / 24, 1 / 24],
  days: [1, 1],
  weeks: [7, 7],
  months: [28, 31],
  years: [365, 366],
}

function stricterLength(next: ClockLength, base: ClockLength, longerIsStricter: boolean): boolean {
  if (next.kind !== 'fixed' || base.kind !== 'fixed') {
    // A figure where the text has only a term makes the duty firmer; taking a figure away never does.
    const firmer = next.kind === 'fixed' && base.kind === 'qualitative' && !longerIsStricter
    return firmer || JSON.stringify(next) === JSON.stringify(base)
  }
  if (next.unit === base.unit) return longerIsStricter ? next.amount >= base.amount : next.amount <= base.amount
  const ours = DAYS[next.unit]
  const theirs = DAYS[base.unit]
  if (!ours || !theirs) return false
  // Hours run by the clock and days end with their last hour: a day may hold 25 hours and the day of the event is a gift.
  if (longerIsStricter) return next.unit !== 'hours' && next.amount * ours[0] >= base.amount * theirs[1] + 1
  return (
    (base.unit === 'hours' ? next.amount * ours[1] + 1 : next.amount * ours[1]) <=
    base.amount * theirs[0] - (next.unit === 'hours' ? 1 : 0)
  )
}
