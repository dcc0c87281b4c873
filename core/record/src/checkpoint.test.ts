import assert from 'node:assert/strict'
import { hash, verify as verifyByPlatform } from 'node:crypto'
import { test } from 'node:test'
import { type Engine, pureEngine } from '@comity/crypto'
import { Defect, expectOk, fromUtf8, type Instant, instantOf, toBase64, utf8 } from '@comity/kernel'
import fc from 'fast-check'
import { SampleLog, sampleSeed, sampleWitness } from '../testing/index.ts'
import {
  addCosignatures,
  formatCheckpoint,
  openCheckpoint,
  openWitnessedCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint.ts'
import { cosign, verifyCosignature } from './cosignature.ts'
import { formatNote, formatSignatureLine, parseNote, signNote } from './note.ts'
import { COSIGNATURE, formatVerifierKey, NOTE_SIGNATURE, type NoteSigner, seedNoteSigner } from './note-key.ts'
import { countCosigners, type Quorum, quorumOf } from './quorum.ts'

// Millions of hashes and thousands of signatures: the platform's are tried here, the pure engine's elsewhere.
const engine: Engine = {
  ...pureEngine,
  sha256: (data) => new Uint8Array(hash('sha256', data, 'buffer')),
  ed25519VerifyRaw(key, message, signature) {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') }
    return verifyByPlatform(null, message, { key: jwk, format: 'jwk' }, signature)
  },
}

const at = (text: string) => text as Instant
const [nine, ten, eleven] = [
  at('2026-03-03T09:00:00.000Z'),
  at('2026-03-03T10:00:00.000Z'),
  at('2026-03-03T11:00:00.000Z'),
]
const [arvenia, qamara, pwanira] = [
  sampleWitness(engine, 'qv.example/w', 11),
  sampleWitness(engine, 'qq.example/w', 12),
  sampleWitness(engine, 'qp.example/w', 13),
]
const civil = sampleWitness(engine, 'civil.example/w', 14)
const vkey = (signer: NoteSigner) => formatVerifierKey(signer.key)
const listed = [
  { group: 'other-states', vkey: vkey(arvenia) },
  { group: 'other-states', vkey: vkey(qamara) },
  { group: 'other-states', vkey: vkey(pwanira) },
  { group: 'civil', vkey: vkey(civil) },
]
const twoAndOne = [
  { group: 'other-states', atLeast: 2 },
  { group: 'civil', atLeast: 1 },
]
const quorum: Quorum = expectOk(quorumOf(engine, listed, twoAndOne), 'two of other States and one of civil society')
const log = new SampleLog(engine, 7)
const fault = (result: { ok: true } | { ok: false; error: unknown }) => (result.ok ? 'ok' : result.error)
const witnessed = async (...cosigners: (readonly [NoteSigner, Instant])[]) =>
  openWitnessedCheckpoint(engine, await log.checkpoint(7, cosigners), { log: log.identity, quorum })

test('[RE-11] a checkpoint is three lines, in one spelling', () => {
  const root = log.root()
  const text = formatCheckpoint({ origin: 'a.example/log', size: 7, root })
  assert.deepEqual(parseCheckpoint(text), { ok: true, value: { origin: 'a.example/log', size: 7, root } })
  const cases: [string, string][] = [
    ['', 'malformed-checkpoint'],
    [text.trimEnd(), 'malformed-checkpoint'],
    [`${text}extension\n`, 'extension-line'],
    [`${text}\n`, 'extension-line'],
    [`\n7\n${toBase64(root)}\n`, 'malformed-checkpoint'],
    [text.replace('\n7\n', '\n07\n'), 'malformed-checkpoint'],
    [text.replace('\n7\n', '\n+7\n'), 'malformed-checkpoint'],
    [text.replace('\n7\n', '\n7 \n'), 'malformed-checkpoint'],
    [text.replace('\n7\n', '\n-0\n'), 'malformed-checkpoint'],
    [text.replace('\n7\n', '\n\n'), 'malformed-checkpoint'],
    [text.replace('\n7\n', '\n7e1\n'), 'malformed-checkpoint'],
    [text.replace('\n7\n', '\n9007199254740992\n'), 'malformed-checkpoint'],
    [text.replace('\n7\n', '\n9007199254740991\n'), 'ok'],
    [text.replace('\n7\n', '\n0\n'), 'ok'],
    [text.replace('=\n', '\n'), 'malformed-checkpoint'],
    [`a.example/log\n7\n${toBase64(root.slice(1))}\n`, 'malformed-checkpoint'],
  ]
  for (const [hostile, reason] of cases) assert.equal(fault(parseCheckpoint(hostile)), reason, JSON.stringify(hostile))
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (random) => {
      const parsed = parseCheckpoint(random)
      if (parsed.ok) assert.equal(formatCheckpoint(parsed.value), random)
    }),
  )
})

