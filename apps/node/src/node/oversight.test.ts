import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signJws } from '@comity/crypto'
import { AttemptsWanted } from '@comity/exchange'
import type { DossierId, JsonObject, StateCode } from '@comity/kernel'
import { AL_NAJMI, SEED_STORY } from '../demo/seed-story.ts'
import { toldWorld } from '../../testing/told-world.ts'
import { sealTo } from './seal-to.ts'

const dossier = AL_NAJMI as DossierId
const steps = SEED_STORY.filter((step) => step.dossier === AL_NAJMI)
const [QN, QV, XO] = ['QN', 'QV', 'XO'] as StateCode[] as [StateCode, StateCode, StateCode]

test('[EX-6] an attempt that a right refused at home is told to the overseer that asks, and names no person', async () => {
  const world = await toldWorld(steps)
  const overseer = world.node(XO)
  await overseer.askAttempts(0)
  const [told] = (await overseer.told()).filter(({ state }) => state === QN)
  const [attempt] = told?.answer?.attempts ?? []
  assert.equal(attempt?.kind, 'consent-recorded')
  assert.ok(attempt.unmet.some(({ guarantee }) => guarantee === 'interpreter-free'))
  assert.doesNotMatch(JSON.stringify(told), /Vennick|Najmi/)
})

test('[EX-6] nobody but an overseer that the State names is told', async () => {
  const world = await toldWorld(steps)
  const question = (from: StateCode): AttemptsWanted =>
    AttemptsWanted.parse({ v: 1, from, to: QN, asked: world.clock.now(), wants: 'attempts' })
  const asked = (from: StateCode, claims: StateCode) => {
    const { engine, keys, random } = world.node(from).ports
    const signed = signJws(engine, keys.node, 'comity-message+json', question(claims) as unknown as JsonObject)
    const list = world.node(QN).directory().of(QN)
    assert.ok(list)
    return world.node(QN).tellAttempts(sealTo(engine, random, list, signed.bytes))
  }
  assert.equal((await asked(XO, XO)).ok, true)
  assert.equal((await asked(QV, QV)).ok, false, 'the other State')
  assert.equal((await asked(QV, XO)).ok, false, 'the other State in the overseer’s name')
  assert.equal((await world.node(QN).tellAttempts(new Uint8Array([1, 2, 3]))).ok, false)
})

test('[EX-6] a complaint reaches the overseer once, and this node keeps nothing of it that it could read', async () => {
  const world = await toldWorld(steps)
  const node = world.node(QN)
  await node.complain(dossier, 'Nobody has shown me to a doctor', 'en')
  for (const document of await node.ports.archive.documents('complaints-passed'))
    assert.doesNotMatch(new TextDecoder().decode(document.value), /doctor/)
  await node.passComplaints()
  await node.passComplaints()
  const taken = await world.node(XO).complaintsTaken()
  assert.deepEqual(
    taken.map(({ words, from }) => [words, from]),
    [['Nobody has shown me to a doctor', QN]],
  )
  assert.ok((await node.complaintsPassed(dossier)).every(({ takenAt }) => takenAt !== undefined))
})

test('[EX-6] a State does not take complaints: only whoever oversees the sender does', async () => {
  const world = await toldWorld(steps)
  const { engine, keys, random } = world.node(QN).ports
  const complaint = {
    v: 1,
    from: QN,
    to: QV,
    id: 'ab'.repeat(16),
    dossier,
    at: world.clock.now(),
    words: 'x',
    language: 'en',
  }
  const signed = signJws(engine, keys.node, 'comity-message+json', complaint)
  const list = world.node(QV).directory().of(QV)
  assert.ok(list)
  assert.equal((await world.node(QV).takeComplaint(sealTo(engine, random, list, signed.bytes))).ok, false)
  assert.deepEqual(await world.node(QV).complaintsTaken(), [])
})
