import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DossierId, type Instant, laterBy, type StrandId } from '@comity/kernel'
import type { ActDraft, Place } from '@comity/procedure'
import { carriedOf, rungsOf, sealedMessage, writtenBy } from '../../testing/courier.ts'
import { type ToldWorld, toldWorld } from '../../testing/told-world.ts'
import { AL_NAJMI, SEED_STORY } from '../demo/seed-story.ts'

const dossier = AL_NAJMI as DossierId
const story = SEED_STORY.filter((step) => step.dossier === dossier)
const CASTAGNIER = 'Hélène Castagnier'

const question = (replyBy: string): ActDraft =>
  ({ act: { kind: 'information-asked', body: { replyBy, about: [] } }, fields: {} }) as unknown as ActDraft

/** The next place of Arvenia's ministry. */
async function nextPlace({ node, clock }: ToldWorld): Promise<Omit<Place, 'author'>> {
  const arvenia = node('QV')
  const { heads } = (await arvenia.dossiers.load(dossier)).folded
  const own = heads.get('QV/ministry')
  return {
    dossier,
    strand: 'QV/ministry' as StrandId,
    seq: (own?.seq ?? 0) + 1,
    prev: own?.id ?? null,
    parents: [],
    list: arvenia.directory().current(arvenia.identity.state)?.digest ?? assert.fail('no list'),
    law: arvenia.ports.law.own.digest,
    claimed: clock.now(),
    seen: null,
  }
}

const world = await toldWorld(story)
const [arvenia, norvale] = [world.node('QV'), world.node('QN')]
const place = await nextPlace(world)
const key = world.keyOf(CASTAGNIER)
const state = async () => {
  const { archive } = norvale.ports
  const kept = await archive.actsOf(dossier)
  return { log: await archive.logSize(), acts: kept.map(({ id, standing }) => `${id} ${standing}`) }
}
/** What is said of a message, and that nothing changed by it. */
async function unchangedBy(sealed: Uint8Array): Promise<readonly string[] | string> {
  const before = await state()
  const said = await rungsOf(norvale.receive(sealed))
  assert.deepEqual(await state(), before)
  return said
}

test('[NO-20] bytes that are no message of a known peer change nothing, and are told nothing that helps a forger', async () => {
  const act = carriedOf(writtenBy(key, question('2026-05-01'), place))
  const { sealed } = sealedMessage(arvenia, norvale, [act])
  assert.equal(await unchangedBy(new Uint8Array()), 'not-accepted')
  assert.equal(await unchangedBy(sealed.slice(0, -1)), 'not-accepted')
  for (let bit = 0; bit < sealed.length * 8; bit += 1009) {
    const flipped = sealed.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.equal(await unchangedBy(flipped), 'not-accepted', `bit ${bit}`)
  }
  assert.equal(
    await unchangedBy(sealedMessage(arvenia, norvale, [act], {}, key).sealed),
    'not-accepted',
    'not its node',
  )
  assert.equal(
    await unchangedBy(sealedMessage(arvenia, norvale, [act], { from: 'QQ' }).sealed),
    'not-accepted',
    'unknown sender',
  )
  assert.equal(
    await unchangedBy(sealedMessage(arvenia, norvale, [act], { from: 'QN' }).sealed),
    'not-accepted',
    'as if from us',
  )
  assert.equal(await unchangedBy(sealedMessage(arvenia, norvale, [act], { more: 1 }).sealed), 'not-accepted')
  assert.equal(await unchangedBy(sealedMessage(arvenia, norvale, []).sealed), 'not-accepted', 'no acts')
})

test('[NO-20] a message sealed on to somebody whom it was not written to is nobody’s message', async () => {
  const act = carriedOf(writtenBy(key, question('2026-05-02'), place))
  assert.equal(await unchangedBy(sealedMessage(arvenia, norvale, [act], { to: 'XO' }).sealed), 'not-accepted')
})

test('[NO-20] more bytes than a message may have are not even opened', async () => {
  assert.equal(await unchangedBy(new Uint8Array((2 << 20) + 1)), 'too-large')
})

test('[NO-21] a message that expired, or holds what is no act of its file, is refused by a receipt and keeps nothing', async () => {
  const good = carriedOf(writtenBy(key, question('2026-05-03'), place))
  const acts = async () => (await state()).acts
  const before = await acts()
  const refused = async (over: object, ...carried: readonly (typeof good)[]) =>
    rungsOf(norvale.receive(sealedMessage(arvenia, norvale, carried, { seq: 5, ...over }).sealed))
  assert.deepEqual(await refused({ expires: laterBy(world.clock.now(), -1) }, good), ['refused: expired'])
  assert.deepEqual(await refused({ dossier: 'QV-2026-00999' }, good), ['refused: malformed'])
  assert.deepEqual(
    await refused({}, good, { ...good, jws: good.jws.slice(4) }),
    ['refused: malformed'],
    'half a message',
  )
  assert.deepEqual(await refused({}, { ...good, salt: 'AAAA' }), ['refused: malformed'])
  assert.deepEqual(await refused({}, { ...good, disclosures: ['WyJh'] }), ['refused: malformed'])
  assert.deepEqual(await acts(), before)
})

