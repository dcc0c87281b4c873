import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBytes, readJws, signJws, verifyJws } from '@comity/crypto'
import { nodeEngine, systemRandom } from '@comity/crypto-node'
import { ActsHanded, Message, Receipt, SEALED_LIMIT } from '@comity/exchange'
import {
  canonicalBytes,
  type DossierId,
  expectOk,
  fromBase64,
  type JsonObject,
  laterBy,
  parseCanonical,
  type StateCode,
  utf8,
} from '@comity/kernel'
import { readAct } from '@comity/procedure'
import { toldWorld } from '../../testing/told-world.ts'
import { AL_NAJMI, SEED_STORY } from '../demo/seed-story.ts'
import { sealTo } from '../node/seal-to.ts'
import { nodeApp } from './node-app.ts'

const dossier = AL_NAJMI as DossierId
const world = await toldWorld(SEED_STORY.filter((step) => step.dossier === dossier))
const [norvale, arvenia, overseer] = [world.node('QN'), world.node('QV'), world.node('XO')]
const app = nodeApp(arvenia)
const [QN, QV] = ['QN' as StateCode, 'QV' as StateCode]
const listOf = (state: StateCode) => arvenia.directory().of(state) ?? assert.fail(`no list of ${state}`)

const post = (path: string, body: Uint8Array) =>
  app.request(path, { method: 'POST', body: body as Uint8Array<ArrayBuffer> })

/** A message as it left the node of Norvale. */
async function sealedMessage(): Promise<Uint8Array> {
  const left = await norvale.ports.archive.outboxOf(dossier)
  return left.find(({ to }) => to === QV)?.sealed ?? assert.fail('Norvale sent nothing to Arvenia')
}

async function messageOf(sealed: Uint8Array): Promise<{ readonly id: string; readonly message: Message }> {
  const bytes = expectOk(openBytes(nodeEngine, [arvenia.ports.keys.identity], sealed), 'sealed to Arvenia')
  const { id, payload } = expectOk(readJws(nodeEngine, bytes, 'comity-message+json'), 'a message')
  return { id, message: Message.parse(payload) }
}

function signedBy(node: typeof norvale, payload: unknown, to: StateCode): Uint8Array {
  const { bytes } = signJws(nodeEngine, node.ports.keys.node, 'comity-message+json', payload as JsonObject)
  return sealTo(nodeEngine, systemRandom, listOf(to), bytes)
}

async function receiptsIn(response: Response): Promise<readonly Receipt[]> {
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const { receipts } = expectOk(parseCanonical(bytes), 'canonical') as { readonly receipts: readonly string[] }
  return receipts.map((text) => {
    const read = expectOk(readJws(nodeEngine, expectOk(fromBase64(text), 'base64'), 'comity-receipt+json'), 'a receipt')
    assert.ok(verifyJws(nodeEngine, read, listOf(QV).node.key))
    return Receipt.parse(read.payload)
  })
}

test('[NP-73, NP-75, NP-79, NP-120] the same message again gets the same receipts, and changes nothing', async () => {
  const sealed = await sealedMessage()
  const { id, message } = await messageOf(sealed)
  const size = await arvenia.ports.archive.logSize()
  const receipts = await receiptsIn(await post('/exchange/messages', sealed))
  assert.deepEqual(await receiptsIn(await post('/exchange/messages', sealed)), receipts)
  assert.equal(await arvenia.ports.archive.logSize(), size)
  assert.deepEqual(
    receipts.map(({ rung, by, message: of }) => ({ rung, by, of })).sort((a, b) => (a.rung < b.rung ? -1 : 1)),
    [
      { rung: 'relayed', by: QV, of: id },
      { rung: 'taken', by: QV, of: id },
    ],
  )
  for (const { acts } of receipts) assert.equal(acts.length, message.acts.length)
})

test('[NP-74, NP-80, NP-120] a message past its time, or with an act that cannot be read, is refused with a code', async () => {
  const { message } = await messageOf(await sealedMessage())
  const late = { ...message, seq: 901, expires: laterBy(world.clock.now(), -1) }
  const [carried] = message.acts
  const broken = {
    ...message,
    seq: 902,
    expires: laterBy(world.clock.now(), 60_000),
    acts: [{ ...carried, jws: 'e30=' }],
  }
  const otherFile = { ...broken, seq: 903, dossier: 'QV-2026-99999', acts: message.acts }
  const shortSalt = { ...broken, seq: 904, acts: [{ ...carried, salt: 'AAAA' }] }
  for (const [refused, code] of [
    [late, 'expired'],
    [broken, 'malformed'],
    [otherFile, 'malformed'],
    [shortSalt, 'malformed'],
  ] as const) {
    const receipts = await receiptsIn(await post('/exchange/messages', signedBy(norvale, refused, QV)))
    assert.deepEqual(
      receipts.map((receipt) => [receipt.rung, receipt.code]),
      [['refused', code]],
    )
  }
})

