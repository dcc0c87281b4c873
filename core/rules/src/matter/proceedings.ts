import { z } from 'zod'
import { State, States } from './basics.ts'

export const Proceedings = z.strictObject({
  trials: z
    .array(
      z.strictObject({
        stage: z.enum(['first-instance', 'appeal', 'cumulative-sentence', 'suspension-revocation', 'cassation']),
        merits: z.boolean().describe('Guilt was re-examined in fact and in law.').optional(),
        sentencingDiscretion: z.boolean().describe('The court had a margin in fixing the final sentence.').optional(),
        present: z.boolean().optional(),
        summoned: z
          .enum(['in-person', 'other-means-and-aware', 'adult-of-household', 'public-notice', 'not-summoned'])
          .optional(),
        aware: z
          .enum(['shown', 'not-shown', 'shown-not'])
          .describe('Whether it is shown that the person actually knew date and place.')
          .optional(),
        counsel: z
          .enum(['mandated-by-person', 'appointed-with-contact', 'appointed-without-contact', 'none'])
          .optional(),
        counselDefended: z.boolean().optional(),
        toldJudgmentMayFollow: z.boolean().describe('Told that a decision may be given in absence.').optional(),
        servedAndDidNotContest: z
          .boolean()
          .describe('After service with information on retrial, expressly accepted or let the time run.')
          .optional(),
      }),
    )
    .describe(
      'Hearings in the requesting State that led to the decision to be enforced, in order. Empty: none held yet.',
    )
    .optional(),
  retrial: z
    .enum(['guaranteed', 'on-application-merits-reopened', 'discretionary', 'none'])
    .describe('Fresh determination of guilt open to the person after surrender.')
    .optional(),
  priorJudgments: z
    .array(
      z.strictObject({
        state: State,
        sameFacts: z
          .enum(['identical', 'overlapping', 'different'])
          .describe('Identity of the material facts, whatever their legal label.')
          .optional(),
        result: z
          .enum([
            'convicted',
            'acquitted',
            'discontinued-by-court',
            'discontinued-by-prosecutor',
            'conditional-settlement',
          ])
          .optional(),
        endsProsecutionUnderItsLaw: z
          .boolean()
          .describe('Under the law of that State the decision bars further prosecution for the facts.')
          .optional(),
        meritsExamined: z
          .boolean()
          .describe('The decision followed an examination of the merits or a detailed investigation.')
          .optional(),
        enforcement: z
          .enum(['served', 'being-served', 'cannot-be-enforced', 'partly-served', 'not-served', 'no-penalty'])
          .optional(),
        personWasSubject: z
          .boolean()
          .describe('The decision concerned this person as accused or suspect (not e.g. as a witness).')
          .optional(),
      }),
    )
    .describe('Earlier decisions about the same or connected facts anywhere. Empty: none.')
    .optional(),
  pending: z
    .array(
      z.strictObject({
        state: State,
        sameFacts: z.enum(['identical', 'overlapping', 'different']).optional(),
        stage: z.enum(['investigation', 'trial', 'serving-sentence', 'extradition', 'asylum']).optional(),
        deemedMoreSuitableForum: z
          .boolean()
          .describe('Most of the harm, evidence and witnesses are in that State.')
          .optional(),
      }),
    )
    .describe('Proceedings pending elsewhere. Empty: none.')
    .optional(),
  competingRequests: States.optional(),
  interimMeasures: z
    .array(
      z.strictObject({
        body: z.enum([
          'ecthr',
          'un-human-rights-committee',
          'un-committee-against-torture',
          'iacthr',
          'iachr',
          'achpr',
          'domestic-court',
        ]),
        inForce: z.boolean().optional(),
      }),
    )
    .describe('Stays in force by an international body or a court.')
    .optional(),
  tribunal: z
    .strictObject({
      type: z
        .enum([
          'ordinary',
          'specialised-permanent',
          'military',
          'state-security',
          'ad-hoc-for-the-case',
          'military-commission',
          'hybrid-or-international',
        ])
        .optional(),
      civilianBeforeMilitary: z.boolean().optional(),
      jurisdictionContested: z.boolean().optional(),
      remedyOnJurisdiction: z
        .boolean()
        .describe("The person can contest the tribunal's jurisdiction before the courts of the requesting State.")
        .optional(),
    })
    .optional(),
  decisionToTry: z
    .boolean()
    .describe('The requesting State has decided to charge and try, subject to what comes.')
    .optional(),
  evidentiaryTestMet: z.boolean().describe('Where the requested State requires a prima facie case: met.').optional(),
  priorDecisionOnSameRequest: z
    .enum(['refused-by-other-state-for-rights-risk', 'refused-by-other-state-other-ground', 'granted-elsewhere'])
    .describe('How another State has decided on the same person and facts.')
    .optional(),
  executingStateWillEnforce: z.boolean().describe('The requested State would enforce the sentence itself.').optional(),
  executingStateWillProsecute: z
    .boolean()
    .describe('If it does not hand over, the requested State would put the case to its prosecutors.')
    .optional(),
  nationalityStateNotice: z
    .enum(['not-given', 'given-reply-pending', 'given-no-warrant', 'given-warrant-issued'])
    .describe(
      'Whether the State of nationality (where it could itself prosecute or seek surrender) was told of the request, and what it did.',
    )
    .optional(),
})
export type Proceedings = z.infer<typeof Proceedings>
