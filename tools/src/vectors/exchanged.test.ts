import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBytes, parseIdentity, type PublicJwk, pureEngine, readJws, recipientOf, verifyJws } from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import { ActsWanted, Message, Receipt } from '@comity/exchange'
import {
  type ActId,
  bytesEqual,
  concat,
  expectOk,
  fromBase64,
  fromHex,
  type JsonObject,
  type KeyId,
  toBase64,
  toHex,
  utf8,
} from '@comity/kernel'
import {
  type ForkAlarm,
  leafHash,
  type LogIdentity,
  makePublicEntry,
  makeSealedEntry,
  openWitnessedCheckpoint,
  parseTlogProof,
  parseVerifierKey,
  quorumOf,
  readEntry,
  verifyForkAlarm,
  verifyTlogProof,
} from '@comity/record'
import { SampleLog } from '@comity/record/testing'
import { entryFrom } from '@comity/verify'
import { readVectors } from './read-vectors.ts'

const ENGINES = [nodeEngine, pureEngine]
const hex = (text: string): Uint8Array => expectOk(fromHex(text), 'hexadecimal')
const base64 = (text: string): Uint8Array => expectOk(fromBase64(text), 'base64')

type Messages = {
  readonly identity: string
  readonly sender: { jwk: PublicJwk; kid: KeyId }
  readonly opened: { sealed: string; sealedSha256: string; object: string; id: string; message: JsonObject }
  readonly refused: readonly { what: string; sealed?: string; keepBytes?: number; thenHex?: string }[]
  readonly refusedPayloads: readonly { what: string; payload: JsonObject | null; repeatAct?: number }[]
  readonly question: { object: string; asks: JsonObject }
}

test('[NP-60, NP-61, NP-63, NP-70] a sealed message opens to the message of its sender', () => {
  const { identity, sender, opened } = readVectors<Messages>('messages.json')
  const own = expectOk(parseIdentity(identity), 'an identity')
  for (const engine of ENGINES) {
    const sealed = base64(opened.sealed)
    assert.equal(toHex(engine.sha256(sealed)), opened.sealedSha256)
    const bytes = expectOk(openBytes(engine, [own], sealed), 'sealed to it')
    assert.deepEqual(bytes, utf8(opened.object))
    const read = expectOk(readJws(engine, bytes, 'comity-message+json'), 'a signed object')
    assert.deepEqual([read.id, read.kid], [opened.id, sender.kid])
    assert.ok(verifyJws(engine, read, sender.jwk))
    assert.deepEqual(Message.parse(read.payload), opened.message)
    assert.equal(recipientOf(engine, own).kind, 'hybrid')
  }
})

test('[NP-62] sealed bytes that are cut, changed, continued or another’s do not open', () => {
  const { identity, opened, refused } = readVectors<Messages>('messages.json')
  const own = expectOk(parseIdentity(identity), 'an identity')
  for (const engine of ENGINES)
    for (const { what, sealed, keepBytes = 0, thenHex = '' } of refused) {
      const bytes = sealed ? base64(sealed) : concat(base64(opened.sealed).subarray(0, keepBytes), hex(thenHex))
      assert.equal(openBytes(engine, [own], bytes).ok, false, what)
    }
})

test('[NP-2, NP-5, NP-70, NP-71] other payloads are no messages', () => {
  const { refusedPayloads } = readVectors<Messages>('messages.json')
  const template = refusedPayloads.find(({ what }) => what === 'another version')?.payload ?? {}
  for (const { what, payload, repeatAct } of refusedPayloads) {
    const acts = Array.from({ length: repeatAct ?? 0 }, () => (template['acts'] as readonly JsonObject[])[0])
    assert.equal(Message.safeParse(payload ?? { ...template, v: 1, acts }).success, false, what)
  }
  assert.equal(Message.safeParse({ ...template, v: 1 }).success, true)
})

test('[NP-76] a question for acts is signed like a message and is none', () => {
  const { question } = readVectors<Messages>('messages.json')
  const { payload } = expectOk(readJws(nodeEngine, utf8(question.object), 'comity-message+json'), 'a signed object')
  assert.deepEqual(ActsWanted.parse(payload), question.asks)
  assert.equal(Message.safeParse(payload).success, false)
})

type Receipts = {
  readonly nodes: Readonly<Record<string, { jwk: PublicJwk }>>
  readonly accepted: readonly { what: string; object: string; id: string; receipt: JsonObject }[]
  readonly refused: readonly { what: string; receipt: JsonObject }[]
}

