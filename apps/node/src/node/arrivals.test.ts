import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ed25519SigningKey, readJws, type SigningKey, signJws } from '@comity/crypto'
import { nodeEngine, systemRandom } from '@comity/crypto-node'
import { type CarriedAct, Receipt } from '@comity/exchange'
import {
  type ActId,
  type Digest,
  type DossierId,
  expectOk,
  fromBase64,
  type JsonObject,
  laterBy,
  parseCanonical,
  type StateCode,
  type StrandId,
  toBase64,
  utf8,
} from '@comity/kernel'
import { type ActDraft, makeAct } from '@comity/procedure'
import { type ToldWorld, toldWorld } from '../../testing/told-world.ts'
import { AL_NAJMI, SEED_STORY } from '../demo/seed-story.ts'
import { sealTo } from './seal-to.ts'

const dossier = AL_NAJMI as DossierId
const story = SEED_STORY.filter((step) => step.dossier === dossier)
const [QN, QV] = ['QN' as StateCode, 'QV' as StateCode]
const MINISTRY = 'QV/ministry' as StrandId

const QUESTION = {
  act: { kind: 'information-asked', body: { replyBy: '2026-12-01', about: [] } },
  fields: {},
} as unknown as ActDraft

type Written = { readonly id: ActId; readonly seq: number; readonly jws: Uint8Array }

/** An act of Arvenia's ministry after another, signed past its own node: by whichever key, under whichever list. */
async function write(world: ToldWorld, key: SigningKey, list: Digest, after?: Written, author = key): Promise<Written> {
  const arvenia = world.node('QV')
  const { heads } = (await arvenia.dossiers.load(dossier)).folded
  const before = after ?? heads.get(MINISTRY)
  const place = {
    dossier,
    strand: MINISTRY,
    seq: (before?.seq ?? 0) + 1,
    prev: before?.id ?? null,
    parents: [],
    author: author.kid,
    list,
    law: arvenia.ports.law.own.digest,
    claimed: world.clock.now(),
    seen: null,
  }
  const made = expectOk(makeAct(nodeEngine, systemRandom, QUESTION, place), 'an act')
  const payload = made.payload as unknown as JsonObject
  return { id: made.id, seq: place.seq, jws: forgedBy(key, payload, author) }
}

/** The bytes of an act under the name of its author, with somebody else's signature where the two differ. */
function forgedBy(key: SigningKey, payload: JsonObject, author: SigningKey): Uint8Array {
  return signJws(nodeEngine, { ...author, sign: (bytes) => key.sign(bytes) }, 'comity-act+json', payload).bytes
}

async function deliver(world: ToldWorld, seq: number, acts: readonly Written[]): Promise<readonly string[]> {
  const [arvenia, norvale] = [world.node('QV'), world.node('QN')]
  const now = world.clock.now()
  const carried = acts.map(
    ({ jws }): CarriedAct => ({
      jws: toBase64(jws),
      disclosures: [],
      salt: toBase64(new Uint8Array(32).fill(seq % 256)),
    }),
  )
  const expires = laterBy(now, 60_000)
  const message = { v: 1, from: QV, to: QN, seq, sent: now, expires, checkpoints: [], dossier, acts: carried }
  const signed = signJws(nodeEngine, arvenia.ports.keys.node, 'comity-message+json', message as unknown as JsonObject)
  const list = arvenia.directory().of(QN) ?? assert.fail('no list')
  const answer = expectOk(await norvale.receive(sealTo(nodeEngine, systemRandom, list, signed.bytes)), 'an answer')
  const { receipts } = expectOk(parseCanonical(answer), 'canonical') as { readonly receipts: readonly string[] }
  return receipts
    .map((text) =>
      expectOk(readJws(nodeEngine, expectOk(fromBase64(text), 'base64'), 'comity-receipt+json'), 'a receipt'),
    )
    .map(({ payload }) => Receipt.parse(payload).rung)
    .sort()
}

const standingAt = async (world: ToldWorld, { id }: Written) => {
  const kept = await world.node('QN').ports.archive.act(id)
  return [kept?.standing, kept?.reason]
}

test('[NP-41, NP-78, NP-151] an act under a list that is not here waits for it, and so does what rests on it', async () => {
  const world = await toldWorld(story)
  const key = world.keyOf('Hélène Castagnier')
  const first = world.node('QV').directory().current(QV) ?? assert.fail('no list')
  const root = ed25519SigningKey(nodeEngine, nodeEngine.sha256(utf8('told world/QV/root')))
  const next = { ...first.list, version: 2, previous: first.digest, issued: world.clock.now() }
  const list = signJws(nodeEngine, root, 'comity-state-list+json', next as unknown as JsonObject)
  const one = await write(world, key, `sha256:${list.id}` as Digest)
  const two = await write(world, key, first.digest, one)
  assert.deepEqual(await deliver(world, 900, [one, two]), ['relayed'])
  assert.deepEqual(await standingAt(world, one), ['held', undefined])
  assert.deepEqual(await standingAt(world, two), ['held', undefined])
  assert.ok(await world.node('QN').admitList(list.bytes))
  assert.deepEqual(await deliver(world, 900, [one, two]), ['relayed', 'taken'])
  assert.deepEqual(await standingAt(world, one), ['in-strand', undefined])
  assert.deepEqual(await standingAt(world, two), ['in-strand', undefined])
})

test('[NP-45] an act that its author did not sign is set aside, and what names it is held', async () => {
  const world = await toldWorld(story)
  const [author, forger] = [world.keyOf('Hélène Castagnier'), world.keyOf('somebody else')]
  const list = world.node('QV').directory().current(QV)?.digest ?? assert.fail('no list')
  const forged = await write(world, forger, list, undefined, author)
  const resting = await write(world, author, list, forged)
  const logged = await world.node('QN').ports.archive.logSize()
  assert.deepEqual(await deliver(world, 901, [forged, resting]), ['relayed'])
  assert.deepEqual(await standingAt(world, forged), ['quarantined', 'bad-signature'])
  assert.deepEqual(await standingAt(world, resting), ['held', undefined])
  // The act that is held and the receipt enter the log, the one set aside does not.
  assert.equal(await world.node('QN').ports.archive.logSize(), logged + 2)
})

test('[NP-42] of two acts at one place the second is set aside, and the first stays', async () => {
  const world = await toldWorld(story)
  const key = world.keyOf('Hélène Castagnier')
  const list = world.node('QV').directory().current(QV)?.digest ?? assert.fail('no list')
  const first = await write(world, key, list)
  world.clock.set(laterBy(world.clock.now(), 1000))
  const other = await write(world, key, list)
  assert.notEqual(first.id, other.id)
  assert.deepEqual(await deliver(world, 902, [first]), ['relayed', 'taken'])
  assert.deepEqual(await deliver(world, 903, [other]), ['relayed', 'taken'])
  assert.deepEqual(await standingAt(world, first), ['in-strand', undefined])
  assert.deepEqual(await standingAt(world, other), ['quarantined', 'strand-forked'])
})
