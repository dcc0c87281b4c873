import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyIdOf, signJws } from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import { type ActId, type DossierId, type JsonObject, laterBy, type StrandId } from '@comity/kernel'
import type { ActDraft, UnsignedAct } from '@comity/procedure'
import { type ToldWorld, toldWorld } from '../../testing/told-world.ts'
import { AL_NAJMI, SEED_STORY } from '../demo/seed-story.ts'
import type { Wisher } from './carry-out.ts'
import { openNode, type Pins } from './node.ts'

const dossier = AL_NAJMI as DossierId
const story = SEED_STORY.filter((step) => step.dossier === dossier)
const EDDA = 'Edda Marlow'
const PETRA = 'Petra Osei'

const draft = (kind: string, body: object, fields: Readonly<Record<string, string>> = {}): ActDraft =>
  ({ act: { kind, body }, fields }) as unknown as ActDraft
const question = (replyBy = '2026-05-01') => draft('information-asked', { replyBy, about: [] })
const wisher = ({ keyOf }: ToldWorld, holder: string, strand = 'QN/oia'): Wisher => ({
  key: keyOf(holder).kid,
  strand: strand as StrandId,
})
const sign = ({ keyOf }: ToldWorld, holder: string, { payload }: UnsignedAct): Uint8Array =>
  signJws(nodeEngine, keyOf(holder), 'comity-act+json', payload as unknown as JsonObject).bytes

async function prepared(world: ToldWorld, holder: string, wish: ActDraft, strand?: string): Promise<UnsignedAct> {
  const result = await world.node('QN').prepare(dossier, wish, wisher(world, holder, strand))
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}
const kindOf = (result: { readonly ok: boolean; readonly error?: { readonly kind: string } }) =>
  result.ok ? 'made' : result.error?.kind

test('[NO-26] a signature that is sent twice, even at once, makes one act and gives one answer', async () => {
  const world = await toldWorld(story)
  const node = world.node('QN')
  const act = await prepared(world, EDDA, question())
  const jws = sign(world, EDDA, act)
  const before = await node.ports.archive.logSize()
  const answers = await Promise.all([node.submit(act.id, jws), node.submit(act.id, jws)])
  answers.push(await node.submit(act.id, jws))
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  assert.equal(kindOf(answers[0] ?? { ok: false }), 'made')
  const { folded } = await node.dossiers.load(dossier)
  assert.equal(folded.acts.filter(({ id }) => id === act.id).length, 1)
  assert.equal(await node.ports.archive.logSize(), before + 1)
  assert.equal(await node.pending(act.id), undefined)
})

test('[NO-27] of two clerks who wrote for one authority the first is taken, and the second is told that the file moved on', async () => {
  const world = await toldWorld(story)
  const node = world.node('QN')
  const [first, second] = [
    await prepared(world, EDDA, question()),
    await prepared(world, PETRA, question('2026-06-01')),
  ]
  const answers = await Promise.all([
    node.submit(first.id, sign(world, EDDA, first)),
    node.submit(second.id, sign(world, PETRA, second)),
  ])
  assert.deepEqual(answers.map(kindOf), ['made', 'moved-on'])
  const again = await node.renew(second.id)
  assert.ok(again.ok && again.value !== second.id, 'and makes it again in the place of now')
  const renewed = await node.pending(again.value)
  assert.equal(renewed?.author, world.keyOf(PETRA).kid)
})

test('[NO-27] a signature is taken for the act that was prepared, by the person who was to sign, and for nothing else', async () => {
  const world = await toldWorld(story)
  const node = world.node('QN')
  const act = await prepared(world, EDDA, question())
  const other = await prepared(world, EDDA, question('2026-06-01'))
  const bySomebody = { ...world.keyOf(EDDA), sign: (bytes: Uint8Array) => world.keyOf(PETRA).sign(bytes) }
  const forged = signJws(nodeEngine, bySomebody, 'comity-act+json', act.payload as unknown as JsonObject).bytes
  for (const jws of [sign(world, EDDA, other), sign(world, PETRA, act), forged, new Uint8Array(), new Uint8Array(9)])
    assert.equal(kindOf(await node.submit(act.id, jws)), 'not-the-signature')
  assert.equal(kindOf(await node.submit('f'.repeat(64) as ActId, sign(world, EDDA, act))), 'nothing-pending')
  assert.equal(kindOf(await node.submit(act.id, sign(world, EDDA, act))), 'made')
})

test('[NO-28] what waits for a signature is there after a restart', async () => {
  const world = await toldWorld(story)
  const node = world.node('QN')
  const act = await prepared(world, EDDA, question())
  const pins = Object.fromEntries(
    node
      .directory()
      .states()
      .map(({ state, root }) => [state, keyIdOf(nodeEngine, root)]),
  ) as Pins
  const again = await openNode(node.identity, node.ports, pins)
  assert.deepEqual(await again.allPending(), await node.allPending())
  await again.work()
  assert.equal(kindOf(await again.submit(act.id, sign(world, EDDA, act))), 'made')
})

