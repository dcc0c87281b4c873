import assert from 'node:assert/strict'
import { test } from 'node:test'
import { says, verdict } from './sample-scene.ts'

test('[RR-29] essential interests are for the requested State to raise, in good faith and with reasons', () => {
  const of = (essentialInterests: string) =>
    verdict(says('sovereignty-or-essential-interests', 'prejudice', {}, {}, { essentialInterests }))
  assert.deepEqual(['raised-with-reasons', 'raised-without-reasons', 'none-raised'].map(of), [
    'established',
    'established',
    'excluded',
  ])
  assert.equal(
    verdict(says('other', 'reasons-owed', {}, {}, { essentialInterests: 'raised-without-reasons' })),
    'established',
  )
})

test('[RR-40] reciprocity is what the requesting State does in turn', () => {
  const of = (reciprocity: string) => verdict(says('reciprocity', 'lacking', {}, {}, { reciprocity }))
  assert.deepEqual(['treaty', 'practice-confirmed', 'refused-in-practice', 'none'].map(of), [
    'excluded',
    'excluded',
    'established',
    'established',
  ])
})

test('[RR-41] secrecy between States ends where the person must be able to answer', () => {
  const of = (disclosure: string) =>
    verdict(
      says('confidentiality', 'kept-from-the-person', { rights: { disclosure } }, {}, { confidentialitySought: true }),
    )
  assert.deepEqual(['none', 'gist-only', 'full'].map(of), ['established', 'established', 'excluded'])
})