test('[RE-11] the log itself must have signed, for its own origin', async () => {
  const note = await log.checkpoint()
  assert.equal(expectOk(openCheckpoint(engine, note, log.identity), 'own').checkpoint.size, 7)
  const other = new SampleLog(engine, 7, { origin: 'qv.comity.example/log', seed: 2 })
  assert.equal(fault(openCheckpoint(engine, note, other.identity)), 'not-signed-by-known-key')
  const stolen = { ...log.identity, origin: 'qv.comity.example/log' }
  assert.equal(fault(openCheckpoint(engine, note, stolen)), 'other-origin')
  // Witnesses vouch for growth, not for origin: their lines alone make no checkpoint of this log.
  const { text } = expectOk(parseNote(note), 'own')
  const unsigned = formatNote({ text, signatures: [cosign(text, arvenia, ten)] })
  assert.equal(fault(openCheckpoint(engine, unsigned, log.identity, [arvenia.key])), 'log-signature-missing')
  const asLog = { origin: log.identity.origin, key: arvenia.key }
  assert.equal(fault(openCheckpoint(engine, unsigned, asLog)), 'log-signature-missing')
})

test('[RE-11] extension lines are refused, signed or not; nobody signs for another origin', () => {
  const signer = seedNoteSigner(engine, log.identity.origin, NOTE_SIGNATURE, sampleSeed(1))
  const text = `${formatCheckpoint({ origin: log.identity.origin, size: 7, root: log.root() })}more\n`
  const note = formatNote({ text, signatures: [signNote(text, signer)] })
  assert.equal(fault(openCheckpoint(engine, note, log.identity)), 'extension-line')
  assert.throws(() => signCheckpoint({ origin: 'b.example/log', size: 1, root: log.root() }, signer), Defect)
})

test('[RE-12] a cosignature states text and time, and verifies for no other', () => {
  const text = formatCheckpoint({ origin: log.identity.origin, size: 7, root: log.root() })
  const { bytes } = cosign(text, arvenia, at('2026-03-03T10:00:00.999Z'))
  const { publicKey } = arvenia.key
  assert.equal(bytes.length, 72)
  assert.deepEqual(verifyCosignature(engine, text, bytes, publicKey), { ok: true, value: ten })
  assert.equal(fault(verifyCosignature(engine, `${text}x\n`, bytes, publicKey)), 'signature-invalid')
  assert.equal(fault(verifyCosignature(engine, text, bytes, qamara.key.publicKey)), 'signature-invalid')
  for (let length = 0; length < 72; length += 1)
    assert.equal(fault(verifyCosignature(engine, text, bytes.slice(0, length), publicKey)), 'malformed')
  for (let bit = 0; bit < 72 * 8; bit += 1) {
    const flipped = bytes.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.equal(verifyCosignature(engine, text, flipped, publicKey).ok, false, `bit ${bit}`)
  }
})

test('[RE-12] a cosignature without a time, or beyond the year 9999, is refused though it is signed', () => {
  const text = formatCheckpoint({ origin: log.identity.origin, size: 7, root: log.root() })
  for (const second of [0n, 253_402_300_800n, 2n ** 63n, 2n ** 64n - 1n]) {
    const bytes = new Uint8Array(72)
    new DataView(bytes.buffer).setBigUint64(0, second)
    bytes.set(arvenia.sign(utf8(`cosignature/v1\ntime ${second}\n${text}`)), 8)
    assert.equal(fault(verifyCosignature(engine, text, bytes, arvenia.key.publicKey)), 'time-out-of-range', `${second}`)
  }
  assert.throws(() => cosign(text, arvenia, instantOf(0)), Defect)
  assert.throws(() => cosign(text, seedNoteSigner(engine, 'x', NOTE_SIGNATURE, sampleSeed(1)), ten), Defect)
})

