import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concat, Defect, expectOk, utf8 } from '@comity/kernel'
import fc from 'fast-check'
import { pureEngine as engine } from '../pure-engine.ts'
import { armor, armorBytes, dearmor, dearmorBytes, dearmorIfArmored } from './armor.ts'
import { type AgeFault, AgeRefusal } from './fault.ts'
import { openAge, openBytes, sealAge, sealBytes } from './file.ts'
import { type AgeIdentity, type AgeRecipient, newAgeIdentity, recipientOf } from './recipients.ts'

const CHUNK = 64 * 1024
const SEALED_CHUNK = CHUNK + 16
let drawn = 0
const random = (length: number): Uint8Array => {
  drawn += 1
  return engine.shake256(utf8(`draw ${drawn}`), length)
}
const identity = newAgeIdentity(random, 'x25519')
const other = newAgeIdentity(random, 'x25519')
const recipients = [recipientOf(engine, identity)]

test('[CR-13] files of every length around a chunk’s end come back whole, however they are cut on the way', async () => {
  for (const length of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK]) {
    const plaintext = patterned(length)
    for (const pieceBytes of [1000, CHUNK, 3 * CHUNK]) {
      const sealed = await whole(sealAge(engine, random, recipients, inPieces(plaintext, pieceBytes)))
      assert.deepEqual(await whole(openAge(engine, [identity], inPieces(sealed, pieceBytes + 1))), plaintext)
      assert.deepEqual(openBytes(engine, [identity], sealed), { ok: true, value: plaintext })
      assert.equal(sealed.length, sealBytes(engine, random, recipients, plaintext).length)
    }
  }
})

test('[CR-14] each kind of recipient opens with its own identity, each of several with its own', () => {
  const [a, b] = [newAgeIdentity(random, 'hybrid'), newAgeIdentity(random, 'hybrid')]
  const phrase: AgeIdentity = { kind: 'passphrase', passphrase: 'harbour lantern seven oak quiet rain' }
  const cheap: AgeRecipient = { kind: 'passphrase', passphrase: phrase.passphrase, workFactor: 4 }
  const files: readonly (readonly [readonly AgeRecipient[], readonly AgeIdentity[]])[] = [
    [
      [recipientOf(engine, a), recipientOf(engine, b)],
      [a, b],
    ],
    [
      [...recipients, recipientOf(engine, other)],
      [identity, other],
    ],
    [[cheap], [phrase]],
  ]
  const strangers: readonly AgeIdentity[] = [
    newAgeIdentity(random, 'hybrid'),
    newAgeIdentity(random, 'x25519'),
    { kind: 'passphrase', passphrase: 'another' },
  ]
  for (const [sealedTo, openers] of files) {
    const sealed = sealBytes(engine, random, sealedTo, utf8('request'))
    for (const opener of openers)
      assert.deepEqual(openBytes(engine, [...strangers, opener], sealed), { ok: true, value: utf8('request') })
    assert.equal(fault(sealed, strangers), 'no-identity-matched')
    assert.equal(fault(sealed, []), 'no-identity-matched')
  }
})

test('[CR-14] nothing is sealed to nobody, to a mixture, or with a work factor that no reader accepts', () => {
  const hybrid = recipientOf(engine, newAgeIdentity(random, 'hybrid'))
  for (const wrong of [
    [],
    [...recipients, hybrid],
    [{ kind: 'passphrase', passphrase: 'a', workFactor: 21 }],
    [{ kind: 'x25519', publicKey: new Uint8Array(32) }],
  ] as const)
    assert.throws(() => sealBytes(engine, random, wrong, utf8('a')), Defect)
})

test('[CR-19] with the same random bytes the same file comes out, and with others another', () => {
  const fixed = (length: number) => new Uint8Array(length).fill(9)
  const once = sealBytes(engine, fixed, recipients, utf8('a'))
  assert.deepEqual(sealBytes(engine, fixed, recipients, utf8('a')), once)
  assert.notDeepEqual(sealBytes(engine, random, recipients, utf8('a')), once)
})

test('[CR-13] a chunk moved, repeated, left out, or cut at its end is refused, after the authentic beginning only', async () => {
  const plaintext = patterned(3 * CHUNK + 5)
  const sealed = sealBytes(engine, random, recipients, plaintext)
  const start = sealed.length - (3 * SEALED_CHUNK + 5 + 16)
  const chunk = (index: number) => sealed.subarray(start + index * SEALED_CHUNK, start + (index + 1) * SEALED_CHUNK)
  const head = sealed.subarray(0, start)
  const assembled = (...order: readonly number[]) => concat(head, ...order.map(chunk))
  assert.deepEqual(assembled(0, 1, 2, 3), sealed)
  const altered: readonly (readonly [Uint8Array, number])[] = [
    [assembled(1, 0, 2, 3), 0],
    [assembled(0, 0, 1, 2, 3), 1],
    [assembled(0, 2, 3), 1],
    [assembled(0, 1, 2), 3],
    [assembled(0, 1), 2],
    [assembled(3), 0],
    [assembled(0, 1, 2, 3, 3), 3],
    [head, 0],
    [concat(sealed, Uint8Array.of(0)), 3],
  ]
  for (const [file, authenticChunks] of altered) {
    const released = await releasedBefore('payload-failure', openAge(engine, [identity], inPieces(file, 10_000)))
    assert.deepEqual(released, plaintext.subarray(0, authenticChunks * CHUNK))
    assert.equal(fault(file, [identity]), 'payload-failure')
  }
})

