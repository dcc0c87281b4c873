import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonValue } from '@comity/kernel'
import { assess, examine } from './assess.ts'
import { assessmentContract } from './assessment.contract.ts'
import { GroundCode } from './codes.ts'
import { GROUNDS } from './grounds/registry.ts'
import { sampleInstrument, sampleLaw } from './sample-law.ts'

/** Every test of every ground, bound once in the baseline and once as an option of the basis. */
const everyTest = (modality: string, cure?: JsonValue): JsonValue[] =>
  GroundCode.options.flatMap((ground) =>
    Object.keys(GROUNDS[ground].tests).map((name) => ({ ground, test: name, modality, ...(cure ? { cure } : {}) })),
  )
const cure = {
  by: ['no-torture-or-ill-treatment', 'fair-trial', 'retrial', 'detention-conditions', 'life-sentence-review'],
}
const law = sampleLaw(everyTest('mandatory', cure), {
  instruments: [
    sampleInstrument('sample', 'rights', everyTest('mandatory', cure)),
    sampleInstrument('option', 'basis', everyTest('optional'), { serves: ['extradition', 'evidence', 'surrender'] }),
  ],
})
const optional = sampleLaw([], { instruments: [sampleInstrument('option', 'rights', everyTest('optional', cure))] })

assessmentContract('every test, mandatory', law)
assessmentContract('every test, optional', optional)

const request = { kind: 'extradition', requesting: 'QQ', requested: 'QN', asOf: '2026-03-03' } as const
const offence = (requested: boolean) => ({ description: 'conduct', punishableIn: { requested } })
const conduct = { ground: 'double-criminality', test: 'conduct' }

test('[RC-6] the strictest rule wins, and the milder one is named beside it', () => {
  const mixed = sampleLaw([], {
    instruments: [
      sampleInstrument('strict', 'rights', [{ ...conduct, modality: 'mandatory' }]),
      sampleInstrument('mild', 'rights', [{ ...conduct, modality: 'optional' }]),
    ],
  })
  const { outcome, findings } = assess(mixed, { id: 'm', request, offences: [offence(false)] })
  assert.equal(outcome, 'refuse')
  assert.deepEqual(
    findings.map(({ sources }) => sources.map(({ id }) => id)),
    [['strict:1']],
  )
  assert.match(findings[0]?.why ?? '', /Sample mild.*may-refuse/)
})

test('[RC-7] of several offences those that fall out leave the others', () => {
  const strict = sampleLaw([{ ...conduct, modality: 'mandatory' }])
  const outcome = (...which: boolean[]) => assess(strict, { id: 'm', request, offences: which.map(offence) }).outcome
  assert.equal(outcome(false, true), 'grant-with-conditions')
  assert.equal(outcome(false, false), 'refuse')
  assert.equal(outcome(true, true), 'grant')
})

test('[RC-8] what excludes a ground removes it, save what the baseline demands', () => {
  const listed = { ground: 'double-criminality', test: 'listed-offence', modality: 'excluded' }
  const matter = { id: 'm', request: { ...request, listOffenceCertified: true }, offences: [offence(false)] }
  const of = (plays: 'basis' | 'rights') =>
    assess(
      sampleLaw([], {
        instruments: [
          sampleInstrument('ground', plays, [{ ...conduct, modality: 'mandatory' }], { serves: ['extradition'] }),
          sampleInstrument('list', 'basis', [listed], { serves: ['extradition'] }),
        ],
      }),
      matter,
    ).outcome
  assert.equal(of('basis'), 'grant')
  assert.equal(of('rights'), 'refuse')
})

test('[RC-9] a question that nothing on the file raises is asked and drives nothing', () => {
  const { outcome, findings, questions } = assess(sampleLaw([{ ...conduct, modality: 'mandatory' }]), {
    id: 'm',
    request,
    offences: [{ description: 'x' }],
  })
  assert.deepEqual([outcome, findings], ['grant', []])
  assert.deepEqual(questions, [{ fact: '/offences/0/punishableIn/requested', askOf: 'requested-state' }])
})

test('[RC-10] an assessment is given as of a date: the one asked for, else that of the matter, else that of the pack', () => {
  const strict = sampleLaw([])
  const { asOf, ...undated } = request
  assert.equal(assess(strict, { id: 'm', request }, '2020-01-01').asOf, '2020-01-01')
  assert.equal(assess(strict, { id: 'm', request }).asOf, asOf)
  assert.equal(assess(strict, { id: 'm', request: undated }).asOf, '2026-03-01')
})

test('[RC-11] removal outside the procedure is measured by the rights of the person, not by the law of extradition', () => {
  const basis = sampleLaw([], {
    instruments: [
      sampleInstrument('ground', 'basis', [{ ...conduct, modality: 'mandatory' }], { serves: ['extradition'] }),
    ],
  })
  const matter = { id: 'm', request, offences: [offence(false)] }
  assert.equal(assess(basis, matter).outcome, 'refuse')
  assert.equal(assess(basis, { ...matter, request: { ...request, purpose: 'removal' } }).outcome, 'grant')
  assert.equal(
    examine(basis, { ...matter, request: { ...request, route: 'deportation-or-expulsion' } }).composed.length,
    0,
  )
})

test('[RC-13] a matter triggers the guarantees of the steps that its procedure and measures lead through', () => {
  const guarantee = (id: string, trigger: string) => ({
    id,
    title: id,
    text: id,
    protects: 'person',
    triggers: [trigger],
    timing: 'before',
    force: 'hard',
    layer: 'universal',
    kind: 'shown',
    proof: 'p',
    remedy: 'r',
    derogable: false,
    sources: ['sample:1'],
  })
  const guarded = sampleLaw([], {
    guarantees: [guarantee('at-arrest', 'arrest'), guarantee('at-questioning', 'questioning')],
  })
  const triggered = (more: object) =>
    assess(guarded, { id: 'm', request: { ...request, ...more } }).guarantees?.map(({ id }) => id)
  assert.deepEqual(triggered({}), ['at-arrest'])
  assert.deepEqual(triggered({ kind: 'mutual-legal-assistance', measures: ['suspect-hearing'] }), ['at-questioning'])
})
