import assert from 'node:assert/strict'
import { hash, verify as verifyByPlatform } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Engine, pureEngine } from '@comity/crypto'
import { Defect, expectOk, fromUtf8, toBase64, utf8 } from '@comity/kernel'
import fc from 'fast-check'
import { sampleSeed } from '../testing/index.ts'
import { parseCheckpoint } from './checkpoint.ts'
import {
  formatNote,
  formatSignatureLine,
  MAX_NOTE_LENGTH,
  MAX_SIGNATURES,
  openNote,
  parseNote,
  parseSignatureLines,
  signNote,
} from './note.ts'
import {
  COSIGNATURE,
  formatVerifierKey,
  NOTE_SIGNATURE,
  parseVerifierKey,
  seedNoteSigner,
  verifierKey,
} from './note-key.ts'
import { parseTlogProof } from './proof.ts'

// Millions of hashes and thousands of signatures: the platform's are tried here, the pure engine's elsewhere.
const engine: Engine = {
  ...pureEngine,
  sha256: (data) => new Uint8Array(hash('sha256', data, 'buffer')),
  ed25519VerifyRaw(key, message, signature) {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') }
    return verifyByPlatform(null, message, { key: jwk, format: 'jwk' }, signature)
  },
}

const vectors = join(
  process.env['COMITY_VECTORS'] ?? join(import.meta.dirname, '../../../../shared/vectors'),
  'c2sp-notes',
)
const absent = !existsSync(vectors) && 'external vectors c2sp-notes are absent'

const alice = seedNoteSigner(engine, 'alice.example/log', NOTE_SIGNATURE, sampleSeed(1))
const bob = seedNoteSigner(engine, 'bob.example/log', NOTE_SIGNATURE, sampleSeed(2))
const text = 'first line\n\nthird line, نعم 😀\n'
const note = formatNote({ text, signatures: [signNote(text, alice), signNote(text, bob)] })

const fault = (result: { ok: true } | { ok: false; error: string }) => (result.ok ? 'ok' : result.error)

test('[RE-8] a note is read and written in one spelling', () => {
  const parsed = expectOk(parseNote(note), 'own note')
  assert.equal(parsed.text, text)
  assert.deepEqual(
    parsed.signatures.map(({ name }) => name),
    ['alice.example/log', 'bob.example/log'],
  )
  assert.equal(formatNote(parsed), note)
})

test('[RE-8] what is not a note is refused with a reason', () => {
  const line = formatSignatureLine(signNote(text, alice))
  const encoded = line.split(' ')[2]?.trim() ?? ''
  const cases: [string, string][] = [
    ['', 'no-signatures'],
    ['text\n', 'no-signatures'],
    ['text\n\n', 'no-signatures'],
    [`text\n${line}`, 'no-signatures'],
    [`text\n\n${line.trimEnd()}`, 'malformed-signature'],
    [`text\n\n${line}\n`, 'no-signatures'],
    [`text\n\n${line}text\n`, 'malformed-signature'],
    [`text\n\n-- alice ${encoded}\n`, 'malformed-signature'],
    [`text\n\n— alice  ${encoded}\n`, 'malformed-signature'],
    [`text\n\n— alice ${encoded} \n`, 'malformed-signature'],
    [`text\n\n—  ${encoded}\n`, 'malformed-signature'],
    [`text\n\n— al+ice ${encoded}\n`, 'malformed-signature'],
    [`text\n\n— al\u00a0ice ${encoded}\n`, 'malformed-signature'],
    [`text\n\n— alice ${encoded.slice(0, -1)}\n`, 'malformed-signature'],
    [`text\n\n— alice ${toBase64(sampleSeed(1).slice(0, 4))}\n`, 'malformed-signature'],
    [`te\u0001xt\n\n${line}`, 'not-text'],
    [`te\txt\n\n${line}`, 'not-text'],
    [`text\r\n\n${line}`, 'not-text'],
    [`te\ud800xt\n\n${line}`, 'not-text'],
    [`${'x'.repeat(MAX_NOTE_LENGTH)}\n\n${line}`, 'too-large'],
    [`text\n\n${line.repeat(MAX_SIGNATURES + 1)}`, 'too-many-signatures'],
  ]
  for (const [hostile, reason] of cases)
    assert.equal(fault(parseNote(hostile)), reason, JSON.stringify(hostile.slice(0, 60)))
  assert.equal(fault(parseNote(`text\n\n${line.repeat(MAX_SIGNATURES)}`)), 'ok')
  assert.equal(fault(parseSignatureLines('')), 'no-signatures')
  assert.equal(fault(parseSignatureLines('x'.repeat(MAX_NOTE_LENGTH + 1))), 'too-large')
})

