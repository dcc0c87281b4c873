import { CalendarDate, GuaranteeId, ProvisionId, StateCode } from '@comity/kernel'
import { z } from 'zod'

/** A kind of act as the procedure names it, e.g. `counsel-appointed`. The law pack names acts; the procedure defines them. */
export const ActKind = z.string().regex(/^[a-z]+(?:-[a-z]+)*$/)
export type ActKind = z.infer<typeof ActKind>

const FieldName = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/)
const FieldValue = z.union([z.string(), z.boolean(), z.int()])

/** What the clear fields of an act must say: each field has the value, or one of the values. An absent field never matches. */
export const Where = z.record(FieldName, z.union([FieldValue, z.array(FieldValue).min(1)]))
export type Where = z.infer<typeof Where>

/** An act that proves something. Where it names the order's own kind, the body of the order under examination must say it. */
export const Proof = z.strictObject({
  act: ActKind,
  where: Where.optional(),
  /** Present: only the last act of this kind, among those equal to `where` in these fields, can prove it: "understood" is undone by a later "not understood". */
  lastBy: z.array(FieldName).optional(),
})
export type Proof = z.infer<typeof Proof>

/** An act that stands in the way for good, where it has the same value as the order in each field of `sharing`. */
export const Bar = z.strictObject({ act: ActKind, where: Where.optional(), sharing: z.array(FieldName).default([]) })
export type Bar = z.infer<typeof Bar>

/** Who can meet a gate: a role of a State's list, or counsel. */
export const GateRole = z.enum([
  'central-authority',
  'prosecutor',
  'court',
  'police',
  'custody',
  'registry',
  'bar',
  'overseer',
  'counsel',
])
export type GateRole = z.infer<typeof GateRole>

/**
 * What must exist before an order may be made: one of `provedBy` (alternatives), and none of `barredBy`. Several gates
 * on one order must all be met.
 */
export const Gate = z
  .strictObject({
    order: ActKind,
    provedBy: z.array(Proof).default([]),
    barredBy: z.array(Bar).default([]),
    mustAct: GateRole,
    /** What unlocks it, as a sentence to the person who wanted to make the order. */
    how: z.string().min(1),
  })
  .refine((gate) => gate.provedBy.length + gate.barredBy.length > 0, 'a gate that asks for nothing and bars nothing')
export type Gate = z.infer<typeof Gate>

/** A report that breaks the guarantee, unless one of `unless` came before it. `taints`: the statement it names is tainted. */
export const Breach = z.strictObject({
  act: ActKind,
  where: Where.optional(),
  taints: z.boolean(),
  unless: z.array(Proof).default([]),
})
export type Breach = z.infer<typeof Breach>

/** Identifier of a clock: the provision that fixes it, with a word after `#` where the provision fixes several. */
export const ClockId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*:[A-Za-z0-9][A-Za-z0-9.()-]*(?:#[a-z0-9-]+)?$/)
  .brand<'ClockId'>()
export type ClockId = z.infer<typeof ClockId>

/** What a region, an instrument or a State asks for beyond the baseline. `gates` and `clocks` bind only where it applies. */
export const Strengthening = z.strictObject({
  region: z.string().min(1),
  stricter: z.string().min(1),
  source: ProvisionId,
})
export type Strengthening = z.infer<typeof Strengthening>

/**
 * What the procedure owes the person. `gate`: orders wait for it. `clock`: it is due within a time, with a default
 * outcome. `shown`: displayed and counted, never blocking, and why is said in `shownBecause`.
 */
export const GuaranteeRecord = z.strictObject({
  id: GuaranteeId,
  title: z.string().min(1),
  text: z.string().min(1),
  protects: z.string().min(1),
  triggers: z.array(z.string().min(1)).min(1),
  timing: z.enum(['before', 'at', 'after', 'within']),
  force: z.enum(['hard', 'soft']),
  layer: z.enum(['universal', 'extended']),
  kind: z.enum(['gate', 'clock', 'shown']),
  shownBecause: z.string().optional(),
  due: z.string().optional(),
  gates: z.array(Gate).default([]),
  breachedBy: z.array(Breach).default([]),
  clocks: z.array(ClockId).default([]),
  proof: z.string().min(1),
  remedy: z.string().min(1),
  derogable: z.boolean(),
  derogations: z.array(z.string().min(1)).default([]),
  sources: z.array(ProvisionId).min(1),
  strengthenings: z.array(Strengthening).default([]),
  note: z.string().optional(),
})
export type GuaranteeRecord = z.infer<typeof GuaranteeRecord>

/** Ids of the counting rules that the engine knows (core/rules/src/time/counting-rules.ts). */
export const CountingRuleId = z.enum([
  'reg-1182-71',
  'eu-fd-surrender',
  'ets076',
  'requested-party-law',
  'treaty-national',
  'tca-national',
  'clock-hours',
  'ecthr-calendar',
  'ccf-internal',
  'qualitative',
  'see-instrument',
])
export type CountingRuleId = z.infer<typeof CountingRuleId>

export const TimeUnit = z.enum(['hours', 'days', 'working-days', 'weeks', 'months', 'years'])
export type TimeUnit = z.infer<typeof TimeUnit>

/** How long a clock runs. No figure is ever invented: a term without a number stays a term. */
export const ClockLength = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), amount: z.int().positive(), unit: TimeUnit }),
  /** The act that starts the clock states the date or instant itself, at this JSON pointer of its body. */
  z.strictObject({ kind: z.literal('stated'), at: z.string().regex(/^(?:\/[^/]+)+$/) }),
  /** The pair of States, the authority or national law fixes the figure: it is asked for, never assumed. */
  z.strictObject({ kind: z.literal('set'), by: z.enum(['agreement', 'authority', 'national-law']), unit: TimeUnit }),
  z.strictObject({ kind: z.literal('qualitative'), term: z.string().min(1) }),
  /** The provision starts, suspends or lengthens another clock and has no length of its own. */
  z.strictObject({ kind: z.literal('governs-another') }),
])
export type ClockLength = z.infer<typeof ClockLength>

