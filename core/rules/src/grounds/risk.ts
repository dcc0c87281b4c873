import type { Scene } from '../scene.ts'
import { ask, excluded, established, type Reading, unclear } from './ground.ts'

export type Risk = NonNullable<Scene['matter']['risks']>[number]
export type RiskKind = Risk['kind']

/** How the danger is shown in the law that is applied. */
export type Standard = {
  /** What is feared, as the object of a sentence: `torture or ill-treatment`. */
  readonly what: string
  /** Between courts that trust each other, a danger to one person is examined only after a failing of the system is shown. */
  readonly twoStep: boolean
}

/** Risks of the given kinds with their pointers. */
export const risksOf = (scene: Scene, kinds: readonly RiskKind[]): readonly { risk: Risk; pointer: string }[] =>
  (scene.matter.risks ?? [])
    .map((risk, index) => ({ risk, pointer: `/risks/${index}` }))
    .filter(({ risk }) => kinds.includes(risk.kind))

/**
 * Substantial grounds for a real risk to this person. What reports say of the system alone is asked about before it
 * decides; material that ties the danger to the person establishes it; an assertion without material does not, unless
 * the danger is the general condition of the system. Information refused or never sent does not dispel a doubt.
 */
export function riskReading(entry: { risk: Risk; pointer: string }, standard: Standard): readonly Reading[] {
  return onScale(entry, standard).map((reading) => ({ ...reading, graded: true }))
}

function onScale({ risk, pointer }: { risk: Risk; pointer: string }, { what, twoStep }: Standard): readonly Reading[] {
  const extent = risk.systemic?.extent
  const general = extent === 'recurrent' || extent === 'widespread'
  const unanswered = risk.informationAsked === true && risk.informationReceived === 'none'
  const individual = ask(`${pointer}/individual`, 'requesting-state')
  switch (risk.individual?.strength) {
    case 'established':
      return [
        established(`A court or independent body has found a real risk of ${what} for this person.`, [
          `${pointer}/individual`,
        ]),
      ]
    case 'supported':
      if (twoStep && extent === 'none-found')
        return [
          excluded(
            `No failing of the system as to ${what} was found, and without it the danger to one person is not examined.`,
            [pointer],
          ),
        ]
      if (twoStep && !general)
        return [
          unclear(
            `Material points to ${what} for this person; how far the system fails has not been shown.`,
            [pointer],
            ask(`${pointer}/systemic`, 'requesting-state'),
          ),
        ]
      return [established(`Independent material shows substantial grounds to fear ${what} for this person.`, [pointer])]
    case 'assertion-only':
      if (extent !== 'widespread')
        return [
          {
            ...excluded(`A risk of ${what} is asserted, without material that ties it to this person.`, [pointer]),
            doubt: true,
          },
        ]
      return unanswered
        ? [
            established(
              `Reports of ${what} are general, it is asserted for this person, and the State asked did not answer.`,
              [pointer],
            ),
          ]
        : [
            unclear(
              `Reports of ${what} are general; what they mean for this person is asserted and must be inquired into.`,
              [pointer],
              individual,
            ),
          ]
    case 'none-found':
      return [
        excluded(`It was looked into and nothing shows a risk of ${what} for this person.`, [`${pointer}/individual`]),
      ]
    case undefined:
      if (general)
        return unanswered
          ? [
              established(
                `Reports of ${what} are ${extent}, and the information asked for to dispel the doubt did not come.`,
                [pointer],
              ),
            ]
          : [
              unclear(
                `Reports of ${what} are ${extent}; what they mean for this person has not been looked into, so it is asked before anything is refused.`,
                [pointer],
                individual,
              ),
            ]
      if (extent !== undefined)
        return [
          excluded(
            `Reports of ${what} are ${extent === 'isolated' ? 'isolated' : 'not found'}, and nothing concerns this person.`,
            [pointer],
          ),
        ]
      return [
        {
          verdict: 'unknown',
          raised: false,
          why: '',
          facts: [],
          questions: [individual, ask(`${pointer}/systemic`, 'person-or-counsel')],
        },
      ]
  }
}
