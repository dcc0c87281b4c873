import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { Change, Conflict } from '@comity/archive'
import { type Result, ok } from '@comity/kernel'
import fc from 'fast-check'
import type { ArchiveUnderTest } from '../contract.ts'
import { commitToModel, EMPTY_MODEL, expected, type Model, observed } from './model.ts'
import { changesOf, commitWish, type Wish } from './wishes.ts'

type Outcome = { readonly model: Model; readonly answers: readonly Result<void, Conflict>[] }

/** Random histories, compared with the model: AR-1 to AR-6 together, with commits at the same time and with crashes. */
export function modelRules(name: string, open: () => Promise<ArchiveUnderTest>): void {
  const history = fc.array(
    fc.record({
      commits: fc.array(commitWish, { minLength: 1, maxLength: 3 }),
      crash: fc.constantFrom(false, false, true),
    }),
    { minLength: 1, maxLength: 8 },
  )
  test(`[ST-1] commits made at the same time do what they do in some order, whatever crashes come between (${name})`, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (rounds) => {
        let under = await open()
        let model = EMPTY_MODEL
        try {
          for (const { commits, crash } of rounds) {
            const made = commits.map((wishes) => changes(wishes, model))
            const answers = await Promise.all(made.map((each) => under.archive.commit(each)))
            const seen = await observed(under.archive)
            const candidates = orders(made.map((_, index) => index)).map((order) => inOrder(model, made, order))
            const match = candidates.find(
              (outcome) =>
                isDeepStrictEqual(outcome.answers, answers) && isDeepStrictEqual(expected(outcome.model), seen),
            )
            // Without a match the first order is shown beside what happened.
            if (!match) assert.deepEqual({ answers, seen }, shown(candidates[0]))
            model = match?.model ?? model
            if (crash) {
              under = await under.crash()
              assert.deepEqual(await observed(under.archive), expected(model))
            }
          }
        } finally {
          await under.end()
        }
      }),
      { numRuns: 60 },
    )
  })
}

const changes = (wishes: readonly Wish[], seen: Model): readonly Change[] =>
  changesOf(wishes, seen, (model, change) => {
    const made = commitToModel(model, [change])
    return made.ok ? made.value : model
  })

function inOrder(start: Model, commits: readonly (readonly Change[])[], order: readonly number[]): Outcome {
  const answers: Result<void, Conflict>[] = []
  let model = start
  for (const index of order) {
    const made = commitToModel(model, commits[index] ?? [])
    answers[index] = made.ok ? ok(undefined) : made
    if (made.ok) model = made.value
  }
  return { model, answers }
}

const orders = (indexes: readonly number[]): readonly (readonly number[])[] =>
  indexes.length <= 1
    ? [indexes]
    : indexes.flatMap((first) => orders(indexes.filter((index) => index !== first)).map((rest) => [first, ...rest]))

const shown = (outcome: Outcome | undefined) => outcome && { answers: outcome.answers, seen: expected(outcome.model) }
