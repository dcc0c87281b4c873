import assert from 'node:assert/strict'
import { test } from 'node:test'
import { directoryOf, listedKey, sampleKey, successor } from '@comity/directory/testing'
import type { ActId, CalendarDate, Digest, Instant } from '@comity/kernel'
import type { ProceduralLaw } from '@comity/rules'
import fc from 'fast-check'
import {
  anyAct,
  anyFile,
  assistance,
  BANK_RECORDS,
  extradition,
  KINDS,
  lawOf,
  minute,
  Pen,
  QUESTIONED,
  READY,
  SAMPLE_GUARANTEES,
  SAMPLE_STATES,
  sampleContext,
  sampleLaw,
  STRANDS,
} from '../testing/index.ts'
import type { CheckedAct } from './act.ts'
import { decide } from './decide.ts'
import { newDossier } from './dossier.ts'
import { gateStates } from './gates.ts'
import type { Impediment } from './impediment.ts'
import { judge, type JudgeContext, type Verdict } from './judge.ts'
import { type Act, definitionOf, type Kind } from './kinds.ts'
import { bodyJson } from './turn.ts'

const ON = '2026-03-03' as CalendarDate
const at = minute(240)

const unmetIn = (impediments: readonly Impediment[] | undefined): readonly string[] =>
  (impediments ?? []).map((one) => (one.kind === 'guarantee-unmet' ? one.gate.guarantee : one.kind))
const impedimentsIn = (verdict: Verdict | undefined) => (verdict?.effect === 'none' ? verdict.impediments : undefined)

/** The act as an honest node makes it: with its proofs where the law is met, and as it is wished where it is not. */
function made(pen: Pen, act: Act, law: ProceduralLaw = sampleLaw): Act {
  const decided = decide(pen.fold().dossier, act, law, ON)
  return decided.ok ? decided.value : act
}
const put = (pen: Pen, strand: string, act: Act, context?: JudgeContext): Verdict | undefined => {
  const written = pen.draft(strand, act)
  pen.acts.push(written)
  return pen.fold(context).verdicts.get(written.id)
}

type OrderCase = {
  readonly strand: string
  /** A file in which the order may be made, but for what the steps left out would have met. */
  readonly file: (without?: readonly string[]) => Pen
  readonly order: (pen: Pen) => Act
  /** Step to leave out -> guarantees that are then unmet. */
  readonly missing: Readonly<Record<string, readonly string[]>>
}

const consented = (without: readonly string[] = []) => {
  const pen = extradition(without)
  put(pen, 'QN/court', made(pen, { kind: 'consent-recorded', body: { at, proofs: {} } }))
  return pen
}
const idOf = (pen: Pen, kind: Kind) => pen.acts.findLast(({ act }) => act.kind === kind)?.id as ActId

const heard = { language: ['language-need-assessed'], interpreter: ['interpreter'], confirmation: ['interpreter'] }
const consents = {
  ...heard,
  // Without admission counsel writes nothing, so that nothing that counsel would show is shown.
  appointment: ['access-to-counsel', 'counsel-confidential', 'informed-consent'],
  voucher: ['access-to-counsel', 'counsel-confidential', 'informed-consent'],
  advice: ['counsel-confidential', 'informed-consent'],
  letter: ['letter-of-rights'],
  reasons: ['charge-information'],
  hearing: ['informed-consent'],
}

