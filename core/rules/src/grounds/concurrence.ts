import { ask, asks, established, type Ground, type Reading, silent } from './ground.ts'

const CRIMINAL: readonly (string | undefined)[] = ['investigation', 'trial', 'serving-sentence', undefined]

/** Proceedings elsewhere: for the same facts, for others, or requests that compete. */
export const pendingProceedings: Ground = {
  code: 'pending-proceedings',
  tests: {
    'same-facts-in-requested': (scene) =>
      (scene.matter.proceedings?.pending ?? []).flatMap((pending, index): readonly Reading[] => {
        if (pending.state !== scene.requested || !CRIMINAL.includes(pending.stage) || pending.sameFacts === 'different')
          return silent
        const at = `/proceedings/pending/${index}`
        if (pending.sameFacts === undefined) return asks(ask(`${at}/sameFacts`, 'requested-state'))
        return [established('Proceedings for the same facts are pending in the requested State.', [at])]
      }),
    'other-facts-in-requested': (scene) =>
      (scene.matter.proceedings?.pending ?? []).flatMap((pending, index): readonly Reading[] =>
        pending.state === scene.requested && CRIMINAL.includes(pending.stage) && pending.sameFacts === 'different'
          ? [
              established(
                'The person is prosecuted or serves a sentence in the requested State for other facts; handing over may wait.',
                [`/proceedings/pending/${index}`],
              ),
            ]
          : silent,
      ),
    /** Execution now would disturb an investigation or trial of the requested State. */
    'investigation-in-requested': (scene) =>
      (scene.matter.proceedings?.pending ?? []).flatMap((pending, index): readonly Reading[] =>
        pending.state === scene.requested && (pending.stage === 'investigation' || pending.stage === 'trial')
          ? [
              established('Execution now could disturb proceedings pending in the requested State.', [
                `/proceedings/pending/${index}`,
              ]),
            ]
          : silent,
      ),
    'competing-requests': (scene) =>
      (scene.matter.proceedings?.competingRequests ?? []).length > 0
        ? [
            established(
              'Several States ask for the same person; which goes first is decided on gravity, place, dates and nationality.',
              ['/proceedings/competingRequests'],
            ),
          ]
        : silent,
  },
}
