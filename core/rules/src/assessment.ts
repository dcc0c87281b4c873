import { Digest } from '@comity/kernel'
import { z } from 'zod'
import { GroundCode } from './codes.ts'

/** From the strictest to the mildest: where several apply, the first in this order wins. */
export const Outcome = z
  .enum(['refuse', 'refuse-unless-assured', 'suspend-for-information', 'may-refuse', 'grant-with-conditions', 'grant'])
  .describe(
    'refuse: must not be granted. refuse-unless-assured: must not be granted on this file, could be on an assurance of named content. suspend-for-information: a point that the facts raise cannot be decided until named information is obtained. may-refuse: the law leaves the requested State a choice. grant-with-conditions: grant, subject to stated terms, or for part of the offences only. grant: nothing on the file stands in the way. Per offence the strictest wins; a matter of which some offences fall out and others may go on is grant-with-conditions.',
  )
export type Outcome = z.infer<typeof Outcome>

export const Effect = z
  .enum([
    'bar',
    'assurance-required',
    'information-required',
    'may-refuse',
    'postpone',
    'exclude-evidence',
    'safeguard-missing',
    'condition',
    'no-obstacle',
  ])
  .describe(
    'bar: must not be granted. assurance-required: cannot be granted without an assurance that the file does not hold. information-required: cannot be decided without information. may-refuse: optional ground made out. postpone: execution (not the decision) is put off. exclude-evidence: the item must not be used. safeguard-missing: a right of the person (or an affected third party) is unmet and must be met before or during execution. condition: may be granted on this term. no-obstacle: examined because the facts raise it, and found not to stand in the way.',
  )
export type Effect = z.infer<typeof Effect>

export const Source = z.strictObject({
  instrument: z.string().describe('Short name of treaty, statute, or decision.'),
  provision: z.string().describe('Article or paragraph.').optional(),
  authority: z.enum(['treaty', 'eu-law', 'statute', 'case-law', 'soft-law']).optional(),
  id: z.string().describe('Provision id of the pack; present where the pack holds the provision.').optional(),
  status: z
    .enum(['checked', 'unchecked'])
    .describe("Whether the pack's text of this provision was read against its source.")
    .optional(),
})
export type Source = z.infer<typeof Source>

const Sources = z.array(Source).min(1)

export const Finding = z.strictObject({
  ground: GroundCode,
  effect: Effect,
  sources: Sources,
  why: z.string().describe('Plain-language reason, one or two sentences.'),
  facts: z.array(z.string()).describe('JSON pointers to the facts relied on.').optional(),
})
export type Finding = z.infer<typeof Finding>

export const AskOf = z.enum([
  'requesting-state',
  'requested-state',
  'person-or-counsel',
  'third-state',
  'sending-state',
])
export type AskOf = z.infer<typeof AskOf>

export const Question = z.strictObject({ fact: z.string(), askOf: AskOf })
export type Question = z.infer<typeof Question>

export const InstrumentRole = z.enum(['basis', 'alternative', 'baseline', 'displaced'])
export type InstrumentRole = z.infer<typeof InstrumentRole>

export const InForce = z.enum(['yes', 'no', 'not-known'])
export type InForce = z.infer<typeof InForce>

export const Assessment = z
  .strictObject({
    matter: z.string().describe('Id of the matter assessed.'),
    asOf: z.iso.date(),
    law: z
      .strictObject({ digest: Digest, profile: z.string().optional() })
      .describe('The law pack this answer was computed from.'),
    outcome: Outcome,
    findings: z.array(Finding),
    questions: z
      .array(Question)
      .describe(
        'Facts that are unknown and would change the result, each as a JSON pointer into the matter, and to whom the question goes.',
      ),
    instruments: z
      .array(
        z.strictObject({ id: z.string(), role: InstrumentRole, inForceBetween: InForce.optional(), why: z.string() }),
      )
      .describe('Instruments considered, with the part each plays.')
      .optional(),
    guarantees: z
      .array(
        z.strictObject({
          id: z.string(),
          kind: z.enum(['gate', 'clock', 'shown']),
          state: z.enum(['met', 'unmet', 'unknown', 'not-applicable']).optional(),
          sources: Sources,
        }),
      )
      .describe(
        'Guarantees that this matter triggers. gate: before or at an order; clock: after or within a time; shown: counted, never blocking.',
      )
      .optional(),
    deadlines: z
      .array(
        z.strictObject({
          limit: z.string(),
          state: z.enum(['not-started', 'running', 'met', 'missed']),
          due: z.string().optional(),
          onExpiry: z.string().optional(),
          steps: z.array(z.string()).optional(),
        }),
      )
      .optional(),
  })
  .meta({
    title: 'Assessment',
    description:
      'What the rules engine says about a matter: one outcome, and findings that each name a ground, its effect, and the provisions or decisions it rests on.',
  })
export type Assessment = z.infer<typeof Assessment>
