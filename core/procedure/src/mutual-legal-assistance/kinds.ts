import { ActId, CalendarDate, Instant, ProvisionId, StateCode } from '@comity/kernel'
import { z } from 'zod'
import { type KindDefinition, Proofs, text } from '../kind.ts'

const asking = { side: 'requesting', roles: ['central-authority'] } as const
const orderingAbroad = { side: 'requesting', roles: ['central-authority', 'prosecutor', 'court'] } as const
const asked = { side: 'requested', roles: ['central-authority'] } as const
const deciding = { side: 'requested', roles: ['central-authority', 'court', 'prosecutor'] } as const

/** Mutual legal assistance: bank records, from the authorised request to the returned result. */
export const mutualLegalAssistanceKinds = {
  'request-authorised': {
    class: 'order',
    by: [orderingAbroad],
    opens: 'mutual-legal-assistance',
    clear: z.strictObject({
      requesting: StateCode,
      requested: StateCode,
      measures: z
        .array(z.enum(['bank-information']))
        .min(1)
        .max(5),
      /** Instruments invoked, by id of the pack. */
      basis: z.array(z.string().max(80)).min(1).max(10),
      offences: z.array(z.string().max(80)).min(1).max(20),
      urgent: z.boolean(),
      /** The author's statements that the law asks for; the reasons are in the disclosable fields. */
      necessity: z.boolean(),
      proportionality: z.boolean(),
      purpose: z.boolean(),
      affectedPersonsNamed: z.boolean(),
      noticePlan: z.enum(['given', 'postponed-by-judge', 'none']),
      proofs: Proofs,
    }),
    disclosable: {
      summary: { schema: text(2000), class: 'third-party-privacy' },
      facts: { schema: text(20_000), class: 'third-party-privacy' },
      offenceAndPenalty: { schema: text(4000), class: 'ordinary' },
      person: { schema: text(4000), class: 'identity' },
      otherAffected: { schema: text(4000), class: 'identity' },
      asked: { schema: text(4000), class: 'third-party-privacy' },
      whyNotLess: { schema: text(4000), class: 'third-party-privacy' },
      use: { schema: text(2000), class: 'ordinary' },
      /** The facts in the form of the matter schema, canonical JSON: what the rules were asked about. */
      matter: { schema: text(60_000), class: 'identity' },
    },
  },
  'request-sent': { class: 'neutral', by: [asking], clear: z.strictObject({ request: ActId }), disclosable: {} },
  'assistance-granted': {
    class: 'order',
    by: [deciding],
    touches: true,
    clear: z.strictObject({
      request: ActId,
      conditions: z
        .array(z.enum(['speciality-of-use', 'confidentiality', 'return-of-originals', 'notice-to-affected']))
        .max(10),
      proofs: Proofs,
    }),
    disclosable: { reasons: { schema: text(20_000), class: 'ordinary' } },
  },
  'assistance-refused': {
    class: 'neutral',
    by: [deciding],
    clear: z.strictObject({
      request: ActId,
      grounds: z
        .array(z.strictObject({ ground: z.string().max(80), provision: ProvisionId }))
        .min(1)
        .max(20),
    }),
    disclosable: { reasons: { schema: text(20_000), class: 'ordinary' } },
  },
  'measure-executed': {
    class: 'report',
    by: [{ side: 'requested', roles: ['central-authority', 'court', 'prosecutor', 'police'] }],
    touches: true,
    clear: z.strictObject({
      on: CalendarDate,
      measure: z.enum(['bank-information']),
      documents: z.int().min(0).max(1_000_000),
    }),
    disclosable: { account: { schema: text(4000), class: 'third-party-privacy' } },
  },
  'remedy-notice-given': {
    class: 'protective',
    by: [{ side: 'requested', roles: ['central-authority', 'court', 'registry'] }],
    touches: true,
    clear: z.strictObject({ at: Instant, until: CalendarDate, postponedByJudge: z.boolean() }),
    disclosable: { to: { schema: text(4000), class: 'identity' } },
  },
  'privilege-reviewed': {
    class: 'protective',
    by: [{ side: 'requested', roles: ['court', 'central-authority', 'registry'] }],
    clear: z.strictObject({
      result: z.enum(['nothing-privileged', 'separated']),
      documents: z.int().min(0).max(1_000_000),
    }),
    disclosable: {},
  },
  'result-returned': {
    class: 'order',
    by: [asked],
    touches: true,
    clear: z.strictObject({
      request: ActId,
      items: z.array(z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().min(0) })).max(1000),
      proofs: Proofs,
    }),
    disclosable: { inventory: { schema: text(20_000), class: 'third-party-privacy' } },
  },
  'request-withdrawn': {
    class: 'protective',
    by: [orderingAbroad],
    clear: z.strictObject({ request: ActId }),
    disclosable: { reason: { schema: text(4000), class: 'ordinary' } },
  },
} as const satisfies Record<string, KindDefinition>
