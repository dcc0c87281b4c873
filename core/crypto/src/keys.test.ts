import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectOk, fromBase64Url, toBase64Url, utf8 } from '@comity/kernel'
import {
  admitKey,
  ed25519SigningKey,
  keyIdOf,
  p256SigningKey,
  type PublicJwk,
  rawKeyOf,
  verifySignature,
} from './keys.ts'
import { pureEngine as engine } from './pure-engine.ts'

const message = utf8('request-sent')
const keys = [ed25519SigningKey(engine, new Uint8Array(32).fill(3)), p256SigningKey(engine, new Uint8Array(32).fill(3))]

test('[CR-3] the key and thumbprint printed in RFC 8037, appendix A', () => {
  const seed = expectOk(fromBase64Url('nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A'), 'printed')
  const key = ed25519SigningKey(engine, seed)
  assert.deepEqual(key.jwk, { crv: 'Ed25519', kty: 'OKP', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })
  assert.equal(key.kid, 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
})

test('[CR-3] the order of members does not change a key’s name', () => {
  for (const { jwk, kid } of keys)
    assert.equal(keyIdOf(engine, Object.fromEntries(Object.entries(jwk).reverse()) as PublicJwk), kid)
})

test('[CR-3] both kinds of key sign what they verify, and nothing else', () => {
  for (const [index, key] of keys.entries()) {
    const signature = key.sign(message)
    assert.equal(signature.length, 64)
    assert.ok(verifySignature(engine, key.jwk, message, signature))
    assert.equal(verifySignature(engine, key.jwk, utf8('request-sent.'), signature), false)
    const other = keys[1 - index]
    assert.equal(other && verifySignature(engine, other.jwk, message, signature), false)
  }
})

test('[CR-3] a key has its own members and no others', () => {
  const [okp, ec] = keys.map(({ jwk }) => jwk)
  for (const jwk of [okp, ec]) assert.ok(admitKey(jwk).ok)
  const malformed: readonly unknown[] = [
    null,
    'key',
    [],
    {},
    { ...okp, kid: 'a' },
    { ...okp, use: 'sig' },
    { ...okp, alg: 'EdDSA' },
    { ...okp, d: 'AAAA' },
    { ...ec, x5c: [] },
    { ...okp, crv: 'Ed448' },
    { ...okp, kty: 'EC' },
    { ...ec, crv: 'P-384' },
    { kty: 'oct', k: 'AAAA' },
    { ...okp, x: `${okp?.x}=` },
    { ...okp, x: `${okp?.x.slice(0, -1)}B` },
    { ...okp, x: okp?.x.slice(1) },
  ]
  for (const jwk of malformed)
    assert.deepEqual(admitKey(jwk), { ok: false, error: 'malformed-key' }, JSON.stringify(jwk))
})

test('[CR-2] a small-order Ed25519 key is well-formed and not admitted', () => {
  const jwk = { crv: 'Ed25519', kty: 'OKP', x: toBase64Url(new Uint8Array(32)) }
  assert.deepEqual(admitKey(jwk), { ok: false, error: 'inadmissible-key' })
})

test('[CR-4] a point beside the curve P-256 is not admitted, and verifies nothing', () => {
  const key = p256SigningKey(engine, new Uint8Array(32).fill(9))
  const signature = key.sign(message)
  const point = rawKeyOf(key.jwk)
  for (const bit of [0, 8, 255]) {
    const x = point.slice(1, 33)
    x[bit >> 3] = (x[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const jwk: PublicJwk = { crv: 'P-256', kty: 'EC', x: toBase64Url(x), y: toBase64Url(point.slice(33)) }
    assert.deepEqual(admitKey(jwk), { ok: false, error: 'inadmissible-key' })
    assert.equal(verifySignature(engine, jwk, message, signature), false)
  }
})
