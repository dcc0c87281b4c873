import { z } from 'zod'
import { AssuranceCover } from '../codes.ts'
import { Extent, RiskSource, State, Strength, unique } from './basics.ts'

export const Risk = z.strictObject({
  kind: z.enum([
    'death-penalty',
    'irreducible-life-sentence',
    'disproportionate-sentence',
    'torture',
    'ill-treatment',
    'ill-treatment-by-private-persons',
    'detention-conditions',
    'incommunicado-detention',
    'enforced-disappearance',
    'prolonged-solitary-confinement',
    'unfair-trial',
    'torture-evidence-at-trial',
    'court-not-independent',
    'court-not-established-by-law',
    'extraordinary-tribunal',
    'biased-judge',
    'witness-intimidation',
    'discriminatory-prosecution',
    'persecution',
    'denial-of-counsel',
    'onward-transfer',
    'health-deterioration',
    'family-separation',
    'conscription',
    'retroactive-penalty',
    'longer-time-in-prison',
    'use-of-data-for-other-purpose',
  ]),
  systemic: z
    .strictObject({
      extent: Extent,
      sources: z.array(RiskSource).optional(),
      year: z.int().describe('Year of the most recent material.').optional(),
    })
    .optional(),
  individual: z
    .strictObject({
      strength: Strength,
      facts: z
        .array(z.string())
        .describe(
          'What ties the risk to this person: place of detention, co-accused, past treatment, statements of officials, named judge or court.',
        )
        .optional(),
      sources: z.array(RiskSource).optional(),
    })
    .optional(),
  placeOfRisk: State.describe('If not the requesting State.').optional(),
  personalSpaceSquareMetres: z
    .number()
    .min(0)
    .describe('For detention conditions: personal space, sanitary annex excluded.')
    .optional(),
  detentionPlaceKnown: z.boolean().optional(),
  informationAsked: z
    .boolean()
    .describe('The requested State has asked the requesting State for information on this risk.')
    .optional(),
  informationReceived: z
    .enum(['full', 'partial', 'none'])
    .describe('What came back. Absent: nothing asked, or time still running.')
    .optional(),
})
export type Risk = z.infer<typeof Risk>

export const Assurance = z.strictObject({
  covers: unique(z.array(AssuranceCover).min(1)),
  issuedBy: z
    .enum([
      'head-of-state-or-government',
      'foreign-ministry-or-embassy',
      'justice-ministry',
      'prosecutor',
      'court',
      'prison-administration',
      'other',
    ])
    .optional(),
  issuerCanBind: z
    .boolean()
    .describe('Under the law of the requesting State the issuer can commit those who will take the decision.')
    .optional(),
  specific: z.boolean().describe('Names the person and the treatment, not general statements of law.').optional(),
  unconditional: z.boolean().optional(),
  monitoring: z
    .enum(['none', 'by-requested-state-officials', 'by-independent-body', 'by-court'])
    .describe('Who checks compliance after surrender.')
    .optional(),
  pastCompliance: z.enum(['honoured', 'mixed', 'breached', 'no-record']).optional(),
  promisedSpaceSquareMetres: z
    .number()
    .min(0)
    .describe('For detention conditions: personal space promised, lowest figure given.')
    .optional(),
})
export type Assurance = z.infer<typeof Assurance>

export const EvidenceItem = z.strictObject({
  item: z.string(),
  obtainedBy: State.describe('State whose agents obtained it.').optional(),
  means: z
    .enum([
      'voluntary',
      'ordinary-court-order',
      'search-and-seizure',
      'interception',
      'device-infiltration',
      'bulk-collection',
      'interview-with-counsel',
      'interview-without-counsel',
      'witness-hearing-abroad',
      'letter-rogatory',
      'torture',
      'ill-treatment',
      'threats-or-inducement',
      'entrapment',
      'unlawful-search',
      'unknown',
    ])
    .describe('How it is said to have been obtained.')
    .optional(),
  meansStrength: Strength.describe('How far the alleged means is shown.').optional(),
  fromThirdPerson: z.boolean().describe('The treatment was of someone other than the person concerned.').optional(),
  challengePossible: z
    .boolean()
    .describe('The defence can comment on it and contest its lawfulness and reliability before a court.')
    .optional(),
  witnessQuestionable: z
    .boolean()
    .describe('The defence had or will have a chance to question the witness.')
    .optional(),
  decisive: z.boolean().describe('The conviction or request would rest on it solely or mainly.').optional(),
  use: z.enum(['request', 'trial', 'investigation', 'decision-on-request']).describe('Where it is used.').optional(),
  contains: unique(
    z.array(
      z.enum([
        'lawyer-client-communications',
        'journalistic-sources',
        'medical-records',
        'state-secrets',
        'bank-data',
        'content-of-communications',
        'third-party-data',
      ]),
    ),
  ).optional(),
  warrantScopeExceeded: z.boolean().optional(),
  independentSifting: z
    .boolean()
    .describe('Privileged matter was or will be separated by an independent person under court supervision.')
    .optional(),
})
export type EvidenceItem = z.infer<typeof EvidenceItem>