/**
 * Which act starts a clock, and where its body says when the event happened: the fact stated, never its recording. `act`:
 * the making of the act is itself the event.
 */
export const ClockStart = z.strictObject({
  act: ActKind,
  where: Where.optional(),
  from: z.union([z.literal('act'), z.string().regex(/^(?:\/[^/]+)+$/)]),
})
export type ClockStart = z.infer<typeof ClockStart>

/** An act that ends a clock. `names`: the field that must name the very act which started it, where one answers one question. */
export const ClockEnd = z.strictObject({ act: ActKind, where: Where.optional(), names: FieldName.optional() })
export type ClockEnd = z.infer<typeof ClockEnd>

export const ClockRecord = z
  .strictObject({
    id: ClockId,
    title: z.string().min(1),
    sources: z.array(ProvisionId).min(1),
    /** Instruments of which one must bind the two States; absent: the clock belongs to the baseline and always runs. */
    under: z.array(z.string().min(1)).min(1).optional(),
    appliesTo: z.array(z.string().min(1)).default([]),
    startsWith: z.string().min(1),
    endsWith: z.string().min(1),
    startedBy: z.array(ClockStart).default([]),
    satisfiedBy: z.array(ClockEnd).default([]),
    length: ClockLength,
    rule: CountingRuleId,
    /** Whose civil calendar and zone count. */
    zoneOf: z.enum(['requesting', 'requested']),
    duty: z.enum(['requesting', 'requested', 'person']),
    /** Liberty depends on it: shown first, quiet hours do not apply. */
    onLiberty: z.boolean(),
    /** The end of this clock ends custody: it never rolls forward, and the stricter reading stands beside it. */
    custodyCap: z.boolean(),
    rollForward: z.enum(['never', 'if-the-rule-says-so', 'not-applicable']),
    /** A least period or threshold (`minimum`) is not a time by which somebody must act. */
    bound: z.enum(['maximum', 'minimum']).default('maximum'),
    /** `backward`: the time ends with the event, which lies in the future, and the clock gives the last day before it. */
    direction: z.enum(['forward', 'backward']).default('forward'),
    onExpiry: z.string().min(1),
    /** What that means, as a sentence. */
    effect: z.string().min(1),
    /** Absent: not known to us. */
    extendable: z.boolean().optional(),
    benefits: z.string().min(1),
    status: z.enum(['checked', 'unchecked']),
    note: z.string().optional(),
  })
  .refine((clock) => !clock.custodyCap || clock.rollForward === 'never', 'a custody cap never rolls forward')
export type ClockRecord = z.infer<typeof ClockRecord>

/** What a profile says about one guarantee of the baseline. A field that is given must be at least as strict as the baseline's. */
export const Tightening = z.strictObject({
  guarantee: GuaranteeId,
  stricter: z.string().min(1),
  sources: z.array(ProvisionId).min(1),
  force: z.enum(['hard', 'soft']).optional(),
  timing: z.enum(['before', 'at', 'after', 'within']).optional(),
  gates: z.array(Gate).optional(),
  breachedBy: z.array(Breach).optional(),
  clocks: z.array(ClockId).optional(),
  derogable: z.boolean().optional(),
  derogations: z.array(z.string().min(1)).optional(),
})
export type Tightening = z.infer<typeof Tightening>

/** What a region or a State adds to the baseline or tightens. Loading it fails where it weakens. */
export const ProfileRecord = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  states: z.array(StateCode).min(1),
  /** Binds from this day on. */
  from: CalendarDate,
  tightens: z.array(Tightening).default([]),
  adds: z.array(GuaranteeRecord).default([]),
  /** Clocks of its own, or tighter versions of clocks of the baseline under the same id. */
  clocks: z.array(ClockRecord).default([]),
})
export type ProfileRecord = z.infer<typeof ProfileRecord>