const ORDERS: Readonly<Record<string, OrderCase>> = {
  'consent-recorded': {
    strand: 'QN/court',
    file: extradition,
    order: () => ({ kind: 'consent-recorded', body: { at, proofs: {} } }),
    missing: consents,
  },
  'speciality-renounced': {
    strand: 'QN/court',
    file: consented,
    order: (pen) => ({
      kind: 'speciality-renounced',
      body: { at, consent: idOf(pen, 'consent-recorded'), proofs: {} },
    }),
    // Without one of these there was no consent with effect, so that there is nothing to renounce upon.
    missing: Object.fromEntries(Object.keys(consents).map((step) => [step, ['out-of-turn']])),
  },
  'video-hearing-ordered': {
    strand: 'QV/prosecutor',
    file: extradition,
    order: () => ({ kind: 'video-hearing-ordered', body: { at, proofs: {} } }),
    missing: {
      ...heard,
      appointment: ['access-to-counsel', 'counsel-confidential', 'present-at-trial'],
      voucher: ['access-to-counsel', 'counsel-confidential', 'present-at-trial'],
      advice: ['counsel-confidential'],
      acceptance: ['present-at-trial'],
    },
  },
  'result-returned': {
    strand: 'QN/ministry',
    file: (without = []) => {
      const pen = assistance()
      if (!without.includes('review'))
        pen.write('QN/ministry', 'privilege-reviewed', { result: 'nothing-privileged', documents: 1 })
      if (!without.includes('notice'))
        pen.write('QN/court', 'remedy-notice-given', {
          at,
          until: '2026-04-01' as CalendarDate,
          postponedByJudge: false,
        })
      return pen
    },
    order: (pen) => ({
      kind: 'result-returned',
      body: { request: idOf(pen, 'request-authorised'), items: [], proofs: {} },
    }),
    missing: { review: ['counsel-confidential'], notice: ['effective-remedy'] },
  },
  'arrest-ordered': {
    strand: 'QN/court',
    file: () => extradition(Object.keys(READY)),
    order: (pen) => ({ kind: 'arrest-ordered', body: { request: idOf(pen, 'arrest-requested'), proofs: {} } }),
    missing: {},
  },
}

for (const [kind, { strand, file, order, missing }] of Object.entries(ORDERS)) {
  test(`[PR-13] with every gate met ${kind} is made and has effect`, () => {
    const pen = file()
    const act = made(pen, order(pen))
    assert.ok(Object.keys((act.body as { proofs?: object }).proofs ?? {}).length > 0, 'it carries its proofs')
    assert.equal(put(pen, strand, act)?.effect, 'effective')
  })

  for (const [step, guarantees] of Object.entries(missing))
    test(`[PR-13] ${kind} without the step "${step}" is refused at home and has no effect elsewhere, with the provision`, () => {
      const pen = file([step])
      const decided = decide(pen.fold().dossier, order(pen), sampleLaw, ON)
      assert.ok(!decided.ok)
      assert.deepEqual([...new Set(unmetIn(decided.error))].sort(), guarantees.toSorted())
      for (const impediment of decided.error)
        if (impediment.kind === 'guarantee-unmet') assert.equal(impediment.gate.sources[0]?.id, 'law:1')
      // A tampered node lets it pass, and a forged proof names an act that is there.
      const proofs = Object.fromEntries(
        gateStates(pen.fold().dossier, { kind, body: bodyJson(order(pen)) }, sampleLaw, ON).map(({ gate }) => [
          `${gate.guarantee}/${gate.index}`,
          pen.acts[1]?.id ?? '',
        ]),
      )
      const forged = { ...order(pen), body: { ...order(pen).body, proofs } } as Act
      const verdict = put(pen, strand, forged)
      assert.ok(verdict?.effect === 'none' && verdict.against === 'authors-law')
    })
}

test('[PR-13] a request that does not state necessity, proportion or purpose is not made, whatever an earlier one said', () => {
  for (const [field, guarantee] of [
    ['necessity', 'proportionality'],
    ['proportionality', 'proportionality'],
    ['purpose', 'purpose-limitation'],
  ] as const) {
    const act: Act = { kind: 'request-authorised', body: { ...BANK_RECORDS, [field]: false } }
    assert.deepEqual(unmetIn(impedimentsIn(put(new Pen(), 'QV/ministry', act))), [guarantee])
  }
})

