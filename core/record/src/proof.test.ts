import assert from 'node:assert/strict'
import { hash, verify as verifyByPlatform } from 'node:crypto'
import { test } from 'node:test'
import { type Engine, pureEngine } from '@comity/crypto'
import { expectOk, fromUtf8, type Instant, toBase64, utf8 } from '@comity/kernel'
import fc from 'fast-check'
import { SampleLog, sampleSeed, sampleWitness } from '../testing/index.ts'
import { makeSealedEntry } from './leaf.ts'
import { formatVerifierKey } from './note-key.ts'
import { formatTlogProof, MAX_EXTRA_BYTES, parseTlogProof, verifyTlogProof } from './proof.ts'
import { quorumOf } from './quorum.ts'

// Millions of hashes and thousands of signatures: the platform's are tried here, the pure engine's elsewhere.
const engine: Engine = {
  ...pureEngine,
  sha256: (data) => new Uint8Array(hash('sha256', data, 'buffer')),
  ed25519VerifyRaw(key, message, signature) {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') }
    return verifyByPlatform(null, message, { key: jwk, format: 'jwk' }, signature)
  },
}

const at = '2026-03-03T10:00:00.000Z' as Instant
const overseer = sampleWitness(engine, 'overseer.example/w', 21)
const quorum = expectOk(
  quorumOf(engine, [{ group: 'civil', vkey: formatVerifierKey(overseer.key) }], [{ group: 'civil', atLeast: 1 }]),
  'one of one',
)
const salt = sampleSeed(5)
const entryOf = (index: number) =>
  makeSealedEntry(engine, {
    objectId: engine.sha256(utf8(`act ${index}`)),
    salt,
    channelKey: sampleSeed(6),
    entryNumber: index,
    dossierKey: sampleSeed(7),
    previous: undefined,
  })
const log = new SampleLog(engine, 11, { entry: entryOf })
const trust = { log: log.identity, quorum }
const note = await log.checkpoint(11, [[overseer, at]])
const proofText = await log.proof(4, note, 11, salt)
const fault = (result: { ok: true } | { ok: false; error: string }) => (result.ok ? 'ok' : result.error)
const verify = (text: string, entry = entryOf(4)) => verifyTlogProof(engine, text, { ...trust, entry })

test('[RE-14] a proof is read and written in one spelling', () => {
  const proof = expectOk(parseTlogProof(proofText), 'own proof')
  assert.deepEqual(proof.extra, salt)
  assert.equal(proof.index, 4)
  assert.equal(proof.checkpoint, note)
  assert.equal(formatTlogProof(proof), proofText)
  const { extra: _, ...bare } = proof
  assert.equal('extra' in expectOk(parseTlogProof(formatTlogProof(bare)), 'without extra'), false)
})

test('[RE-14] what is not a proof is refused with a reason', () => {
  const hash = `${toBase64(salt)}\n`
  const cases: [string, string][] = [
    ['', 'malformed-proof'],
    [proofText.replace('@v1', '@v2'), 'malformed-proof'],
    [proofText.replace('extra ', 'Extra '), 'malformed-proof'],
    [proofText.replace('extra ', 'extra  '), 'malformed-proof'],
    [proofText.replace(/extra .*/, 'extra '), 'malformed-proof'],
    [proofText.replace(/extra .*/, `extra ${toBase64(new Uint8Array(MAX_EXTRA_BYTES + 1))}`), 'malformed-proof'],
    [proofText.replace(/extra .*/, `extra ${toBase64(new Uint8Array(MAX_EXTRA_BYTES))}`), 'ok'],
    [proofText.replace(/(extra .*\n)/, '$1$1'), 'malformed-proof'],
    [proofText.replace('index 4\n', ''), 'malformed-proof'],
    [proofText.replace('index 4', 'index 04'), 'malformed-proof'],
    [proofText.replace('index 4', 'index -4'), 'malformed-proof'],
    [proofText.replace('index 4', 'index 9007199254740992'), 'malformed-proof'],
    [proofText.replace(/(extra .*\n)(index .*\n)/, '$2$1'), 'malformed-proof'],
    [proofText.replace('index 4\n', 'index 4\nAAAA\n'), 'malformed-proof'],
    [proofText.replace('index 4\n', `index 4\n${hash.repeat(59)}`), 'ok'],
    [proofText.replace('index 4\n', `index 4\n${hash.repeat(60)}`), 'too-many-hashes'],
    [proofText.replace('index 4\n', `index 4\n${hash.repeat(400)}`), 'malformed-proof'],
    [proofText.replaceAll('\n', '\r\n'), 'malformed-proof'],
    [`${proofText}${'x'.repeat(200_000)}`, 'too-large'],
  ]
  assert.equal(expectOk(parseTlogProof(proofText), 'own').hashes.length, 4)
  for (const [hostile, reason] of cases)
    assert.equal(fault(parseTlogProof(hostile)), reason, JSON.stringify(hostile.slice(0, 80)))
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (random) => assert.equal(parseTlogProof(random).ok, false)))
})

