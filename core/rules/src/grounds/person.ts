import { within } from '../calendar.ts'
import type { Scene } from '../scene.ts'
import { ask, asks, excluded, established, type Ground, perOffence, type Reading, silent, unclear } from './ground.ts'

/** While in office these may not be touched by another State at all. */
const UNTOUCHABLE: readonly string[] = ['head-of-state', 'head-of-government', 'foreign-minister']
/** No former office covers these crimes. */
const NOT_COVERED: readonly string[] = ['torture', 'genocide', 'crimes-against-humanity', 'war-crime']

/** Immunity of the person: by office while it lasts, by official conduct afterwards, by safe conduct of an invited witness. */
export const immunity: Ground = {
  code: 'immunity',
  tests: {
    office: (scene) => {
      const office = scene.matter.person?.office
      if (!office) return silent
      const fact = '/person/office'
      if (office.waived === true) return [excluded('The immunity was waived.', [`${fact}/waived`])]
      if (office.state !== undefined && office.state === scene.requesting)
        return [excluded('The State that could claim the immunity is the one that asks.', [`${fact}/state`])]
      if (office.kind === 'invited-witness') {
        if (office.summonedThroughAssistance === false)
          return [excluded('Safe conduct protects only a witness summoned through mutual assistance.', [fact])]
        return office.summonedThroughAssistance === true
          ? [
              established(
                'The person came as a witness on a summons sent through mutual assistance and has safe conduct.',
                [fact],
              ),
            ]
          : [
              unclear(
                'The person came as a witness; how the summons was sent decides on safe conduct.',
                [fact],
                ask(`${fact}/summonedThroughAssistance`, 'requested-state'),
              ),
            ]
      }
      if (UNTOUCHABLE.includes(office.kind ?? '') && office.inOffice !== false)
        return office.inOffice === true
          ? [
              established(
                'A sitting head of State or government or foreign minister is immune before the authorities of other States.',
                [fact],
              ),
            ]
          : [
              unclear(
                'The office carries full immunity while it lasts; whether it still does is not known.',
                [fact],
                ask(`${fact}/inOffice`, 'third-state'),
              ),
            ]
      if (office.kind === 'member-of-parliament' || office.kind === 'judge') {
        if (office.state !== scene.requested || office.inOffice === false)
          return [excluded('The office carries no immunity in the requested State.', [fact])]
        return [
          unclear(
            'The office may be protected in the requested State until the competent body lifts the immunity.',
            [fact],
            ask(`${fact}/waived`, 'requested-state'),
          ),
        ]
      }
      if (office.conductOfficial === false) return [excluded('The conduct was private.', [`${fact}/conductOfficial`])]
      if (office.conductOfficial === undefined)
        return [
          unclear(
            'Whether the conduct was done in the exercise of the office is not known.',
            [fact],
            ask(`${fact}/conductOfficial`, 'third-state'),
          ),
        ]
      return perOffence(scene, (offence): readonly Reading[] =>
        (offence.categories ?? []).some((category) => NOT_COVERED.includes(category))
          ? [
              excluded(
                'No immunity for official conduct covers an international crime of this kind once the office has ended.',
                [fact],
              ),
            ]
          : [established('Official conduct is the conduct of the State: immunity for it outlasts the office.', [fact])],
      )
    },
  },
}

/** Age: too young, when the act was done, to answer for it under the law of the requested State. */
export const age: Ground = {
  code: 'age',
  tests: {
    'below-responsibility': (scene) => {
      const { ageAtOffence, responsibleAtThatAgeInRequested: responsible } = scene.matter.person ?? {}
      const fact = '/person/responsibleAtThatAgeInRequested'
      if (responsible === false)
        return [established('At that age nobody is criminally responsible in the requested State.', [fact])]
      if (ageAtOffence === undefined || ageAtOffence >= 18) return silent
      if (responsible === true)
        return [
          excluded(
            'At that age a person can be criminally responsible in the requested State; further conditions for trying a minor there do not count.',
            [fact],
          ),
        ]
      return [
        unclear(
          'The person was a child; whether a child of that age answers for crimes in the requested State is not known.',
          ['/person/ageAtOffence'],
          ask(fact, 'requested-state'),
        ),
      ]
    },
  },
}

