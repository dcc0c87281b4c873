import { ask, asks, excluded, established, type Ground, perOffence, type Reading, silent, unclear } from './ground.ts'

/** Speciality: after being handed over, a person answers only for what they were handed over for, until free to leave. */
export const speciality: Ground = {
  code: 'speciality',
  tests: {
    'beyond-surrender': (scene, terms) => {
      const earlier = scene.matter.priorSurrender
      if (!earlier) return silent
      const at = '/priorSurrender'
      const days = terms.count('days') ?? 45
      return perOffence(scene, (offence, pointer): readonly Reading[] => {
        const covered = `${pointer}/coveredByPriorSurrender`
        if (offence.coveredByPriorSurrender === true)
          return [excluded('The person was handed over for this offence.', [covered])]
        if (earlier.sameFactsOtherLabel === true)
          return [
            excluded('The charge rests on the facts described in the request, under another label.', [
              `${at}/sameFactsOtherLabel`,
            ]),
          ]
        if (earlier.consentToMore === 'given')
          return [excluded('The State that handed over consents.', [`${at}/consentToMore`])]
        if (earlier.consentToMore !== 'refused' && scene.matter.person?.consent?.waivedSpeciality === true)
          return scene.matter.person.consent.withCounsel === false
            ? [
                unclear(
                  'Speciality was waived without counsel; a waiver must be made in full awareness.',
                  ['/person/consent'],
                  ask('/person/consent/withCounsel', 'requesting-state'),
                ),
              ]
            : [excluded('The person waived speciality.', ['/person/consent/waivedSpeciality'])]
        if (earlier.returnedVoluntarily === true)
          return [excluded('The person left and came back of their own will.', [`${at}/returnedVoluntarily`])]
        if ((earlier.daysFreeToLeave ?? 0) >= days)
          return [excluded(`The person stayed ${days} days although free to leave.`, [`${at}/daysFreeToLeave`])]
        if (earlier.custodialRestriction === false)
          return [excluded('The new proceeding does not restrict liberty.', [`${at}/custodialRestriction`])]
        if (offence.coveredByPriorSurrender === undefined)
          return [
            unclear(
              'The person was handed over before; whether this offence was covered is not known.',
              [at],
              ask(covered, 'requesting-state'),
            ),
          ]
        return [
          established(
            'The offence is outside the earlier surrender, and the State that handed over has not consented.',
            [covered, `${at}/consentToMore`],
          ),
        ]
      })
    },
    /** A term of an earlier surrender was broken: the promise must be given anew and be worth something. */
    'earlier-breach': (scene) =>
      scene.matter.priorSurrender?.breachOfEarlierTerms === true
        ? [
            established('A court found that a term of an earlier surrender was broken.', [
              '/priorSurrender/breachOfEarlierTerms',
            ]),
          ]
        : silent,
  },
}

/** Re-extradition: handing on a person needs the consent of the State that handed over last. */
export const reExtradition: Ground = {
  code: 're-extradition',
  tests: {
    'consent-of-last-state': (scene): readonly Reading[] => {
      const onward = scene.matter.onwardTransfer
      if (!onward || onward.kind === 'evidence-sharing') return silent
      const at = '/onwardTransfer'
      const last = onward.lastHandedOverBy
      const consents = (onward.consents ?? []).map((consent, index) => ({ ...consent, at: `${at}/consents/${index}` }))
      const owed = last === undefined ? consents : consents.filter((consent) => consent.state === last)
      const refused = owed.find((consent) => consent.answer === 'refused')
      if (refused) return [established('The State that handed the person over refuses its consent.', [refused.at])]
      const open = owed.find((consent) => consent.answer !== 'given')
      if (open)
        return [
          unclear(
            'The consent of the State that handed the person over is still wanting.',
            [open.at],
            ask(open.at, 'third-state'),
          ),
        ]
      if (last !== undefined && owed.length === 0)
        return [
          unclear(
            'The person was handed over before; whether that State consents is not known.',
            [`${at}/lastHandedOverBy`],
            ask(`${at}/consents`, 'third-state'),
          ),
        ]
      if (owed.length === 0) return asks(ask(`${at}/lastHandedOverBy`, 'requested-state'))
      return [
        excluded(
          'The State that handed the person over last consents; earlier ones need not be asked.',
          owed.map((consent) => consent.at),
        ),
      ]
    },
  },
}
