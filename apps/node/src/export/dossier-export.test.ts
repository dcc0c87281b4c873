import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signJws } from '@comity/crypto'
import { nodeEngine, systemRandom } from '@comity/crypto-node'
import {
  type DossierId,
  expectOk,
  type JsonObject,
  laterBy,
  type StateCode,
  type StrandId,
  toBase64,
} from '@comity/kernel'
import { type ActDraft, makeAct } from '@comity/procedure'
import { type DossierVerdict, NO_TRUST, readContainer, verifyDossier } from '@comity/verify'
import { toldWorld, type ToldWorld } from '../../testing/told-world.ts'
import { lawFromPack } from '../cli/dossier-verify.ts'
import { AL_NAJMI, SEED_STORY } from '../demo/seed-story.ts'
import { sealTo } from '../node/seal-to.ts'
import { exportDossier } from './dossier-export.ts'

const dossier = AL_NAJMI as DossierId
const story = SEED_STORY.filter((step) => step.dossier === dossier)
const world = await toldWorld(story)
const NODES = ['QN', 'QV', 'XO']
const [QN, QV] = ['QN' as StateCode, 'QV' as StateCode]

const exported = async (state: string, of: ToldWorld = world) =>
  expectOk(await exportDossier(of.node(state), dossier), `an export by ${state}`)

/** As a stranger reads it: with the pack in the file read as any node reads a pack. */
const readByStranger = (bytes: Uint8Array): DossierVerdict =>
  verifyDossier(bytes, { engine: nodeEngine, trust: NO_TRUST, lawFromPack })

test('[VE-6] what every node exports is verified by a stranger, and has the same root', async () => {
  const verdicts: DossierVerdict[] = []
  for (const state of NODES) {
    const { bytes, verdict } = await exported(state)
    assert.deepEqual(verdict.problems, [], state)
    const read = readByStranger(bytes)
    assert.equal(read.verified, true)
    assert.deepEqual(
      read.problems.map(({ kind }) => kind),
      ['lists-not-independently-trusted'],
    )
    verdicts.push(read)
  }
  const made = story.filter(({ outcome }) => outcome === 'made' || outcome === 'let-pass').length
  const answers = 1
  for (const { acts, signatures, proofs } of verdicts)
    assert.deepEqual(
      { acts, signatures, proofs },
      { acts: made + answers, signatures: made + answers, proofs: made + answers },
    )
  assert.equal(new Set(verdicts.map(({ root }) => root)).size, 1)
})

test('[VE-11] an order that a tampered node let pass has no effect for whoever reads the file', async () => {
  for (const state of NODES) {
    const { refused } = readByStranger((await exported(state)).bytes)
    assert.deepEqual(
      refused.map(({ kind, standing, answeredBy }) => ({ kind, standing, answered: answeredBy.length })),
      [{ kind: 'video-hearing-ordered', standing: 'without-effect', answered: 1 }],
    )
    assert.ok(refused[0]?.unmet.some(({ guarantee }) => guarantee === 'access-to-counsel'))
  }
})

test('[VE-15] the overseer’s file shows no personal field, and counts every one', async () => {
  const [norvale, overseer] = [await exported('QN'), await exported('XO')]
  assert.equal(norvale.verdict.hidden.length, 0)
  assert.ok(overseer.verdict.hidden.length > 10)
  const names = [...expectOk(readContainer(overseer.bytes), 'own file').keys()]
  assert.equal(
    names.some((name) => name.startsWith('disclosures/')),
    false,
  )
})

test('[VE-13] acts lie in brackets of seconds where both ends are witnessed', async () => {
  const { verdict } = await exported('QN')
  const ends = verdict.brackets.map(({ notAfter }) => notAfter !== undefined)
  assert.equal(ends.every(Boolean), true)
  assert.equal(verdict.brackets.filter(({ notBefore }) => notBefore === undefined).length, 1, 'only the opening act')
})

test('[VE-14] the receipts of both sides lie in the file of whoever sent', async () => {
  const { verdict } = await exported('QN')
  assert.ok(verdict.receipts >= 2 * 3)
})

test('[VE-16] an act from outside the roster is in the file, aside, with the reason', async () => {
  const tainted = await toldWorld(story.slice(0, 6))
  await deliverOutsider(tainted)
  const { bytes } = await exported('QN', tainted)
  const { refused, verified } = readByStranger(bytes)
  assert.equal(verified, true)
  assert.deepEqual(
    refused.map(({ kind, standing, otherwise }) => ({ kind, standing, otherwise })),
    [{ kind: 'released', standing: 'set-aside', otherwise: ['role-may-not-make-this-act'] }],
  )
})

test('[VE-11] a node that does not hold its pack says so', async () => {
  const bare = await toldWorld(story.slice(0, 4), { holdPack: false })
  const without = await exported('QN', bare)
  assert.deepEqual(
    without.verdict.problems.map(({ kind }) => kind),
    ['pack-missing'],
  )
  await bare.node('QN').holdPack(bare.pack)
  assert.equal((await exported('QN', bare)).verdict.verified, true)
})

test('a dossier that a node does not hold is not exported', async () => {
  assert.deepEqual(await exportDossier(world.node('QN'), 'QN-2026-99999' as DossierId), {
    ok: false,
    error: 'no-such-dossier',
  })
})

test('the same export twice differs only by its time', async () => {
  const [first, second] = [await exported('QN'), await exported('QN')]
  const [a, b] = [first, second].map(({ bytes }) => expectOk(readContainer(bytes), 'own file'))
  const differing = [...(a?.keys() ?? [])].filter(
    (name) => Buffer.compare(a?.get(name) ?? Buffer.of(), b?.get(name) ?? Buffer.of()) !== 0,
  )
  assert.deepEqual(differing, ['index.json'])
})

/** Arvenia's ministry writes a release, which only the State that holds the person may: sent past its own node. */
async function deliverOutsider({ node, keyOf, clock }: ToldWorld): Promise<void> {
  const [arvenia, norvale] = [node('QV'), node('QN')]
  const [own, theirs] = [arvenia.directory().current(QV), norvale.directory().of(QN)]
  assert.ok(own && theirs)
  const key = keyOf('Hélène Castagnier')
  const strand = 'QV/ministry' as StrandId
  const head = (await arvenia.dossiers.load(dossier)).folded.heads.get(strand)
  const now = clock.now()
  const place = {
    dossier,
    strand,
    seq: (head?.seq ?? 0) + 1,
    prev: head?.id ?? null,
    parents: [],
    author: key.kid,
    list: own.digest,
    law: arvenia.ports.law.own.digest,
    claimed: now,
    seen: null,
  }
  const draft: ActDraft = { act: { kind: 'released', body: { at: now, ground: 'wrong-person' } }, fields: {} }
  const { payload } = expectOk(makeAct(nodeEngine, systemRandom, draft, place), 'a well-formed act')
  const act = signJws(nodeEngine, key, 'comity-act+json', payload as unknown as JsonObject)
  const message = signJws(nodeEngine, arvenia.ports.keys.node, 'comity-message+json', {
    v: 1,
    from: QV,
    to: QN,
    seq: 900,
    sent: now,
    expires: laterBy(now, 60_000),
    checkpoints: [],
    dossier,
    acts: [{ jws: toBase64(act.bytes), disclosures: [], salt: toBase64(systemRandom(32)) }],
  })
  expectOk(await norvale.receive(sealTo(nodeEngine, systemRandom, theirs, message.bytes)), 'the message is taken')
}