test('[RE-9] a known key must sign; lines of unknown keys are kept and mean nothing', () => {
  const opened = expectOk(openNote(engine, note, [alice.key]), 'signed by alice')
  assert.deepEqual(
    opened.verified.map(({ key }) => key.name),
    ['alice.example/log'],
  )
  assert.deepEqual(
    opened.unknown.map(({ name }) => name),
    ['bob.example/log'],
  )
  assert.equal(fault(openNote(engine, note, [])), 'not-signed-by-known-key')
  const sameName = seedNoteSigner(engine, alice.key.name, NOTE_SIGNATURE, sampleSeed(3))
  assert.equal(fault(openNote(engine, note, [sameName.key])), 'not-signed-by-known-key')
})

test('[RE-9] one wrong signature of a known key refuses the whole note', () => {
  const forged = { ...signNote('another text\n', bob) }
  const mixed = formatNote({ text, signatures: [signNote(text, alice), forged] })
  assert.equal(fault(openNote(engine, mixed, [alice.key])), 'ok')
  assert.equal(fault(openNote(engine, mixed, [alice.key, bob.key])), 'signature-invalid')
  for (const bytes of [new Uint8Array(1), new Uint8Array(63), new Uint8Array(64), new Uint8Array(72)])
    assert.equal(
      fault(openNote(engine, formatNote({ text, signatures: [{ ...forged, bytes }] }), [bob.key])),
      'signature-invalid',
    )
})

test('[RE-9] hostile: truncated, a bit flipped, lines reordered or doubled', () => {
  const bytes = utf8(note)
  const open = (hostile: string) => openNote(engine, hostile, [alice.key, bob.key])
  for (let length = 0; length < note.length; length += 1) {
    const cut = open(note.slice(0, length))
    if (cut.ok)
      assert.deepEqual([cut.value.text, cut.value.verified.length], [text, 1], 'the second line was cut off whole')
  }
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = bytes.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const opened = open(fromUtf8(flipped) ?? '')
    // A flip in the name or id of one line makes that line a stranger's; it cannot make the text another one.
    if (opened.ok) assert.deepEqual([opened.value.text, opened.value.verified.length], [text, 1], `bit ${bit}`)
  }
  const { signatures } = expectOk(parseNote(note), 'own note')
  assert.equal(expectOk(open(formatNote({ text, signatures: signatures.toReversed() })), 'order').verified.length, 2)
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (random) => assert.equal(open(random).ok, false)))
})

test('[RE-10] a verifier key has one spelling and names itself', () => {
  const vkey = formatVerifierKey(alice.key)
  assert.deepEqual(parseVerifierKey(engine, vkey), { ok: true, value: alice.key })
  const cosigner = seedNoteSigner(engine, alice.key.name, COSIGNATURE, sampleSeed(1)).key
  assert.notEqual(cosigner.keyId, alice.key.keyId)
  const [name, keyId, ...material] = vkey.split('+')
  const key = material.join('+')
  const cases: [string, string][] = [
    ['', 'malformed'],
    [`${name}+${keyId}`, 'malformed'],
    [`${name}+${keyId?.toUpperCase()}+${key}`, keyId === keyId?.toUpperCase() ? 'ok' : 'malformed'],
    [`${name}+00000000+${key}`, 'key-id-mismatch'],
    [`x${vkey}`, 'key-id-mismatch'],
    [`${name} x+${keyId}+${key}`, 'malformed'],
    [`+${keyId}+${key}`, 'malformed'],
    [`${vkey}\n`, 'malformed'],
    [`${vkey}AAAA`, 'malformed'],
    [`${name}+${keyId}+`, 'malformed'],
    [`${name}+${keyId}+${toBase64(Uint8Array.of(2, ...alice.key.publicKey))}`, 'unsupported-type'],
    [`${name}+${keyId}+${toBase64(Uint8Array.of(1, ...alice.key.publicKey.slice(1)))}`, 'malformed'],
  ]
  for (const [hostile, reason] of cases) assert.equal(fault(parseVerifierKey(engine, hostile)), reason, hostile)
  for (let bit = 0; bit < vkey.length * 8; bit += 1) {
    const flipped = utf8(vkey)
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.equal(parseVerifierKey(engine, fromUtf8(flipped) ?? '').ok, false)
  }
})

