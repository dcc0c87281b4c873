import { ask, excluded, established, type Ground, type Reading, unclear } from './ground.ts'
import { type RiskKind, riskReading, risksOf } from './risk.ts'

const ILL_TREATMENT: readonly RiskKind[] = [
  'torture',
  'ill-treatment',
  'incommunicado-detention',
  'enforced-disappearance',
  'prolonged-solitary-confinement',
]

/** Torture or ill-treatment: absolute. Neither the danger that the person poses nor the gravity of the charge is weighed. */
export const tortureOrIllTreatment: Ground = {
  code: 'torture-or-ill-treatment',
  tests: {
    'real-risk': (scene, terms) =>
      risksOf(scene, ILL_TREATMENT).flatMap((entry) =>
        riskReading(entry, { what: 'torture or ill-treatment', twoStep: terms.flag('twoStep') }),
      ),
    /** From others than the State, where the State cannot protect. */
    'private-persons': (scene) =>
      risksOf(scene, ['ill-treatment-by-private-persons']).flatMap((entry) =>
        riskReading(entry, {
          what: 'ill-treatment by private persons against which the State does not protect',
          twoStep: false,
        }),
      ),
  },
}

/** Personal space in a shared cell below which ill-treatment is presumed, and up to which other conditions count. */
const PRESUMED_BELOW = 3
const DOUBTFUL_BELOW = 4

/** Detention conditions: the place where this person would be held, not prisons at large. */
export const detentionConditions: Ground = {
  code: 'detention-conditions',
  tests: {
    'real-risk': (scene, terms) =>
      risksOf(scene, ['detention-conditions']).flatMap((entry): readonly Reading[] => {
        const { risk, pointer } = entry
        const space = risk.personalSpaceSquareMetres
        if (space !== undefined && space < PRESUMED_BELOW)
          return [
            established('Personal space would be below three square metres, where ill-treatment is presumed.', [
              `${pointer}/personalSpaceSquareMetres`,
            ]),
          ]
        const general = riskReading(entry, { what: 'inhuman detention conditions', twoStep: terms.flag('twoStep') })
        if (
          space === undefined ||
          space >= DOUBTFUL_BELOW ||
          general.some((reading) => reading.verdict === 'established')
        )
          return general
        if (risk.individual?.strength === 'none-found') return general
        const doubtful = unclear(
          'Personal space would be between three and four square metres; the other conditions decide.',
          [`${pointer}/personalSpaceSquareMetres`],
          ask(`${pointer}/individual`, 'requesting-state'),
        )
        return [{ ...doubtful, graded: true }]
      }),
  },
}

const UNFAIR: readonly RiskKind[] = [
  'unfair-trial',
  'torture-evidence-at-trial',
  'court-not-independent',
  'court-not-established-by-law',
  'biased-judge',
  'witness-intimidation',
  'denial-of-counsel',
  'retroactive-penalty',
]

/** Flagrant denial of justice: a trial so unfair that the essence of the right would be destroyed. */
export const flagrantDenialOfJustice: Ground = {
  code: 'flagrant-denial-of-justice',
  tests: {
    'real-risk': (scene, terms) =>
      risksOf(scene, UNFAIR).flatMap((entry) =>
        riskReading(entry, { what: 'a flagrantly unfair trial', twoStep: terms.flag('twoStep') }),
      ),
  },
}

const EXTRAORDINARY: readonly (string | undefined)[] = ['ad-hoc-for-the-case', 'military-commission']
const MILITARY: readonly (string | undefined)[] = ['military', 'state-security']

/** Extraordinary tribunal: a court made for the case, or a military court for a civilian. */
export const extraordinaryTribunal: Ground = {
  code: 'extraordinary-tribunal',
  tests: {
    tribunal: (scene) => {
      const tribunal = scene.matter.proceedings?.tribunal
      const fact = '/proceedings/tribunal'
      const byKind = ((): readonly Reading[] => {
        if (!tribunal) return []
        if (EXTRAORDINARY.includes(tribunal.type))
          return [established('The court was set up for the case or outside the ordinary judiciary.', [`${fact}/type`])]
        if (MILITARY.includes(tribunal.type)) {
          if (tribunal.civilianBeforeMilitary === true)
            return [
              established('A civilian is or was to be judged by a military or security court.', [
                `${fact}/civilianBeforeMilitary`,
              ]),
            ]
          if (tribunal.civilianBeforeMilitary === undefined)
            return [
              unclear(
                'The court is a military or security court; whether the person is a civilian is not known.',
                [`${fact}/type`],
                ask(`${fact}/civilianBeforeMilitary`, 'requesting-state'),
              ),
            ]
        }
        if (tribunal.jurisdictionContested === true && tribunal.remedyOnJurisdiction === false)
          return [established('The jurisdiction of the court is contested and no court may examine it.', [fact])]
        return tribunal.type === undefined ? [] : [excluded('The court is a regular one.', [`${fact}/type`])]
      })()
      return [
        ...byKind,
        ...risksOf(scene, ['extraordinary-tribunal']).flatMap((entry) =>
          riskReading(entry, { what: 'trial by an extraordinary court', twoStep: false }),
        ),
      ]
    },
  },
}
