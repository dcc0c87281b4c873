import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type AgeIdentity,
  type Engine,
  ed25519SigningKey,
  newAgeIdentity,
  openBytes,
  p256SigningKey,
  readJws,
  recipientOf,
  sealBytes,
  signJws,
  verifyJws,
} from '@comity/crypto'
import { utf8 } from '@comity/kernel'
import fc from 'fast-check'
import { systemRandom } from './system-random.ts'
import { ENGINES } from './vectors.ts'

const [node, pure] = ENGINES
const bytes = (maxLength: number) => fc.uint8Array({ maxLength })
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

/** One computation on both engines: the same bytes, the same refusal, and never a Buffer. */
function agree(compute: (engine: Engine) => Uint8Array | boolean | undefined): void {
  const [first, second] = ENGINES.map(compute)
  assert.deepEqual(first, second)
}

test('[CR-10] both engines compute the same from the same bytes', () => {
  fc.assert(
    fc.property(
      bytes(300),
      exactly(32),
      exactly(12),
      bytes(40),
      fc.integer({ min: 1, max: 200 }),
      (data, key, nonce, aad, length) => {
        agree((engine) => engine.sha256(data))
        agree((engine) => engine.sha3_256(data))
        agree((engine) => engine.shake256(data, length))
        agree((engine) => engine.hmacSha256(aad, data))
        agree((engine) => engine.hkdfSha256(key, aad, data, length))
        agree((engine) => engine.chacha20Poly1305Seal(key, nonce, data, aad))
        agree((engine) => engine.chacha20Poly1305Open(key, nonce, data, aad))
        agree((engine) =>
          engine.chacha20Poly1305Open(key, nonce, pure.chacha20Poly1305Seal(key, nonce, data), undefined),
        )
      },
    ),
    { numRuns: 50 },
  )
})

test('[CR-10] both engines make the same keys, and read each other’s signatures and shared secrets', () => {
  fc.assert(
    fc.property(exactly(32), exactly(32), bytes(100), (secret, other, message) => {
      agree((engine) => engine.ed25519PublicKey(secret))
      agree((engine) => engine.ed25519Sign(secret, message))
      agree((engine) => engine.x25519PublicKey(secret))
      agree((engine) => engine.x25519(secret, pure.x25519PublicKey(other)))
      agree((engine) => engine.x25519(secret, other))
      const scalar = Uint8Array.of(1, ...secret.subarray(1)) // below the group order, and not zero
      agree((engine) => engine.p256PublicKey(scalar))
      for (const [signer, verifier] of [ENGINES, [pure, node]] as const)
        assert.ok(verifier.p256Verify(pure.p256PublicKey(scalar), message, signer.p256Sign(scalar, message)))
    }),
    { numRuns: 20 },
  )
})

test('[CR-10] both engines have the same ML-KEM-768 keys, and open each other’s encapsulations', () => {
  const seed = pure.shake256(utf8('seed'), 64)
  agree((engine) => engine.mlKem768PublicKey(seed))
  const publicKey = pure.mlKem768PublicKey(seed)
  for (const engine of ENGINES) {
    const made = engine.mlKem768Encapsulate(publicKey, systemRandom(32))
    assert.ok(made)
    for (const opener of ENGINES) assert.deepEqual(opener.mlKem768Decapsulate(seed, made.ciphertext), made.secret)
    const altered = made.ciphertext.slice()
    altered[7] = (altered[7] ?? 0) ^ 1
    agree((opener) => opener.mlKem768Decapsulate(seed, altered))
  }
})

test('[CR-10] both engines answer input of a wrong length or range alike', () => {
  const [key, nonce] = [new Uint8Array(32).fill(1), new Uint8Array(12)]
  for (const length of [0, 1, 15, 16, 31, 33, 64, 65, 1183, 1184, 1185]) {
    const input = new Uint8Array(length).fill(255)
    agree((engine) => engine.chacha20Poly1305Open(key, nonce, input))
    agree((engine) => engine.x25519(key, input))
    agree((engine) => engine.ed25519VerifyRaw(input, key, new Uint8Array(64)))
    agree((engine) => engine.ed25519VerifyRaw(pure.ed25519PublicKey(key), key, input))
    agree((engine) => engine.p256Verify(input, key, new Uint8Array(64)))
    agree((engine) => engine.p256Verify(pure.p256PublicKey(key), key, input))
    agree((engine) => engine.mlKem768Encapsulate(input, key)?.secret)
    agree((engine) => engine.mlKem768Decapsulate(new Uint8Array(64), input))
  }
  for (const length of [0, 8, 11, 13, 24]) {
    agree((engine) => engine.chacha20Poly1305Open(key, new Uint8Array(length), new Uint8Array(40)))
    for (const engine of ENGINES) assert.throws(() => engine.chacha20Poly1305Seal(key, new Uint8Array(length), key))
  }
  const compressed = Uint8Array.of(2, ...pure.p256PublicKey(key).subarray(1, 33))
  agree((engine) => engine.p256Verify(compressed, key, pure.p256Sign(key, key)))
  agree((engine) => engine.x25519(key, new Uint8Array(32)))
})