test('[NP-77, NP-78, NP-80] receipts are signed by the party that can know what they state', () => {
  const { nodes, accepted, refused } = readVectors<Receipts>('receipts.json')
  for (const engine of ENGINES)
    for (const { what, object, id, receipt } of accepted) {
      const read = expectOk(readJws(engine, utf8(object), 'comity-receipt+json'), what)
      assert.equal(read.id, id)
      const by = nodes[String(receipt['by'])]
      assert.ok(by && verifyJws(engine, read, by.jwk), what)
      assert.deepEqual(Receipt.parse(read.payload), receipt, what)
    }
  for (const { what, receipt } of refused) assert.equal(Receipt.safeParse(receipt).success, false, what)
})

type SealedEntry = {
  objectId: string
  salt: string
  channelKey: string
  entryNumber: number
  dossierKey: string
  previous: string | null
}
type LogVectors = {
  readonly entries: readonly ((SealedEntry | { digest: string }) & { entry: string; leafHash: string })[]
  readonly refusedEntries: readonly { what: string; hex: string }[]
  readonly roots: readonly { size: number; root: string }[]
  readonly vkey: string
  readonly witness: { group: string; vkey: string }
  readonly checkpoint: string
  readonly proof: { objectId: string; text: string; index: number; witnessedAt: string }
  readonly refusedProofs: readonly { what: string; objectId: string; text: string }[]
  readonly alarms: {
    readonly proven: readonly { what: string; alarm: ForkAlarm }[]
    readonly refused: readonly { what: string; alarm: unknown }[]
  }
}
const log = readVectors<LogVectors>('log.json')

test('[NP-90, NP-91, NP-92] an entry is made of object, salt and keys, and read back', () => {
  for (const engine of ENGINES)
    for (const made of log.entries) {
      const entry = 'digest' in made ? makePublicEntry(hex(made.digest)) : makeSealedEntry(engine, partsOf(made))
      assert.equal(toHex(entry), made.entry)
      assert.equal(toHex(leafHash(engine, entry)), made.leafHash)
      assert.equal(readEntry(entry).ok, true)
    }
  for (const { what, hex: entry } of log.refusedEntries) assert.equal(readEntry(hex(entry)).ok, false, what)
})

const partsOf = ({ objectId, salt, channelKey, entryNumber, dossierKey, previous }: SealedEntry) => ({
  objectId: hex(objectId),
  salt: hex(salt),
  channelKey: hex(channelKey),
  entryNumber,
  dossierKey: hex(dossierKey),
  previous: previous === null ? undefined : hex(previous),
})

test('[NP-94] the roots of a log are those of its first entries', async () => {
  for (const engine of ENGINES) {
    const again = new SampleLog(engine)
    for (const { entry } of log.entries) again.append(hex(entry))
    for (const { size, root } of log.roots) assert.equal(toBase64(await again.rootAt(size)), root)
  }
})

function trustOn(engine: (typeof ENGINES)[number]) {
  const key = expectOk(parseVerifierKey(engine, log.vkey), 'the log’s key')
  const identity: LogIdentity = { origin: key.name, key }
  const quorum = expectOk(quorumOf(engine, [log.witness], [{ group: 'civil', atLeast: 1 }]), 'one witness')
  return { log: identity, quorum }
}

test('[NP-93, NP-95, NP-102] a proof stands for one object under a checkpoint that was witnessed', () => {
  const id = log.proof.objectId as ActId
  for (const engine of ENGINES) {
    const trust = trustOn(engine)
    assert.equal(expectOk(openWitnessedCheckpoint(engine, log.checkpoint, trust), 'witnessed').checkpoint.size, 5)
    const proof = expectOk(parseTlogProof(log.proof.text), 'a proof')
    const entry = entryFrom(engine, id, proof.extra)
    assert.ok(entry && bytesEqual(entry, hex(log.entries[log.proof.index]?.entry ?? '')))
    const proven = expectOk(verifyTlogProof(engine, log.proof.text, { ...trust, entry }), 'a proof that holds')
    assert.equal(proven.witnessedAt, log.proof.witnessedAt)
    for (const { what, objectId, text } of log.refusedProofs) {
      const parsed = parseTlogProof(text)
      const made = parsed.ok ? entryFrom(engine, objectId as ActId, parsed.value.extra) : undefined
      assert.equal(made !== undefined && verifyTlogProof(engine, text, { ...trust, entry: made }).ok, false, what)
    }
  }
})

test('[NP-96] two histories of one log are proved offline, and an honest log is never named', () => {
  for (const engine of ENGINES) {
    const { log: identity } = trustOn(engine)
    for (const { what, alarm } of log.alarms.proven)
      assert.equal(verifyForkAlarm(engine, alarm, identity).ok, true, what)
    for (const { what, alarm } of log.alarms.refused)
      assert.equal(verifyForkAlarm(engine, alarm, identity).ok, false, what)
  }
})
