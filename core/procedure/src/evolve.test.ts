import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActId, CalendarDate, ProvisionId } from '@comity/kernel'
import {
  assistance,
  COUNSEL,
  extradition,
  minute,
  type Pen,
  QUESTIONED,
  READY,
  sampleLaw,
  type WriteOptions,
} from '../testing/index.ts'
import type { CheckedAct } from './act.ts'
import { decide } from './decide.ts'
import { type Dossier, fallenBy, inCustody, standing } from './dossier.ts'
import type { Act } from './kinds.ts'

const ON = '2026-03-03' as CalendarDate
const at = minute(240)
const SPOKEN = { for: 'person', how: 'spoken' } as const

/** Writes an order with the proofs that the law asks for. */
function order(pen: Pen, strand: string, act: Act, options?: WriteOptions): CheckedAct {
  const decided = decide(pen.fold().dossier, act, sampleLaw, ON)
  const written = pen.draft(strand, decided.ok ? decided.value : act, options)
  pen.acts.push(written)
  return written
}
const effectOf = (pen: Pen, { id }: CheckedAct) => pen.fold().verdicts.get(id)?.effect
const consent: Act = { kind: 'consent-recorded', body: { at, proofs: {} } }
const codesOf = (dossier: Dossier, act: Act) => {
  const decided = decide(dossier, act, sampleLaw, ON)
  return decided.ok
    ? []
    : decided.error.map((one) =>
        one.kind === 'out-of-turn' ? one.turn.code : one.kind === 'guarantee-unmet' ? one.gate.guarantee : one.kind,
      )
}

/** Both ways in which two concurrent acts can meet: the names of the acts decide, so several are tried. */
function bothWays(check: (variant: string) => number): void {
  const seen = new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map(check))
  assert.equal(seen.size, 2, 'both orders were met')
}

test('[PR-17] a consent that is withdrawn falls, and what it carried falls with it; whatever else was withdrawn stands', () => {
  const pen = extradition()
  const given = order(pen, 'QN/court', consent)
  const renounced = order(pen, 'QN/court', {
    kind: 'speciality-renounced',
    body: { at, consent: given.id, proofs: {} },
  })
  assert.equal(effectOf(pen, renounced), 'effective')
  assert.deepEqual(codesOf(pen.fold().dossier, consent), ['already-consented'])
  const withdrawal = pen.write(COUNSEL, 'consent-withdrawn', { consent: given.id })
  const { dossier } = pen.fold()
  assert.deepEqual(
    [given, renounced].map(({ id }) => fallenBy(dossier, id)),
    [withdrawal.id, withdrawal.id],
  )
  assert.equal(standing(dossier, pen.opening.id), true)
  assert.deepEqual(codesOf(dossier, consent), [], 'and may be given again')
})

test('[PR-17] a renunciation of speciality and a withdrawal of the consent that know nothing of each other: the withdrawal holds', () => {
  const pen = extradition()
  const given = order(pen, 'QN/court', consent)
  const before = [...pen.acts]
  const renounced = order(pen, 'QN/court', {
    kind: 'speciality-renounced',
    body: { at, consent: given.id, proofs: {} },
  })
  const withdrawal = pen.write(COUNSEL, 'consent-withdrawn', { consent: given.id }, { knows: before })
  const folded = pen.fold()
  assert.ok(!folded.isPast(renounced.id, withdrawal.id) && !folded.isPast(withdrawal.id, renounced.id))
  assert.equal(effectOf(pen, renounced), 'effective', 'its own past allowed it')
  assert.equal(standing(folded.dossier, renounced.id), false)
})

test('[PR-17] a withdrawal takes effect on a consent that it did not know, whichever comes first', () => {
  const pen = extradition()
  const before = [...pen.acts]
  const given = order(pen, 'QN/court', consent)
  pen.write(COUNSEL, 'consent-withdrawn', { consent: given.id }, { knows: before })
  assert.equal(standing(pen.fold().dossier, given.id), false)
})

