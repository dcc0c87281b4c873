import type { Scene } from '../scene.ts'
import { excluded, established, type Ground, type Reading, silent } from './ground.ts'

const said = (value: boolean, why: string, fact: string): readonly Reading[] =>
  value ? [established(why, [fact])] : silent

/** The right to a lawyer, in the State asked and in the State that asks. */
export const rightToCounsel: Ground = {
  code: 'right-to-counsel',
  tests: {
    'without-counsel': ({ matter: { rights } }): readonly Reading[] => {
      if (!rights) return silent
      const here = rights.counsel === 'denied' || rights.counsel === 'not-offered'
      const there = rights.counselInRequestingState === 'denied' || rights.counselInRequestingState === 'not-informed'
      const met = rights.counsel === 'has-counsel' || rights.counsel === 'offered-and-waived'
      return [
        ...said(here, 'The person had no lawyer in the proceedings on the request.', '/rights/counsel'),
        ...said(
          there,
          'The person was not told of, or was denied, a lawyer in the requesting State.',
          '/rights/counselInRequestingState',
        ),
        ...(met && !there ? [excluded('The person has, or knowingly waived, a lawyer.', ['/rights/counsel'])] : []),
      ]
    },
    /** A statement taken without a lawyer. */
    'interview-without-counsel': (scene) =>
      (scene.matter.evidence ?? []).flatMap((item, index) =>
        said(
          item.means === 'interview-without-counsel' &&
            (item.meansStrength === 'supported' || item.meansStrength === 'established'),
          'A statement was taken without a lawyer; whoever uses it stays responsible for the fairness of the trial.',
          `/evidence/${index}/means`,
        ),
      ),
  },
}

/** Interpretation of what is spoken and translation of what is written. */
export const rightToInterpretation: Ground = {
  code: 'right-to-interpretation',
  tests: {
    lacking: ({ matter: { rights } }) => [
      ...said(
        rights?.interpretation === 'denied' || rights?.interpretation === 'not-offered',
        'The person was not given interpretation.',
        '/rights/interpretation',
      ),
      ...said(
        rights?.translationOfRequest === 'denied' || rights?.translationOfRequest === 'not-offered',
        'The person was not given the request in a language they understand.',
        '/rights/translationOfRequest',
      ),
      ...honoured(
        rights?.interpretation === 'provided' || rights?.interpretation === 'not-needed',
        'The person understands what is said, or is given interpretation.',
        '/rights/interpretation',
      ),
    ],
  },
}

/** To know what is asked and why, in time to answer. */
export const rightToInformation: Ground = {
  code: 'right-to-information',
  tests: {
    'not-informed': ({ matter: { rights } }) => [
      ...said(
        rights?.informedOfRequest === false,
        'The person was not told of the request before the decision.',
        '/rights/informedOfRequest',
      ),
      ...said(
        rights?.disclosure === 'none',
        'The person has no access to what the decision rests on.',
        '/rights/disclosure',
      ),
      ...said(
        rights?.disclosure === 'gist-only',
        'The person was given the gist alone; what is needed to answer must be shown.',
        '/rights/disclosure',
      ),
      ...honoured(
        rights?.informedOfRequest === true,
        'The person was told of the request.',
        '/rights/informedOfRequest',
      ),
    ],
    'consular-notice': ({ matter: { rights } }) =>
      said(
        rights?.consularNotice === 'denied' || rights?.consularNotice === 'not-given',
        'The person was not told of the right to have the consulate informed.',
        '/rights/consularNotice',
      ),
  },
}

/** The right is honoured: said so that the reader sees that it was looked at. */
const honoured = (value: boolean, why: string, fact: string): readonly Reading[] =>
  value ? [excluded(why, [fact])] : silent

const interim = (scene: Scene): readonly Reading[] =>
  (scene.matter.proceedings?.interimMeasures ?? []).flatMap((measure, index) =>
    measure.inForce === false
      ? [excluded('The interim measure is no longer in force.', [`/proceedings/interimMeasures/${index}`])]
      : [
          established('An interim measure is in force: execution must wait.', [
            `/proceedings/interimMeasures/${index}`,
          ]),
        ],
  )

const INTRUSIVE: readonly string[] = [
  'search-and-seizure',
  'video-hearing',
  'witness-hearing',
  'interception',
  'device-infiltration',
  'content-data',
  'freezing',
  'confiscation',
]

/** To bring the matter before a court, in time for it to help. */
export const rightToChallenge: Ground = {
  code: 'right-to-challenge',
  tests: {
    'no-court': ({ matter: { rights, request } }) => [
      ...said(rights?.courtHearing === false, 'No court heard the person on the request.', '/rights/courtHearing'),
      ...said(
        rights?.suspensiveRemedy === false,
        'No remedy stays execution while claims of rights are examined.',
        '/rights/suspensiveRemedy',
      ),
      ...said(
        rights?.daysToPrepare !== undefined && rights.daysToPrepare < 1,
        'The person had no time to prepare.',
        '/rights/daysToPrepare',
      ),
      ...said(
        rights?.affectedThirdPartyRemedy === false,
        'Third parties who are affected cannot go to court.',
        '/rights/affectedThirdPartyRemedy',
      ),
      ...said(
        request.necessity?.remedyInExecutingState === false,
        'Those affected cannot challenge execution before a court of the requested State.',
        '/request/necessity/remedyInExecutingState',
      ),
      ...honoured(rights?.courtHearing === true, 'A court hears the person on the request.', '/rights/courtHearing'),
    ],
    /** Detention that rests on no decision of a court. */
    'detention-without-court': ({ matter: { rights } }) =>
      said(
        rights?.detentionOrderedByCourt === false,
        'Detention does not rest on a decision of a court.',
        '/rights/detentionOrderedByCourt',
      ),
    'interim-measure': interim,
    /** An intrusive measure that nobody can challenge in the State that orders it. */
    'no-remedy-in-issuing-state': ({ matter: { request } }) =>
      said(
        request.necessity?.remedyInIssuingState === false &&
          (request.measures ?? []).some((measure) => INTRUSIVE.includes(measure)),
        'The law of the issuing State gives no remedy against the measure.',
        '/request/necessity/remedyInIssuingState',
      ),
    /** Evidence that the defence cannot contest, or a witness whom it cannot question. */
    'uncontestable-evidence': ({ matter }) =>
      (matter.evidence ?? []).flatMap((item, index) => [
        ...said(
          item.challengePossible === false,
          'The defence cannot contest the item before a court.',
          `/evidence/${index}/challengePossible`,
        ),
        ...said(
          item.witnessQuestionable === false && item.decisive === true,
          'The defence can never question a witness on whom the case rests.',
          `/evidence/${index}/witnessQuestionable`,
        ),
      ]),
    /** Not heard by the authority that issued the request. */
    'not-heard-before-issue': ({ matter: { rights } }): readonly Reading[] => {
      if (rights?.heardBeforeIssue !== false) return silent
      if (rights.courtHearing === false)
        return [
          established('The person was heard neither before the request was issued nor after.', [
            '/rights/heardBeforeIssue',
          ]),
        ]
      return [
        excluded(
          'Nobody need be heard before a request is issued, as long as a court hears them before they are handed over.',
          ['/rights/heardBeforeIssue'],
        ),
      ]
    },
  },
}
