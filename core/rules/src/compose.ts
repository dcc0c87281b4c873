import {
  type Effect,
  Effect as EffectSchema,
  type Outcome,
  Outcome as OutcomeSchema,
  type Question,
} from './assessment.ts'
import { undertakingFor } from './assurances.ts'
import type { GroundCode } from './codes.ts'
import type { Reading } from './grounds/ground.ts'
import type { Matter } from './matter.ts'
import type { Binding } from './pack.ts'

/** Where a binding stands: the baseline yields to nothing; domestic law may give up its own bars and the treaty's options. */
export type Layer = 'baseline' | 'basis' | 'general' | 'domestic'

/** What one provision makes of one reading. */
export type Weighed = {
  readonly ground: GroundCode
  readonly test: string
  readonly provision: string
  readonly layer: Layer
  readonly binding: Binding
  readonly reading: Reading
  readonly effect: Effect
  readonly why: string
  readonly facts: readonly string[]
}

const STRICTNESS = new Map<Effect, number>(
  EffectSchema.options.map((effect, index) => [effect, EffectSchema.options.length - index]),
)
export const strictness = (effect: Effect): number => STRICTNESS.get(effect) ?? 0

/** The effect of a reading under a binding, or `undefined` where it leads to a question at most. */
export function weigh(
  matter: Matter,
  provision: string,
  layer: Layer,
  binding: Binding,
  reading: Reading,
): Weighed | undefined {
  const as = (effect: Effect, why = reading.why, facts = reading.facts): Weighed => ({
    ground: binding.ground,
    test: binding.test,
    provision,
    layer,
    binding,
    reading,
    effect,
    why,
    facts,
  })
  if (!reading.raised) return undefined
  if (reading.verdict === 'excluded' && binding.modality === 'excluded') return undefined
  if (reading.verdict === 'excluded') {
    const given = reading.doubt && binding.cure ? undertakingFor(matter, binding.cure) : undefined
    return given?.kind === 'sufficient'
      ? as('condition', `${reading.why} What doubt remains is met by the assurance on the file.`, [
          ...reading.facts,
          ...given.facts,
        ])
      : as('no-obstacle')
  }
  if (binding.modality === 'excluded') return reading.verdict === 'established' ? as('no-obstacle') : undefined
  const plain = plainEffect(binding, reading)
  if (plain === undefined || !binding.cure) return plain && as(plain)
  const undertaking = undertakingFor(matter, binding.cure)
  const facts = [...reading.facts, ...undertaking.facts]
  if (undertaking.kind === 'sufficient')
    return as('condition', `${reading.why} It may be granted on the assurance: ${undertaking.why}.`, facts)
  if (plain === 'information-required') return as(plain)
  return as(plain === 'bar' ? 'assurance-required' : plain, `${reading.why} ${capital(undertaking.why)}.`, facts)
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

function plainEffect(binding: Binding, reading: Reading): Effect | undefined {
  const undecided = reading.verdict === 'unknown'
  switch (binding.modality) {
    case 'mandatory':
      return undecided ? 'information-required' : reading.partly ? 'condition' : 'bar'
    case 'optional':
      if (undecided) return reading.graded ? 'may-refuse' : 'information-required'
      return reading.partly ? 'condition' : 'may-refuse'
    case 'assurance':
      return undecided ? 'information-required' : 'assurance-required'
    case 'information':
      return 'information-required'
    case 'postpone':
      return undecided ? undefined : 'postpone'
    case 'condition':
      return undecided ? undefined : 'condition'
    case 'safeguard':
      return undecided ? undefined : 'safeguard-missing'
    case 'exclude-evidence':
      return undecided ? undefined : 'exclude-evidence'
    case 'excluded':
      return undefined
  }
}

/** A finding before it is written down: the strictest effect of a test, and what rests on it. */
export type Composed = {
  readonly ground: GroundCode
  readonly test: string
  readonly effect: Effect
  readonly offences: readonly number[]
  readonly why: string
  readonly facts: readonly string[]
  readonly resting: readonly Weighed[]
  /** Bindings of the same test that would be milder or stricter but for this one: a conflict, shown and not hidden. */
  readonly overruled: readonly Weighed[]
}

/**
 * Composes what the provisions make of the readings. A provision that excludes a ground removes it, save what the
 * baseline demands; then, test by test and offence by offence, the strictest effect wins.
 */
export function compose(all: readonly Weighed[]): readonly Composed[] {
  const standing = all.filter((weighed) => !removed(weighed, all))
  const groups = new Map<string, Weighed[]>()
  for (const weighed of standing) {
    const key = `${weighed.ground}|${weighed.test}|${weighed.reading.offence ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), weighed])
  }
  const strictest = [...groups.values()].map(strictestOf)
  const relevant = strictest.filter(
    (one) => one.effect !== 'no-obstacle' || !strictest.some((other) => shadows(other, one)),
  )
  return merged(relevant).sort(inOrder)
}

/** Whether a provision that excludes the ground for this offence takes the obstacle away. */
function removed(weighed: Weighed, all: readonly Weighed[]): boolean {
  if (weighed.layer === 'baseline' || weighed.binding.modality === 'excluded') return false
  return all.some(
    (other) =>
      other.binding.modality === 'excluded' &&
      other.ground === weighed.ground &&
      (other.reading.offence === undefined || other.reading.offence === weighed.reading.offence) &&
      yields(weighed, other),
  )
}

/** Domestic law may give up what it may give up: its own bars, the general law's, and options. Never a treaty's duty. */
function yields(weighed: Weighed, to: Weighed): boolean {
  if (to.layer !== 'domestic') return true
  return weighed.layer !== 'basis' || weighed.binding.modality === 'optional'
}

function strictestOf(group: readonly Weighed[]): Composed {
  const [first] = group
  const effect = group.reduce<Effect>(
    (top, { effect: next }) => (strictness(next) > strictness(top) ? next : top),
    'no-obstacle',
  )
  const resting = group.filter((weighed) => weighed.effect === effect)
  const lead = resting[0] ?? first
  if (!lead) throw new RangeError('a group of bindings is never empty')
  return {
    ground: lead.ground,
    test: lead.test,
    effect,
    offences: lead.reading.offence === undefined ? [] : [lead.reading.offence],
    why: lead.why,
    facts: unique(resting.flatMap((weighed) => weighed.facts)),
    resting,
    overruled: group.filter((weighed) => weighed.effect !== effect),
  }
}

/** An obstacle on the same ground and the same offence (or the whole matter) makes a `no-obstacle` beside it misleading. */
function shadows(other: Composed, one: Composed): boolean {
  if (other.effect === 'no-obstacle' || other.ground !== one.ground) return false
  return (
    other.offences.length === 0 ||
    one.offences.length === 0 ||
    other.offences.some((offence) => one.offences.includes(offence))
  )
}

/** The same thing said of several offences is said once. */
function merged(list: readonly Composed[]): Composed[] {
  const byText = new Map<string, Composed>()
  for (const one of list) {
    const key = `${one.ground}|${one.test}|${one.effect}|${one.why}`
    const before = byText.get(key)
    byText.set(
      key,
      before
        ? {
            ...before,
            offences: [...before.offences, ...one.offences],
            facts: unique([...before.facts, ...one.facts]),
            resting: [...before.resting, ...one.resting],
            overruled: [...before.overruled, ...one.overruled],
          }
        : one,
    )
  }
  return [...byText.values()]
}

const unique = (items: readonly string[]): string[] => [...new Set(items)].sort()

const inOrder = (a: Composed, b: Composed): number =>
  strictness(b.effect) - strictness(a.effect) ||
  compareText(a.ground, b.ground) ||
  compareText(a.test, b.test) ||
  (a.offences[0] ?? -1) - (b.offences[0] ?? -1) ||
  compareText(a.why, b.why)

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const OUTCOME_OF: Readonly<Record<Effect, Outcome>> = {
  bar: 'refuse',
  'assurance-required': 'refuse-unless-assured',
  'information-required': 'suspend-for-information',
  'may-refuse': 'may-refuse',
  postpone: 'grant-with-conditions',
  'exclude-evidence': 'grant-with-conditions',
  'safeguard-missing': 'grant-with-conditions',
  condition: 'grant-with-conditions',
  'no-obstacle': 'grant',
}

const rank = (outcome: Outcome): number => OutcomeSchema.options.indexOf(outcome)
const stricter = (a: Outcome, b: Outcome): Outcome => (rank(a) < rank(b) ? a : b)
const milder = (a: Outcome, b: Outcome): Outcome => (rank(a) < rank(b) ? b : a)

/**
 * The outcome of a matter. What concerns the whole matter binds as it stands. Of several offences those that fall out
 * leave the others: the request goes on for what remains, on that term, unless information on one of them is wanted.
 */
export function outcomeOf(findings: readonly Composed[], offenceCount: number): Outcome {
  const ofAll = (list: readonly Composed[]): Outcome =>
    list.reduce<Outcome>((top, { effect }) => stricter(top, OUTCOME_OF[effect]), 'grant')
  const whole = ofAll(findings.filter((finding) => finding.offences.length === 0))
  const each = Array.from({ length: offenceCount }, (_, index) =>
    ofAll(findings.filter((finding) => finding.offences.includes(index))),
  )
  const [head, ...rest] = each
  if (head === undefined) return whole
  const mildest = rest.reduce(milder, head)
  const uneven = rest.some((outcome) => outcome !== head)
  if (!uneven) return stricter(whole, head)
  if (each.includes('suspend-for-information')) return stricter(whole, 'suspend-for-information')
  return stricter(whole, mildest === 'grant' ? 'grant-with-conditions' : mildest)
}

/** Questions once each, in a stable order. */
export function questionsOf(readings: readonly Reading[]): Question[] {
  const seen = new Map<string, Question>()
  for (const question of readings.flatMap((reading) => reading.questions))
    seen.set(`${question.fact}|${question.askOf}`, question)
  return [...seen.entries()].sort(([a], [b]) => compareText(a, b)).map(([, question]) => question)
}