test('[PR-17] nothing but a consent or a request is taken back by a withdrawal, whoever writes it', () => {
  const pen = extradition()
  const report = pen.write('QN/police', 'questioned', { ...QUESTIONED, counsel: 'absent' })
  const exclusion = pen.write('QN/court', 'evidence-excluded', { report: report.id, statement: 'statement-1' })
  for (const { id } of [...pen.acts]) {
    pen.write('QN/custody', 'consent-withdrawn', { consent: id, attested: SPOKEN })
    if (id !== pen.opening.id) pen.write('QV/ministry', 'request-withdrawn', { request: id })
  }
  const { dossier } = pen.fold()
  assert.deepEqual([...dossier.withdrawn.keys()], [])
  assert.ok(standing(dossier, report.id) && standing(dossier, exclusion.id))
  const relied: Act = { kind: 'evidence-relied-on', body: { report: report.id, statement: 'statement-1', proofs: {} } }
  assert.deepEqual(codesOf(dossier, relied), ['access-to-counsel', 'challenge-evidence'])
})

test('[PR-17] a request that is withdrawn takes grant, arrest order and result with it', () => {
  const pen = assistance()
  const [, , grant] = pen.acts
  assert.ok(grant)
  const before = [...pen.acts]
  pen.write('QN/ministry', 'privilege-reviewed', { result: 'nothing-privileged', documents: 1 })
  pen.write('QN/court', 'remedy-notice-given', { at, until: '2026-04-01' as CalendarDate, postponedByJudge: false })
  const result = order(pen, 'QN/ministry', {
    kind: 'result-returned',
    body: { request: pen.request.id, items: [], proofs: {} },
  })
  assert.equal(effectOf(pen, result), 'effective')
  pen.write('QV/ministry', 'request-withdrawn', { request: pen.request.id }, { knows: before })
  const { dossier } = pen.fold()
  assert.deepEqual(
    [grant, result].map(({ id }) => standing(dossier, id)),
    [false, false],
  )
  assert.deepEqual(
    codesOf(dossier, { kind: 'result-returned', body: { request: pen.request.id, items: [], proofs: {} } }),
    ['withdrawn'],
  )

  const arrest = extradition(Object.keys(READY))
  const ordered = order(arrest, 'QN/court', {
    kind: 'arrest-ordered',
    body: { request: arrest.opening.id, proofs: {} },
  })
  arrest.write('QV/ministry', 'request-withdrawn', { request: arrest.opening.id })
  assert.equal(standing(arrest.fold().dossier, ordered.id), false)
})

test('[PR-18] a release ends the arrests that did not come after it, in whatever order it is folded', () => {
  bothWays((variant) => {
    const pen = extradition(Object.keys(READY))
    const before = [...pen.acts]
    // A chain of protective acts before the second report puts it after the release in some orders, before it in others.
    pen.write('QN/registry', 'objection-filed', { attested: { for: 'person', how: 'paper' } }, { knows: before })
    pen.write('QN/police', 'arrested', { arrestedAt: minute(11) }, { knows: pen.acts.slice() })
    pen.write(
      'QN/court',
      'released',
      { at: minute(50 + variant.charCodeAt(0)), ground: 'court-order' },
      { knows: before },
    )
    const { dossier, acts } = pen.fold()
    assert.equal(inCustody(dossier), false, variant)
    const place = (kind: string) => acts.findLastIndex(({ act }) => act.kind === kind)
    return Math.sign(place('released') - place('arrested'))
  })
})

