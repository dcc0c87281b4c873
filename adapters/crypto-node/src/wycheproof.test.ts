import { type TestContext, test } from 'node:test'
import { type Engine, verifyEd25519, verifySignature } from '@comity/crypto'
import { bytesEqual, concat, expectOk, fromHex, toHex } from '@comity/kernel'
import { ENGINES, readVectors, Tally, whereVectors } from './vectors.ts'

const SET = 'wycheproof'

type Vector = { readonly tcId: number; readonly result: 'valid' | 'invalid' | 'acceptable' } & Readonly<
  Record<string, string>
>
type Group = {
  readonly tests: readonly Vector[]
  readonly publicKey?: { readonly pk?: string; readonly uncompressed?: string }
}

for (const engine of ENGINES) {
  test(`[CR-1] Wycheproof Ed25519 by the rule of all nodes: ${engine.name}`, whereVectors(SET), (t) =>
    run(t, 'ed25519_test', (vector, group) =>
      verifyEd25519(engine, hex(group.publicKey?.pk), hex(vector['msg']), hex(vector['sig'])),
    ),
  )

  test(`[CR-4] Wycheproof ES256 in the form r || s: ${engine.name}`, whereVectors(SET), (t) =>
    run(t, 'ecdsa_secp256r1_sha256_p1363_test', (vector, group) =>
      engine.p256Verify(hex(group.publicKey?.uncompressed), hex(vector['msg']), hex(vector['sig'])),
    ),
  )

  test(
    `[CR-4] Wycheproof ES256 in ASN.1: nothing but r || s is a signature: ${engine.name}`,
    whereVectors(SET),
    (t) => {
      const tally = new Tally()
      for (const [vector, group] of vectorsOf('ecdsa_secp256r1_sha256_test'))
        tally.note(
          String(vector.tcId),
          !engine.p256Verify(hex(group.publicKey?.uncompressed), hex(vector['msg']), hex(vector['sig'])),
        )
      tally.report(t, 'ecdsa_secp256r1_sha256_test (all refused)')
    },
  )

  test(`[CR-10] Wycheproof ChaCha20-Poly1305, both ways: ${engine.name}`, whereVectors(SET), (t) =>
    run(t, 'chacha20_poly1305_test', (vector) => sealsAndOpens(engine, vector)),
  )

  test(`[CR-10] Wycheproof X25519, a shared secret of zero refused: ${engine.name}`, whereVectors(SET), (t) => {
    const tally = new Tally()
    for (const [vector] of vectorsOf('x25519_test')) {
      const expected = hex(vector['shared'])
      const shared = engine.x25519(hex(vector['private']), hex(vector['public']))
      const isZero = expected.every((byte) => byte === 0)
      tally.note(
        String(vector.tcId),
        isZero ? shared === undefined : shared !== undefined && bytesEqual(shared, expected),
      )
    }
    tally.report(t, 'x25519_test')
  })

  test(`[CR-10] Wycheproof HKDF-SHA256: ${engine.name}`, whereVectors(SET), (t) =>
    run(t, 'hkdf_sha256_test', (vector) => {
      const derive = () =>
        engine.hkdfSha256(hex(vector['ikm']), hex(vector['salt']), hex(vector['info']), Number(vector['size']))
      return toHex(orEmpty(derive)) === vector['okm'] && vector['okm'] !== ''
    }),
  )

  test(`[CR-10] Wycheproof ML-KEM-768: ${engine.name}`, whereVectors(SET), (t) =>
    run(t, 'mlkem_768_test', (vector) => {
      const secret = engine.mlKem768Decapsulate(hex(vector['seed']), hex(vector['c']))
      return secret !== undefined && toHex(secret) === vector['K']
    }),
  )
}

test('[CR-4] a JWK of the ES256 vectors verifies what the raw key verifies', whereVectors(SET), (t) => {
  const tally = new Tally()
  for (const { publicKeyJwk, tests } of readVectors<{ testGroups: readonly JwkGroup[] }>(
    SET,
    'ecdsa_secp256r1_sha256_p1363_test.json',
  ).testGroups) {
    if (!publicKeyJwk) continue
    const { x, y } = publicKeyJwk
    for (const vector of tests) {
      const verdicts = ENGINES.map((engine) =>
        verifySignature(engine, { crv: 'P-256', kty: 'EC', x, y }, hex(vector['msg']), hex(vector['sig'])),
      )
      tally.note(
        String(vector.tcId),
        verdicts.every((verdict) => verdict === (vector.result === 'valid')),
      )
    }
  }
  tally.report(t, 'ecdsa_secp256r1_sha256_p1363_test by JWK, both engines')
})

type JwkGroup = Group & { readonly publicKeyJwk?: { readonly x: string; readonly y: string } }

function run(t: TestContext, file: string, accepts: (vector: Vector, group: Group) => boolean): void {
  const tally = new Tally()
  for (const [vector, group] of vectorsOf(file))
    tally.note(String(vector.tcId), accepts(vector, group) === (vector.result === 'valid'))
  tally.report(t, file)
}

function vectorsOf(file: string): readonly (readonly [Vector, Group])[] {
  const { testGroups } = readVectors<{ testGroups: readonly Group[] }>(SET, `${file}.json`)
  return testGroups.flatMap((group) => group.tests.map((vector) => [vector, group] as const))
}

/** Opens to the message, and where the vector is a valid one, sealing the message gives its ciphertext. */
function sealsAndOpens(engine: Engine, vector: Vector): boolean {
  const [key, nonce, aad, message] = [hex(vector['key']), hex(vector['iv']), hex(vector['aad']), hex(vector['msg'])]
  const sealed = concat(hex(vector['ct']), hex(vector['tag']))
  const opened = engine.chacha20Poly1305Open(key, nonce, sealed, aad)
  if (!opened) return false
  return bytesEqual(opened, message) && bytesEqual(engine.chacha20Poly1305Seal(key, nonce, message, aad), sealed)
}

const hex = (text: string | undefined): Uint8Array =>
  expectOk(fromHex(text ?? ''), 'a vector is written in hexadecimal')

function orEmpty(work: () => Uint8Array): Uint8Array {
  try {
    return work()
  } catch {
    return new Uint8Array(0) // a length that the function does not give
  }
}