test('[RE-15] a proof shows this entry at this index, witnessed at this time', () => {
  const proven = expectOk(verify(proofText), 'own proof')
  assert.deepEqual([proven.index, proven.checkpoint.size, proven.witnessedAt], [4, 11, at])
  assert.deepEqual(
    proven.cosignatures.map(({ key, at: when }) => [key.name, when]),
    [['overseer.example/w', at]],
  )
})

test('[RE-15] every leaf of every size proves itself and nothing else', async () => {
  for (let size = 1; size <= log.size; size += 1) {
    const checkpoint = await log.checkpoint(size, [[overseer, at]])
    for (let index = 0; index < size; index += 1) {
      const text = await log.proof(index, checkpoint, size, salt)
      for (let other = 0; other < size; other += 1) {
        const verdict = verify(text, entryOf(other))
        if (other === index) assert.ok(verdict.ok)
        else assert.equal(fault(verdict), 'inclusion-wrong-root')
      }
    }
  }
})

test('[RE-15] each reason for refusal', async () => {
  assert.equal(fault(verify(proofText, entryOf(5))), 'inclusion-wrong-root')
  assert.equal(fault(verify(proofText.replace('index 4', 'index 5'))), 'inclusion-wrong-root')
  assert.equal(fault(verify(proofText.replace('index 4', 'index 11'))), 'inclusion-out-of-range')
  assert.equal(fault(verify(proofText.replace('index 4', 'index 10'))), 'inclusion-malformed')
  assert.equal(fault(verify(await log.proof(4, await log.checkpoint(), 11, salt))), 'quorum-not-met')
  const forged = new SampleLog(engine, 11, { seed: 9, entry: entryOf })
  assert.equal(
    fault(verify(await forged.proof(4, await forged.checkpoint(11, [[overseer, at]])))),
    'log-signature-missing',
  )
  const elsewhere = new SampleLog(engine, 11, { origin: 'qv.comity.example/log', entry: entryOf })
  assert.equal(fault(verify(await elsewhere.proof(4, await elsewhere.checkpoint()))), 'not-signed-by-known-key')
  assert.equal(
    fault(
      verifyTlogProof(engine, proofText, {
        ...trust,
        entry: entryOf(4),
        latest: '2026-03-03T09:59:59.000Z' as Instant,
      }),
    ),
    'quorum-not-met',
  )
  const alone = verifyTlogProof(engine, await log.proof(4, await log.checkpoint()), {
    ...trust,
    quorum: 'none',
    entry: entryOf(4),
  })
  assert.equal('witnessedAt' in expectOk(alone, "the log's own word"), false)
})

test('[RE-15] hostile: truncated, or any bit flipped outside the extra line, proves nothing', () => {
  const bytes = utf8(proofText)
  for (let length = 0; length < proofText.length; length += 1)
    assert.equal(verify(proofText.slice(0, length)).ok, false)
  const extraEnd = proofText.indexOf('index')
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = bytes.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    // The extra line is not signed: whoever alters it alters the entry that the reader makes of it, and fails there.
    if (verify(fromUtf8(flipped) ?? '').ok) assert.ok(bit >> 3 < extraEnd, `bit ${bit}`)
  }
})

test('[RE-15] reordered hashes prove nothing', () => {
  const proof = expectOk(parseTlogProof(proofText), 'own proof')
  assert.equal(fault(verify(formatTlogProof({ ...proof, hashes: proof.hashes.toReversed() }))), 'inclusion-wrong-root')
})