test('[PR-18] who is arrested again after a release is in custody, and a late report of the first arrest does not change that', () => {
  const pen = extradition(Object.keys(READY))
  const first = [...pen.acts]
  const release = pen.write('QN/court', 'released', { at: minute(60), ground: 'court-order' })
  assert.equal(inCustody(pen.fold().dossier), false)
  const again = pen.write('QN/custody', 'arrested', { arrestedAt: minute(90) })
  pen.write('QN/police', 'arrested', { arrestedAt: minute(10) }, { knows: first })
  const { custody } = pen.fold().dossier
  assert.equal(custody.since, again.id)
  assert.deepEqual(custody.periods.filter(({ endedBy }) => endedBy === release.id).length, 2)
  pen.write('QN/custody', 'released', { at: minute(120), ground: 'time-limit' })
  assert.equal(inCustody(pen.fold().dossier), false)
})

const grant = (request: ActId): Act => ({ kind: 'assistance-granted', body: { request, conditions: [], proofs: {} } })
const refusal = (request: ActId): Act => ({
  kind: 'assistance-refused',
  body: { request, grounds: [{ ground: 'ne-bis-in-idem', provision: 'law:1' as ProvisionId }] },
})

test('[PR-19] two decisions that knew nothing of each other are a conflict; a later one that knew both resolves it', () => {
  const pen = assistance()
  const [opening, sent] = pen.acts
  assert.ok(opening && sent)
  order(pen, 'QN/court', refusal(pen.request.id), { knows: [opening, sent] })
  const { dossier } = pen.fold()
  assert.deepEqual(dossier.decisions.map(({ outcome }) => outcome).sort(), ['granted', 'refused'])
  const result: Act = { kind: 'result-returned', body: { request: pen.request.id, items: [], proofs: {} } }
  assert.deepEqual(codesOf(dossier, result), ['not-granted'], 'nothing is executed while they conflict')
  const resolving = order(pen, 'QN/court', grant(pen.request.id))
  assert.deepEqual(pen.fold().dossier.decisions, [{ by: resolving.id, outcome: 'granted' }])
})

test('[PR-19] a decision is known also where the way to it leads through an act without effect', () => {
  const pen = assistance()
  const [opening, sent] = pen.acts
  assert.ok(opening && sent)
  order(pen, 'QN/court', refusal(pen.request.id), { knows: [opening, sent] })
  // The head of the court's strand is now an order without effect; later acts know the refusal through it alone.
  const without = order(pen, 'QN/court', { kind: 'consent-recorded', body: { at, proofs: {} } })
  assert.equal(effectOf(pen, without), 'none')
  const resolving = order(pen, 'QN/prosecutor', refusal(pen.request.id))
  assert.deepEqual(pen.fold().dossier.decisions, [{ by: resolving.id, outcome: 'refused' }])
})

const questioned = (over: Partial<typeof QUESTIONED>, options?: WriteOptions, without: readonly string[] = []) => {
  const pen = extradition(without)
  return { pen, report: pen.write('QN/police', 'questioned', { ...QUESTIONED, ...over }, options) }
}
const relied = (report: CheckedAct, statement = 'statement-1'): Act => ({
  kind: 'evidence-relied-on',
  body: { report: report.id, statement, proofs: {} },
})

test('[PR-16] questioning without counsel is recorded, tainted, and can never be used by either side', () => {
  const { pen, report } = questioned({ counsel: 'absent' })
  assert.equal(effectOf(pen, report), 'effective')
  const { breaches } = pen.fold().dossier
  assert.deepEqual(breaches, [
    { guarantee: 'access-to-counsel', by: report.id, statement: 'statement-1', challengedBy: [] },
  ])
  for (const strand of ['QV/prosecutor', 'QV/court', 'QN/prosecutor', 'QN/court']) {
    const use = order(pen, strand, relied(report))
    const verdict = pen.fold().verdicts.get(use.id)
    assert.ok(verdict?.effect === 'none', strand)
    assert.deepEqual(codesOf(pen.fold().dossier, relied(report)), ['access-to-counsel'])
  }
})

test('[PR-16] a tainted statement is not used under another label', () => {
  const { pen, report } = questioned({ counsel: 'absent' })
  assert.deepEqual(codesOf(pen.fold().dossier, relied(report, 'statement-2')), ['names-no-such-act'])
  const use = order(pen, 'QV/prosecutor', relied(report, 'statement-2'))
  assert.equal(effectOf(pen, use), 'none')
})

