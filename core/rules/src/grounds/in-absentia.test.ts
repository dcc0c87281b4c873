import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, says, surrender, verdict } from './sample-scene.ts'

test('[RR-14] absence counts at the hearing that decides, and four situations excuse it under a warrant', () => {
  const of = (name: string, trials: Facts[], retrial?: string) =>
    verdict(
      says(
        'in-absentia',
        name,
        { proceedings: { trials, ...(retrial ? { retrial } : {}) } },
        {},
        { ...surrender, purpose: 'execution-of-sentence' },
      ),
    )
  const absent = { stage: 'first-instance', merits: true, present: false, aware: 'shown-not', counsel: 'none' }
  assert.equal(of('warrant', [absent], 'none'), 'established')
  assert.equal(of('warrant', [absent]), 'unclear')
  assert.equal(of('warrant', [absent], 'guaranteed'), 'excluded')
  assert.equal(of('warrant', [{ ...absent, aware: 'shown', toldJudgmentMayFollow: true }], 'none'), 'excluded')
  assert.equal(
    of('warrant', [{ ...absent, aware: 'shown', counsel: 'mandated-by-person', counselDefended: true }], 'none'),
    'excluded',
  )
  assert.equal(of('warrant', [{ ...absent, servedAndDidNotContest: true }], 'none'), 'excluded')
  assert.equal(
    of('warrant', [
      { ...absent, present: true },
      { stage: 'suspension-revocation', present: false },
    ]),
    'excluded',
  )
  assert.equal(
    of(
      'warrant',
      [
        { ...absent, present: true },
        {
          stage: 'cumulative-sentence',
          sentencingDiscretion: true,
          present: false,
          aware: 'shown-not',
          counsel: 'none',
        },
      ],
      'none',
    ),
    'excluded+established',
  )
  assert.equal(of('absence', [absent], 'none'), 'established')
  assert.equal(of('absence', [{ ...absent, aware: 'shown' }], 'none'), 'excluded')
  assert.equal(of('absence', [{ stage: 'first-instance', present: false }]), 'unclear')
})
