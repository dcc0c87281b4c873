import { CalendarDate, ProvisionId, StateCode } from '@comity/kernel'
import { z } from 'zod'
import { AssuranceCover, GroundCode, RequestKind, Subject } from './codes.ts'
import { ClockRecord, GuaranteeRecord, ProfileRecord } from './guarantees/schema.ts'

/** Whether the pack's text was read against its source. Carried through to whoever relies on it. */
export const Status = z.enum(['checked', 'unchecked'])
export type Status = z.infer<typeof Status>

const Slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
const Text = z.string().min(1)

/** A date that may be known to the year or month only: `1953`, `2004-05`, `2016-07-12`. */
export const LooseDate = z.string().regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/)
export type LooseDate = z.infer<typeof LooseDate>

/**
 * What a provision makes of a ground where its test is met. `excluded`: the ground may not be invoked. The others are
 * listed in PROTOCOL order from the strictest; the effect that each leads to is in `compose.ts`.
 */
export const Modality = z.enum([
  'mandatory',
  'optional',
  'assurance',
  'information',
  'postpone',
  'condition',
  'exclude-evidence',
  'safeguard',
  'excluded',
])
export type Modality = z.infer<typeof Modality>

/** Which assurance removes the obstacle, and what quality it must have. */
export const Cure = z.strictObject({
  /** One assurance that covers any of these is enough. */
  by: z.array(AssuranceCover).min(1),
  /** Someone other than the State that gives it must be able to check compliance. */
  monitored: z.boolean().default(false),
  /** Least personal space that it must promise where it promises a figure, in square decimetres. */
  minimumSpaceDm2: z.int().positive().optional(),
})
export type Cure = z.infer<typeof Cure>

export const Parameter = z.union([z.boolean(), z.int(), Text, z.array(Text)])
export type Parameter = z.infer<typeof Parameter>

/** Ties a provision to a test of a ground in code. */
export const Binding = z.strictObject({
  ground: GroundCode,
  /** The test of that ground, as `grounds/` names it. */
  test: Slug,
  modality: Modality,
  /** Procedures it applies to. Absent: all for which the instrument is relied on. */
  kinds: z.array(RequestKind).min(1).optional(),
  cure: Cure.optional(),
  with: z.record(z.string().regex(/^[a-z][a-zA-Z]*$/), Parameter).default({}),
  /** Decisions that read the provision so; cited where they had been given by the date. */
  see: z.array(ProvisionId).default([]),
})
export type Binding = z.infer<typeof Binding>

/** One rule of an instrument, in our own words. */
export const Provision = z.strictObject({
  id: ProvisionId,
  article: Text,
  kind: Slug,
  also: z.array(Slug).min(1).optional(),
  rule: Text,
  from: LooseDate.optional(),
  /** Last day in force. */
  to: LooseDate.optional(),
  status: Status,
  source: Text,
  appliesTo: z.array(Slug).default([]),
  effect: Text.optional(),
  note: Text.optional(),
  consultBefore: z.boolean().optional(),
  declarationNeeded: z.boolean().optional(),
  forms: z.array(Text).min(1).optional(),
  limit: z.record(z.string(), z.union([z.string(), z.int(), z.boolean(), z.null(), z.array(z.string())])).optional(),
  binds: z.array(Binding).default([]),
})
export type Provision = z.infer<typeof Provision>

/** Who is bound. `group`: the members of that group at the date. Codes as far as known; `complete` says whether that is all. */
export const Parties = z.strictObject({
  label: Text,
  group: Slug.optional(),
  codes: z.array(StateCode).default([]),
  /** Members of the group that are not bound. */
  except: z.array(StateCode).default([]),
  complete: z.boolean(),
  /** States that can be bound at all, where the instrument is closed to others. */
  openTo: z.array(StateCode).min(1).optional(),
  asOf: LooseDate.optional(),
  note: Text.optional(),
})
export type Parties = z.infer<typeof Parties>

export const Relation = z.strictObject({
  kind: z.enum(['replaces', 'supplements', 'subsidiary-to', 'more-favourable']),
  instrument: Slug,
  source: ProvisionId.optional(),
  why: Text,
})
export type Relation = z.infer<typeof Relation>