const isNational = (scene: Scene, state: string): boolean =>
  scene.matter.person?.nationalities?.includes(state) === true
const isSettled = (scene: Scene): boolean =>
  (scene.matter.person?.residence ?? []).some(({ state, ties }) => state === scene.requested && ties === 'settled')

/** The State asked extradites its own nationals as it does foreigners, so that nationals of others are not worse off. */
const extraditesOwn = (scene: Scene): boolean => {
  const state = scene.state(scene.requested)
  if (state.ownNationals !== undefined) return state.ownNationals === 'extradited'
  return state.points.some((point) => point.value?.['own'] === 'yes' && within(point, scene.asOf))
}

/** Nationality and its neighbours: own nationals, settled residents, citizens of a union of States. */
export const nationality: Ground = {
  code: 'nationality',
  tests: {
    'own-national': (scene) =>
      isNational(scene, scene.requested)
        ? [established('The person is a national of the requested State.', ['/person/nationalities'])]
        : silent,
    /** Sentence warrant against a national or settled resident whose sentence the requested State undertakes to enforce. */
    'sentence-served-here': (scene) => {
      if (
        scene.matter.request.purpose !== 'execution-of-sentence' ||
        !(isNational(scene, scene.requested) || isSettled(scene))
      )
        return silent
      const will = scene.matter.proceedings?.executingStateWillEnforce
      const facts = [
        '/proceedings/executingStateWillEnforce',
        isSettled(scene) ? '/person/residence' : '/person/nationalities',
      ]
      if (will === true)
        return [
          established('The person belongs in the requested State, which would enforce the sentence itself.', facts),
        ]
      if (will === false) return [excluded('The requested State does not undertake to enforce the sentence.', facts)]
      return asks(ask('/proceedings/executingStateWillEnforce', 'requested-state'))
    },
    /** Prosecution of a national or settled resident: return to serve the sentence may be asked for. */
    'return-to-serve': (scene, terms) => {
      if (scene.matter.request.purpose !== 'prosecution') return silent
      const covered = isNational(scene, scene.requested) || (terms.flag('residents') && isSettled(scene))
      const promised = (scene.matter.assurances ?? []).some(({ covers }) => covers.includes('return-to-serve-sentence'))
      if (terms.flag('promised') && !promised) return silent
      return covered
        ? [established('The person is to be returned to serve any sentence at home.', ['/person'])]
        : silent
    },
    /** A citizen of the union faces extradition to a State outside it: the State of nationality must be told first. */
    'union-citizen': (scene, terms) => {
      const group = terms.word('group') ?? ''
      const home = (scene.matter.person?.nationalities ?? []).find(
        (state) => state !== scene.requested && scene.member(group, state) === 'yes',
      )
      if (
        home === undefined ||
        scene.member(group, scene.requesting) === 'yes' ||
        isNational(scene, scene.requested) ||
        extraditesOwn(scene)
      )
        return silent
      const fact = '/proceedings/nationalityStateNotice'
      switch (scene.matter.proceedings?.nationalityStateNotice) {
        case 'not-given':
          return [
            established('The State of nationality must be told and given the chance to ask for its citizen first.', [
              fact,
              '/person/nationalities',
            ]),
          ]
        case 'given-reply-pending':
          return [
            established(
              'The State of nationality was told and may still ask for its citizen; a reasonable time must be left.',
              [fact],
            ),
          ]
        case 'given-no-warrant':
          return [excluded('The State of nationality was told and does not ask for its citizen.', [fact])]
        case 'given-warrant-issued':
          return silent
        case undefined:
          return asks(ask(fact, 'requested-state'))
      }
    },
    /** The State of nationality has asked for its citizen, and its warrant goes first. */
    'warrant-of-home-state': (scene) =>
      scene.matter.proceedings?.nationalityStateNotice === 'given-warrant-issued'
        ? [
            established(
              'The State of nationality asks for its citizen by a warrant, which goes before extradition outside the union.',
              ['/proceedings/nationalityStateNotice'],
            ),
          ]
        : silent,
  },
}
