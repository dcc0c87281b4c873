import { ed25519 } from '@noble/curves/ed25519.js'
import { fromHex, expectOk, toHex } from '@comity/kernel'
import type { Engine } from './engine.ts'

const KEY_BYTES = 32
const SIGNATURE_BYTES = 64

/** The order of the base point, and the prime of the field, little-endian as they stand in keys and signatures. */
const GROUP_ORDER = 'edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010'
const FIELD_PRIME = 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'

/** The y-coordinates of the eight points whose order divides the cofactor; each stands for both signs of x. */
const SMALL_ORDER_Y: ReadonlySet<string> = new Set([
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
])

/** Verdicts on keys met lately: the torsion test costs a scalar multiplication, and an author's key comes back. */
const MAX_REMEMBERED_KEYS = 1024
const remembered = new Map<string, boolean>()

/**
 * Whether a key may stand for an author: 32 bytes, canonical, a point of the curve, not of small order, and free of
 * torsion. Libraries disagree on signatures under any other key, and nodes that disagree on a signature disagree on a
 * dossier. The verdict does not depend on an engine.
 */
export function isAdmissibleEd25519Key(key: Uint8Array): boolean {
  if (key.length !== KEY_BYTES || !isCanonicalOfLargeOrder(key)) return false
  const name = toHex(key)
  const known = remembered.get(name)
  if (known !== undefined) return known
  const verdict = isTorsionFreePoint(key)
  const oldest = remembered.size >= MAX_REMEMBERED_KEYS ? remembered.keys().next().value : undefined
  if (oldest !== undefined) remembered.delete(oldest)
  remembered.set(name, verdict)
  return verdict
}

/**
 * Verifies an Ed25519 signature by the one rule that every node keeps: an admissible key, S below the group order, R
 * canonical and not of small order, and the cofactorless equation of RFC 8032 section 5.1.7.
 */
export function verifyEd25519(engine: Engine, key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false
  if (!isCanonicalOfLargeOrder(signature.subarray(0, 32)) || !isBelow(signature.subarray(32), ORDER_BYTES)) return false
  return isAdmissibleEd25519Key(key) && engine.ed25519VerifyRaw(key, message, signature)
}

const ORDER_BYTES = expectOk(fromHex(GROUP_ORDER), 'a constant of this file')
const PRIME_BYTES = expectOk(fromHex(FIELD_PRIME), 'a constant of this file')

/** By the bytes alone: says nothing about lying on the curve. */
function isCanonicalOfLargeOrder(point: Uint8Array): boolean {
  const y = point.slice()
  y[31] = (y[31] ?? 0) & 0x7f // the top bit is the sign of x
  return isBelow(y, PRIME_BYTES) && !SMALL_ORDER_Y.has(toHex(y))
}

/** Little-endian numbers of equal length. Public values only. */
function isBelow(number: Uint8Array, bound: Uint8Array): boolean {
  for (let at = bound.length - 1; at >= 0; at -= 1) {
    const difference = (number[at] ?? 0) - (bound[at] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

function isTorsionFreePoint(key: Uint8Array): boolean {
  try {
    return ed25519.Point.fromBytes(key).isTorsionFree()
  } catch {
    return false // not a point of the curve
  }
}