test('[RE-12] a plain signature is no cosignature, and the reverse, under one secret', () => {
  const text = formatCheckpoint({ origin: log.identity.origin, size: 7, root: log.root() })
  const plain = seedNoteSigner(engine, arvenia.key.name, NOTE_SIGNATURE, sampleSeed(11))
  const timed = cosign(text, arvenia, ten)
  const asPlain = formatNote({ text, signatures: [{ ...timed, keyId: plain.key.keyId, bytes: timed.bytes.slice(8) }] })
  assert.equal(
    fault(openCheckpoint(engine, asPlain, { origin: log.identity.origin, key: plain.key })),
    'signature-invalid',
  )
})

test('[RE-13] two of other States and one of civil society', async () => {
  assert.equal(fault(await witnessed([arvenia, ten], [qamara, ten], [civil, ten])), 'ok')
  assert.equal(fault(await witnessed([arvenia, ten], [qamara, ten], [pwanira, ten])), 'quorum-not-met')
  assert.equal(fault(await witnessed([arvenia, ten], [civil, ten])), 'quorum-not-met')
  assert.equal(fault(await witnessed([civil, ten])), 'quorum-not-met')
  assert.equal(fault(await witnessed()), 'quorum-not-met')
  const alone = openWitnessedCheckpoint(engine, await log.checkpoint(), { log: log.identity, quorum: 'none' })
  assert.equal(expectOk(alone, "the log's own word").witnessedAt, undefined)
})

test('[RE-13] the quorum was complete when the last cosignature that it needed was made', async () => {
  const early = expectOk(await witnessed([arvenia, nine], [qamara, ten], [pwanira, eleven], [civil, nine]), 'met')
  assert.equal(early.witnessedAt, ten)
  assert.deepEqual(early.count.groups, [
    { group: 'other-states', counted: 3, atLeast: 2 },
    { group: 'civil', counted: 1, atLeast: 1 },
  ])
  assert.equal(expectOk(await witnessed([arvenia, nine], [qamara, ten], [civil, eleven]), 'met').witnessedAt, eleven)
})

test('[RE-13] of two cosignatures of one cosigner the earlier one counts, in whichever order they stand', () => {
  const line = cosign('text\n', civil, ten)
  const policy: Quorum = [{ group: 'civil', members: [civil.key], atLeast: 1 }]
  for (const times of [
    [ten, eleven],
    [eleven, ten],
  ])
    assert.equal(
      countCosigners(
        policy,
        times.map((when) => ({ key: civil.key, line, at: when })),
      ).metAt,
      ten,
    )
})

test('[RE-13] a cosigner counts once: under two names, and with two cosignatures', async () => {
  const alias = seedNoteSigner(engine, 'another-name.example/w', COSIGNATURE, sampleSeed(11))
  const names = [...listed.slice(0, 2), { group: 'other-states', vkey: vkey(alias) }, ...listed.slice(3)]
  const doubled = expectOk(quorumOf(engine, names, twoAndOne), 'two bodies, three names')
  const note = await log.checkpoint(7, [
    [arvenia, ten],
    [alias, nine],
    [civil, ten],
  ])
  assert.equal(fault(openWitnessedCheckpoint(engine, note, { log: log.identity, quorum: doubled })), 'quorum-not-met')
  const { text, signatures } = expectOk(parseNote(note), 'own')
  const twice = formatNote({ text, signatures: [...signatures, cosign(text, arvenia, eleven)] })
  assert.equal(fault(openWitnessedCheckpoint(engine, twice, { log: log.identity, quorum })), 'quorum-not-met')
  assert.deepEqual(quorumOf(engine, names, [{ group: 'other-states', atLeast: 3 }]), {
    ok: false,
    error: { kind: 'unreachable', group: 'other-states' },
  })
})

