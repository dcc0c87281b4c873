import { z } from 'zod'
import { State } from './basics.ts'

export const DataUse = z.strictObject({
  statedPurpose: z.string().optional(),
  proposedNewPurpose: z.string().describe('Use now intended beyond the stated purpose. Absent: none known.').optional(),
  newPurposeKind: z
    .enum([
      'other-criminal-proceeding',
      'civil-proceeding',
      'tax-assessment',
      'intelligence',
      'immigration',
      'publication',
      'administrative',
    ])
    .optional(),
  sendingStateConsent: z.enum(['given', 'refused', 'not-sought', 'pending']).optional(),
  recipient: z
    .enum([
      'judicial-or-law-enforcement-authority',
      'intelligence-service',
      'private-party',
      'other-authority',
      'third-state',
    ])
    .optional(),
  transferBasis: z
    .enum([
      'adequacy-decision',
      'binding-safeguards-instrument',
      'safeguards-assessed-by-controller',
      'special-circumstances-assessed',
      'none-recorded',
    ])
    .describe('Basis recorded for sending personal data to the recipient State.')
    .optional(),
  necessityAssessed: z
    .boolean()
    .describe("A record shows that strict necessity of this transfer, and the person's rights, were weighed.")
    .optional(),
  deathPenaltyUseExcluded: z
    .boolean()
    .describe('A binding term excludes use that leads to a death sentence.')
    .optional(),
  specialCategories: z.boolean().optional(),
})
export type DataUse = z.infer<typeof DataUse>

export const PriorSurrender = z
  .strictObject({
    by: State,
    to: State,
    date: z.iso.date().optional(),
    consentToMore: z
      .enum(['given', 'refused', 'not-sought'])
      .describe('Consent of the State that handed over.')
      .optional(),
    daysFreeToLeave: z
      .int()
      .min(0)
      .describe('Days since final discharge during which the person could leave and did not.')
      .optional(),
    returnedVoluntarily: z.boolean().describe('Left and came back of own will.').optional(),
    custodialRestriction: z.boolean().describe('The new proceeding involves deprivation of liberty.').optional(),
    sameFactsOtherLabel: z
      .boolean()
      .describe('The new charge rests on the facts described in the request, with a changed detail or label.')
      .optional(),
    breachOfEarlierTerms: z
      .boolean()
      .describe('A term of the earlier surrender has been breached, as found by a court.')
      .optional(),
  })
  .describe(
    'The person was already handed over to the requesting State (or to the State now asked), and something more is now wanted.',
  )
export type PriorSurrender = z.infer<typeof PriorSurrender>

export const OnwardTransfer = z.strictObject({
  to: State.optional(),
  kind: z.enum(['re-extradition', 'surrender', 'expulsion', 'evidence-sharing']).optional(),
  consents: z
    .array(z.strictObject({ state: State, answer: z.enum(['given', 'refused', 'not-sought', 'pending']) }))
    .optional(),
  lastHandedOverBy: State.describe('State that made the most recent surrender.').optional(),
  receivingStateRemedies: z
    .boolean()
    .describe('The intermediate State offers an effective remedy against onward removal.')
    .optional(),
})
export type OnwardTransfer = z.infer<typeof OnwardTransfer>

export const Rights = z
  .strictObject({
    counsel: z.enum(['has-counsel', 'offered-and-waived', 'denied', 'not-offered']).optional(),
    counselInRequestingState: z.enum(['has-counsel', 'informed-of-right', 'not-informed', 'denied']).optional(),
    interpretation: z.enum(['provided', 'not-needed', 'denied', 'not-offered']).optional(),
    translationOfRequest: z.enum(['provided', 'not-needed', 'denied', 'not-offered']).optional(),
    informedOfRequest: z.boolean().describe('Told of the request and its content before the decision.').optional(),
    courtHearing: z.boolean().describe('A court decides, or reviews, with the person heard.').optional(),
    suspensiveRemedy: z.boolean().describe('A remedy stays execution while rights claims are examined.').optional(),
    daysToPrepare: z.number().min(0).optional(),
    disclosure: z
      .enum(['full', 'gist-only', 'none'])
      .describe('Access to the material on which the decision rests.')
      .optional(),
    consularNotice: z.enum(['given', 'not-requested', 'denied', 'not-given']).optional(),
    detentionDuringRequestMonths: z.number().min(0).optional(),
    affectedThirdPartyRemedy: z
      .boolean()
      .describe('Third parties whose data, home or property is affected can go to court.')
      .optional(),
    detentionOrderedByCourt: z
      .boolean()
      .describe('Detention, or postponement with detention, rests on a judicial decision.')
      .optional(),
    heardBeforeIssue: z
      .boolean()
      .describe('Heard by the issuing authority before the warrant or request was issued.')
      .optional(),
  })
  .describe(
    'What the person concerned has in the proceedings on the request, in the requested State unless named otherwise.',
  )
export type Rights = z.infer<typeof Rights>
