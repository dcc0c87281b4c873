import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  fromBase64,
  fromBase64NoPad,
  fromBase64Url,
  fromHex,
  toBase64,
  toBase64NoPad,
  toBase64Url,
  toHex,
} from './bytes.ts'
import { expectOk } from './result.ts'

test('[KE-5] every spelling reads back, and agrees with the platform', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.equal(toBase64(bytes), Buffer.from(bytes).toString('base64'))
      assert.equal(toBase64Url(bytes), Buffer.from(bytes).toString('base64url'))
      assert.equal(toHex(bytes), Buffer.from(bytes).toString('hex'))
      assert.deepEqual(expectOk(fromBase64(toBase64(bytes)), 'own spelling'), bytes)
      assert.deepEqual(expectOk(fromBase64NoPad(toBase64NoPad(bytes)), 'own spelling'), bytes)
      assert.deepEqual(expectOk(fromBase64Url(toBase64Url(bytes)), 'own spelling'), bytes)
      assert.deepEqual(expectOk(fromHex(toHex(bytes)), 'own spelling'), bytes)
    }),
  )
})

test('[KE-5] a second spelling of the same bytes is refused', () => {
  for (const text of ['QR==', 'QQ=', 'QQ', 'Q Q=', 'QQ==\n', '=', 'Q===', '-_=='])
    assert.equal(fromBase64(text).ok, false, text)
  for (const text of ['QR', 'QQ==', 'Q', '+/']) assert.equal(fromBase64Url(text).ok, false, text)
  for (const text of ['0', '0G', 'AB']) assert.equal(fromHex(text).ok, false, text)
})
