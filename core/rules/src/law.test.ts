import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CalendarDate, canonicalBytes, type JsonValue, type StateCode, utf8 } from '@comity/kernel'
import { buildProceduralLaw } from './guarantees/procedural-law.ts'
import { proceduralRecordsOf } from './guarantees/records-of-pack.ts'
import { citedIn, readLaw } from './law.ts'
import { readSample, sampleInstrument, sampleLaw, samplePack } from './sample-law.ts'

const binding = { ground: 'age', test: 'below-responsibility', modality: 'mandatory' }
const faults = (pack: JsonValue) => {
  const read = readSample(pack)
  return read.ok ? [] : read.error
}
const messages = (pack: JsonValue) =>
  faults(pack)
    .map(({ message }) => message)
    .join('\n')

test('[RL-1] a pack is canonical JSON: any other spelling is another pack, and refused', () => {
  const bytes = canonicalBytes(samplePack([]))
  const noHash = () => new Uint8Array(32)
  assert.equal(readLaw(bytes, noHash).ok, true)
  assert.equal(readLaw(utf8(` ${new TextDecoder().decode(bytes)}`), noHash).ok, false)
  assert.equal(readLaw(bytes.slice(0, -1), noHash).ok, false)
  assert.equal(readLaw(new Uint8Array([0xff, 0xfe]), noHash).ok, false)
})

test('[RL-1] no flipped bit of a pack is read as the pack it was', () => {
  const bytes = canonicalBytes(samplePack([binding]))
  for (let bit = 0; bit < bytes.length * 8; bit += 3) {
    const flipped = bytes.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const read = readLaw(flipped, () => new Uint8Array(32))
    if (read.ok) assert.notDeepEqual(read.value.pack, sampleLaw([binding]).pack)
  }
})

test('[RL-2] a field that nobody knows, a test that does not exist and an id that leads nowhere are refused with their place', () => {
  assert.match(messages(samplePack([{ ...binding, unheardOf: 1 }])), /unknown field unheardOf/)
  assert.match(messages(samplePack([{ ...binding, test: 'below-eighteen' }])), /no test of age called below-eighteen/)
  assert.match(messages(samplePack([{ ...binding, test: 'constructor' }])), /no test of age called constructor/)
  assert.match(messages(samplePack([{ ...binding, see: ['decision:nowhere'] }])), /no decision decision:nowhere/)
  assert.match(messages(samplePack([], { aliases: { x: 'nowhere' } })), /no instrument nowhere/)
  const relations = [{ kind: 'replaces', instrument: 'nowhere', why: 'w' }]
  assert.match(
    messages(samplePack([], { instruments: [sampleInstrument('a', 'basis', [], { relations })] })),
    /no instrument nowhere/,
  )
  for (const fault of faults(samplePack([{ ...binding, test: 'x' }])))
    assert.ok(fault.at.startsWith('/instruments/0') && fault.remedy.length > 0)
})

test('[RL-3] an id stands for one thing', () => {
  assert.match(
    messages(samplePack([], { instruments: [sampleInstrument('a', 'basis', []), sampleInstrument('a', 'basis', [])] })),
    /given twice/,
  )
  const stray = sampleInstrument('a', 'basis', [], {
    provisions: [{ id: 'b:1', article: 'a', kind: 'k', rule: 'r', status: 'checked', source: 's' }],
  })
  assert.match(messages(samplePack([], { instruments: [stray] })), /does not begin with the id of its instrument/)
})

const baseline = [
  {
    ground: 'torture-or-ill-treatment',
    test: 'real-risk',
    modality: 'mandatory',
    cure: { by: ['no-torture-or-ill-treatment'], monitored: true },
  },
  { ground: 'age', test: 'below-responsibility', modality: 'mandatory' },
]
const profile = (added: JsonValue): JsonValue =>
  samplePack(baseline, { profiles: [{ id: 'region', title: 'Region', states: ['QN'], binds: [added] }] })
const at = { provision: 'sample:1' }

test('[RL-4] a profile that weakens the baseline does not load, and says what and where', () => {
  const age = { ...at, ground: 'age', test: 'below-responsibility' }
  const torture = { ...at, ground: 'torture-or-ill-treatment', test: 'real-risk', modality: 'mandatory' }
  const weak: JsonValue[] = [
    { ...age, modality: 'optional' },
    { ...age, modality: 'excluded' },
    { ...age, modality: 'mandatory', cure: { by: ['fair-trial'] } },
    { ...torture, cure: { by: ['no-torture-or-ill-treatment'] } },
    { ...torture, cure: { by: ['no-torture-or-ill-treatment', 'fair-trial'], monitored: true } },
  ]
  for (const added of weak)
    assert.match(messages(profile(added)), /profile region weakens the baseline.*sample:1/s, JSON.stringify(added))
  for (const added of [{ ...age, modality: 'mandatory' }, torture]) assert.deepEqual(faults(profile(added)), [])
})

