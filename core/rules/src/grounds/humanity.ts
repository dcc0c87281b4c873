import type { Scene } from '../scene.ts'
import { ask, asks, excluded, established, type Ground, type Reading, silent, unclear } from './ground.ts'
import { riskReading, risksOf } from './risk.ts'

const GRAVE: readonly string[] = [
  'homicide',
  'kidnapping',
  'sexual-offence',
  'child-exploitation',
  'human-trafficking',
  'drug-trafficking',
  'terrorism',
  'genocide',
  'crimes-against-humanity',
  'war-crime',
  'torture',
  'organised-crime',
  'arson-or-explosives',
]
const LONG_SENTENCE_MONTHS = 48

/** Grave by its kind or by the sentence given: what can outweigh even heavy harm to a family. */
const grave = (scene: Scene): boolean =>
  (scene.matter.offences ?? []).some(
    ({ categories, sentence }) =>
      (sentence?.imposed?.months ?? 0) >= LONG_SENTENCE_MONTHS ||
      (categories ?? []).some((category) => GRAVE.includes(category)),
  )

/** Family life, the best interests of children, and hardship: a primary consideration, seldom a decisive one. */
export const humanitarian: Ground = {
  code: 'humanitarian',
  tests: {
    'family-life': (scene): readonly Reading[] => {
      const family = scene.matter.person?.family
      if (!family) return silent
      const fact = '/person/family'
      const dependants =
        (family.minorChildren ?? 0) > 0 || family.pregnant === true || family.dependantHarm !== undefined
      if (!dependants) return silent
      if (family.dependantHarm === 'ordinary')
        return [excluded('The harm to the family is what separation ordinarily brings.', [fact])]
      const alone = family.soleCarer === true && family.alternativeCare !== 'available'
      if (alone && family.alternativeCare === undefined)
        return [
          unclear(
            'The person alone cares for children; who would care for them is not known.',
            [fact],
            ask(`${fact}/alternativeCare`, 'requested-state'),
          ),
        ]
      if (alone && !grave(scene))
        return [
          established('Children would be left without care, and the offence does not outweigh that.', [
            fact,
            '/offences',
          ]),
        ]
      if (alone)
        return [
          {
            ...established(
              'Children would be left without care; the offence is grave, so that care must be secured first.',
              [fact, '/offences'],
            ),
            partly: true,
          },
        ]
      return [
        excluded(
          'The interests of the children weigh, but care for them is secured or the offence outweighs the harm.',
          [fact],
        ),
      ]
    },
    /** Serious humanitarian reasons of passing nature. */
    'temporary-hardship': (scene) =>
      scene.matter.person?.family?.pregnant === true
        ? [established('The person is pregnant.', ['/person/family/pregnant'])]
        : silent,
  },
}

function decline(scene: Scene): readonly Reading[] {
  const facts = scene.matter.person?.health
  const fact = '/person/health'
  const byRisk = risksOf(scene, ['health-deterioration']).flatMap((entry) =>
    riskReading(entry, { what: 'a serious and lasting decline in health', twoStep: false }),
  )
  if (!facts) return byRisk
  const accepted = facts.expertEvidence === 'accepted' || facts.expertEvidence === 'undisputed'
  const heavy = facts.severity === 'serious' || facts.severity === 'life-threatening' || facts.suicideRisk === 'high'
  const named = facts.severity === 'moderate' || facts.suicideRisk === 'moderate'
  if (!heavy)
    return named ? [...byRisk, excluded('The condition is not so grave that it stands in the way.', [fact])] : byRisk
  if (byRisk.some((reading) => reading.verdict === 'established')) return byRisk
  if (facts.expertEvidence === 'rejected')
    return [...byRisk, excluded('The medical evidence was heard and not accepted.', [`${fact}/expertEvidence`])]
  if (facts.careInRequesting === 'adequate' && facts.deteriorationIfSurrendered !== 'likely-serious')
    return [
      ...byRisk,
      excluded('The condition is serious, but adequate care is available there.', [`${fact}/careInRequesting`]),
    ]
  const worse = facts.deteriorationIfSurrendered === 'likely-serious' || facts.suicideRisk === 'high'
  if (!worse)
    return facts.deteriorationIfSurrendered === 'none'
      ? [...byRisk, excluded('Surrender would not make the condition worse.', [fact])]
      : [...byRisk, ...asks(ask(`${fact}/deteriorationIfSurrendered`, 'person-or-counsel'))]
  if (facts.careInRequesting === 'adequate')
    return [
      ...byRisk,
      excluded('The condition is serious, but adequate care and protection are available there.', [
        `${fact}/careInRequesting`,
      ]),
    ]
  if (accepted && facts.careInRequesting === 'inadequate')
    return [
      established('Experts find that surrender would bring a serious decline, and care there is not adequate.', [fact]),
    ]
  return [
    unclear(
      'Surrender may bring a serious decline; which care is available there must be asked first.',
      [fact],
      ask(`${fact}/careInRequesting`, 'requesting-state'),
    ),
  ]
}

