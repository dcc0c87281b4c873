import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, says, verdict } from './sample-scene.ts'

test('[RR-32] counsel, in both States, and at every interview', () => {
  const of = (rights: Facts) => verdict(says('right-to-counsel', 'without-counsel', { rights }))
  assert.equal(of({ counsel: 'denied' }), 'established')
  assert.equal(of({ counsel: 'has-counsel', counselInRequestingState: 'not-informed' }), 'established')
  assert.equal(of({ counsel: 'has-counsel' }), 'excluded')
  assert.equal(
    verdict(
      says('right-to-counsel', 'interview-without-counsel', {
        evidence: [{ item: 'i', means: 'interview-without-counsel', meansStrength: 'established' }],
      }),
    ),
    'established',
  )
})

test('[RR-33] interpretation and translation', () => {
  assert.equal(
    verdict(
      says('right-to-interpretation', 'lacking', {
        rights: { interpretation: 'denied', translationOfRequest: 'not-offered' },
      }),
    ),
    'established',
  )
  assert.equal(
    verdict(says('right-to-interpretation', 'lacking', { rights: { interpretation: 'not-needed' } })),
    'excluded',
  )
})

test('[RR-34] to know of the request and to see what it rests on', () => {
  const of = (rights: Facts) => verdict(says('right-to-information', 'not-informed', { rights }))
  assert.equal(of({ informedOfRequest: false }), 'established')
  assert.equal(of({ disclosure: 'gist-only' }), 'established')
  assert.equal(of({ disclosure: 'full', informedOfRequest: true }), 'excluded')
  assert.equal(of({}), 'silent')
  assert.equal(
    verdict(says('right-to-information', 'consular-notice', { rights: { consularNotice: 'not-given' } })),
    'established',
  )
})

test('[RR-35] a court, in time to help, for the person and for those affected', () => {
  for (const rights of [
    { courtHearing: false },
    { suspensiveRemedy: false },
    { daysToPrepare: 0 },
    { affectedThirdPartyRemedy: false },
  ])
    assert.equal(verdict(says('right-to-challenge', 'no-court', { rights })), 'established', JSON.stringify(rights))
  assert.equal(verdict(says('right-to-challenge', 'no-court', { rights: { courtHearing: true } })), 'excluded')
  assert.equal(
    verdict(says('right-to-challenge', 'detention-without-court', { rights: { detentionOrderedByCourt: false } })),
    'established',
  )
  const stay = (inForce: boolean) =>
    verdict(
      says('right-to-challenge', 'interim-measure', { proceedings: { interimMeasures: [{ body: 'ecthr', inForce }] } }),
    )
  assert.equal(stay(true), 'established')
  assert.equal(stay(false), 'excluded')
  const order = (measures: string[]) =>
    verdict(
      says(
        'right-to-challenge',
        'no-remedy-in-issuing-state',
        {},
        {},
        { measures, necessity: { remedyInIssuingState: false } },
      ),
    )
  assert.equal(order(['search-and-seizure']), 'established')
  assert.equal(order(['subscriber-data']), 'silent')
  assert.equal(
    verdict(
      says('right-to-challenge', 'uncontestable-evidence', { evidence: [{ item: 'i', challengePossible: false }] }),
    ),
    'established',
  )
  const heard = (rights: Facts) => verdict(says('right-to-challenge', 'not-heard-before-issue', { rights }))
  assert.equal(heard({ heardBeforeIssue: false }), 'excluded')
  assert.equal(heard({ heardBeforeIssue: false, courtHearing: false }), 'established')
})
