import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { bytesEqual, expectOk, fromHex, toHex } from '@comity/kernel'
import { pureEngine as engine } from '../pure-engine.ts'
import { hpkeContext, KEM_X_WING } from './hpke.ts'
import { xWingDecapsulate, xWingEncapsulate, xWingPublicKey } from './x-wing.ts'

const set = join(process.env['COMITY_VECTORS'] ?? join(import.meta.dirname, '../../../../../shared/vectors'), 'hpke')
const where = { skip: existsSync(set) ? false : 'vectors not present: hpke' }

type Vector = Readonly<Record<'mode' | 'kem_id' | 'kdf_id' | 'aead_id', number>> &
  Readonly<Record<'info' | 'skRm' | 'pkRm' | 'enc' | 'shared_secret' | 'key' | 'base_nonce', string>> & {
    /** The two files name ciphertext and plaintext differently. */
    readonly encryptions: readonly Readonly<Partial<Record<'aad' | 'ct' | 'ciphertext' | 'pt' | 'plaintext', string>>>[]
  }

const hex = (text: string | undefined): Uint8Array =>
  expectOk(fromHex(text ?? ''), 'a vector is written in hexadecimal')
const vectors = (file: string) => JSON.parse(readFileSync(join(set, file), 'utf8')) as readonly Vector[]
/** Base mode, HKDF-SHA256 and ChaCha20-Poly1305: the suite of the format, with any key encapsulation. */
const ofOurSuite = ({ mode, kdf_id, aead_id }: Vector) => mode === 0 && kdf_id === 1 && aead_id === 3

test('[CR-12] key and nonce of the published HPKE vectors in our suite, and their first messages', where, (t) => {
  const all = [...vectors('hpke-vectors.json'), ...vectors('hpke-pq-vectors.json')]
  const ours = all.filter(ofOurSuite)
  for (const vector of ours) {
    const { key, nonce } = hpkeContext(engine, vector.kem_id, hex(vector.shared_secret), hex(vector.info))
    assert.equal(toHex(key), vector.key)
    assert.equal(toHex(nonce), vector.base_nonce)
    const [first] = vector.encryptions
    const opened = engine.chacha20Poly1305Open(key, nonce, hex(first?.ct ?? first?.ciphertext), hex(first?.aad))
    assert.equal(opened && toHex(opened), first?.pt ?? first?.plaintext)
  }
  t.diagnostic(`hpke: ${ours.length} of ${ours.length} as expected; ${all.length - ours.length} of another suite`)
  assert.ok(ours.length > 0)
})

test('[CR-12] X-Wing of the published post-quantum HPKE vectors', where, (t) => {
  const ours = vectors('hpke-pq-vectors.json').filter((vector) => vector.kem_id === KEM_X_WING)
  for (const { skRm, pkRm, enc, shared_secret } of ours) {
    assert.equal(toHex(xWingPublicKey(engine, hex(skRm))), pkRm)
    const secret = xWingDecapsulate(engine, hex(skRm), hex(enc))
    assert.equal(secret && toHex(secret), shared_secret)
  }
  t.diagnostic(`hpke, X-Wing: ${ours.length} of ${ours.length} as expected`)
  assert.ok(ours.length > 0)
})

test('[CR-12] both halves of an X-Wing key matter: an altered encapsulation gives another secret or none', () => {
  const seed = new Uint8Array(32).fill(8)
  const made = xWingEncapsulate(engine, (length) => new Uint8Array(length).fill(4), xWingPublicKey(engine, seed))
  assert.ok(made)
  assert.deepEqual(xWingDecapsulate(engine, seed, made.encapsulated), made.secret)
  for (const at of [0, 500, 1087, 1088, 1119]) {
    const altered = made.encapsulated.slice()
    altered[at] = (altered[at] ?? 0) ^ 1
    const secret = xWingDecapsulate(engine, seed, altered)
    assert.equal(secret && bytesEqual(secret, made.secret), false, `byte ${at}`)
  }
  const smallOrder = made.encapsulated.slice()
  smallOrder.fill(0, 1088)
  assert.equal(xWingDecapsulate(engine, seed, smallOrder), undefined)
})