test('[CR-10] a digest in pieces is the digest of the whole', () => {
  for (const engine of ENGINES) {
    const stream = engine.sha256Stream()
    for (let at = 0; at < 10; at += 1) stream.update(new Uint8Array(100).fill(at))
    const whole = Uint8Array.from({ length: 1000 }, (_, at) => Math.floor(at / 100))
    assert.deepEqual(stream.digest(), engine.sha256(whole))
  }
})

test('[CR-10] scrypt is one function on both engines', () => {
  agree((engine) => engine.scrypt(utf8('harbour lantern'), new Uint8Array(44).fill(3), 10))
})

test('[CR-10] what one engine signs or seals the other verifies and opens', () => {
  const secret = systemRandom(32)
  const kinds = ['x25519', 'hybrid'] as const
  for (const [writer, reader] of [ENGINES, [pure, node]] as const) {
    for (const key of [
      ed25519SigningKey(writer, secret),
      p256SigningKey(writer, Uint8Array.of(1, ...secret.subarray(1))),
    ]) {
      const read = readJws(reader, signJws(writer, key, 'comity-act+json', { seq: 1 }).bytes, 'comity-act+json')
      assert.ok(read.ok && verifyJws(reader, read.value, key.jwk))
    }
    for (const identity of kinds.map((kind): AgeIdentity => newAgeIdentity(systemRandom, kind))) {
      const sealed = sealBytes(writer, systemRandom, [recipientOf(reader, identity)], utf8('sealed'))
      assert.deepEqual(openBytes(reader, [identity], sealed), { ok: true, value: utf8('sealed') })
    }
  }
})

test('[CN-1] a key is the same key however often other keys came between', () => {
  const seeds = Array.from({ length: 700 }, (_, at) => node.sha256(utf8(`seed ${at}`)))
  const signed = seeds.map((seed) => ({
    key: node.ed25519PublicKey(seed),
    signature: node.ed25519Sign(seed, seed),
    seed,
  }))
  for (const { key, signature, seed } of [...signed, ...signed.toReversed()]) {
    assert.ok(node.ed25519VerifyRaw(key, seed, signature))
    assert.equal(node.ed25519VerifyRaw(key, utf8('another message'), signature), false)
  }
})

test('[CR-18] no flipped bit of a small file opens to another plaintext', (t) => {
  const identity = newAgeIdentity(systemRandom, 'x25519')
  const plaintext = utf8('release at the latest on day forty')
  const sealed = sealBytes(node, systemRandom, [recipientOf(node, identity)], plaintext)
  const refused = countRefusals(node, identity, sealed, plaintext, (bits) => bits)
  t.diagnostic(`x25519: ${sealed.length * 8} bits flipped, ${refused} refused, none opened`)
  assert.equal(refused, sealed.length * 8)
})

test('[CR-18] no altered byte of a small hybrid file opens to another plaintext', (t) => {
  const identity = newAgeIdentity(systemRandom, 'hybrid')
  const plaintext = utf8('release at the latest on day forty')
  const sealed = sealBytes(node, systemRandom, [recipientOf(node, identity)], plaintext)
  // One bit of each byte: a decapsulation each is too dear for all of them.
  const refused = countRefusals(node, identity, sealed, plaintext, (bits) =>
    bits.filter((bit) => bit % 8 === (bit >> 3) % 8),
  )
  t.diagnostic(`hybrid: ${sealed.length} bits flipped, ${refused} refused, none opened`)
  assert.equal(refused, sealed.length)
})

function countRefusals(
  engine: Engine,
  identity: AgeIdentity,
  sealed: Uint8Array,
  plaintext: Uint8Array,
  choose: (bits: number[]) => number[],
): number {
  let refused = 0
  for (const bit of choose(Array.from({ length: sealed.length * 8 }, (_, index) => index))) {
    const altered = sealed.slice()
    altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const opened = openBytes(engine, [identity], altered)
    if (opened.ok) assert.deepEqual(opened.value, plaintext, `bit ${bit}`)
    else refused += 1
  }
  return refused
}
