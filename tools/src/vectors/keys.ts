import { ed25519 } from '@noble/curves/ed25519.js'
import { admitKey } from '@comity/crypto'
import { expectOk, fromBase64Url, fromHex, type JsonObject, type JsonValue, toBase64Url, toHex } from '@comity/kernel'
import { cardKey, seedOf, signingKey } from './fixed.ts'

/** A point of order eight, as RFC 8032 spells it. */
const ORDER_EIGHT = 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'

/** What NP-22 and NP-38 make of public keys: their names, and which nobody may have. */
export function keyVectors(): JsonObject {
  const [person, card] = [signingKey('a person'), cardKey('a card')]
  const bytes = expectOk(fromBase64Url('x' in person.jwk ? person.jwk.x : ''), 'own key')
  const mixed = ed25519.Point.fromBytes(bytes).add(ed25519.Point.fromHex(ORDER_EIGHT)).toBytes()
  const okp = (x: Uint8Array) => ({ crv: 'Ed25519', kty: 'OKP', x: toBase64Url(x) })
  const y = 'y' in card.jwk ? card.jwk.y : ''
  const refused: readonly (readonly [string, JsonValue])[] = [
    ['a member that the thumbprint does not cover', { ...person.jwk, use: 'sig' }],
    ['a private key', { ...person.jwk, d: toBase64Url(seedOf('a person')) }],
    ['left-over bits in the coordinate', { ...person.jwk, x: `${toBase64Url(bytes).slice(0, -1)}B` }],
    ['31 bytes', okp(bytes.slice(1))],
    ['an order of one', okp(expectOk(fromHex(`01${'00'.repeat(31)}`), 'hex'))],
    ['an order of eight', okp(expectOk(fromHex(ORDER_EIGHT), 'hex'))],
    ['a point with torsion', okp(mixed)],
    ['a number not below the prime', okp(expectOk(fromHex(`ee${'ff'.repeat(30)}7f`), 'hex'))],
    ['no point of the curve', okp(expectOk(fromHex(`02${'00'.repeat(31)}`), 'hex'))],
    ['another curve', { crv: 'X25519', kty: 'OKP', x: toBase64Url(bytes) }],
    ['a P-256 key without y', { crv: 'P-256', kty: 'EC', x: 'x' in card.jwk ? card.jwk.x : '' }],
    ['a P-256 point that is not of the curve', { crv: 'P-256', kty: 'EC', x: y, y }],
  ]
  return {
    admitted: [
      { what: 'Ed25519', seedHex: toHex(seedOf('a person')), jwk: person.jwk, kid: person.kid },
      { what: 'P-256', secretHex: toHex(seedOf('a card')), jwk: card.jwk, kid: card.kid },
    ],
    refused: refused.map(([what, jwk]) => {
      if (admitKey(jwk).ok) throw new Error(`${what} was admitted`)
      return { what, jwk }
    }),
  }
}