test('[RE-10] a key on which libraries disagree is not admitted', () => {
  const smallOrder = new Uint8Array(32)
  smallOrder[0] = 1
  const type = Uint8Array.of(NOTE_SIGNATURE)
  const id = engine.sha256(Uint8Array.of(...utf8('weak\n'), ...type, ...smallOrder)).slice(0, 4)
  const vkey = `weak+${[...id].map((byte) => byte.toString(16).padStart(2, '0')).join('')}+${toBase64(Uint8Array.of(...type, ...smallOrder))}`
  assert.equal(fault(parseVerifierKey(engine, vkey)), 'inadmissible-key')
  assert.throws(() => verifierKey(engine, 'weak', NOTE_SIGNATURE, smallOrder), Defect)
  for (const name of ['', 'a b', 'a+b', 'a\nb', 'a\u2003b', 'a\ud800b'])
    assert.throws(() => verifierKey(engine, name, NOTE_SIGNATURE, alice.key.publicKey), Defect)
})

test('[RE-8] what we sign can be a note', () => {
  for (const wrong of ['no newline', 'tab\t\n', '\ud800\n']) assert.throws(() => signNote(wrong, alice), Defect)
  const cosigner = seedNoteSigner(engine, 'w.example', COSIGNATURE, sampleSeed(1))
  assert.throws(() => signNote(text, cosigner), Defect)
})

test('[RE-8] [RE-9] external vectors: the worked examples of the specifications', { skip: absent }, () => {
  const read = (file: string) => JSON.parse(readFileSync(join(vectors, file), 'utf8'))
  const example: { vkey: string; note: string } = read('signed-note.json')['signed-note']
  const key = expectOk(parseVerifierKey(engine, example.vkey), 'the vkey of the example')
  assert.equal(expectOk(openNote(engine, example.note, [key]), 'the note').text, 'This is an example message.\n')
  const [plain]: string[] = read('tlog-checkpoint.examples.json')
  const [cosigned]: string[] = read('tlog-cosignature.examples.json')
  for (const [form, lines] of [
    [plain, 1],
    [cosigned, 2],
  ] as const) {
    const parsed = expectOk(parseNote(form ?? ''), 'the form of a checkpoint')
    assert.equal(parsed.signatures.length, lines)
    assert.deepEqual(expectOk(parseCheckpoint(parsed.text), 'three lines').size, 20_852_163)
    assert.equal(formatNote(parsed), form)
  }
  const timed = expectOk(parseNote(cosigned ?? ''), 'form').signatures[1] ?? assert.fail()
  assert.equal(new DataView(timed.bytes.buffer, timed.bytes.byteOffset).getBigUint64(0), 1679315147n)
  // The signatures of the other examples are shortened to [...], which is not base64: the strict reader must say so.
  const [proof]: string[] = read('tlog-proof.examples.json')
  const { index, hashes, checkpoint: note } = expectOk(parseTlogProof(proof ?? ''), 'the head of the proof is whole')
  assert.deepEqual([index, hashes.length, fault(parseNote(note))], [73_894, 5, 'malformed-signature'])
  const [subtree = '']: string[] = read('tlog-witness.examples.json')
  assert.equal(fault(parseNote(subtree.slice(subtree.indexOf('\n\n') + 2))), 'malformed-signature')
})