test('[PR-16] a waiver by somebody who was not told their rights taints too, though no gate says so', () => {
  const { pen, report } = questioned({ counsel: 'waived' }, {}, ['letter'])
  assert.deepEqual(
    pen.fold().dossier.breaches.map(({ guarantee }) => guarantee),
    ['valid-waiver'],
  )
  assert.deepEqual(codesOf(pen.fold().dossier, relied(report)), ['statement-tainted'])
  assert.equal(effectOf(pen, order(pen, 'QN/prosecutor', relied(report))), 'none')
  const told = questioned({ counsel: 'waived' })
  assert.deepEqual(told.pen.fold().dossier.breaches, [])
  assert.equal(effectOf(told.pen, order(told.pen, 'QN/prosecutor', relied(told.report))), 'effective')
})

test('[PR-16] what the author of a report could not know of excuses nothing', () => {
  for (const variant of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const pen = extradition(['letter'])
    const before = [...pen.acts]
    READY['letter']?.(pen)
    const report = pen.draft(
      'QN/police',
      { kind: 'questioned', body: { ...QUESTIONED, counsel: 'waived', statement: `statement-${variant}` } },
      { knows: before },
    )
    pen.acts.push(report)
    assert.deepEqual(
      pen.fold().dossier.breaches.map(({ guarantee }) => guarantee),
      ['valid-waiver'],
    )
  }
})

test('[PR-16] a challenge and an exclusion find their breach whichever is folded first, and close no other', () => {
  bothWays((variant) => {
    const pen = extradition()
    const before = [...pen.acts]
    // A chain before the report lets the challenge, which does not know of it, stand on either side.
    pen.write('QN/registry', 'objection-filed', { attested: { for: 'person', how: 'paper' } }, { knows: before })
    const report = pen.write('QN/police', 'questioned', {
      ...QUESTIONED,
      counsel: 'absent',
      to: minute(130 + variant.charCodeAt(0)),
    })
    const about = { report: report.id, statement: 'statement-1' }
    const challenge = pen.write(COUNSEL, 'evidence-challenged', { ...about, ground: 'no-counsel' }, { knows: before })
    const exclusion = pen.write('QN/court', 'evidence-excluded', about, { knows: before })
    const other = pen.write('QN/police', 'questioned', {
      ...QUESTIONED,
      interpreter: 'absent',
      statement: 'statement-2',
    })
    const { dossier, acts } = pen.fold()
    assert.deepEqual(
      dossier.breaches
        .map(({ by, challengedBy, remediedBy }) => ({ by, challengedBy, remediedBy }))
        .sort((a) => (a.by === report.id ? -1 : 1)),
      [
        { by: report.id, challengedBy: [challenge.id], remediedBy: exclusion.id },
        { by: other.id, challengedBy: [], remediedBy: undefined },
      ],
    )
    const place = (id: ActId) => acts.findIndex((act) => act.id === id)
    return Math.sign(place(report.id) - place(challenge.id))
  })
})

test('[PR-16] an exclusion reaches back: who relied on the statement before relied on nothing', () => {
  const { pen, report } = questioned({})
  const use = order(pen, 'QN/prosecutor', relied(report))
  assert.equal(effectOf(pen, use), 'effective')
  const other = pen.write('QN/police', 'questioned', { ...QUESTIONED, statement: 'statement-2' })
  const useOfOther = order(pen, 'QN/prosecutor', relied(other, 'statement-2'))
  const exclusion = pen.write('QN/court', 'evidence-excluded', { report: report.id, statement: 'statement-1' })
  const { dossier } = pen.fold()
  assert.equal(fallenBy(dossier, use.id), exclusion.id)
  assert.equal(standing(dossier, useOfOther.id), true)
  assert.deepEqual(codesOf(dossier, relied(report)), ['challenge-evidence'])
})