export const Instrument = z.strictObject({
  id: Slug,
  title: Text,
  short: Text,
  /** `custom`: law without a text, as courts and States have stated it. `model` and `soft-law` bind nobody by themselves. */
  kind: z.enum(['multilateral', 'regional', 'eu', 'bilateral', 'custom', 'soft-law', 'model']),
  /** `basis`: a request can rest on it. `rights`: it binds whatever the basis. `frame`: neither; read with others. */
  plays: z.enum(['basis', 'rights', 'frame']),
  citation: Text,
  adopted: LooseDate.optional(),
  /** First day it binds (the day of application where that is later). Absent: not in force, or not known. */
  inForce: LooseDate.optional(),
  ended: LooseDate.optional(),
  subjects: z.array(Slug),
  /** Subjects on which a request can rest on it, with its rank: higher is the more specific. */
  serves: z.array(Subject).default([]),
  rank: z.int().min(0).max(100).default(0),
  /** Offence categories to which a subject-matter treaty is limited. */
  offences: z.array(Slug).min(1).optional(),
  parties: Parties,
  relations: z.array(Relation).default([]),
  status: Status,
  reservations: Text.optional(),
  note: Text.optional(),
  fictional: z.boolean().default(false),
  provisions: z.array(Provision).min(1),
})
export type Instrument = z.infer<typeof Instrument>

/** A decision of a court, cited as a source of how a rule is read. */
export const Decision = z.strictObject({
  id: ProvisionId,
  title: Text,
  court: Text,
  decided: CalendarDate,
  citation: Text,
  holds: Text,
  status: Status,
  source: Text,
})
export type Decision = z.infer<typeof Decision>

export const Membership = z.strictObject({
  of: Slug,
  from: LooseDate.optional(),
  to: LooseDate.optional(),
  status: Status,
})
export type Membership = z.infer<typeof Membership>

/** What a State said on becoming a party. `not-known` is a value: an absent list means that nobody looked. */
export const Declaration = z.strictObject({
  kind: z.enum(['declaration', 'reservation']),
  provision: ProvisionId,
  text: Text,
  from: LooseDate.optional(),
  status: Status,
  binds: z.array(Binding).default([]),
})
export type Declaration = z.infer<typeof Declaration>

/** A point of a State's own law. It binds that State alone, in the role named. */
export const DomesticPoint = Provision.extend({
  statute: Text,
  topic: Slug,
  role: z.enum(['requested', 'requesting', 'both']),
  value: z.record(z.string(), z.union([z.boolean(), z.int(), z.string(), z.null()])).optional(),
})
export type DomesticPoint = z.infer<typeof DomesticPoint>

/** What is known of a State. Every field that is absent is not known to us. */
export const StateRecord = z.strictObject({
  code: StateCode,
  name: Text,
  fictional: z.boolean().default(false),
  legalSystem: Text.optional(),
  treaties: z.enum(['monist', 'dualist', 'mixed']).optional(),
  zones: z.array(Text).min(1).optional(),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/))
    .min(1)
    .optional(),
  /** Languages in which requests are accepted. */
  acceptsLanguages: z
    .array(z.string().regex(/^[a-z]{2,3}$/))
    .min(1)
    .optional(),
  channel: Text.optional(),
  form: Text.optional(),
  deathPenalty: z.enum(['abolished', 'retained', 'moratorium']).optional(),
  ownNationals: z.enum(['extradited', 'extradited-on-return', 'not-extradited', 'by-treaty']).optional(),
  memberships: z.array(Membership).default([]),
  declarations: z.array(Declaration).optional(),
  points: z.array(DomesticPoint).default([]),
  note: Text.optional(),
})
export type StateRecord = z.infer<typeof StateRecord>

/** What a region adds for its members. It may only strengthen: `readLaw` refuses a pack whose profile weakens the baseline. */
export const Profile = z.strictObject({
  id: Slug,
  title: Text,
  group: Slug.optional(),
  states: z.array(StateCode).default([]),
  fictional: z.boolean().default(false),
  binds: z.array(Binding.extend({ provision: ProvisionId })).default([]),
  /** First day on which what it asks of the procedure binds. Absent: for as long as the pack looks back. */
  from: CalendarDate.optional(),
  tightens: ProfileRecord.shape.tightens,
  adds: ProfileRecord.shape.adds,
  clocks: ProfileRecord.shape.clocks,
})
export type Profile = z.infer<typeof Profile>

/** All the law that an assessment may use, in one value. Arrays are sorted by id, so that equal law has equal bytes. */
export const Pack = z.strictObject({
  format: z.literal('comity-law-pack/1'),
  /** The day to which the law was collected; an assessment that names no date is given as of this one. */
  asOf: CalendarDate,
  instruments: z.array(Instrument),
  decisions: z.array(Decision),
  states: z.array(StateRecord),
  profiles: z.array(Profile),
  guarantees: z.array(GuaranteeRecord),
  clocks: z.array(ClockRecord),
  /** Other short names of instruments; `null` where the instrument is known to exist and its text is not held. */
  aliases: z.record(Slug, Slug.nullable()),
})
export type Pack = z.infer<typeof Pack>
