import { ask, asks, excluded, established, type Ground, perOffence, silent, unclear } from './ground.ts'

/** Double criminality: would the conduct, moved to the other State, be an offence there? Labels and elements do not matter. */
export const doubleCriminality: Ground = {
  code: 'double-criminality',
  tests: {
    /** The conduct is no offence in the requested State. */
    conduct: (scene, terms) =>
      perOffence(scene, (offence, at) => {
        const { requested, requestedAtTimeOfConduct: then, partOnly } = offence.punishableIn ?? {}
        const fact = `${at}/punishableIn`
        if (requested === false)
          return [established('The conduct is not an offence in the requested State.', [`${fact}/requested`])]
        if (then === false) {
          if (terms.word('moment') === 'conduct')
            return [
              established('The conduct was not an offence in the requested State when it was done.', [
                `${fact}/requestedAtTimeOfConduct`,
              ]),
            ]
          return [
            unclear(
              'The conduct was not an offence in the requested State when it was done; its law must say which moment counts.',
              [`${fact}/requestedAtTimeOfConduct`],
              ask(`${fact}/requestedAtTimeOfConduct`, 'requested-state'),
            ),
          ]
        }
        if (partOnly === true && scene.warrant)
          return [
            excluded('The conduct is one offence of which the part that is punishable here suffices.', [
              `${fact}/partOnly`,
            ]),
          ]
        if (partOnly === true)
          return [
            {
              ...established('Only part of the conduct is an offence in the requested State.', [`${fact}/partOnly`]),
              partly: true,
            },
          ]
        if (requested === true) return [excluded('The conduct is an offence in both States.', [`${fact}/requested`])]
        return scene.matter.request.listOffenceCertified === true
          ? silent
          : asks(ask(`${fact}/requested`, 'requested-state'))
      }),
    /** The law of the requested State looks at the moment of the request, and the conduct is an offence there now. */
    'criminal-at-request': (scene) =>
      perOffence(scene, (offence, at) => {
        const { requested, requestedAtTimeOfConduct } = offence.punishableIn ?? {}
        if (requestedAtTimeOfConduct !== false || requested !== true) return silent
        return [
          established(
            'The law of the requested State asks whether the conduct is an offence at the time of the request, and it is.',
            [`${at}/punishableIn`],
          ),
        ]
      }),
    /** The issuing authority certified a category for which double criminality is not verified, and the penalty reaches the threshold. */
    'listed-offence': (scene, terms) => {
      if (scene.matter.request.listOffenceCertified !== true) return silent
      const least = terms.count('months') ?? 0
      return perOffence(scene, (offence, at) => {
        // The threshold is measured by the law that applied to the facts.
        const penalty = offence.penalty?.requestingAtTimeOfConduct ?? offence.penalty?.requesting
        const tooLow = penalty?.kind === 'months' && penalty.months !== undefined && penalty.months < least
        if (tooLow || penalty?.kind === 'fine' || penalty?.kind === 'none') return silent
        return [
          established('A category was certified for which double criminality is not verified.', [
            '/request/listOffenceCertified',
            at,
          ]),
        ]
      })
    },
    /** The conduct is, or was when done, no offence in the requesting State itself: no punishment without law. */
    'requesting-law': (scene) =>
      perOffence(scene, (offence, at) => {
        const { requesting, requestingAtTimeOfConduct } = offence.punishableIn ?? {}
        if (requesting === false)
          return [
            established('The conduct is not an offence in the requesting State.', [`${at}/punishableIn/requesting`]),
          ]
        if (requestingAtTimeOfConduct === false)
          return [
            established('The conduct was not an offence in the requesting State when it was done.', [
              `${at}/punishableIn/requestingAtTimeOfConduct`,
            ]),
          ]
        return silent
      }),
  },
}

/** Least gravity: a maximum that could be imposed, or a sentence that was. */
export const minimumPenalty: Ground = {
  code: 'minimum-penalty',
  tests: {
    threshold: (scene, terms) => {
      const months = terms.count('months') ?? 0
      const remaining = terms.count('sentence') ?? 0
      const below = perOffence(scene, (offence, at) => {
        const { imposed, remainingMonths } = offence.sentence ?? {}
        if (imposed !== undefined && remaining > 0) {
          if (imposed.kind === 'fine' || imposed.kind === 'none')
            return [established('No custodial sentence was imposed.', [`${at}/sentence/imposed`])]
          const counted = terms.flag('remaining') ? remainingMonths : imposed.months
          if (imposed.kind !== 'months' || counted === undefined)
            return imposed.kind === 'months'
              ? silent
              : [excluded('The sentence is for life or graver.', [`${at}/sentence/imposed`])]
          if (counted < remaining)
            return [established(`The sentence is below ${remaining} months.`, [`${at}/sentence`])]
          return [
            excluded(
              offence.aggregateSentence === true
                ? `The aggregate sentence is taken as a whole and reaches ${remaining} months.`
                : `The sentence reaches ${remaining} months.`,
              [`${at}/sentence`],
            ),
          ]
        }
        const penalties = [offence.penalty?.requesting, terms.flag('both') ? offence.penalty?.requested : undefined]
        const low = penalties.some(
          (p) =>
            p &&
            (p.kind === 'fine' ||
              p.kind === 'none' ||
              (p.kind === 'months' && p.months !== undefined && p.months < months)),
        )
        if (low) return [established(`The heaviest penalty is below ${months} months.`, [`${at}/penalty`])]
        if (offence.penalty?.requesting !== undefined)
          return [excluded(`The heaviest penalty reaches ${months} months.`, [`${at}/penalty`])]
        return asks(ask(`${at}/penalty/requesting`, 'requesting-state'))
      })
      // An offence that fails the threshold alone may go along with one that reaches it.
      const another = below.some((reading) => reading.verdict === 'excluded')
      if (!terms.flag('accessory') || !another) return below
      return below.map((reading) =>
        reading.verdict === 'established'
          ? {
              ...reading,
              verdict: 'excluded' as const,
              why: `${reading.why} It may go along with an offence that reaches the threshold.`,
            }
          : reading,
      )
    },
  },
}