test('[RE-13] in two groups one body counts in the first only, whoever made the policy', () => {
  const policy: Quorum = [
    { group: 'other-states', members: [arvenia.key], atLeast: 1 },
    { group: 'civil', members: [{ ...arvenia.key, name: 'civil.example' }], atLeast: 1 },
  ]
  const line = cosign('text\n', arvenia, ten)
  assert.equal(countCosigners(policy, [{ key: arvenia.key, line, at: ten }]).metAt, undefined)
})

test('[RE-13] a log is no witness of itself', async () => {
  const own = sampleWitness(engine, 'independent.example/w', 1)
  const policy = expectOk(
    quorumOf(engine, [{ group: 'civil', vkey: vkey(own) }], [{ group: 'civil', atLeast: 1 }]),
    'a list',
  )
  const note = await log.checkpoint(7, [[own, ten]])
  assert.equal(fault(openWitnessedCheckpoint(engine, note, { log: log.identity, quorum: policy })), 'quorum-not-met')
})

test('[RE-13] a cosignature from the future of the reader is not counted', async () => {
  const note = await log.checkpoint(7, [
    [arvenia, ten],
    [qamara, eleven],
    [civil, ten],
  ])
  const trust = { log: log.identity, quorum }
  assert.equal(fault(openWitnessedCheckpoint(engine, note, { ...trust, latest: ten })), 'quorum-not-met')
  assert.equal(fault(openWitnessedCheckpoint(engine, note, { ...trust, latest: eleven })), 'ok')
})

test('[RE-13] a policy that cannot be met, or that anything would meet, is refused when it is read', () => {
  const kind = (...args: Parameters<typeof quorumOf> extends [unknown, ...infer R] ? R : never) => {
    const read = quorumOf(engine, ...args)
    return read.ok ? 'ok' : read.error.kind
  }
  assert.equal(kind(listed, []), 'empty')
  assert.equal(kind(listed, [{ group: 'civil', atLeast: 0 }]), 'unreachable')
  assert.equal(kind(listed, [{ group: 'civil', atLeast: 2 }]), 'unreachable')
  assert.equal(kind(listed, [{ group: 'nobody', atLeast: 1 }]), 'unreachable')
  assert.equal(
    kind(
      listed,
      [twoAndOne[0], twoAndOne[0]].filter((demand) => demand !== undefined),
    ),
    'group-asked-twice',
  )
  assert.equal(kind([...listed, { group: 'civil', vkey: vkey(arvenia) }], twoAndOne), 'key-in-two-groups')
  assert.equal(kind([{ group: 'civil', vkey: 'nonsense' }], twoAndOne), 'bad-witness-key')
  assert.equal(kind([{ group: 'civil', vkey: formatVerifierKey(log.identity.key) }], twoAndOne), 'bad-witness-key')
})

test("[RE-12] a witness's answer adds verified lines of known keys, each once, and nothing else", async () => {
  const note = await log.checkpoint()
  const { text } = expectOk(parseNote(note), 'own')
  const keys = [arvenia.key, civil.key]
  const line = (signer: NoteSigner, when: Instant, of = text) => formatSignatureLine(cosign(of, signer, when))
  const answer = line(arvenia, ten) + line(arvenia, eleven) + line(qamara, ten) + line(civil, ten, 'other\n')
  const added = expectOk(addCosignatures(engine, note, answer, keys), 'an answer')
  assert.equal(added, note + line(arvenia, ten))
  assert.equal(expectOk(addCosignatures(engine, added, line(arvenia, eleven), keys), 'again'), added)
  assert.equal(fault(addCosignatures(engine, note, 'sorry\n', keys)), 'malformed-signature')
  assert.equal(fault(addCosignatures(engine, 'no note', answer, keys)), 'no-signatures')
})

test('[RE-11] hostile: a cosigned checkpoint truncated or with any bit flipped never says anything else', async () => {
  const note = await log.checkpoint(7, [
    [arvenia, ten],
    [qamara, ten],
    [civil, ten],
  ])
  const bytes = utf8(note)
  for (let length = 0; length < note.length; length += 1)
    assert.equal(openWitnessedCheckpoint(engine, note.slice(0, length), { log: log.identity, quorum }).ok, false)
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = bytes.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const opened = openWitnessedCheckpoint(engine, fromUtf8(flipped) ?? '', { log: log.identity, quorum })
    assert.equal(opened.ok, false, `bit ${bit}`)
  }
})