test('[PR-13] an order is held to the proofs that it carries: without them, or with others’, it has no effect', () => {
  const pen = extradition()
  const honest = made(pen, { kind: 'consent-recorded', body: { at, proofs: {} } })
  assert.ok(honest.kind === 'consent-recorded')
  const withProofs = (proofs: Readonly<Record<string, string>>): Act => ({
    ...honest,
    body: { ...honest.body, proofs },
  })
  const verdictOn = (act: Act) => {
    const written = pen.draft('QN/court', act)
    return judge(written, pen.fold().dossier, sampleContext)
  }
  assert.equal(verdictOn(honest).effect, 'effective')
  assert.ok(unmetIn(impedimentsIn(verdictOn(withProofs({})))).length >= 10)
  for (const key of Object.keys(honest.body.proofs)) {
    const { [key]: _, ...others } = honest.body.proofs
    assert.deepEqual(unmetIn(impedimentsIn(verdictOn(withProofs(others)))), [key.split('/')[0]])
    const swapped = withProofs({ ...honest.body.proofs, [key]: pen.acts[0]?.id ?? '' })
    assert.deepEqual(unmetIn(impedimentsIn(verdictOn(swapped))), [key.split('/')[0]])
  }
})

test('[PR-13] what a later act undoes proves nothing, and neither does what a concurrent one contradicts', () => {
  const notUnderstood = { at, language: 'ar', form: 'paper', understood: false } as const
  const unmetAfter = (knows: 'both' | 'neither') => {
    const pen = extradition(['letter'])
    const before = [...pen.acts]
    READY['letter']?.(pen)
    pen.write('QN/police', 'letter-of-rights-given', notUnderstood, knows === 'both' ? {} : { knows: before })
    return unmetIn(
      impedimentsIn(put(pen, 'QN/court', made(pen, { kind: 'consent-recorded', body: { at, proofs: {} } }))),
    )
  }
  assert.ok(unmetAfter('both').includes('letter-of-rights'))
  assert.ok(unmetAfter('neither').includes('letter-of-rights'), 'whichever of the two has the smaller hash')

  const pen = extradition()
  pen.write('QN/police', 'letter-of-rights-given', notUnderstood)
  READY['letter']?.(pen)
  assert.equal(
    put(pen, 'QN/court', made(pen, { kind: 'consent-recorded', body: { at, proofs: {} } }))?.effect,
    'effective',
  )
})

test('[PR-15] what only our own law asks for is told from what the author’s already forbids', () => {
  const strict = lawOf([
    ...SAMPLE_GUARANTEES,
    {
      ...SAMPLE_GUARANTEES[0],
      id: 'doctor',
      gates: [
        {
          order: 'consent-recorded',
          provedBy: [{ act: 'doctor-offered' }],
          barredBy: [],
          mustAct: 'custody',
          how: 'Offer one.',
        },
      ],
    } as never,
  ])
  const pen = extradition()
  const act = made(pen, { kind: 'consent-recorded', body: { at, proofs: {} } })
  const written = pen.draft('QN/court', act)
  const past = pen.fold().dossier
  const byStricter = judge(written, past, { ...sampleContext, ownLaw: strict })
  assert.ok(byStricter.effect === 'none' && byStricter.against === 'own-law')
  assert.deepEqual(unmetIn(byStricter.impediments), ['doctor'])
  const byLaxer = judge(written, past, { ...sampleContext, ownLaw: sampleLaw, lawOf: () => strict })
  assert.ok(byLaxer.effect === 'none' && byLaxer.against === 'authors-law')
  assert.equal(judge(written, past, sampleContext).effect, 'effective')
})

test('[PR-15] an order under a pack that is not held has no effect until it is; a report needs no pack', () => {
  const pen = extradition()
  const unknown = `sha256:${'b'.repeat(64)}` as Digest
  const order = pen.draft('QN/court', made(pen, { kind: 'consent-recorded', body: { at, proofs: {} } }), {
    law: unknown,
  })
  assert.deepEqual(impedimentsIn(judge(order, pen.fold().dossier, sampleContext)), [
    { kind: 'law-not-held', digest: unknown },
  ])
  const report = pen.draft('QN/police', { kind: 'questioned', body: QUESTIONED }, { law: unknown })
  assert.equal(judge(report, pen.fold().dossier, sampleContext).effect, 'effective')
})

