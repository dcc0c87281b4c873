import { z } from 'zod'
import { State, States, unique } from './basics.ts'

export const Person = z.strictObject({
  role: z.enum(['suspect', 'accused', 'convicted', 'witness', 'expert', 'victim', 'third-party']),
  nationalities: States.optional(),
  residence: z
    .array(
      z.strictObject({
        state: State,
        months: z.number().min(0).optional(),
        ties: z
          .enum(['none', 'some', 'settled'])
          .describe('settled: home, work or family of lasting kind there.')
          .optional(),
      }),
    )
    .optional(),
  ageAtOffence: z.number().min(0).optional(),
  responsibleAtThatAgeInRequested: z
    .boolean()
    .describe('At that age a person can be held criminally responsible under the law of the requested State.')
    .optional(),
  groups: unique(
    z.array(
      z.enum([
        'political-opponent',
        'journalist-or-publisher',
        'human-rights-defender',
        'ethnic-minority',
        'religious-minority',
        'lgbti',
        'separatist-movement',
        'suspected-terrorist',
        'former-official',
        'entrepreneur-targeted',
        'witness-or-whistleblower',
      ]),
    ),
  )
    .describe('Groups the person belongs to or is taken to belong to.')
    .optional(),
  health: z
    .strictObject({
      conditions: z.array(z.string()).optional(),
      severity: z.enum(['none', 'moderate', 'serious', 'life-threatening']).optional(),
      suicideRisk: z.enum(['none', 'moderate', 'high']).describe('As found by experts, if surrendered.').optional(),
      expertEvidence: z.enum(['none', 'undisputed', 'accepted', 'disputed', 'rejected']).optional(),
      deteriorationIfSurrendered: z
        .enum(['none', 'possible', 'likely-serious'])
        .describe('Effect of surrender on the condition, as found by experts.')
        .optional(),
      careInRequesting: z.enum(['adequate', 'inadequate']).describe('Absent: not known.').optional(),
      fitToTravel: z.boolean().optional(),
    })
    .optional(),
  asylum: z
    .strictObject({
      status: z.enum(['none', 'pending', 'refused', 'refugee', 'subsidiary-protection', 'withdrawn-or-ceased']),
      grantedBy: State.optional(),
      against: State.describe('State from which protection was given.').optional(),
      requestedStateInformed: z
        .boolean()
        .describe('The authorities deciding on the request knew of the status.')
        .optional(),
      grantingStateConsulted: z.boolean().optional(),
    })
    .optional(),
  family: z
    .strictObject({
      minorChildren: z.int().min(0).optional(),
      youngestAge: z.number().min(0).optional(),
      soleCarer: z.boolean().optional(),
      pregnant: z.boolean().optional(),
      childrenInRequested: z.boolean().optional(),
      alternativeCare: z.enum(['available', 'not-available']).optional(),
      dependantHarm: z
        .enum(['ordinary', 'severe'])
        .describe('Harm to dependants as found by experts or the court of fact.')
        .optional(),
    })
    .optional(),
  consent: z
    .strictObject({
      toRequest: z.boolean().optional(),
      waivedSpeciality: z.boolean().optional(),
      withCounsel: z.boolean().optional(),
      toTransferOfSentence: z.boolean().optional(),
    })
    .optional(),
  office: z
    .strictObject({
      kind: z
        .enum([
          'head-of-state',
          'head-of-government',
          'foreign-minister',
          'other-minister',
          'diplomat',
          'consul',
          'member-of-parliament',
          'judge',
          'international-official',
          'invited-witness',
        ])
        .optional(),
      state: State.optional(),
      inOffice: z.boolean().optional(),
      conductOfficial: z.boolean().describe('The conduct was done in the exercise of the office.').optional(),
      waived: z.boolean().optional(),
      summonedThroughAssistance: z
        .boolean()
        .describe('For an invited witness: came on a summons sent through the mutual assistance channel.')
        .optional(),
    })
    .describe('Office or status that may carry immunity.')
    .optional(),
  priorConduct: z
    .strictObject({
      fled: z.boolean().describe('Left the requesting State knowing of the proceedings.').optional(),
      yearsSinceOffence: z.number().min(0).optional(),
      delayCausedBy: z.enum(['person', 'requesting-state', 'requested-state', 'mixed', 'nobody']).optional(),
      officialSignalsNoProsecution: z
        .boolean()
        .describe(
          'Authorities of the requesting State gave the person reason to think that no prosecution would follow.',
        )
        .optional(),
      lifeRebuilt: z.boolean().describe('Settled, law-abiding life since.').optional(),
      witnessesLost: z.boolean().optional(),
    })
    .optional(),
  conscientiousObjector: z.boolean().describe('Refuses armed service on grounds of conscience.').optional(),
})
export type Person = z.infer<typeof Person>
