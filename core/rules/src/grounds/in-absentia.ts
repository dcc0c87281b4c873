import type { Scene } from '../scene.ts'
import { ask, asks, excluded, established, type Ground, type Reading, silent, unclear } from './ground.ts'

type Trial = NonNullable<NonNullable<Scene['matter']['proceedings']>['trials']>[number]
type Placed = { readonly trial: Trial; readonly at: string }

/**
 * The hearing that decides: the last that examined guilt in fact and law, or that fixed a final sentence with a margin
 * of its own. A hearing on points of law or on the revocation of a suspension is none.
 */
function decisiveHearings(scene: Scene): readonly Placed[] {
  const placed = (scene.matter.proceedings?.trials ?? []).map((trial, index) => ({
    trial,
    at: `/proceedings/trials/${index}`,
  }))
  const onGuilt = placed.filter(
    ({ trial }) => (trial.stage === 'first-instance' || trial.stage === 'appeal') && trial.merits !== false,
  )
  const onSentence = placed.filter(
    ({ trial }) => trial.stage === 'cumulative-sentence' && trial.sentencingDiscretion === true,
  )
  return [...onGuilt.slice(-1), ...onSentence]
}

const aware = ({ summoned, aware: known }: Trial): boolean | undefined => {
  if (summoned === 'in-person' || summoned === 'other-means-and-aware' || known === 'shown') return true
  if (known === 'shown-not' || summoned === 'not-summoned') return false
  return known === 'not-shown' ? false : undefined
}

const defended = ({ counsel, counselDefended }: Trial): boolean | undefined => {
  if (counsel === undefined) return undefined
  if (counsel !== 'mandated-by-person') return counsel === 'appointed-with-contact' && counselDefended === true
  return counselDefended ?? true
}

const reopened = (scene: Scene): boolean | undefined => {
  const retrial = scene.matter.proceedings?.retrial
  if (retrial === undefined) return undefined
  return retrial === 'guaranteed' || retrial === 'on-application-merits-reopened'
}

/** One of the four situations in which a warrant on a judgment given in absence is executed all the same. */
function excusedUnderWarrant(scene: Scene, { trial, at }: Placed): readonly Reading[] {
  if (trial.present === true)
    return [excluded('The person was present at the hearing that decided.', [`${at}/present`])]
  if (trial.present === undefined) return asks(ask(`${at}/present`, 'requesting-state'))
  const summoned = aware(trial) === true && trial.toldJudgmentMayFollow === true
  const represented = aware(trial) === true && defended(trial) === true
  if (summoned)
    return [excluded('The person knew date and place of the hearing and was told that judgment may follow.', [at])]
  if (represented) return [excluded('The person knew of the trial and was defended by a lawyer with a mandate.', [at])]
  if (trial.servedAndDidNotContest === true)
    return [
      excluded('The judgment was served with notice of retrial, and the person did not contest it.', [
        `${at}/servedAndDidNotContest`,
      ]),
    ]
  if (reopened(scene) === true)
    return [
      excluded('The person has a right to a retrial in which the merits are examined anew.', ['/proceedings/retrial']),
    ]
  const open = reopened(scene) === undefined || aware(trial) === undefined || defended(trial) === undefined
  if (open)
    return [
      unclear(
        'The person was absent from the hearing that decided; whether one of the exceptions applies is not stated.',
        [`${at}/present`],
        ask(`${at}/summoned`, 'requesting-state'),
        ask(`${at}/counsel`, 'requesting-state'),
        ask('/proceedings/retrial', 'requesting-state'),
      ),
    ]
  return [
    established('The person was absent from the hearing that decided, and none of the exceptions applies.', [
      at,
      '/proceedings/retrial',
    ]),
  ]
}

/** Outside the warrant: absence that was not chosen, without a fresh determination to come. */
function unfairAbsence(scene: Scene, { trial, at }: Placed): readonly Reading[] {
  if (trial.present === true)
    return [excluded('The person was present at the hearing that decided.', [`${at}/present`])]
  if (trial.present === undefined) return asks(ask(`${at}/present`, 'requesting-state'))
  if (reopened(scene) === true)
    return [excluded('A fresh determination of guilt is open to the person.', ['/proceedings/retrial'])]
  const chosen = aware(trial) === true || defended(trial) === true
  if (chosen) return [excluded('The person knew of the trial or was defended there by a lawyer of their own.', [at])]
  if (aware(trial) === undefined || reopened(scene) === undefined)
    return [
      unclear(
        'The person was tried in absence; whether it was by choice, and whether a retrial is open, is not stated.',
        [`${at}/present`],
        ask(`${at}/aware`, 'requesting-state'),
        ask('/proceedings/retrial', 'requesting-state'),
      ),
    ]
  return [
    established('The person was tried in absence without knowing of it, and no fresh determination is open.', [
      at,
      '/proceedings/retrial',
    ]),
  ]
}

/** A judgment given in the person's absence. */
export const inAbsentia: Ground = {
  code: 'in-absentia',
  tests: {
    warrant: (scene) => {
      if (scene.matter.request.purpose === 'prosecution') return silent
      return decisiveHearings(scene).flatMap((placed) => excusedUnderWarrant(scene, placed))
    },
    absence: (scene) => decisiveHearings(scene).flatMap((placed) => unfairAbsence(scene, placed)),
  },
}
