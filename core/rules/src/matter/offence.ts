import { z } from 'zod'
import { Penalty, States, unique } from './basics.ts'

export const Offence = z.strictObject({
  description: z.string().describe('The conduct, in plain words.'),
  categories: unique(
    z.array(
      z.enum([
        'homicide',
        'assault',
        'kidnapping',
        'sexual-offence',
        'child-exploitation',
        'human-trafficking',
        'migrant-smuggling',
        'drug-trafficking',
        'drug-possession',
        'terrorism',
        'terrorist-financing',
        'genocide',
        'crimes-against-humanity',
        'war-crime',
        'torture',
        'piracy-or-hijacking',
        'organised-crime',
        'corruption',
        'fraud',
        'embezzlement',
        'money-laundering',
        'tax',
        'customs',
        'currency',
        'cartel',
        'theft',
        'robbery',
        'arson-or-explosives',
        'firearms',
        'cybercrime',
        'espionage-or-official-secrets',
        'sedition-or-rebellion',
        'insult-or-expression',
        'membership-of-association',
        'military-duty',
        'child-custody',
        'road-traffic',
        'other',
      ]),
    ),
  ).optional(),
  punishableIn: z
    .strictObject({
      requesting: z.boolean().optional(),
      requested: z.boolean().optional(),
      requestedAtTimeOfConduct: z.boolean().optional(),
      requestingAtTimeOfConduct: z.boolean().optional(),
      partOnly: z.boolean().describe('Only part of the conduct is an offence in the requested State.').optional(),
    })
    .describe('Whether the conduct, transposed, is an offence.')
    .optional(),
  penalty: z
    .strictObject({
      requesting: Penalty.optional(),
      requested: Penalty.optional(),
      requestingAtTimeOfConduct: Penalty.optional(),
    })
    .describe('Heaviest penalty available in each State.')
    .optional(),
  sentence: z
    .strictObject({
      imposed: Penalty.optional(),
      remainingMonths: z.number().min(0).optional(),
      convictedByFinalJudgment: z.boolean().optional(),
    })
    .describe(
      'Sentence already imposed in the requesting State for this offence (or in aggregate, if aggregateSentence).',
    )
    .optional(),
  aggregateSentence: z.boolean().describe('The sentence given covers several offences together.').optional(),
  context: z
    .strictObject({
      duringUprisingOrConflict: z
        .boolean()
        .describe('Committed as part of an uprising, insurgency or armed struggle then going on.')
        .optional(),
      aimedAtStateOrGovernment: z.boolean().optional(),
      victimsCivilians: z.boolean().optional(),
      violenceAgainstPersons: z.boolean().optional(),
      expressionOrAssociationOnly: z
        .boolean()
        .describe('The conduct consists only of speech, publication, assembly, voting or association.')
        .optional(),
      militaryLawOnly: z.boolean().describe('The conduct is no offence under ordinary criminal law.').optional(),
      taxOrDutyLawOnly: z
        .boolean()
        .describe('The conduct is an offence only as a breach of tax, customs or exchange rules.')
        .optional(),
      requestedLacksSameTax: z
        .boolean()
        .describe('The requested State does not levy the same kind of tax or duty.')
        .optional(),
      deceitUsed: z
        .boolean()
        .describe('False documents or like deceit were used against the public authority.')
        .optional(),
    })
    .describe('Circumstances that bear on political, military or fiscal character.')
    .optional(),
  committedIn: States.describe('States in whose territory the conduct took place, wholly or in part.').optional(),
  effectsIn: States.optional(),
  jurisdictionBasis: z
    .enum(['territory', 'effects', 'active-nationality', 'passive-personality', 'protective', 'universal', 'flag'])
    .describe('Basis on which the requesting State claims jurisdiction.')
    .optional(),
  requestedWouldHaveSameJurisdiction: z
    .boolean()
    .describe('In the mirror case the law of the requested State would let it prosecute.')
    .optional(),
  requestedCanProsecute: z.boolean().describe('The requested State could itself prosecute the conduct now.').optional(),
  date: z.iso.date().describe('Date, or first day, of the conduct.').optional(),
  timeBarredIn: States.describe('States whose limitation period has run. Empty: none.').optional(),
  amnestyIn: States.describe('States whose amnesty or pardon covers the offence and is in force.').optional(),
  amnestyRevokedIn: States.optional(),
  coveredByPriorSurrender: z
    .boolean()
    .describe('The offence was among those for which the person was already handed over.')
    .optional(),
})
export type Offence = z.infer<typeof Offence>
