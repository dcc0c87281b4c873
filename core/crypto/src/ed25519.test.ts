import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectOk, fromHex, toHex, utf8 } from '@comity/kernel'
import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { isAdmissibleEd25519Key, verifyEd25519 } from './ed25519.ts'
import { pureEngine } from './pure-engine.ts'

const seed = new Uint8Array(32).fill(7)
const key = pureEngine.ed25519PublicKey(seed)
const message = utf8('consent-recorded')
const signature = pureEngine.ed25519Sign(seed, message)

/** The eight points whose order divides the cofactor. */
const torsion = Array.from({ length: 8 }, (_, times) => {
  const generator = ed25519.Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
  return Array.from({ length: times }).reduce((sum: typeof generator) => sum.add(generator), ed25519.Point.ZERO)
})

test('[CR-1] a signature verifies, and no flipped bit of it does', () => {
  assert.ok(verifyEd25519(pureEngine, key, message, signature))
  for (let bit = 0; bit < signature.length * 8; bit += 1)
    assert.equal(verifyEd25519(pureEngine, key, message, flipped(signature, bit)), false, `bit ${bit}`)
})

test('[CR-1] S above the group order is refused, though the equation holds', () => {
  const order = expectOk(fromHex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010'), 'constant')
  const moved = signature.slice()
  let carry = 0
  for (const [at, byte] of order.entries()) {
    const sum = (moved[32 + at] ?? 0) + byte + carry
    moved[32 + at] = sum & 255
    carry = sum >> 8
  }
  assert.equal(verifyEd25519(pureEngine, key, message, moved), false)
})

test('[CR-1] a signature of another length is refused', () => {
  for (const length of [0, 32, 63])
    assert.equal(verifyEd25519(pureEngine, key, message, signature.subarray(0, length)), false)
  assert.equal(verifyEd25519(pureEngine, key, message, new Uint8Array(65)), false)
})

test('[CR-2] no point of small order is a key, in any of its spellings', () => {
  for (const point of torsion) assert.equal(isAdmissibleEd25519Key(point.toBytes()), false, point.toHex())
  const signs = [
    '0100000000000000000000000000000000000000000000000000000000000080',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  ]
  const aboveThePrime = [
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'ff'.repeat(32),
  ]
  for (const text of [...signs, ...aboveThePrime])
    assert.equal(isAdmissibleEd25519Key(expectOk(fromHex(text), 'constant')), false, text)
})

test('[CR-2] a key with a component of small order is not admitted, and signs nothing', () => {
  for (const point of torsion.slice(1)) {
    const mixed = ed25519.Point.fromBytes(key).add(point).toBytes()
    assert.equal(isAdmissibleEd25519Key(mixed), false, toHex(mixed))
    assert.equal(verifyEd25519(pureEngine, mixed, message, signature), false)
  }
})

test('[CR-2] every key made from a seed is admitted, again and again', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (anySeed) => {
      const made = pureEngine.ed25519PublicKey(anySeed)
      assert.ok(isAdmissibleEd25519Key(made) && isAdmissibleEd25519Key(made))
    }),
    { numRuns: 20 },
  )
})

test('[CR-2] what is no key is refused, whatever its length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      assert.equal(typeof isAdmissibleEd25519Key(bytes), 'boolean')
      if (bytes.length !== 32) assert.equal(isAdmissibleEd25519Key(bytes), false)
    }),
  )
})

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice()
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return copy
}
