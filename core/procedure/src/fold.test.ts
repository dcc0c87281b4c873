import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concealMembers, pureEngine as engine } from '@comity/crypto'
import { expectOk } from '@comity/kernel'
import fc from 'fast-check'
import {
  type Choice,
  anyFile,
  extradition,
  KINDS,
  minute,
  QUESTIONED,
  sampleContext,
  SAMPLE_FILE,
  signedAct,
  STRANDS,
} from '../testing/index.ts'
import { ActPayload, actIdOf, type CheckedAct } from './act.ts'
import { type FoldedDossier, foldDossier } from './fold.ts'
import { definitionOf } from './kinds.ts'
import { readAct } from './read-act.ts'

const choice = fc.record<Choice>({
  strand: fc.nat({ max: STRANDS.length - 1 }),
  kind: fc.nat({ max: KINDS.length - 1 }),
  flag: fc.boolean(),
  knows: fc.array(fc.boolean(), { maxLength: 14 }),
})
/** Random acts of random authors with random causal pasts. */
const files = fc
  .tuple(
    fc.constantFrom('arrest-requested' as const, 'request-authorised' as const),
    fc.array(choice, { maxLength: 14 }),
  )
  .map(([opening, choices]) => anyFile(opening, choices).acts)

/** All that two nodes must agree on, as text, with every order that matters in it. */
const summaryOf = ({ dossier, acts, verdicts, waiting, heads }: FoldedDossier): string =>
  JSON.stringify(
    { dossier, acts: acts.map(({ id }) => id), verdicts, waiting, heads: [...heads].sort() },
    (_, value) => (value instanceof Map ? [...value] : value),
  )
const fold = (acts: readonly CheckedAct[]) => foldDossier(SAMPLE_FILE, acts, sampleContext)

test('[PR-3] whatever arrived first, the same acts give the same order, verdicts and dossier', () => {
  fc.assert(
    fc.property(
      files.chain((acts) => fc.tuple(fc.constant(acts), fc.shuffledSubarray([...acts], { minLength: acts.length }))),
      ([acts, shuffled]) => assert.equal(summaryOf(fold(shuffled)), summaryOf(fold(acts))),
    ),
    { numRuns: 150 },
  )
})

test('[PR-3] an act is judged by its causal past alone: what else is there changes no verdict', () => {
  fc.assert(
    fc.property(files, (acts) => {
      const whole = fold(acts)
      for (const one of acts) {
        const past = acts.filter(({ id }) => id === one.id || whole.isPast(id, one.id))
        assert.deepEqual(fold(past).verdicts.get(one.id), whole.verdicts.get(one.id))
      }
    }),
    { numRuns: 60 },
  )
})

test('[PR-3] an act that cannot be placed yet changes nothing, and completes the file when its parents come', () => {
  fc.assert(
    fc.property(files, fc.nat(), (acts, pick) => {
      const missing = acts[pick % acts.length]
      const without = fold(acts.filter((act) => act !== missing))
      const whole = fold(acts)
      const resting = acts.filter(({ id }) => missing && whole.isPast(missing.id, id))
      assert.deepEqual(
        without.waiting.map(({ act }) => act.id),
        resting.map(({ id }) => id).sort(),
      )
      for (const { id, verdict } of without.acts) assert.deepEqual(whole.verdicts.get(id), verdict)
    }),
    { numRuns: 60 },
  )
})

test('[PR-11] whatever came before, no report and no protective act of an author who may make it is refused or without effect', () => {
  fc.assert(
    fc.property(files, (acts) => {
      for (const { act, verdict } of fold(acts).acts) {
        const { class: actClass } = definitionOf(act.kind)
        if (actClass === 'report' || actClass === 'protective') assert.notEqual(verdict.effect, 'none', act.kind)
      }
    }),
    { numRuns: 150 },
  )
})

/** The acts of a file with a value concealed in every field that can be, and all that rests on them named anew. */
function withDisclosures(acts: readonly CheckedAct[]) {
  const renamed = new Map<string, CheckedAct>()
  const named = (text: string) => [...renamed].reduce((all, [before, { id }]) => all.replaceAll(before, id), text)
  let salt = 0
  const random = (length: number) => {
    salt += 1
    return new Uint8Array(length).fill(salt)
  }
  return acts.map(({ id, payload, act }) => {
    const fields = Object.entries(definitionOf(act.kind).disclosable).map(([name, field]) => [
      name,
      { value: `the ${name}`, class: field.class },
    ])
    const hidden = concealMembers(engine, random, Object.fromEntries(fields))
    const cited = JSON.parse(named(JSON.stringify(payload)))
    const next = ActPayload.parse({
      ...cited,
      parents: cited.parents.sort(),
      body: { ...cited.body, ...hidden.members },
    })
    renamed.set(id, { id: actIdOf(engine, next), payload: next, act })
    return { jws: signedAct({ payload: next }), disclosures: hidden.disclosures.map(({ text }) => text) }
  })
}

test('[PR-4] with every disclosure removed the file is the same: fold, gates, clocks and roster read clear fields only', () => {
  const pen = extradition()
  pen.write('QN/police', 'questioned', { ...QUESTIONED, counsel: 'absent' })
  const written = withDisclosures(pen.acts)
  const read = (shown: boolean) =>
    written.map(({ jws, disclosures }) => expectOk(readAct(engine, jws, shown ? disclosures : []), 'an own act'))
  const [open, closed] = [read(true), read(false)]
  assert.ok(open.some(({ shown }) => Object.keys(shown).length > 0))
  assert.ok(closed.every(({ shown }) => Object.keys(shown).length === 0))
  assert.equal(summaryOf(fold(closed)), summaryOf(fold(open)))
  assert.equal(fold(closed).acts.filter(({ verdict }) => verdict.effect === 'effective').length, written.length)
})

test('[PR-3] the head of a strand is its last place, whatever the act there is worth', () => {
  const pen = extradition(['letter'])
  const refused = pen.write('QN/court', 'consent-recorded', { at: minute(180), proofs: {} })
  const folded = pen.fold()
  assert.equal(folded.verdicts.get(refused.id)?.effect, 'none')
  assert.deepEqual(folded.heads.get('QN/court'), { id: refused.id, seq: refused.payload.seq })
  assert.notEqual(folded.dossier.heads.get('QN/court' as never), refused.id)
})
