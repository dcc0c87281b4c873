import { ask, asks, excluded, established, type Ground, type Reading, silent } from './ground.ts'

/** Sovereignty or essential interests: for the requested State to judge in good faith, and with reasons. */
export const sovereignty: Ground = {
  code: 'sovereignty-or-essential-interests',
  tests: {
    prejudice: (scene): readonly Reading[] => {
      const fact = '/request/essentialInterests'
      switch (scene.matter.request.essentialInterests) {
        case 'raised-with-reasons':
          return [
            established('The requested State says, with reasons, that execution would harm its essential interests.', [
              fact,
            ]),
          ]
        case 'raised-without-reasons':
          return [
            established(
              'The requested State invokes its essential interests; it may do so in good faith, and owes reasons.',
              [fact],
            ),
          ]
        case 'none-raised':
          return [excluded('The requested State raises no essential interest.', [fact])]
        case undefined:
          return silent
      }
    },
  },
}

/** Reciprocity: where no treaty binds, whether the requesting State would do the same. */
export const reciprocity: Ground = {
  code: 'reciprocity',
  tests: {
    lacking: (scene): readonly Reading[] => {
      const fact = '/request/reciprocity'
      switch (scene.matter.request.reciprocity) {
        case 'treaty':
        case 'practice-confirmed':
        case 'declared':
          return [excluded('The requesting State does, or has undertaken to do, the same in turn.', [fact])]
        case 'refused-in-practice':
        case 'none':
          return [established('The requesting State does not do the same in turn.', [fact])]
        case undefined:
          return (scene.matter.request.basis ?? []).includes('reciprocity')
            ? asks(ask(fact, 'requesting-state'))
            : silent
      }
    },
  },
}

/** Confidentiality: secrecy between States, which ends where the person must be able to answer. */
export const confidentiality: Ground = {
  code: 'confidentiality',
  tests: {
    'kept-from-the-person': (scene): readonly Reading[] => {
      const { request, rights } = scene.matter
      if (request.confidentialitySought !== true) return silent
      const facts = ['/request/confidentialitySought', '/rights/disclosure']
      if (rights?.disclosure === 'none')
        return [established('Secrecy is asked for and the person sees nothing of what the decision rests on.', facts)]
      if (rights?.disclosure === 'gist-only')
        return [established('Secrecy is asked for; what is needed to answer must be shown, if need be in part.', facts)]
      return rights?.disclosure === 'full'
        ? [excluded('Secrecy is asked for, and the person has what is needed to answer.', facts)]
        : silent
    },
  },
}
