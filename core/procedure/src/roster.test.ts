import assert from 'node:assert/strict'
import { test } from 'node:test'
import { directoryOf, sampleKey, sampleList, successor } from '@comity/directory/testing'
import type { ActId, DossierId, StateCode } from '@comity/kernel'
import {
  ARREST_REQUEST,
  BANK_RECORDS,
  COUNSEL,
  extradition,
  listOf,
  minute,
  Pen,
  READY,
  SAMPLE_STATES,
  sampleContext,
  vouch,
  type WriteOptions,
} from '../testing/index.ts'
import type { JudgeContext } from './judge.ts'
import type { Act } from './kinds.ts'

const at = minute(200)
const SPOKEN = { for: 'person', how: 'spoken' } as const
const released: Act = { kind: 'released', body: { at, ground: 'court-order' } }
const XO = 'XO' as StateCode

/** Why an act stands outside the file; `undefined` where it stands inside. */
function outside(
  pen: Pen,
  strand: string,
  act: Act,
  options?: WriteOptions,
  context?: JudgeContext,
): string | undefined {
  const written = pen.draft(strand, act, options)
  pen.acts.push(written)
  const verdict = pen.fold(context).verdicts.get(written.id)
  pen.acts.pop()
  return verdict?.effect === 'quarantined' ? verdict.reason : undefined
}
const arrested = () => extradition(Object.keys(READY))

test('[PR-7] a file is opened by the requesting authority’s first act, in its own name and under its own number', () => {
  const opening = (over: object, strand = 'QV/ministry', dossier = 'QV-2026-00417') =>
    outside(new Pen(dossier as DossierId), strand, { kind: 'arrest-requested', body: { ...ARREST_REQUEST, ...over } })
  assert.equal(opening({}), undefined)
  assert.equal(opening({ requesting: 'QQ', requested: 'QN' }), 'not-the-opening-act', 'in another’s name')
  assert.equal(opening({}, 'QQ/ministry'), 'not-the-opening-act', 'by another')
  assert.equal(opening({ requesting: 'QQ' }, 'QQ/ministry'), 'not-the-opening-act', 'under another’s number')
  assert.equal(opening({ requesting: 'QQ' }, 'QQ/ministry', 'QQ-2026-00001'), undefined)
  assert.equal(opening({ requested: 'QV' }), 'not-the-opening-act', 'of itself')
  assert.equal(opening({}, 'QV/custody'), 'role-may-not-make-this-act')
  assert.equal(outside(new Pen(), 'QN/custody', released), 'not-the-opening-act', 'nothing stands before it')
})

test('[PR-7] a second opening act puts nobody out of the file', () => {
  const pen = new Pen()
  const first = pen.write('QV/ministry', 'arrest-requested', ARREST_REQUEST)
  // Whatever its hash: some of these stand before the first one in the order.
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
    pen.acts.push(
      pen.draft(
        'QV/prosecutor',
        { kind: 'arrest-requested', body: { ...ARREST_REQUEST, requested: 'QQ' as StateCode, offences: [name] } },
        { knows: [] },
      ),
    )
  assert.equal(outside(pen, 'QN/custody', released), undefined)
  assert.equal(outside(pen, 'QN/custody', released, { knows: [first] }), undefined)
})

test('[PR-8] who stands in no list, or in another’s strand, stands outside', () => {
  const pen = arrested()
  const somebody = sampleKey('somebody')
  assert.equal(outside(pen, 'QN/custody', released, { key: somebody }), 'key-not-listed')
  assert.equal(outside(pen, 'QN/court', released, { key: sampleKey('QN/custody') }), 'strand-not-the-authors')
  assert.equal(
    outside(pen, 'QN/court', released, { key: sampleKey('QV/court'), list: listOf('QV') }),
    'strand-not-the-authors',
  )
  assert.equal(outside(pen, 'QN/custody', released, { list: listOf('QV') }), 'key-not-listed')
  assert.equal(outside(pen, 'QN/custody', released, { list: listOf('nobody') }), 'list-not-held')
  assert.equal(outside(pen, 'QN/custody', released, { at: '2025-12-31T00:00:00.000Z' as never }), 'key-not-listed')
  assert.equal(outside(pen, 'QQ/court', released), 'state-not-a-party')
})

test('[PR-8] the table says which role of which side makes an act', () => {
  const pen = arrested()
  assert.equal(outside(pen, 'QV/custody', released), 'role-may-not-make-this-act', 'the other side')
  assert.equal(outside(pen, 'QN/bar', released), 'role-may-not-make-this-act', 'another role')
  assert.equal(outside(pen, 'QN/court', released), undefined)
  const request: Act = { kind: 'finding-made', body: { about: [] } }
  assert.equal(outside(pen, 'QN/registry', request), 'role-may-not-make-this-act')
  assert.equal(outside(pen, 'XO/overseer', request), undefined)
  assert.equal(outside(pen, 'XO/overseer', released), 'role-may-not-make-this-act')
})