test('[NP-6, NP-63, NP-120, NP-121] bytes that are no message of a known peer learn one word', async () => {
  const { message } = await messageOf(await sealedMessage())
  const sealed = [
    new Uint8Array(),
    utf8('age-encryption.org/v1\n'),
    (await sealedMessage()).slice(0, -1),
    sealTo(nodeEngine, systemRandom, listOf(QV), canonicalBytes({ hello: 'world' })),
    signedBy(norvale, { ...message, to: 'XO' }, QV),
    signedBy(overseer, message, QV),
    signedBy(norvale, { ...message, from: 'QZ' }, QV),
    signedBy(norvale, { ...message, note: 'x' }, QV),
    signedBy(norvale, message, QN),
  ]
  for (const path of ['/exchange/messages', '/exchange/acts', '/exchange/attempts', '/exchange/complaints'])
    for (const bytes of sealed) {
      const response = await post(path, bytes)
      assert.deepEqual([response.status, await response.text()], [400, '{"error":"not-accepted"}'])
    }
})

test('[NP-2, NP-120, NP-121] more than the limit is too large, whatever it is', async () => {
  for (const path of ['/exchange/messages', '/exchange/acts']) {
    const response = await post(path, new Uint8Array(SEALED_LIMIT + 1))
    assert.deepEqual([response.status, await response.text()], [413, '{"error":"too-large"}'])
  }
})

/** What Arvenia answers to a node that asks for acts. */
async function handed(asker: typeof norvale, state: StateCode, acts: readonly string[]): Promise<ActsHanded | number> {
  const question = { v: 1, from: state, to: QV, asked: world.clock.now(), dossier, acts }
  const response = await post('/exchange/acts', signedBy(asker, question, QV))
  if (response.status !== 200) return response.status
  assert.equal(response.headers.get('content-type'), 'application/octet-stream')
  const sealed = new Uint8Array(await response.arrayBuffer())
  const bytes = expectOk(openBytes(nodeEngine, [asker.ports.keys.identity], sealed), 'sealed to who asked')
  const read = expectOk(readJws(nodeEngine, bytes, 'comity-message+json'), 'an answer')
  assert.ok(verifyJws(nodeEngine, read, listOf(QV).node.key))
  return ActsHanded.parse(read.payload)
}

test('[NP-55, NP-76, NP-121] acts are handed to parties and overseers, and to an overseer without disclosures', async () => {
  const { message } = await messageOf(await sealedMessage())
  const ids = message.acts.map(
    ({ jws, disclosures }) =>
      expectOk(readAct(nodeEngine, expectOk(fromBase64(jws), 'base64'), disclosures), 'an act').id,
  )
  const opening = (await arvenia.dossiers.load(dossier)).folded.acts[0]?.id ?? assert.fail('an empty dossier')
  const toParty = await handed(norvale, QN, [opening, ...ids, 'ab'.repeat(32)])
  const toOverseer = await handed(overseer, 'XO' as StateCode, [opening])
  assert.ok(typeof toParty === 'object' && typeof toOverseer === 'object')
  assert.equal(toParty.acts.length, 1 + ids.length)
  assert.ok((toParty.acts[0]?.disclosures.length ?? 0) > 0)
  assert.deepEqual(toOverseer.acts[0]?.disclosures, [])
})

test('[NP-122] the log is served as far as a signed checkpoint covers it', async () => {
  const checkpoint = await app.request('/log/checkpoint')
  const [origin, size] = (await checkpoint.text()).split('\n')
  assert.equal(origin, listOf(QV).log.origin)
  const width = Number(size)
  assert.ok(width > 0 && width < 256)
  const entries = await app.request(`/log/tile/entries/000.p/${width}`)
  assert.deepEqual([entries.status, (await entries.arrayBuffer()).byteLength], [200, width * 130])
  const hashes = await app.request(`/log/tile/0/000.p/${width}`)
  assert.deepEqual([hashes.status, (await hashes.arrayBuffer()).byteLength], [200, width * 32])
  for (const path of [`0/000.p/${width + 1}`, `entries/000.p/${width + 1}`, 'entries/000', '0/0', 'x/000'])
    assert.equal((await app.request(`/log/tile/${path}`)).status, 404, path)
})

test('[NP-123] health says how the node is, and nothing of any file', async () => {
  for (const node of [arvenia, overseer]) await node.work()
  const response = await app.request('/health')
  assert.equal(response.status, 200)
  const text = await response.text()
  const { status, state, reasons } = JSON.parse(text)
  assert.deepEqual({ status, state, reasons }, { status: 'ok', state: 'QV', reasons: [] })
  assert.doesNotMatch(text, /[A-Z]{2}-\d{4}-\d{5}/)
})