test('[CR-13] a file cut anywhere is refused', () => {
  const sealed = sealBytes(engine, random, recipients, utf8('a short message'))
  for (let length = 0; length < sealed.length; length += 1)
    assert.ok(fault(sealed.subarray(0, length), [identity]), `cut at ${length}`)
})

test('[CR-13] a reader takes no more of the source than the next chunk needs, and lets go of it when it stops', async () => {
  const sealed = sealBytes(engine, random, recipients, patterned(5 * CHUNK))
  let [taken, released] = [0, false]
  async function* source() {
    try {
      for (let at = 0; at < sealed.length; at += 1000) {
        taken = at + 1000
        yield sealed.subarray(at, taken)
      }
    } finally {
      released = true
    }
  }
  for await (const first of openAge(engine, [identity], source())) {
    assert.equal(first.length, CHUNK)
    break
  }
  assert.ok(taken < 2 * CHUNK && released)
})

test('[CR-16] armor comes off as it went on, and binary files pass where armor is optional', async () => {
  for (const length of [0, 1, 47, 48, 49, 96, 1000]) {
    const bytes = patterned(length)
    const text = utf8(armorBytes(bytes))
    assert.deepEqual(dearmorBytes(text), { ok: true, value: bytes })
    for (const pieceBytes of [1, 7, 64, 5000]) {
      assert.deepEqual(await whole(armor(inPieces(bytes, pieceBytes))), text)
      assert.deepEqual(await whole(dearmor(inPieces(text, pieceBytes))), bytes)
      assert.deepEqual(await whole(dearmorIfArmored(inPieces(concat(utf8('\n '), text), pieceBytes))), bytes)
      const binary = utf8('age-encryption.org/v1')
      assert.deepEqual(await whole(dearmorIfArmored(inPieces(binary, pieceBytes))), binary)
    }
  }
})

test('[CR-16] no prefix, no flipped bit and no foreign line of armor reads as other bytes', () => {
  const bytes = patterned(100)
  const text = utf8(armorBytes(bytes))
  const differs = (changed: Uint8Array) => {
    const read = dearmorBytes(changed)
    return !read.ok || read.value.length !== bytes.length || read.value.some((byte, at) => byte !== bytes[at])
  }
  // All but the line end after the last line, which may be missing.
  for (let length = 0; length < text.length - 1; length += 1)
    assert.equal(dearmorBytes(text.subarray(0, length)).ok, false)
  for (let bit = 0; bit < text.length * 8; bit += 1) {
    const changed = text.slice()
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    // The last line end is outside; turned into another blank it changes nothing.
    if (bit >> 3 < text.length - 1) assert.ok(differs(changed), `bit ${bit}`)
  }
  assert.deepEqual(dearmorBytes(concat(text, utf8(' '.repeat(1100)))), { ok: false, error: 'armor-failure' })
  assert.deepEqual(dearmorBytes(concat(text, text)), { ok: false, error: 'armor-failure' })
})

test('[CR-15] the largest header that is sealed is read', () => {
  const reader = newAgeIdentity(random, 'hybrid')
  const sealed = sealBytes(
    engine,
    random,
    Array.from({ length: 128 }, () => recipientOf(engine, reader)),
    utf8('a'),
  )
  assert.deepEqual(openBytes(engine, [reader], sealed), { ok: true, value: utf8('a') })
})

test('[CR-13] whatever is sealed opens to itself', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (plaintext) => {
      assert.deepEqual(
        expectOk(openBytes(engine, [identity], sealBytes(engine, random, recipients, plaintext)), 'own file'),
        plaintext,
      )
    }),
    { numRuns: 25 },
  )
})

function fault(sealed: Uint8Array, identities: readonly AgeIdentity[]): AgeFault | undefined {
  const opened = openBytes(engine, identities, sealed)
  return opened.ok ? undefined : opened.error
}

const patterned = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 255)

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const whole = async (source: AsyncIterable<Uint8Array>): Promise<Uint8Array> =>
  concat(...(await Array.fromAsync(source)))

async function releasedBefore(expected: AgeFault, source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const released: Uint8Array[] = []
  await assert.rejects(
    async () => {
      for await (const bytes of source) released.push(bytes)
    },
    (error) => error instanceof AgeRefusal && error.fault === expected,
  )
  return concat(...released)
}
