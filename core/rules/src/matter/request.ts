import { z } from 'zod'
import { RequestKind } from '../codes.ts'
import { RiskSource, State, States, Strength, unique } from './basics.ts'

export const Request = z.strictObject({
  kind: RequestKind.describe(
    "Procedure used. surrender: European arrest warrant or like warrant between courts. freezing-order covers freezing and confiscation. Handing over outside any procedure is recorded in 'route'.",
  ),
  requesting: State.describe('State that asks (issuing State).'),
  requested: State.describe('State asked (executing State).'),
  date: z.iso.date().describe('Date of the request.').optional(),
  asOf: z.iso
    .date()
    .describe('Date of the assessment: treaty participation and rules in force are taken at this date.')
    .optional(),
  purpose: z
    .enum([
      'prosecution',
      'execution-of-sentence',
      'prosecution-and-sentence',
      'investigation',
      'questioning-only',
      'evidence-for-trial',
      'confiscation',
      'execution-of-confiscation',
      'service-of-sentence-in-home-state',
      'removal',
    ])
    .describe('Stated purpose. removal: expulsion or deportation not stated to serve a criminal proceeding.')
    .optional(),
  route: z
    .enum(['formal-procedure', 'deportation-or-expulsion', 'informal-handover', 'abduction', 'military-transfer'])
    .describe('How the person or material is in fact to be moved. Absent: formal-procedure has not been confirmed.')
    .optional(),
  basis: z
    .array(z.string())
    .describe(
      "Instruments the requesting authority invokes, by short name (e.g. 'eu-fd-2002-584', 'eu-directive-2014-41', 'ece-1957', 'bilateral', 'reciprocity', 'none').",
    )
    .optional(),
  measures: unique(
    z.array(
      z.enum([
        'arrest',
        'temporary-surrender',
        'witness-hearing',
        'suspect-hearing',
        'video-hearing',
        'search-and-seizure',
        'interception',
        'device-infiltration',
        'bank-information',
        'subscriber-data',
        'traffic-and-location-data',
        'content-data',
        'existing-evidence',
        'freezing',
        'confiscation',
        'service-of-documents',
        'covert-investigation',
        'transfer-of-person-in-custody',
        'release-of-information',
      ]),
    ),
  ).optional(),
  issuingAuthority: z
    .strictObject({
      type: z
        .enum([
          'court',
          'judge',
          'investigating-judge',
          'public-prosecutor',
          'police',
          'tax-or-customs-authority',
          'ministry-of-justice',
          'other-executive',
          'international-tribunal',
        ])
        .optional(),
      executiveMayInstruct: z
        .boolean()
        .describe('The law lets the executive give the authority directions in an individual case.')
        .optional(),
      validatedByCourt: z
        .boolean()
        .describe(
          'A court, judge or (where that suffices) prosecutor examined and endorsed the request before it was sent.',
        )
        .optional(),
      courtReviewAvailable: z
        .boolean()
        .describe(
          'In the issuing State the decision to issue, and its proportionality, can be brought before a court at some point, or rests on a court decision that already weighed it.',
        )
        .optional(),
      competentInDomesticCase: z
        .boolean()
        .describe('The authority could itself order this measure in a comparable purely domestic case.')
        .optional(),
    })
    .optional(),
  domesticDecision: z
    .enum(['separate-domestic-warrant', 'enforceable-judgment', 'request-itself-only', 'none'])
    .describe(
      'National decision on which the request rests. request-itself-only: no warrant separate from the international one.',
    )
    .optional(),
  missingContent: z
    .array(
      z.enum([
        'description-of-facts',
        'time-and-place',
        'legal-qualification',
        'text-of-law',
        'domestic-decision',
        'penalty',
        'identity',
        'in-absentia-information',
        'statement-of-necessity',
        'translation',
        'prima-facie-evidence',
      ]),
    )
    .describe('Items the request should hold but does not.')
    .optional(),
  listOffenceCertified: z
    .boolean()
    .describe('Issuing authority ticked an offence category for which double criminality is not verified.')
    .optional(),
  necessity: z
    .strictObject({
      linkToInvestigationShown: z.boolean().optional(),
      targeted: z.boolean().describe('Limited to identified persons, items or periods.').optional(),
      lessIntrusiveMeansAvailable: z.boolean().optional(),
      availableInSimilarDomesticCase: z
        .boolean()
        .describe('The measure would be lawful in a similar domestic case of the issuing State.')
        .optional(),
      remedyInIssuingState: z
        .boolean()
        .describe('The persons affected can challenge the measure before a court of the issuing State.')
        .optional(),
      remedyInExecutingState: z
        .boolean()
        .describe('The persons affected can challenge execution before a court of the executing State.')
        .optional(),
      assessedBeforeDecision: z
        .boolean()
        .describe('An authority recorded an assessment of necessity and proportionality.')
        .optional(),
    })
    .optional(),
  addresseeLocation: z
    .strictObject({
      dataOrAssetsIn: States.optional(),
      addresseeEstablishedIn: States.optional(),
      servedDirectly: z
        .boolean()
        .describe('Sent to the holder abroad without going through the authorities of the State where it is.')
        .optional(),
      targetNotifiedStateAware: z
        .boolean()
        .describe('The State where the intercepted or affected person is was told.')
        .optional(),
    })
    .describe('For orders addressed to holders of data, documents or assets.')
    .optional(),
  otherAims: z
    .array(
      z.strictObject({
        aim: z.enum([
          'punish-political-opinion-or-activity',
          'persecute-group-member',
          'bypass-refused-request',
          'interrogate-without-charge',
          'obtain-data-for-other-use',
          'civil-or-commercial-advantage',
          'collect-tax',
          'try-for-other-offence',
          'silence-witness-or-journalist',
        ]),
        evidence: Strength,
        sources: z.array(RiskSource).optional(),
      }),
    )
    .describe('Aims other than the stated purpose to which material on the file points.')
    .optional(),
  earlierRequestsRefused: z.array(z.strictObject({ by: State, reason: z.string().optional() })).optional(),
  reciprocity: z
    .enum(['treaty', 'practice-confirmed', 'declared', 'refused-in-practice', 'none'])
    .describe('Whether the requesting State does the same in turn.')
    .optional(),
  essentialInterests: z
    .enum(['none-raised', 'raised-with-reasons', 'raised-without-reasons'])
    .describe(
      'Whether the requested State has said that execution would prejudice its sovereignty, security, public order or other essential interests.',
    )
    .optional(),
  confidentialitySought: z
    .boolean()
    .describe('The requesting State asked that the request, or its execution, be kept secret.')
    .optional(),
})
export type Request = z.infer<typeof Request>
