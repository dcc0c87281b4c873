import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AttemptsTold, AttemptsWanted, Complaint, ComplaintTaken } from './oversight.ts'

const at = '2026-03-03T07:31:00.000Z'
const wanted = { v: 1, from: 'XO', to: 'QN', asked: at, wants: 'attempts' }
const attempt = {
  dossier: 'QV-2026-00417',
  kind: 'consent-recorded',
  by: 'QN/saltmere-court',
  at,
  unmet: [{ guarantee: 'interpreter-free', provisions: ['iccpr:14.3.f'] }],
  otherwise: [],
}
const silence = { dossier: 'QN-2026-00061', to: 'QP', since: at, attempts: 3, acts: ['ab'.repeat(32)] }
const told = { v: 1, from: 'QN', to: 'XO', asked: at, told: at, attempts: [attempt], older: 0, silences: [silence] }
const complaint = {
  v: 1,
  from: 'QN',
  to: 'XO',
  id: 'ab'.repeat(16),
  dossier: 'QV-2026-00417',
  at,
  words: 'لم يأت أحد',
  language: 'ar',
}
const taken = { v: 1, from: 'XO', to: 'QN', complaint: 'ab'.repeat(16), at }
const FORMS = [
  [AttemptsWanted, wanted],
  [AttemptsTold, told],
  [Complaint, complaint],
  [ComplaintTaken, taken],
] as const

test('[EX-6] every field of what is said between a node and an overseer is needed, no other is known, and none passes for another', () => {
  for (const [schema, value] of FORMS) {
    assert.ok(schema.safeParse(value).success)
    assert.ok(!schema.safeParse({ ...value, more: 1 }).success)
    for (const field of Object.keys(value))
      assert.ok(!schema.safeParse({ ...value, [field]: undefined }).success, field)
    for (const [other] of FORMS) assert.equal(other.safeParse(value).success, other === schema)
  }
})
test('[EX-6] hostile fields are refused', () => {
  const attempts = (over: object) => AttemptsTold.safeParse({ ...told, attempts: [{ ...attempt, ...over }] }).success
  for (const over of [{ kind: '<b>' }, { by: '' }, { dossier: '../x' }, { at: 'now' }, { name: 'Orla' }])
    assert.ok(!attempts(over), JSON.stringify(over))
  for (const over of [{ words: '' }, { words: 'x'.repeat(4001) }, { id: 'x' }, { language: '"><' }])
    assert.ok(!Complaint.safeParse({ ...complaint, ...over }).success, JSON.stringify(over))
})
test('[EX-6] a value of any form is read or refused, and never throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const [schema] of FORMS) schema.safeParse(value)
    }),
  )
})
