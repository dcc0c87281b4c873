import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBytes, readJws, signJws } from '@comity/crypto'
import { nodeEngine, systemRandom } from '@comity/crypto-node'
import { type CarriedAct, Message } from '@comity/exchange'
import { type DossierId, expectOk, fromBase64, type JsonObject, type StateCode } from '@comity/kernel'
import { definitionOf, readAct } from '@comity/procedure'
import { verifyListedProof } from '@comity/verify'
import { toldWorld } from '../../testing/told-world.ts'
import { AL_NAJMI, SEED_STORY } from '../demo/seed-story.ts'
import { sealTo } from './seal-to.ts'

const dossier = AL_NAJMI as DossierId
const world = await toldWorld(SEED_STORY.filter((step) => step.dossier === dossier))
const [norvale, arvenia] = [world.node('QN'), world.node('QV')]
const QV = 'QV' as StateCode

const opened = (carried: CarriedAct) =>
  expectOk(
    readAct(nodeEngine, expectOk(fromBase64(carried.jws), 'own message'), carried.disclosures),
    'an act as it left',
  )
const isOrder = (carried: CarriedAct) => definitionOf(opened(carried).act.kind).class === 'order'

/** A message as it left the node of Norvale for Arvenia, with an order in it. */
async function messageWithOrder(): Promise<Message> {
  for (const { to, sealed } of await norvale.ports.archive.outboxOf(dossier)) {
    if (to !== QV || !sealed) continue
    const bytes = expectOk(openBytes(nodeEngine, [arvenia.ports.keys.identity], sealed), 'sealed to Arvenia')
    const message = Message.parse(expectOk(readJws(nodeEngine, bytes, 'comity-message+json'), 'a message').payload)
    if (message.acts.some(isOrder)) return message
  }
  throw new Error('the story holds no order of Norvale')
}

/** The same message under a later number, with other acts: signed by its sender, so that only the proof can be at fault. */
async function deliver(message: Message, acts: readonly CarriedAct[]) {
  const list = norvale.directory().of(QV)
  assert.ok(list)
  const again = { ...message, seq: message.seq + 900, acts, expires: '2036-01-01T00:00:00.000Z' }
  const signed = signJws(nodeEngine, norvale.ports.keys.node, 'comity-message+json', again as unknown as JsonObject)
  return arvenia.receive(sealTo(nodeEngine, systemRandom, list, signed.bytes))
}

test('[NP-95] whoever holds an act and the proof that came with it can check the proof', async () => {
  const { acts } = await messageWithOrder()
  for (const carried of acts) {
    assert.ok(carried.proof)
    const { id } = opened(carried)
    assert.equal(verifyListedProof(nodeEngine, arvenia.directory(), id, carried.proof).ok, true)
  }
})

test('[NP-72] an order that comes without a proof that holds is not taken in', async () => {
  const message = await messageWithOrder()
  assert.equal((await deliver(message, message.acts)).ok, true)
  const { proof } = message.acts.find(isOrder) ?? {}
  const without = message.acts.map(({ proof: _, ...carried }) => carried)
  assert.deepEqual(await deliver(message, without), { ok: false, error: 'not-accepted' })
  const anothers = message.acts.map((carried) => ({
    ...carried,
    proof: proof?.replace(/^index \d+$/m, 'index 0') ?? '',
  }))
  assert.deepEqual(await deliver(message, anothers), { ok: false, error: 'not-accepted' })
})

test('[NP-72] what is no order is taken in without a proof: reports and protective acts never wait for a witness', async () => {
  const left = await norvale.ports.archive.outboxOf(dossier)
  const messages = left
    .flatMap(({ to, sealed }) => (to === QV && sealed ? [sealed] : []))
    .map((sealed) => {
      const bytes = expectOk(openBytes(nodeEngine, [arvenia.ports.keys.identity], sealed), 'sealed to Arvenia')
      return Message.parse(expectOk(readJws(nodeEngine, bytes, 'comity-message+json'), 'a message').payload)
    })
  const message = messages.find(({ acts }) => acts.every((carried) => !isOrder(carried)))
  assert.ok(message)
  assert.equal(
    (
      await deliver(
        message,
        message.acts.map(({ proof: _, ...carried }) => carried),
      )
    ).ok,
    true,
  )
})
