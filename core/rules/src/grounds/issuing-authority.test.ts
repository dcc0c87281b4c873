import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, says, verdict } from './sample-scene.ts'

test('[RR-27] who may issue: courts; prosecutors whom nobody can instruct and a court can review; for evidence, prosecutors', () => {
  const of = (name: string, issuingAuthority: Facts, more: Facts = {}) =>
    verdict(
      says('independence-of-issuing-authority', name, {}, {}, { issuingAuthority, purpose: 'prosecution', ...more }),
    )
  assert.equal(of('warrant-issuer', { type: 'court' }), 'excluded')
  assert.equal(of('warrant-issuer', { type: 'police' }), 'established')
  assert.equal(of('warrant-issuer', { type: 'ministry-of-justice', validatedByCourt: true }), 'excluded')
  assert.equal(of('warrant-issuer', { type: 'public-prosecutor', executiveMayInstruct: true }), 'established')
  assert.equal(
    of('warrant-issuer', { type: 'public-prosecutor', executiveMayInstruct: false, courtReviewAvailable: false }),
    'established',
  )
  assert.equal(
    of(
      'warrant-issuer',
      { type: 'public-prosecutor', executiveMayInstruct: false, courtReviewAvailable: false },
      { purpose: 'execution-of-sentence' },
    ),
    'excluded',
  )
  assert.equal(of('warrant-issuer', { type: 'public-prosecutor' }), 'asked')
  assert.equal(of('order-issuer', { type: 'public-prosecutor', executiveMayInstruct: true }), 'excluded')
  assert.equal(of('order-issuer', { type: 'public-prosecutor', competentInDomesticCase: false }), 'established')
  assert.equal(of('order-issuer', { type: 'tax-or-customs-authority', validatedByCourt: false }), 'established')
  assert.equal(of('order-issuer', { type: 'police' }), 'unclear')
  assert.equal(of('production-issuer', { type: 'public-prosecutor' }, { measures: ['content-data'] }), 'established')
  assert.equal(of('production-issuer', { type: 'public-prosecutor' }, { measures: ['subscriber-data'] }), 'silent')
})
