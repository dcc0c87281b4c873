import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explain } from './explain.ts'
import { Matter } from './matter.ts'
import { sampleLaw } from './sample-law.ts'

const law = sampleLaw([{ ground: 'double-criminality', test: 'conduct', modality: 'mandatory' }])
const matter = Matter.parse({
  id: 'm',
  request: { kind: 'extradition', requesting: 'QQ', requested: 'QN' },
  offences: [{ description: 'conduct', punishableIn: { requested: false } }],
})

test('[RX-1] an explanation goes from facts over a rule and its provision to the effect', () => {
  const [one] = explain(law, matter).findings
  assert.deepEqual(one?.facts, [{ pointer: '/offences/0/punishableIn/requested', value: false }])
  assert.deepEqual(one?.rule, { test: 'double-criminality/conduct', verdict: 'established' })
  assert.deepEqual(
    one?.provisions.map(({ id, modality, effect }) => [id, modality, effect]),
    [['sample:1', 'mandatory', 'bar']],
  )
  assert.equal(one?.effect, 'bar')
})

test('[RX-2] the same matter, pack and date give the same explanation', () => {
  assert.deepEqual(explain(law, matter), explain(law, structuredClone(matter)))
})