const choices = fc.array(
  fc.record({
    strand: fc.nat({ max: STRANDS.length - 1 }),
    kind: fc.nat({ max: KINDS.length - 1 }),
    flag: fc.boolean(),
    knows: fc.array(fc.boolean(), { maxLength: 12 }),
  }),
  { maxLength: 12 },
)

test('[PR-11] whatever came before, reports and protective acts of who may make them have effect', () => {
  const makers = KINDS.flatMap((kind) => {
    const { class: actClass } = definitionOf(kind)
    if (actClass !== 'report' && actClass !== 'protective') return []
    return STRANDS.filter((strand) => !strand.startsWith('QQ')).map((strand) => ({ kind, strand }))
  })
  // Who may make it is known from a file in which nothing happened but counsel's admission.
  const quiet = extradition(Object.keys(READY).filter((name) => name !== 'appointment' && name !== 'voucher'))
  const allowed = makers.filter(({ kind, strand }) => {
    const written = quiet.draft(strand, anyAct(kind, quiet.acts, true))
    return judge(written, quiet.fold().dossier, sampleContext).effect === 'effective'
  })
  assert.ok(allowed.length > 40)
  fc.assert(
    fc.property(choices, (random) => {
      const pen = anyFile('arrest-requested', random)
      READY['appointment']?.(pen)
      READY['voucher']?.(pen)
      const past = pen.fold().dossier
      for (const { kind, strand } of allowed) {
        const act = anyAct(kind, pen.acts, true)
        assert.ok(decide(past, act, sampleLaw, ON).ok)
        assert.equal(judge(pen.draft(strand, act), past, sampleContext).effect, 'effective', `${kind} by ${strand}`)
      }
    }),
    { numRuns: 15 },
  )
})

test('[PR-22] whatever one node decides another accepts, and what a node would not accept none decides', () => {
  let accepted = 0
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...Object.keys(READY)), { maxLength: 3 }),
      choices,
      fc.constantFrom(...KINDS),
      fc.constantFrom(...STRANDS),
      fc.boolean(),
      (without, random, kind, strand, flag) => {
        const pen = extradition(without)
        for (const choice of random)
          pen.acts.push(
            pen.draft(STRANDS[choice.strand] ?? '', anyAct(KINDS[choice.kind] ?? 'arrested', pen.acts, choice.flag)),
          )
        const past = pen.fold().dossier
        const wish = anyAct(kind, pen.acts, flag)
        const decided = decide(past, wish, sampleLaw, ON)
        const verdict = judge(pen.draft(strand, decided.ok ? decided.value : wish), past, sampleContext)
        if (verdict.effect === 'quarantined') return // by whom it may be made, a node is told by the roster
        assert.equal(verdict.effect === 'effective', decided.ok, kind)
        if (decided.ok) accepted += 1
        else assert.ok(new Set(unmetIn(decided.error)).isSubsetOf(new Set(unmetIn(impedimentsIn(verdict)))))
      },
    ),
    { numRuns: 300 },
  )
  assert.ok(accepted > 20)
})

