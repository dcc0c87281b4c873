import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { deliveryWord, isTerminal, Receipt, RefusalCode, Rung } from './receipt.ts'

const base = {
  v: 1,
  message: 'ab'.repeat(32),
  rung: 'taken',
  by: 'QN',
  from: 'QV',
  to: 'QN',
  acts: ['cd'.repeat(32)],
  at: '2026-03-03T07:40:00.000Z',
}
const isReceipt = (over: object) => Receipt.safeParse({ ...base, ...over }).success
const byOf: Readonly<Record<Rung, string>> = {
  accepted: 'QV',
  relayed: 'QN',
  taken: 'QN',
  refused: 'QN',
  'no-receipt-by': 'QV',
}
const more = (rung: Rung) => ({
  ...(rung === 'refused' ? { code: 'expired' } : {}),
  ...(rung === 'no-receipt-by' ? { silentSince: base.at } : {}),
})

test('[EX-2] each rung is stated by the party that can know it, and by no other', () => {
  for (const rung of Rung.options)
    for (const by of ['QV', 'QN', 'QQ'])
      assert.equal(isReceipt({ rung, by, ...more(rung) }), by === byOf[rung], `${rung} by ${by}`)
})

test('[EX-2] a code stands with a refusal and nowhere else, a silence with its start', () => {
  for (const code of RefusalCode.options) assert.ok(isReceipt({ rung: 'refused', code }))
  assert.ok(!isReceipt({ rung: 'refused' }))
  assert.ok(!isReceipt({ code: 'expired' }))
  assert.ok(!isReceipt({ rung: 'refused', code: 'bored' }))
  assert.ok(!isReceipt({ rung: 'no-receipt-by', by: 'QV' }))
  assert.ok(!isReceipt({ silentSince: base.at }))
})

test('[EX-2] nobody is receipted to themselves, and no field is added or left out', () => {
  assert.ok(!isReceipt({ from: 'QN' }))
  assert.ok(!isReceipt({ more: true }))
  for (const field of Object.keys(base)) assert.ok(!isReceipt({ [field]: undefined }), field)
})

test('[EX-2] no value of another kind is a receipt', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(base)), fc.jsonValue(), (field, value) => {
      const kept = (base as Readonly<Record<string, unknown>>)[field]
      fc.pre(JSON.stringify(value) !== JSON.stringify(kept) && !['acts', 'message', 'at'].includes(field))
      assert.ok(!isReceipt({ [field]: value }))
    }),
  )
  for (const acts of [['x'], Array.from({ length: 65 }, () => 'cd'.repeat(32)), 'cd'.repeat(32)])
    assert.ok(!isReceipt({ acts }))
})

test('[EX-3] a silence is never the end, and no rung before the addressee took it is', () => {
  assert.deepEqual(Rung.options.filter(isTerminal), ['taken', 'refused'])
})

const WAITING = { state: 'waiting' } as const
const LEFT = { state: 'left' } as const
const DONE = { state: 'done' } as const
const said = (rung: Rung, by = byOf[rung]) => ({ rung, by: by as Receipt['by'], to: 'QN' as Receipt['to'] })

test('[EX-4] the word for a message is what is proved of it, the strongest first', () => {
  const table = [
    ['draft', undefined, []],
    ['waiting', WAITING, []],
    ['left', LEFT, []],
    ['left', LEFT, [said('accepted')]],
    ['no-answer', LEFT, [said('accepted'), said('no-receipt-by')]],
    ['received', LEFT, [said('accepted'), said('no-receipt-by'), said('relayed')]],
    ['taken', DONE, [said('no-receipt-by'), said('relayed'), said('taken')]],
    ['refused', DONE, [said('refused')]],
    // A party that stated both is contradicting itself: nobody is told that the message was taken.
    ['refused', DONE, [said('taken'), said('refused')]],
  ] as const
  for (const [word, entry, receipts] of table) {
    assert.equal(deliveryWord(entry, receipts), word)
    assert.equal(deliveryWord(entry, receipts.toReversed()), word, 'in whatever order they came')
  }
})

test('[EX-4] nothing that the sender states about itself reads as received', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...Rung.options).map((rung) => said(rung, 'QV'))),
      fc.constantFrom(undefined, WAITING, LEFT, DONE),
      (receipts, entry) => assert.ok(['draft', 'waiting', 'left', 'no-answer'].includes(deliveryWord(entry, receipts))),
    ),
  )
})