const guarantee = {
  id: 'counsel',
  title: 'Counsel',
  text: 'You may have a lawyer.',
  protects: 'the person',
  triggers: ['arrest'],
  timing: 'before',
  force: 'hard',
  layer: 'universal',
  kind: 'gate',
  gates: [{ order: 'consent-recorded', provedBy: [{ act: 'counsel-vouched' }], mustAct: 'bar', how: 'Ask the bar.' }],
  proof: 'The voucher.',
  remedy: 'The step is repeated.',
  derogable: false,
  sources: ['sample:1'],
}
const doctor = { order: 'consent-recorded', provedBy: [{ act: 'doctor-offered' }], mustAct: 'custody', how: 'Offer.' }
const region = (tightening: { readonly [key: string]: JsonValue }, over: { readonly [key: string]: JsonValue } = {}) =>
  samplePack([], {
    guarantees: [guarantee],
    states: [{ code: 'QV', name: 'Arvenia', memberships: [{ of: 'union', status: 'checked' }] }],
    profiles: [
      {
        id: 'region',
        title: 'Region',
        states: ['QN'],
        group: 'union',
        from: '2026-01-01',
        tightens: [{ guarantee: 'counsel', stricter: 'a doctor too', sources: ['sample:1'], ...tightening }],
        ...over,
      },
    ],
  })

test('[RG-8] a pack does not load whose profile asks less of the procedure, or whose gate no provision supports', () => {
  assert.deepEqual(messages(region({ gates: [...guarantee.gates, doctor] })), '')
  assert.match(messages(region({ gates: [doctor] })), /weakens the baseline: region: counsel\/gates/)
  assert.match(messages(region({ force: 'soft' })), /weakens the baseline/)
  assert.match(messages(region({ derogable: true })), /weakens the baseline/)
  assert.match(messages(region({ guarantee: 'nowhere' })), /no guarantee nowhere/)
  assert.match(messages(region({ sources: ['nowhere:1'] })), /no provision nowhere:1/)
  assert.match(messages(samplePack([], { guarantees: [{ ...guarantee, kind: 'shown' }] })), /only shown, but has gates/)
})

test('[RG-6] a profile of the pack binds the cases of its States, and of the members of its group, from its day on', () => {
  const read = readSample(region({ gates: [...guarantee.gates, doctor] }))
  assert.ok(read.ok)
  const law = buildProceduralLaw(proceduralRecordsOf(read.value.pack), citedIn(read.value))
  const gates = (on: string, requesting: string, requested: string) =>
    law.gatesOf('consent-recorded', on as CalendarDate, {
      requesting: requesting as StateCode,
      requested: requested as StateCode,
    }).length
  assert.deepEqual(
    [gates('2026-03-03', 'QN', 'QQ'), gates('2026-03-03', 'QQ', 'QV'), gates('2026-03-03', 'QQ', 'QP')],
    [2, 2, 1],
  )
  assert.equal(gates('2025-12-31', 'QN', 'QV'), 1)
  assert.deepEqual(proceduralRecordsOf({ ...read.value.pack, profiles: [] }).profiles, [])
})

test('[RL-4] the same holds for what a State declares', () => {
  const declared = (modality: string) =>
    samplePack(baseline, {
      states: [
        {
          code: 'QN',
          name: 'Norvale',
          declarations: [
            {
              kind: 'reservation',
              provision: 'sample:1',
              text: 't',
              status: 'checked',
              binds: [{ ground: 'age', test: 'below-responsibility', modality }],
            },
          ],
        },
      ],
    })
  assert.match(messages(declared('optional')), /reservation of Norvale.*weakens the baseline/)
  assert.deepEqual(faults(declared('mandatory')), [])
})

test('[RL-5] what is not known is left out, and an alias whose text is not held says null', () => {
  const law = sampleLaw([], { aliases: { other: null, same: 'sample' } })
  assert.deepEqual(
    [law.resolve('sample'), law.resolve('same'), law.resolve('other'), law.resolve('unheard-of')],
    ['sample', 'sample', null, undefined],
  )
  assert.equal(law.provision('sample:1')?.provision.article, 'art. 1')
  assert.equal(law.provision('sample:2'), undefined)
})