test('[NO-29] an attempt that a right refused is noted, with what was missing, and nothing else is kept of it', async () => {
  const world = await toldWorld(story)
  const node = world.node('QN')
  const told = await node.attempts()
  const consent = draft('consent-recorded', { at: world.clock.now(), proofs: {} })
  world.clock.set(laterBy(world.clock.now(), 1000))
  const refused = await node.prepare(dossier, consent, wisher(world, 'Judge Orla Vennick', 'QN/saltmere-court'))
  assert.ok(!refused.ok && refused.error.kind === 'refused-by-right')
  const attempts = await node.attempts()
  assert.equal(attempts.length, told.length + 1)
  const last = attempts.at(-1)
  assert.deepEqual([last?.kind, last?.by, last?.dossier], ['consent-recorded', 'QN/saltmere-court', dossier])
  assert.ok(
    last?.unmet.some(({ guarantee, provisions }) => guarantee === 'counsel-confidential' && provisions.length > 0),
  )
  assert.deepEqual(await node.allPending(), [])
})

test('[NO-29] who may not make an act is told so before anybody is sent to sign', async () => {
  const world = await toldWorld(story)
  const release = draft('released', { at: world.clock.now(), ground: 'court-order' })
  const prepare = (holder: string, strand: string) =>
    world.node('QN').prepare(dossier, release, wisher(world, holder, strand))
  assert.equal(kindOf(await prepare('Ingrid Falk', 'QN/bar')), 'not-authorised')
  assert.equal(kindOf(await prepare(EDDA, 'QN/saltmere-court')), 'not-authorised', 'another’s strand')
  assert.equal(kindOf(await prepare('somebody', 'QN/oia')), 'not-authorised', 'in no list')
  assert.deepEqual(await world.node('QN').allPending(), [])
  assert.equal(kindOf(await prepare('Judge Orla Vennick', 'QN/saltmere-court')), 'made')
})

test('[NO-30] an order whose gate closed between preparing and signing is not stored; a report and a release are', async () => {
  const world = await toldWorld(story)
  const node = world.node('QN')
  const JUDGE = 'Judge Orla Vennick'
  const COURT = 'QN/saltmere-court'
  const make = async (holder: string, strand: string, wish: ActDraft) => {
    const act = await prepared(world, holder, wish, strand)
    assert.equal(kindOf(await node.submit(act.id, sign(world, holder, act))), 'made')
  }
  const now = world.clock.now()
  const counsel = `counsel/${world.keyOf('Ailsa Brannock').kid}`
  await make(JUDGE, COURT, draft('interpreter-engaged', { for: 'hearing', language: 'ar' }))
  await make(JUDGE, COURT, draft('interpretation-confirmed', { for: 'hearing', understood: true }))
  await make(
    'Ailsa Brannock',
    counsel,
    draft('counsel-advised', { at: now, private: true, interpreted: 'yes', consequencesExplained: true }),
  )
  const consent = await prepared(world, JUDGE, draft('consent-recorded', { at: now, proofs: {} }), COURT)
  const release = await prepared(
    world,
    'Sergeant Tomas Reede',
    draft('released', { at: now, ground: 'court-order' }),
    'QN/saltmere-custody',
  )
  await make(EDDA, 'QN/oia', draft('interpretation-confirmed', { for: 'hearing', understood: false }))
  const answer = await node.submit(consent.id, sign(world, JUDGE, consent))
  assert.ok(!answer.ok && answer.error.kind === 'refused-by-right')
  assert.equal(kindOf(await node.submit(release.id, sign(world, 'Sergeant Tomas Reede', release))), 'made')
})

test('[NO-31] an act goes to both States and the overseers; a request for assistance only when its sending is an act', async () => {
  const id = 'QV-2026-00431' as DossierId
  const request = SEED_STORY.filter((step) => step.dossier === id)
  const toOf = async (steps: typeof request) => {
    const world = await toldWorld(steps)
    const entries = await world.node('QV').ports.archive.outboxOf(id)
    return [...new Set(entries.map(({ to }) => to))].sort()
  }
  assert.deepEqual(await toOf(request.slice(0, 1)), ['XO'])
  assert.deepEqual(await toOf(request.slice(0, 2)), ['QN', 'XO'])
})

test('[NO-32] every act and receipt that a node keeps is in its log, once, with the leaf that its proof shows', async () => {
  const world = await toldWorld(story)
  for (const state of ['QN', 'QV', 'XO']) {
    const { archive } = world.node(state).ports
    const kept = (await archive.actsOf(dossier)).filter(({ standing }) => standing === 'in-strand')
    const leaves = await archive.leaves(0, await archive.logSize())
    assert.equal(new Set(leaves.map(({ object }) => object)).size, leaves.length, 'nothing stands there twice')
    for (const { id } of kept)
      assert.ok(
        leaves.some(({ object }) => object === id),
        `${state} ${id}`,
      )
    assert.deepEqual(
      leaves.map(({ index }) => index),
      leaves.map((_, index) => index),
    )
    for (const { id } of kept) assert.ok(await world.node(state).proofs.ofObject(id))
  }
})
