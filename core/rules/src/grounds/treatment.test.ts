import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Parameter } from '../pack.ts'
import { type Facts, risk, says, verdict } from './sample-scene.ts'

test('[RR-17] torture: substantial grounds for this person; general reports are asked about before they decide', () => {
  const of = (facts: Facts, terms = {}) =>
    verdict(says('torture-or-ill-treatment', 'real-risk', risk('torture', facts), terms))
  const individual = (strength: string) => ({ individual: { strength } })
  assert.equal(of(individual('established')), 'established')
  assert.equal(of(individual('supported')), 'established')
  assert.equal(of(individual('assertion-only')), 'excluded')
  assert.equal(of({ ...individual('assertion-only'), systemic: { extent: 'widespread' } }), 'unclear')
  assert.equal(of({ ...individual('none-found'), systemic: { extent: 'widespread' } }), 'excluded')
  assert.equal(of({ systemic: { extent: 'widespread' } }), 'unclear')
  assert.equal(
    of({ systemic: { extent: 'widespread' }, informationAsked: true, informationReceived: 'none' }),
    'established',
  )
  assert.equal(of({ systemic: { extent: 'isolated' } }), 'excluded')
  assert.equal(of({}), 'asked')
  assert.equal(of(individual('supported'), { twoStep: true }), 'unclear')
  assert.equal(of({ ...individual('supported'), systemic: { extent: 'none-found' } }, { twoStep: true }), 'excluded')
  assert.equal(
    verdict(
      says(
        'torture-or-ill-treatment',
        'private-persons',
        risk('ill-treatment-by-private-persons', individual('supported')),
      ),
    ),
    'established',
  )
})

test('[RR-18] detention: below three square metres ill-treatment is presumed, up to four other conditions decide', () => {
  const of = (facts: Facts) =>
    verdict(says('detention-conditions', 'real-risk', risk('detention-conditions', facts), { twoStep: true }))
  assert.equal(of({ personalSpaceSquareMetres: 2.9 }), 'established')
  assert.equal(of({ personalSpaceSquareMetres: 3.5 }), 'unclear')
  assert.equal(of({ personalSpaceSquareMetres: 3.5, individual: { strength: 'none-found' } }), 'excluded')
  assert.equal(of({ systemic: { extent: 'widespread' } }), 'unclear')
})

test('[RR-19] flagrant denial of justice is examined in one step or in two, as the provision says', () => {
  const of = (terms: Record<string, Parameter>) =>
    verdict(
      says(
        'flagrant-denial-of-justice',
        'real-risk',
        risk('court-not-independent', { systemic: { extent: 'none-found' }, individual: { strength: 'supported' } }),
        terms,
      ),
    )
  assert.equal(of({}), 'established')
  assert.equal(of({ twoStep: true }), 'excluded')
})

test('[RR-20] an extraordinary tribunal is made for the case, or is a military court that judges a civilian', () => {
  const of = (tribunal: Facts) => verdict(says('extraordinary-tribunal', 'tribunal', { proceedings: { tribunal } }))
  assert.equal(of({ type: 'ad-hoc-for-the-case' }), 'established')
  assert.equal(of({ type: 'military', civilianBeforeMilitary: true }), 'established')
  assert.equal(of({ type: 'military', civilianBeforeMilitary: false }), 'excluded')
  assert.equal(of({ type: 'military' }), 'unclear')
  assert.equal(of({ type: 'specialised-permanent' }), 'excluded')
  assert.equal(of({ jurisdictionContested: true, remedyOnJurisdiction: false }), 'established')
})