test('[PR-10] what a revoked key signed stands where a witnessed log held it by then; else orders fall and reports are marked', () => {
  const [qv, qn, qq, xo] = SAMPLE_STATES
  assert.ok(qv && qn && qq && xo)
  const endedAt = minute(300)
  const authorities = qn.list.authorities.map((authority) =>
    authority.id === 'QN/court' || authority.id === 'QN/custody'
      ? { ...authority, keys: [listedKey(authority.id, { invalidAfter: endedAt })] }
      : authority,
  )
  const directory = directoryOf(qv, qn, qq, xo, successor(qn, { issued: minute(301), authorities }))
  const pen = extradition()
  const consent = pen.draft('QN/court', made(pen, { kind: 'consent-recorded', body: { at, proofs: {} } }))
  const report = pen.draft('QN/custody', { kind: 'released', body: { at, ground: 'court-order' } })
  const past = pen.fold().dossier
  const verdictOn = (act: CheckedAct, witnessed?: Instant) =>
    judge(act, past, { ...sampleContext, directory, witnessedBy: () => witnessed })
  assert.equal(verdictOn(consent, minute(299)).effect, 'effective')
  for (const witnessed of [undefined, minute(302)]) {
    assert.deepEqual(verdictOn(consent, witnessed), { effect: 'quarantined', reason: 'key-ended' })
    const verdict = verdictOn(report, witnessed)
    assert.ok(verdict.effect === 'effective' && verdict.doubt === 'key-ended')
  }
  const later = pen.draft('QN/custody', { kind: 'released', body: { at, ground: 'court-order' } }, { at: minute(400) })
  assert.deepEqual(verdictOn(later, minute(200)), { effect: 'quarantined', reason: 'key-not-listed' })
  assert.equal(sampleKey('QN/court').kid, consent.payload.author)
})

test('[PR-12] what is out of turn is refused with what would open it, and nothing is in turn before a file is opened', () => {
  const none = newDossier('QV-2026-00417' as never)
  for (const kind of KINDS) {
    const definition = definitionOf(kind)
    if (definition.class === 'report' || definition.class === 'protective' || definition.opens) continue
    const decided = decide(none, anyAct(kind, [], true), sampleLaw, ON)
    assert.equal(decided.ok, kind === 'order-refused' || kind === 'supplement-asked', kind)
  }
  const codeOf = (pen: Pen, act: Act) => {
    const decided = decide(pen.fold().dossier, act, sampleLaw, ON)
    const [first] = decided.ok ? [] : decided.error
    return first?.kind === 'out-of-turn' ? [first.turn.code, ...first.turn.needs] : undefined
  }
  const pen = extradition(Object.keys(READY))
  const nobody = 'f'.repeat(64) as ActId
  assert.deepEqual(codeOf(pen, { kind: 'request-authorised', body: BANK_RECORDS }), ['already-open'])
  assert.deepEqual(codeOf(pen, { kind: 'speciality-renounced', body: { at, consent: nobody, proofs: {} } }), [
    'no-consent',
    'consent-recorded',
  ])
  assert.deepEqual(codeOf(pen, { kind: 'information-supplied', body: { asked: nobody } }), [
    'names-no-such-act',
    'information-asked',
  ])
  pen.write('QN/court', 'released', { at, ground: 'court-order' })
  assert.deepEqual(codeOf(pen, { kind: 'consent-recorded', body: { at, proofs: {} } }), ['not-in-custody', 'arrested'])
  pen.write('QN/ministry', 'matter-closed', { outcome: 'person-released' })
  assert.deepEqual(codeOf(pen, { kind: 'video-hearing-ordered', body: { at, proofs: {} } }), ['closed'])

  const file = new Pen()
  const request = file.write('QV/ministry', 'request-authorised', BANK_RECORDS)
  const grant: Act = { kind: 'assistance-granted', body: { request: request.id, conditions: [], proofs: {} } }
  assert.deepEqual(codeOf(file, grant), ['not-sent', 'request-sent'])
  file.write('QV/ministry', 'request-sent', { request: request.id })
  assert.deepEqual(codeOf(file, { kind: 'result-returned', body: { request: request.id, items: [], proofs: {} } }), [
    'not-granted',
    'assistance-granted',
  ])
  file.acts.push(file.draft('QN/ministry', grant))
  assert.deepEqual(codeOf(file, grant), ['already-decided'])
  file.write('QV/ministry', 'request-withdrawn', { request: request.id })
  assert.deepEqual(codeOf(file, { kind: 'request-sent', body: { request: request.id } }), ['withdrawn'])
})
