import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectOk, utf8 } from '@comity/kernel'
import { identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { pureEngine as engine } from '../pure-engine.ts'
import { decodeBech32, encodeBech32 } from './bech32.ts'
import {
  type AgeIdentity,
  admitRecipients,
  identityText,
  newAgeIdentity,
  parseIdentity,
  parseRecipient,
  recipientOf,
  recipientText,
} from './recipients.ts'

const random = (length: number) => engine.shake256(utf8('recipients'), length)
const hybrid = newAgeIdentity(random, 'hybrid')
const classical = newAgeIdentity(random, 'x25519')

test('[CR-17] the texts printed in the format’s specification', () => {
  const identity = expectOk(
    parseIdentity('AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX'),
    'printed',
  )
  assert.deepEqual(identity, { kind: 'x25519', secret: new Uint8Array(32).fill(0x42) })
  assert.equal(textOfRecipient(identity), 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj')
  const postQuantum = expectOk(
    parseIdentity('AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR'),
    'printed',
  )
  const text = textOfRecipient(postQuantum)
  assert.ok(
    text.startsWith('age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87pzf5zrq') &&
      text.endsWith('k2ykx3qheyty7saeq0d3fzv49zc0k'),
  )
})

test('[CR-17] texts read back, and another implementation writes the same', async () => {
  for (const identity of [hybrid, classical]) {
    const text = textOf(identity)
    assert.deepEqual(parseIdentity(text), { ok: true, value: identity })
    const recipient = textOfRecipient(identity)
    assert.equal(await identityToRecipient(text), recipient)
    assert.deepEqual(parseRecipient(engine, recipient), { ok: true, value: recipientOf(engine, identity) })
  }
})

test('[CR-17] a changed, cut or re-cased text is not read', () => {
  for (const identity of [hybrid, classical]) {
    const [secret, recipient] = [textOf(identity), textOfRecipient(identity)]
    for (const text of [
      secret.toLowerCase(),
      ` ${secret}`,
      `${secret}\n`,
      secret.slice(0, -1),
      recipient,
      '',
      secret.replace('1', '2'),
    ])
      assert.deepEqual(parseIdentity(text), { ok: false, error: 'not-an-identity' }, text)
    for (const text of [recipient.toUpperCase(), ` ${recipient}`, recipient.slice(0, -1), secret, '', 'age1'])
      assert.deepEqual(parseRecipient(engine, text), { ok: false, error: 'not-a-recipient' }, text)
    for (let at = 0; at < recipient.length; at += 1) {
      const changed = recipient.slice(0, at) + (recipient[at] === 'q' ? 'p' : 'q') + recipient.slice(at + 1)
      assert.equal(parseRecipient(engine, changed).ok, false, changed)
    }
  }
})

test('[CR-17] a text with a right checksum over bytes that are no key is refused', () => {
  assert.deepEqual(parseRecipient(engine, encodeBech32('age', new Uint8Array(32))), { ok: false, error: 'invalid-key' })
  // Coefficients of an ML-KEM key above its modulus, and a good one with an X25519 point of small order.
  const outOfRange = new Uint8Array(1216).fill(255)
  assert.deepEqual(parseRecipient(engine, encodeBech32('age1pq', outOfRange)), { ok: false, error: 'invalid-key' })
  const recipient = recipientOf(engine, hybrid)
  assert.ok(recipient.kind === 'hybrid')
  const smallOrder = recipient.publicKey.slice()
  smallOrder.fill(0, 1184)
  assert.deepEqual(parseRecipient(engine, encodeBech32('age1pq', smallOrder)), { ok: false, error: 'invalid-key' })
  for (const [prefix, length] of [
    ['age', 31],
    ['age', 33],
    ['age1pq', 32],
    ['age', 1216],
    ['age1tag', 33],
  ] as const)
    assert.deepEqual(parseRecipient(engine, encodeBech32(prefix, new Uint8Array(length).fill(3))), {
      ok: false,
      error: 'not-a-recipient',
    })
})

test('[CR-17] one byte string has one text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.constantFrom('a', 'age', 'age-secret-key-'), (bytes, prefix) => {
      const text = encodeBech32(prefix, bytes)
      assert.deepEqual(decodeBech32(prefix, text), { ok: true, value: bytes })
      assert.equal(decodeBech32(`${prefix}x`, text).ok, false)
    }),
  )
})

test('[CR-14] post-quantum and classical recipients never share a file, and a passphrase shares it with nobody', () => {
  const [pq, x, phrase] = [
    recipientOf(engine, hybrid),
    recipientOf(engine, classical),
    recipientOf(engine, { kind: 'passphrase', passphrase: 'six words' }),
  ]
  for (const good of [[pq], [x], [phrase], [pq, pq], [x, x]]) assert.ok(admitRecipients(good).ok)
  assert.deepEqual(admitRecipients([]), { ok: false, error: 'no-recipient' })
  assert.ok(admitRecipients(Array.from({ length: 128 }, () => pq)).ok)
  assert.deepEqual(admitRecipients(Array.from({ length: 129 }, () => pq)), { ok: false, error: 'too-many-recipients' })
  for (const mixed of [
    [pq, x],
    [x, x, pq],
  ])
    assert.deepEqual(admitRecipients(mixed), { ok: false, error: 'hybrid-mixed-with-classical' })
  for (const mixed of [
    [phrase, x],
    [pq, phrase],
    [phrase, phrase],
  ])
    assert.deepEqual(admitRecipients(mixed), { ok: false, error: 'passphrase-not-alone' })
})

function textOf(identity: AgeIdentity): string {
  assert.ok(identity.kind !== 'passphrase')
  return identityText(identity)
}

function textOfRecipient(identity: AgeIdentity): string {
  const recipient = recipientOf(engine, identity)
  assert.ok(recipient.kind !== 'passphrase')
  return recipientText(recipient)
}