test('[PR-8] what is the person’s to say an authority only attests, never says itself', () => {
  const pen = extradition(['acceptance'])
  const said = (attested: boolean): readonly Act[] => {
    const words = attested ? { attested: SPOKEN } : {}
    return [
      { kind: 'counsel-appointed', body: { ...words, bar: 'QN/bar', where: 'requested' } },
      { kind: 'video-hearing-accepted', body: words },
      { kind: 'objection-filed', body: words },
      { kind: 'consent-withdrawn', body: { ...words, consent: pen.opening.id } },
      { kind: 'evidence-challenged', body: { ...words, report: pen.opening.id, statement: 's', ground: 'coercion' } },
    ]
  }
  for (const act of said(false)) {
    assert.equal(outside(pen, 'QN/custody', act), 'role-may-not-make-this-act', act.kind)
    assert.equal(outside(pen, COUNSEL, act), undefined, act.kind)
  }
  for (const act of said(true)) assert.equal(outside(pen, 'QN/custody', act), undefined, act.kind)
  assert.equal(
    outside(pen, 'QV/court', { kind: 'video-hearing-accepted', body: { attested: SPOKEN } }),
    'role-may-not-make-this-act',
  )
})

const advice: Act = {
  kind: 'counsel-advised',
  body: { at, private: true, interpreted: 'yes', consequencesExplained: true },
}

test('[PR-9] counsel is admitted by the person’s appointment and the voucher of the bar that it names: by both, and no other way', () => {
  const pen = arrested()
  assert.equal(outside(pen, COUNSEL, advice), 'counsel-not-admitted')
  READY['appointment']?.(pen)
  assert.equal(outside(pen, COUNSEL, advice), 'counsel-not-admitted', 'no bar vouches yet')
  vouch(pen, {}, 'QV/bar')
  assert.equal(outside(pen, COUNSEL, advice), 'counsel-not-admitted', 'the bar of the other State was not asked')
  vouch(pen)
  assert.equal(outside(pen, COUNSEL, advice), undefined)

  const unasked = arrested()
  const { kid, jwk } = sampleKey('counsel')
  unasked.write('QN/bar', 'counsel-vouched', { appointment: unasked.opening.id, kid, key: jwk })
  assert.equal(outside(unasked, COUNSEL, advice), 'counsel-not-admitted', 'nobody appointed them')
})

test('[PR-9] a voucher that was written before the appointment came counts once both are here', () => {
  const pen = arrested()
  const before = [...pen.acts]
  READY['appointment']?.(pen)
  vouch(pen, { knows: before })
  assert.equal(outside(pen, COUNSEL, advice), undefined)
  assert.equal(pen.fold().dossier.counsel.size, 1)
})

test('[PR-9] counsel’s key is good for counsel’s strand and for nothing else, and counsel makes what is counsel’s', () => {
  const pen = extradition()
  const counsel = sampleKey('counsel')
  assert.equal(outside(pen, 'QN/court', released, { key: counsel }), 'key-not-listed')
  assert.equal(outside(pen, COUNSEL, released), 'role-may-not-make-this-act')
  const others = `counsel/${sampleKey('QN/court').kid}`
  assert.equal(outside(pen, others, advice, { key: counsel }), 'counsel-not-admitted')
  assert.equal(outside(pen, others, advice, { key: sampleKey('QN/court') }), 'counsel-not-admitted')
  assert.equal(outside(pen, COUNSEL, advice, { key: sampleKey('QN/court') }), 'counsel-not-admitted')
})

test('[PR-9] counsel admitted in one file is nobody in another', () => {
  assert.equal(extradition().fold().dossier.counsel.size, 1)
  const other = new Pen('QV-2026-00999' as DossierId)
  other.write('QV/ministry', 'request-authorised', BANK_RECORDS)
  assert.equal(outside(other, COUNSEL, advice), 'counsel-not-admitted')
})

test('[PR-9] no act of any authority takes counsel or the overseer off the file', () => {
  const pen = extradition()
  const voucher = pen.acts.find(({ act }) => act.kind === 'counsel-vouched')?.id as ActId
  const appointment = pen.acts.find(({ act }) => act.kind === 'counsel-appointed')?.id as ActId
  for (const id of [voucher, appointment]) {
    pen.write('QN/custody', 'consent-withdrawn', { consent: id, attested: SPOKEN })
    pen.write('QV/ministry', 'request-withdrawn', { request: id })
    pen.write('QN/registry', 'order-refused', { act: id, unmet: [], otherwise: [], alarm: false })
  }
  READY['appointment']?.(pen)
  pen.write('QN/ministry', 'matter-closed', { outcome: 'withdrawn' })
  assert.equal(outside(pen, COUNSEL, advice), undefined)
  assert.equal(outside(pen, 'XO/overseer', { kind: 'finding-made', body: { about: [] } }), undefined)
})

test('[PR-9] a new list takes no overseer off, and no party oversees itself', () => {
  const [qv, qn, qq, xo] = SAMPLE_STATES
  assert.ok(qv && qn && qq && xo)
  const finding: Act = { kind: 'finding-made', body: { about: [] } }
  const dropped = directoryOf(qv, qn, qq, xo, successor(qv, { overseers: [] }), successor(qn, { overseers: [] }))
  assert.equal(outside(arrested(), 'XO/overseer', finding, {}, { ...sampleContext, directory: dropped }), undefined)

  const roles = { ministry: 'central-authority', court: 'court', custody: 'custody', watch: 'overseer' } as const
  const watching = sampleList('QN', roles, { overseers: [XO] })
  const captured = directoryOf(sampleList('QV', roles, { overseers: ['QN' as StateCode, XO] }), watching, xo)
  const pen = new Pen()
  pen.acts.push(
    pen.draft(
      'QV/ministry',
      { kind: 'arrest-requested', body: ARREST_REQUEST },
      { list: captured.current('QV' as StateCode)?.digest as never },
    ),
  )
  const byAsked = outside(
    pen,
    'QN/watch',
    finding,
    { list: watching.digest },
    { ...sampleContext, directory: captured },
  )
  assert.equal(byAsked, 'role-may-not-make-this-act')
})
