import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMatter } from './matter.ts'

const request = { kind: 'extradition', requesting: 'QQ', requested: 'QN' }
const refused = (value: unknown) => {
  const read = readMatter(value)
  assert.equal(read.ok, false)
  return read.ok ? { pointer: '', message: '', remedy: '' } : read.error
}

test('[RM-3] a matter that breaks the schema is refused with the place and what to do', () => {
  assert.equal(refused({ id: 'm', request, 'a/b~c': 1 }).pointer, '/a~1b~0c')
  const kind = refused({ id: 'm', request: { ...request, kind: 'kidnapping' } })
  assert.equal(kind.pointer, '/request/kind')
  assert.match(kind.remedy, /extradition/)
  assert.equal(refused({ id: 'm' }).pointer, '/request')
  assert.equal(
    refused({ id: 'm', request, offences: [{ description: 'x', categories: ['theft', 'theft'] }] }).pointer,
    '/offences/0/categories',
  )
  for (const value of [null, 7, 'matter', [], undefined]) assert.ok(refused(value).message.length > 0)
})

test('[RM-4] a matter that contradicts itself is refused, never answered', () => {
  assert.equal(refused({ id: 'm', request: { ...request, requested: 'QQ' } }).pointer, '/request/requested')
  assert.equal(
    refused({ id: 'm', request: { ...request, date: '2026-03-03', asOf: '2026-03-02' } }).pointer,
    '/request/asOf',
  )
  assert.equal(
    refused({
      id: 'm',
      request: { ...request, date: '2026-03-03' },
      offences: [{ description: 'x', date: '2026-03-04' }],
    }).pointer,
    '/offences/0/date',
  )
  const sentence = { imposed: { kind: 'months', months: 12 }, remainingMonths: 13 }
  assert.equal(
    refused({ id: 'm', request, offences: [{ description: 'x', sentence }] }).pointer,
    '/offences/0/sentence/remainingMonths',
  )
})

test('[RM-5] an absent fact is allowed everywhere but in what names the request', () => {
  assert.equal(readMatter({ id: 'm', request }).ok, true)
  assert.equal(readMatter({ id: 'm', request: { ...request, requesting: 'XX', requested: 'XX' } }).ok, true)
})
