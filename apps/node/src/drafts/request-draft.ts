import { DossierId, type Instant, type JsonValue, canonicalize, StateCode } from '@comity/kernel'
import type { ActDraft } from '@comity/procedure'
import { z } from 'zod'

/** What a clerk has typed so far. Nothing is required of a draft: it can be left at any point and found again. */
export const RequestDraft = z.strictObject({
  id: DossierId,
  state: StateCode,
  requested: StateCode,
  by: z.string(),
  at: z.string(),
  suspect: z.string().default(''),
  otherAffected: z.string().default(''),
  facts: z.string().default(''),
  when: z.string().default(''),
  where: z.string().default(''),
  offence: z.string().default(''),
  category: z.string().default(''),
  asked: z.string().default(''),
  whyNotLess: z.string().default(''),
  proportionate: z.string().default(''),
  noticePlan: z.enum(['', 'given', 'postponed-by-judge', 'none']).default(''),
  use: z.string().default(''),
  urgent: z.enum(['', 'yes', 'no']).default(''),
})
export type RequestDraft = z.infer<typeof RequestDraft>

/** Fields that a clerk fills in, by part of the form. */
export const PARTS = {
  people: ['suspect', 'otherAffected'],
  facts: ['facts', 'when', 'where'],
  offence: ['offence', 'category'],
  measure: ['asked', 'whyNotLess', 'proportionate'],
  safeguards: ['noticePlan', 'use', 'urgent'],
} as const
export type Part = keyof typeof PARTS
export type DraftField = (typeof PARTS)[Part][number]

export const isPart = (name: string): name is Part => Object.hasOwn(PARTS, name)
export const partOf = (field: DraftField): Part =>
  (Object.keys(PARTS) as Part[]).find((part) => PARTS[part].some((name) => name === field)) ?? 'facts'

/** Longest text of each field, in characters: what the act's own schema takes. */
export const LONGEST: Readonly<Record<DraftField, number>> = {
  suspect: 4000,
  otherAffected: 4000,
  facts: 15_000,
  when: 200,
  where: 400,
  offence: 4000,
  category: 80,
  asked: 4000,
  whyNotLess: 2000,
  proportionate: 2000,
  noticePlan: 40,
  use: 2000,
  urgent: 3,
}

/** Offences that the form offers: categories of the matter schema that bank records are asked for. */
export const CATEGORIES = [
  'fraud',
  'embezzlement',
  'corruption',
  'money-laundering',
  'tax',
  'organised-crime',
  'drug-trafficking',
  'other',
] as const

/** What the law asks a request for bank records to hold, each with its provision (ids of the pack). */
export const REQUIRED: readonly Gap[] = [
  { field: 'suspect', provisions: ['ets030:14.1'] },
  { field: 'facts', provisions: ['ets030:14.2'] },
  { field: 'when', provisions: ['ets030:14.2'] },
  { field: 'where', provisions: ['ets030:14.2'] },
  { field: 'offence', provisions: ['ets030:14.2'] },
  { field: 'category', provisions: ['ets030:14.2'] },
  { field: 'asked', provisions: ['ets030:14.1'] },
  { field: 'whyNotLess', provisions: [], guarantee: 'proportionality-of-request' },
  { field: 'proportionate', provisions: [], guarantee: 'proportionality-of-request' },
  { field: 'noticePlan', provisions: ['iccpr:2.3'] },
  { field: 'use', provisions: ['ets182:26.1'], guarantee: 'purpose-limitation' },
]

export type Gap = { readonly field: DraftField; readonly provisions: readonly string[]; readonly guarantee?: string }

export const gapsOf = (draft: RequestDraft): readonly Gap[] =>
  REQUIRED.filter(({ field }) => draft[field].trim() === '')

/** How a part stands: it can always be left, and is complete only without gaps. */
export function partState(draft: RequestDraft, part: Part): 'not-started' | 'in-progress' | 'complete' {
  const fields: readonly DraftField[] = PARTS[part]
  const required = REQUIRED.filter(({ field }) => fields.includes(field))
  if (required.every(({ field }) => draft[field].trim() !== '')) return 'complete'
  return fields.every((field) => draft[field].trim() === '') ? 'not-started' : 'in-progress'
}

/** The facts of a draft in the form that the rules read. What is not typed is unknown, never "no". */
export function matterOf(draft: RequestDraft, basis: readonly string[], asOf: string): JsonValue {
  const given = (text: string) => text.trim() !== ''
  return {
    id: draft.id.toLowerCase(),
    request: {
      kind: 'mutual-legal-assistance',
      requesting: draft.state,
      requested: draft.requested,
      asOf,
      purpose: 'evidence-for-trial',
      route: 'formal-procedure',
      measures: ['bank-information'],
      basis: [...basis],
      ...(given(draft.whyNotLess) || given(draft.proportionate)
        ? {
            necessity: {
              ...(given(draft.whyNotLess) ? { lessIntrusiveMeansAvailable: false } : {}),
              ...(given(draft.proportionate) ? { assessedBeforeDecision: true } : {}),
              ...(given(draft.asked) ? { targeted: true } : {}),
            },
          }
        : {}),
    },
    ...(given(draft.facts)
      ? {
          offences: [
            {
              description: draft.facts,
              ...(given(draft.category) ? { categories: [draft.category] } : {}),
              committedIn: [draft.state],
            },
          ],
        }
      : {}),
    ...(given(draft.suspect) ? { person: { role: 'suspect' } } : {}),
  }
}

/** The act that a complete draft becomes when it is signed. */
export function actOf(draft: RequestDraft, basis: readonly string[], asOf: string): ActDraft {
  const time = draft.when.trim() === '' ? '' : `${draft.when.trim()}, ${draft.where.trim()}: `
  const fields: Record<string, string> = {
    summary: draft.asked,
    facts: `${time}${draft.facts}`,
    offenceAndPenalty: draft.offence,
    person: draft.suspect,
    otherAffected: draft.otherAffected,
    asked: draft.asked,
    whyNotLess: draft.whyNotLess,
    use: draft.use,
    matter: canonicalize(matterOf(draft, basis, asOf)),
  }
  return {
    act: {
      kind: 'request-authorised',
      body: {
        requesting: draft.state,
        requested: draft.requested,
        measures: ['bank-information'],
        basis: [...basis],
        offences: [draft.category || 'other'],
        urgent: draft.urgent === 'yes',
        necessity: draft.whyNotLess.trim() !== '',
        proportionality: draft.proportionate.trim() !== '',
        purpose: draft.use.trim() !== '',
        affectedPersonsNamed: draft.otherAffected.trim() !== '',
        noticePlan: draft.noticePlan === '' ? 'none' : draft.noticePlan,
        proofs: {},
      },
    },
    fields: Object.fromEntries(Object.entries(fields).filter(([, text]) => text.trim() !== '')),
  }
}

export const newDraft = (
  id: DossierId,
  state: StateCode,
  requested: StateCode,
  by: string,
  at: Instant,
): RequestDraft => RequestDraft.parse({ id, state, requested, by, at })
