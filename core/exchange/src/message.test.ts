import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ActsWanted, CarriedAct, Message } from './message.ts'

const carried = { jws: 'AAAA', disclosures: ['WyJh'], salt: 'AAAA' }
const message = {
  v: 1,
  from: 'QV',
  to: 'QN',
  seq: 1,
  sent: '2026-03-03T07:40:00.000Z',
  expires: '2026-04-02T07:40:00.000Z',
  checkpoints: ['note'],
  dossier: 'QV-2026-00417',
  acts: [carried],
}
const wanted = {
  v: 1,
  from: 'QV',
  to: 'QN',
  asked: '2026-03-03T07:40:00.000Z',
  dossier: 'QV-2026-00417',
  acts: ['cd'.repeat(32)],
}

test('[EX-1] every field of a message and of a question is needed, and no other is known', () => {
  for (const [schema, value] of [
    [Message, message],
    [ActsWanted, wanted],
  ] as const) {
    assert.ok(schema.safeParse(value).success)
    assert.ok(!schema.safeParse({ ...value, more: 1 }).success)
    for (const field of Object.keys(value))
      assert.ok(!schema.safeParse({ ...value, [field]: undefined }).success, field)
  }
  assert.ok(!ActsWanted.safeParse(message).success)
  assert.ok(!Message.safeParse(wanted).success)
})

test('[EX-1] a message carries 1 to 64 acts', () => {
  const withActs = (length: number) => Message.safeParse({ ...message, acts: Array.from({ length }, () => carried) })
  assert.deepEqual(
    [0, 1, 64, 65].map((length) => withActs(length).success),
    [false, true, true, false],
  )
})

test('[EX-1] hostile fields are refused', () => {
  const hostile: readonly object[] = [
    { seq: 0 },
    { seq: 1.5 },
    { seq: Number.MAX_SAFE_INTEGER + 1 },
    { from: 'QVV' },
    { to: '' },
    { dossier: '../../etc' },
    { sent: '2026-02-30T00:00:00.000Z' },
    { expires: 'never' },
    { checkpoints: Array.from({ length: 17 }, () => 'note') },
    { checkpoints: ['x'.repeat(8001)] },
    { v: 2 },
  ]
  for (const over of hostile) assert.ok(!Message.safeParse({ ...message, ...over }).success, JSON.stringify(over))
  for (const over of [
    { jws: 'not base64!' },
    { salt: 1 },
    { disclosures: ['a b'] },
    { disclosures: Array.from({ length: 65 }, () => 'AA') },
    { proof: 'x'.repeat(40_001) },
    { more: 1 },
  ])
    assert.ok(!CarriedAct.safeParse({ ...carried, ...over }).success, JSON.stringify(over))
})

test('[EX-1] a value of any form is read or refused, and never throws', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void Message.safeParse(value)))
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(message)), fc.jsonValue({ maxDepth: 3 }), (field, value) => {
      const read = Message.safeParse({ ...message, [field]: value })
      assert.ok(!read.success || ['seq', 'checkpoints'].includes(field) || value === Reflect.get(message, field))
    }),
  )
})