/** Health: a grave and lasting decline that surrender would bring and care cannot prevent. */
export const health: Ground = {
  code: 'health',
  tests: {
    decline: (scene) => decline(scene).map((reading) => ({ ...reading, graded: true })),
    /** Too ill to be moved now. */
    'unfit-to-travel': (scene) =>
      scene.matter.person?.health?.fitToTravel === false
        ? [established('The person is not fit to travel at present.', ['/person/health/fitToTravel'])]
        : silent,
  },
}

/** Proportionality: the interference, measured against what it serves. */
export const proportionality: Ground = {
  code: 'proportionality',
  tests: {
    /** The measure asked for: necessary, targeted, and one that the issuing authority could order at home. */
    measure: (scene): readonly Reading[] => {
      const necessity = scene.matter.request.necessity
      const fact = '/request/necessity'
      if (!necessity) return silent
      if (necessity.linkToInvestigationShown === false)
        return [
          established('No link between the measure and the investigation is shown.', [
            `${fact}/linkToInvestigationShown`,
          ]),
        ]
      if (necessity.targeted === false)
        return [
          established('The measure is not limited to identified persons, items or periods.', [`${fact}/targeted`]),
        ]
      if (necessity.lessIntrusiveMeansAvailable === true)
        return [established('A less intrusive measure would serve.', [`${fact}/lessIntrusiveMeansAvailable`])]
      const weighed = necessity.targeted === true || necessity.assessedBeforeDecision === true
      return weighed
        ? [excluded('The measure is limited, or its necessity was weighed before it was asked for.', [fact])]
        : silent
    },
    /** The issuing authority could not order the measure in a like case at home. */
    'not-available-at-home': (scene): readonly Reading[] => {
      if (scene.matter.request.necessity?.availableInSimilarDomesticCase === false)
        return [
          established('The measure would not be lawful in a similar domestic case of the issuing State.', [
            '/request/necessity/availableInSimilarDomesticCase',
          ]),
        ]
      if (scene.matter.request.issuingAuthority?.competentInDomesticCase === false)
        return [
          established('The authority could not itself order this measure in a domestic case.', [
            '/request/issuingAuthority/competentInDomesticCase',
          ]),
        ]
      return silent
    },
    /** A sentence grossly out of proportion to the offence. */
    sentence: (scene) =>
      risksOf(scene, ['disproportionate-sentence']).flatMap((entry) =>
        riskReading(entry, { what: 'a sentence grossly out of proportion', twoStep: false }),
      ),
    /** A trivial offence, measured by the likely sentence. */
    trivial: (scene): readonly Reading[] => {
      const offences = scene.matter.offences ?? []
      const slight =
        offences.length > 0 &&
        offences.every(
          ({ categories }) =>
            (categories ?? []).length > 0 &&
            (categories ?? []).every((c) => c === 'road-traffic' || c === 'drug-possession'),
        )
      const lowest = offences.every(
        ({ penalty }) =>
          penalty?.requesting?.kind === 'fine' ||
          (penalty?.requesting?.kind === 'months' && (penalty.requesting.months ?? 99) <= 12),
      )
      return slight && lowest
        ? [established('The offences are slight, and so is the sentence to be expected.', ['/offences'])]
        : silent
    },
  },
}
