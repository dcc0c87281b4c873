import type { AskOf, Question } from '../assessment.ts'
import type { GroundCode } from '../codes.ts'
import type { Parameter } from '../pack.ts'
import type { Scene } from '../scene.ts'

/**
 * What a test says. `established`: the concept is made out on the file. `excluded`: the facts raise it and it is not made
 * out. `unknown`: it cannot be told; only where the facts raise it does that stand in the way of a decision.
 */
export type Reading = {
  readonly verdict: 'established' | 'excluded' | 'unknown'
  /** Something on the file points to the question. A point that nothing raises is asked, and drives nothing. */
  readonly raised: boolean
  /** One or two sentences, in plain language. */
  readonly why: string
  /** JSON pointers into the matter. */
  readonly facts: readonly string[]
  readonly questions: readonly Question[]
  /** Index of the offence that it concerns; absent: the whole matter. */
  readonly offence?: number
  /** Not made out, yet not dispelled either: an assurance on the file carries the grant. */
  readonly doubt?: boolean
  /** One step on a scale of proof: more proof must never make the outcome milder. */
  readonly graded?: boolean
  /** Only part of the request is touched: what remains may be granted on that term. */
  readonly partly?: boolean
}

/** Parameters of a binding, read with the kind that the test expects. A wrong kind is refused as if it were absent. */
export class Terms {
  private readonly values: Readonly<Record<string, Parameter>>
  constructor(values: Readonly<Record<string, Parameter>>) {
    this.values = values
  }
  flag(name: string): boolean {
    return this.values[name] === true
  }
  count(name: string): number | undefined {
    const value = this.values[name]
    return typeof value === 'number' ? value : undefined
  }
  word(name: string): string | undefined {
    const value = this.values[name]
    return typeof value === 'string' ? value : undefined
  }
  words(name: string): readonly string[] {
    const value = this.values[name]
    return Array.isArray(value) ? value : []
  }
}

export type Test = (scene: Scene, terms: Terms) => readonly Reading[]

/** A legal concept: its code and the tests that provisions may bind. */
export type Ground = { readonly code: GroundCode; readonly tests: Readonly<Record<string, Test>> }

const SILENT: readonly Reading[] = []
/** Nothing on the file raises it and there is nothing to ask. */
export const silent = SILENT

export const established = (why: string, facts: readonly string[]): Reading => ({
  verdict: 'established',
  raised: true,
  why,
  facts,
  questions: [],
})

export const excluded = (why: string, facts: readonly string[]): Reading => ({
  verdict: 'excluded',
  raised: true,
  why,
  facts,
  questions: [],
})

/** The facts raise it and it cannot be decided: named information stands between the file and an answer. */
export const unclear = (why: string, facts: readonly string[], ...questions: readonly Question[]): Reading => ({
  verdict: 'unknown',
  raised: true,
  why,
  facts,
  questions,
})

/** Not known, and nothing raises it: a question that changes no outcome. */
export const asks = (...questions: readonly Question[]): readonly Reading[] => [
  { verdict: 'unknown', raised: false, why: '', facts: [], questions },
]

export const ask = (fact: string, askOf: AskOf): Question => ({ fact, askOf })

/** Runs a test on each offence and marks what it says with the offence. */
export function perOffence(
  scene: Scene,
  test: (
    offence: NonNullable<Scene['matter']['offences']>[number],
    pointer: string,
    index: number,
  ) => readonly Reading[],
): readonly Reading[] {
  return (scene.matter.offences ?? []).flatMap((offence, index) =>
    test(offence, `/offences/${index}`, index).map((reading) => ({ ...reading, offence: index })),
  )
}
