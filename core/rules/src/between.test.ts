import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonValue } from '@comity/kernel'
import { between, select } from './between.ts'
import { sampleInstrument, sampleLaw } from './sample-law.ts'

const treaty = (id: string, rank: number, more: { readonly [key: string]: JsonValue } = {}): JsonValue =>
  sampleInstrument(id, 'basis', [], {
    kind: 'multilateral',
    serves: ['extradition'],
    rank,
    inForce: '2000-01-01',
    parties: { label: 'two', codes: ['QN', 'QQ'], complete: true },
    ...more,
  })
const law = sampleLaw([], {
  instruments: [
    treaty('special', 60, { relations: [{ kind: 'replaces', instrument: 'broad', why: 'later' }] }),
    treaty('broad', 20),
    treaty('added', 59, { relations: [{ kind: 'supplements', instrument: 'special', why: 'protocol' }] }),
    treaty('open', 90, { parties: { label: 'many', complete: false } }),
    treaty('young', 95, { inForce: '2030-01-01' }),
    sampleInstrument('usage', 'basis', [], { serves: ['extradition'] }),
    sampleInstrument('rights', 'rights', []),
  ],
  states: [
    {
      code: 'QN',
      name: 'Norvale',
      memberships: [{ of: 'special', from: '2005', to: '2020-06-30', status: 'checked' }],
      channel: 'ministry',
    },
    { code: 'QQ', name: 'Qamara', acceptsLanguages: ['ar'] },
  ],
  aliases: { 'special-1957': 'special', unheld: null },
})
const roles = (on: string, names: string[] = []) =>
  Object.fromEntries(
    select(law, 'QQ', 'QN', 'extradition', on, { names, categories: [] }).candidates.map(({ id, role }) => [id, role]),
  )

test('[RI-1] the most specific instrument in force between the two is the basis, with what supplements it', () => {
  const chosen = roles('2010-01-01')
  assert.equal(chosen['special'], 'basis')
  assert.equal(chosen['added'], 'basis')
  assert.equal(chosen['broad'], 'displaced')
  assert.equal(chosen['rights'], 'baseline')
  assert.equal(chosen['young'], undefined)
})

test('[RI-2] what is only perhaps in force is an alternative that says so, never the basis unless the parties invoke it', () => {
  assert.equal(roles('2010-01-01')['open'], 'alternative')
  assert.equal(roles('2010-01-01', ['open'])['open'], 'basis')
})

test('[RI-3] membership is taken at the date; within a year known only as a year it is not known', () => {
  const inForce = (on: string) =>
    select(law, 'QQ', 'QN', 'extradition', on).candidates.find(({ id }) => id === 'special')?.inForceBetween
  assert.deepEqual(['2004-12-31', '2005-06-01', '2006-01-01', '2020-06-30', '2020-07-01'].map(inForce), [
    undefined,
    'not-known',
    'yes',
    'yes',
    undefined,
  ])
  assert.equal(roles('2021-01-01', ['special-1957'])['special'], 'displaced')
})

test('[RI-4] where nothing binds, or the text invoked is not held, the general law of the subject stands in', () => {
  const nobody = select(law, 'QP', 'QV', 'extradition', '1990-01-01')
  assert.deepEqual(
    nobody.candidates.filter(({ role }) => role === 'basis').map(({ id }) => id),
    ['usage'],
  )
  const unheld = select(law, 'QQ', 'QN', 'extradition', '2010-01-01', { names: ['unheld'], categories: [] })
  assert.deepEqual(unheld.notHeld, ['unheld'])
  assert.match(unheld.candidates.find(({ id }) => id === 'unheld')?.why ?? '', /could not be read/)
  assert.match(unheld.candidates.find(({ id }) => id === 'usage')?.why ?? '', /not held/)
})

test('[RI-5] the answer for people and machines names what is not known to us', () => {
  const answer = between(law, 'QQ', 'QN', 'extradition', '2010-01-01')
  assert.deepEqual(answer.basis, ['added', 'special'])
  assert.equal(answer.channel, 'ministry')
  assert.ok(answer.unknown.includes('the languages that QN accepts'))
  assert.ok(answer.unknown.includes('whether open binds both States on 2010-01-01'))
  assert.deepEqual(between(law, 'QQ', 'ZZ', 'extradition', '2010-01-01').channel, 'not known to us')
})

test('[RI-6] an instrument closed to others binds nobody outside its circle', () => {
  const closed = sampleLaw([], {
    instruments: [treaty('closed', 50, { parties: { label: 'a region', complete: false, openTo: ['QN', 'QQ'] } })],
  })
  const found = (requesting: string) =>
    select(closed, requesting, 'QN', 'extradition', '2010-01-01').candidates.map(({ inForceBetween }) => inForceBetween)
  assert.deepEqual([found('QQ'), found('QP'), found('XX')], [['not-known'], [], ['not-known']])
})