test('[NO-22] a message that comes again, whenever, gets the same answer and changes nothing', async () => {
  const own = await toldWorld(story)
  const [from, to] = [own.node('QV'), own.node('QN')]
  const act = carriedOf(writtenBy(own.keyOf(CASTAGNIER), question('2026-05-04'), await nextPlace(own)))
  const { sealed } = sealedMessage(from, to, [act], { seq: 6 })
  const first = await to.receive(sealed)
  assert.deepEqual(await rungsOf(Promise.resolve(first)), ['relayed', 'taken'])
  const before = await to.ports.archive.logSize()
  const [again, twice] = await Promise.all([to.receive(sealed), to.receive(sealed)])
  own.clock.set('2028-01-01T00:00:00.000Z' as Instant)
  for (const answer of [again, twice, await to.receive(sealed)]) assert.deepEqual(answer, first)
  assert.equal(await to.ports.archive.logSize(), before)
})

test('[NO-23] acts that rest on something missing are kept and wait; when it comes they are placed, and the receipt follows', async () => {
  const own = await toldWorld(story)
  const [from, to] = [own.node('QV'), own.node('QN')]
  const at = await nextPlace(own)
  const one = writtenBy(own.keyOf(CASTAGNIER), question('2026-05-05'), at)
  const two = writtenBy(own.keyOf(CASTAGNIER), question('2026-05-06'), {
    ...at,
    seq: at.seq + 1,
    prev: one.id as never,
  })
  const waiting = sealedMessage(from, to, [carriedOf(two)], { seq: 7 })
  assert.deepEqual(await rungsOf(to.receive(waiting.sealed)), ['relayed'])
  assert.equal((await to.ports.archive.act(two.id as never))?.standing, 'held')
  const { folded } = await to.dossiers.load(dossier)
  assert.ok(!folded.verdicts.has(two.id as never), 'it has no effect while it waits')
  assert.deepEqual(await rungsOf(to.receive(sealedMessage(from, to, [carriedOf(one)], { seq: 8 }).sealed)), [
    'relayed',
    'taken',
  ])
  assert.equal((await to.ports.archive.act(two.id as never))?.standing, 'in-strand')
  await to.work()
  assert.deepEqual(await rungsOf(to.receive(waiting.sealed)), ['relayed', 'taken'])
})

test('[NO-24] a forged act, sent to wait in the place of a genuine one, does not keep it out', async () => {
  const own = await toldWorld(story)
  const [from, to] = [own.node('QV'), own.node('QN')]
  const at = await nextPlace(own)
  const [genuine, forger] = [own.keyOf(CASTAGNIER), own.keyOf('somebody else')]
  const missing = 'e'.repeat(64) as never
  const forged = writtenBy(forger, question('2026-05-07'), { ...at, parents: [missing] }, genuine)
  await to.receive(sealedMessage(from, to, [carriedOf(forged)], { seq: 9 }).sealed)
  assert.equal((await to.ports.archive.act(forged.id as never))?.reason, 'bad-signature')
  const act = writtenBy(genuine, question('2026-05-08'), at)
  await to.receive(sealedMessage(from, to, [carriedOf(forged), carriedOf(act)], { seq: 10 }).sealed)
  assert.equal((await to.ports.archive.act(act.id as never))?.standing, 'in-strand')
})

test('[NO-24] a signature that is forged does not keep out the same act with its own', async () => {
  const own = await toldWorld(story)
  const [from, to] = [own.node('QV'), own.node('QN')]
  const at = await nextPlace(own)
  const [genuine, forger] = [own.keyOf(CASTAGNIER), own.keyOf('somebody else')]
  const act = writtenBy(genuine, question('2026-05-09'), at)
  const forged = writtenBy(forger, question('2026-05-09'), at, genuine)
  assert.equal(act.id, forged.id)
  await to.receive(sealedMessage(from, to, [carriedOf(forged)], { seq: 11 }).sealed)
  assert.equal((await to.ports.archive.act(act.id as never))?.standing, 'quarantined')
  await to.receive(sealedMessage(from, to, [carriedOf(act)], { seq: 12 }).sealed)
  assert.equal((await to.ports.archive.act(act.id as never))?.standing, 'in-strand')
})
