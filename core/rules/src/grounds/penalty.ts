import { within } from '../calendar.ts'
import type { Scene } from '../scene.ts'
import {
  ask,
  asks,
  excluded,
  established,
  type Ground,
  perOffence,
  type Reading,
  silent,
  type Terms,
  unclear,
} from './ground.ts'
import { risksOf } from './risk.ts'

type Penalty = NonNullable<NonNullable<NonNullable<Scene['matter']['offences']>[number]['penalty']>['requesting']>

/** A State that has abolished the death penalty, by its own law or by a protocol that binds it. */
function abolitionist(scene: Scene, state: string): boolean {
  const record = scene.state(state)
  if (record.deathPenalty === 'abolished') return true
  if (record.points.some((point) => point.value?.['death'] === 'abolished' && within(point, scene.asOf))) return true
  return ['op2', 'p6', 'p13', 'echr-p6', 'echr-p13'].some((protocol) => scene.member(protocol, state) === 'yes')
}

function strengthOf(scene: Scene, kind: 'death-penalty' | 'irreducible-life-sentence') {
  const [entry] = risksOf(scene, [kind])
  return { strength: entry?.risk.individual?.strength, extent: entry?.risk.systemic?.extent, pointer: entry?.pointer }
}

/** Death penalty: the offence carries it, or material shows that it may follow. That it is rarely used is no answer. */
export const deathPenalty: Ground = {
  code: 'death-penalty',
  tests: {
    capital: (scene, terms: Terms) => {
      if (terms.flag('requestedAbolitionist') && !abolitionist(scene, scene.requested)) return silent
      const { strength, extent, pointer } = strengthOf(scene, 'death-penalty')
      const why = 'The offence carries the death penalty in the requesting State.'
      const byStatute = perOffence(scene, (offence, at): readonly Reading[] => {
        const carried = offence.penalty?.requesting?.kind === 'death' || offence.sentence?.imposed?.kind === 'death'
        if (!carried) return silent
        if (strength === 'none-found' && offence.sentence?.imposed?.kind !== 'death')
          return [
            excluded('The penalty stands in the statute, but it was looked into and is not imposed or carried out.', [
              `${at}/penalty/requesting`,
              ...(pointer ? [pointer] : []),
            ]),
          ]
        return [established(why, [`${at}/penalty/requesting`, ...(pointer ? [pointer] : [])])]
      })
      if (byStatute.length > 0 || pointer === undefined) return byStatute
      switch (strength) {
        case 'established':
        case 'supported':
          return [established('Material shows a real risk of the death penalty.', [pointer])]
        case 'assertion-only':
          return [
            {
              ...excluded('A death penalty is asserted, without material that the offence carries it.', [pointer]),
              doubt: true,
            },
            ...asks(ask('/offences', 'requesting-state')),
          ]
        case 'none-found':
          return [excluded('It was looked into and no risk of the death penalty was found.', [pointer])]
        case undefined:
          return extent === 'recurrent' || extent === 'widespread'
            ? [
                unclear(
                  'The death penalty is in use; whether it may follow here is not known.',
                  [pointer],
                  ask('/offences/0/penalty/requesting', 'requesting-state'),
                ),
              ]
            : asks(ask('/offences/0/penalty/requesting', 'requesting-state'))
      }
    },
    /** Nobody is put to death for what they did as a child. */
    'capital-for-child': (scene) => {
      const young = scene.matter.person?.ageAtOffence
      if (young === undefined || young >= 18) return silent
      return perOffence(scene, (offence, at) =>
        offence.penalty?.requesting?.kind === 'death'
          ? [
              established('The person was a child, and the offence carries death.', [
                `${at}/penalty/requesting`,
                '/person/ageAtOffence',
              ]),
            ]
          : silent,
      )
    },
  },
}

const forLife = (penalty: Penalty | undefined): boolean =>
  penalty?.kind === 'life' || penalty?.kind === 'life-without-parole'

/** Life sentence without a real prospect of release. First a real risk of it, only then whether it can be reviewed. */
export const lifeSentence: Ground = {
  code: 'life-sentence',
  tests: {
    irreducible: (scene) => {
      const { strength, pointer } = strengthOf(scene, 'irreducible-life-sentence')
      const from = pointer ? [pointer] : []
      return perOffence(scene, (offence, at): readonly Reading[] => {
        const imposed = forLife(offence.sentence?.imposed) ? offence.sentence?.imposed : undefined
        const penalty = imposed ?? offence.penalty?.requesting
        if (!penalty || !(forLife(penalty) || penalty.kind === 'death')) {
          if (strength !== 'supported' && strength !== 'established') return silent
          return [
            unclear(
              'A life sentence without release is feared; what the offence carries is not known.',
              from,
              ask(`${at}/penalty/requesting`, 'requesting-state'),
            ),
          ]
        }
        const fact = imposed ? `${at}/sentence/imposed` : `${at}/penalty/requesting`
        if (strength === 'none-found' && !imposed)
          return [excluded('Nothing shows a real risk that this person would be given life without release.', from)]
        const risked =
          imposed !== undefined || penalty.mandatory === true || strength === 'supported' || strength === 'established'
        if (penalty.releaseReview === 'judicial-or-parole-review')
          return [excluded('Continued imprisonment is reviewed by a court or parole body.', [fact])]
        if (!risked)
          return strength === 'assertion-only'
            ? [excluded('Life without release is asserted, without material for this person.', from)]
            : silent
        if (penalty.releaseReview === undefined && penalty.kind !== 'life-without-parole') {
          const question = ask(`${fact}/releaseReview`, 'requesting-state')
          // A life sentence alone raises nothing: most can be reviewed. It takes material that this one cannot.
          if (strength !== 'supported' && strength !== 'established') return asks(question)
          return [
            unclear(
              'A life sentence is a real prospect; whether it can be reviewed is not known.',
              [fact, ...from],
              question,
            ),
          ]
        }
        return [
          established('There is a real risk of a life sentence that no court or parole body may review.', [
            fact,
            ...from,
          ]),
        ]
      })
    },
    /** Under a warrant: no review on request or within the number of months that the instrument names. */
    'late-review': (scene, terms) =>
      perOffence(scene, (offence, at) => {
        const penalty = offence.sentence?.imposed ?? offence.penalty?.requesting
        if (!forLife(penalty)) return silent
        const late =
          penalty?.reviewAfterMonths !== undefined && penalty.reviewAfterMonths > (terms.count('months') ?? 240)
        return penalty?.releaseReview === 'none' || late
          ? [established('The sentence is not reviewed within the time that the instrument sets.', [`${at}`])]
          : silent
      }),
    /** No life without release for what was done as a child. */
    'life-for-child': (scene) => {
      const young = scene.matter.person?.ageAtOffence
      if (young === undefined || young >= 18) return silent
      return perOffence(scene, (offence, at) =>
        offence.penalty?.requesting?.kind === 'life-without-parole'
          ? [
              established('The person was a child, and the offence carries life without release.', [
                `${at}/penalty/requesting`,
                '/person/ageAtOffence',
              ]),
            ]
          : silent,
      )
    },
  },
}
