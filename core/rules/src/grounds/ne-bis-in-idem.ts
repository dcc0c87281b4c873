import type { Scene } from '../scene.ts'
import { ask, excluded, established, type Ground, type Reading, silent, type Terms, unclear } from './ground.ts'

type Judgment = NonNullable<NonNullable<Scene['matter']['proceedings']>['priorJudgments']>[number]

const FINAL: readonly (string | undefined)[] = ['convicted', 'acquitted', 'conditional-settlement']
const ENFORCED: readonly (string | undefined)[] = ['served', 'being-served', 'cannot-be-enforced', 'no-penalty']

/** Whether the State of a judgment is one that the provision speaks of. */
function concerns(scene: Scene, terms: Terms, state: string): boolean {
  const group = terms.word('group')
  if (group !== undefined) return scene.member(group, state) === 'yes'
  switch (terms.word('of')) {
    case 'requested':
      return state === scene.requested
    case 'requesting':
      return state === scene.requesting
    case 'third':
      return state !== scene.requested && state !== scene.requesting
    default:
      return true
  }
}

/**
 * Finality is a matter for the law of the State of judgment; identity is that of the material facts, whatever their
 * label; and where the provision says so, a conviction counts only once its sentence is served, being served or spent.
 */
function finalJudgment(judgment: Judgment, at: string, mustBeEnforced: boolean): readonly Reading[] {
  const {
    sameFacts,
    result,
    endsProsecutionUnderItsLaw: ends,
    meritsExamined,
    enforcement,
    personWasSubject,
  } = judgment
  if (sameFacts === 'different') return [excluded('The earlier decision concerned other facts.', [`${at}/sameFacts`])]
  if (personWasSubject === false)
    return [excluded('The earlier decision did not concern this person as accused.', [`${at}/personWasSubject`])]
  if (ends === false)
    return [
      excluded('Under the law of the State that gave it, the earlier decision does not bar prosecution.', [
        `${at}/endsProsecutionUnderItsLaw`,
      ]),
    ]
  if (!FINAL.includes(result) && meritsExamined === false)
    return [excluded('The earlier decision did not examine the merits.', [`${at}/meritsExamined`])]
  const owed = [
    ...(ends === undefined ? [ask(`${at}/endsProsecutionUnderItsLaw`, 'third-state')] : []),
    ...(sameFacts === 'identical' ? [] : [ask(`${at}/sameFacts`, 'third-state')]),
    ...(!FINAL.includes(result) && meritsExamined === undefined ? [ask(`${at}/meritsExamined`, 'third-state')] : []),
  ]
  if (result === 'convicted' && mustBeEnforced && !ENFORCED.includes(enforcement)) {
    if (enforcement !== undefined)
      return [
        excluded('The sentence given for the same facts has not been served and can still be enforced.', [
          `${at}/enforcement`,
        ]),
      ]
    owed.push(ask(`${at}/enforcement`, 'third-state'))
  }
  if (owed.length > 0)
    return [
      unclear(
        'There is an earlier decision; whether it is final and on the same facts must be asked of the State that gave it.',
        [at],
        ...owed,
      ),
    ]
  return [established('The person was finally judged for the same facts.', [at])]
}

/** Ne bis in idem: nobody is tried or punished twice for the same facts. */
export const neBisInIdem: Ground = {
  code: 'ne-bis-in-idem',
  tests: {
    /** A final judgment of a State that the provision speaks of (`of`: requested, requesting, third; or `group`). */
    judgment: (scene, terms) => {
      // A request to enforce a judgment is no second trial for the facts of that judgment.
      if (terms.word('of') === 'requesting' && scene.matter.request.purpose === 'execution-of-sentence') return silent
      return (scene.matter.proceedings?.priorJudgments ?? []).flatMap((judgment, index) =>
        concerns(scene, terms, judgment.state) && judgment.result !== 'discontinued-by-prosecutor'
          ? finalJudgment(judgment, `/proceedings/priorJudgments/${index}`, terms.flag('enforced'))
          : silent,
      )
    },
    /** A prosecutor's decision that bars further prosecution after the merits were examined. */
    'decision-not-to-prosecute': (scene, terms) =>
      (scene.matter.proceedings?.priorJudgments ?? []).flatMap((judgment, index): readonly Reading[] => {
        const at = `/proceedings/priorJudgments/${index}`
        if (judgment.result !== 'discontinued-by-prosecutor' || !concerns(scene, terms, judgment.state)) return silent
        return finalJudgment(judgment, at, false)
      }),
  },
}
