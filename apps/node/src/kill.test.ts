import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Archive } from '@comity/archive'
import { nodeEngine } from '@comity/crypto-node'
import { type ActId, bytesEqual, type DossierId, expectOk, type StateCode } from '@comity/kernel'
import { readAct } from '@comity/procedure'
import { leafHash, treeRoot } from '@comity/record'
import { openSqliteArchive } from '@comity/store'
import type { Running } from '../testing/child-processes.ts'
import { clerkAt } from '../testing/clerk.ts'
import { comity, type SetUpState, setUpStates } from '../testing/real-nodes.ts'
import { fileOf } from './setup/node-files.ts'

/** Each node by itself, and then both at once. */
const [ALONE, TOGETHER] = [7, 6]
const KILLS = 2 * ALONE + TOGETHER
/** Asking is done at one end and answering at the other; both send. */
const FILES = ['QN-2026-00001', 'QN-2026-00002', 'QN-2026-00003'] as DossierId[]
const SILENT_AT_MOST_MS = 20_000

type Said = { readonly dossier: DossierId; readonly id: ActId; readonly text: string }

test('[OP-1] killed at any moment of sending, no node loses or doubles an act, and each has its receipt', {
  timeout: 120_000,
}, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'comity-kill-'))
  const running = new Map<SetUpState, Running>()
  const { states, startWitness } = await setUpStates(folder, { QN: 'Norvale', QV: 'Arvenia' }, { retryFirstMs: 50 })
  const [sender, receiver] = states as [SetUpState, SetUpState]
  const witness = await startWitness()
  const stop = new AbortController()
  t.after(async () => {
    stop.abort()
    for (const { kill } of [witness, ...running.values()]) await kill()
    rmSync(folder, { recursive: true, force: true })
  })
  const startAll = (some: readonly SetUpState[]) =>
    Promise.all(some.map(async (state) => running.set(state, await state.start())))
  await startAll(states)

  const said: Said[] = []
  const speaking = [...FILES.map((file) => ask(sender, file, said, stop.signal)), answer(receiver, said, stop.signal)]
  const killed = async (times: number, ...victims: readonly SetUpState[]) => {
    for (let time = 0; time < times; time += 1) {
      // Only who is sending can lose something: the first new act opens the time in which the kill falls.
      for (const before = said.length; said.length === before; ) await sleep(10, undefined, { signal: stop.signal })
      await sleep(Math.random() * 300)
      await Promise.all(victims.map((state) => running.get(state)?.kill()))
      await startAll(victims)
    }
  }
  await Promise.all([killed(ALONE, sender), killed(ALONE, receiver)])
  await killed(TOGETHER, sender, receiver)
  stop.abort()
  await Promise.all(speaking)
  assert.ok(said.length > KILLS, `only ${said.length} acts were made between ${KILLS} kills`)

  for (const state of states) await nothingWaits(state)
  for (const { url, vkey } of states) await comity('log', 'verify', `${url}/log`, '--vkey', vkey)
  for (const state of states) assert.equal((await running.get(state)?.interrupt())?.code, 0)
  running.clear()

  const archives = new Map<StateCode, Archive>()
  for (const { state, folder: at } of states) archives.set(state, await openSqliteArchive(fileOf.archive(at)))
  t.after(async () => {
    for (const archive of archives.values()) await archive.close()
  })
  for (const archive of archives.values()) {
    await holdsEachOnce(archive, said)
    await logsEachOnce(archive)
    await isReceipted(archive)
  }
  t.diagnostic(`${KILLS} kills, ${said.length} acts acknowledged, 0 lost, 0 doubled, each receipted`)
})

/** Opens a file and goes on asking in it, until told to stop. */
async function ask(state: SetUpState, dossier: DossierId, said: Said[], signal: AbortSignal): Promise<void> {
  const clerk = clerkAt(state)
  const parties = { requesting: 'QN', requested: 'QV' }
  const opening = { ...parties, basis: ['ets024'], offences: ['fraud'], purpose: 'prosecution', urgent: false }
  await clerk.insist({ key: `${dossier} opened`, dossier, kind: 'arrest-requested', body: opening }, signal)
  for (let number = 1; !signal.aborted; number += 1) {
    const text = `Question ${number} of ${dossier}`
    const body = { replyBy: '2030-01-01', about: [] }
    const intention = { key: text, dossier, kind: 'information-asked', body, fields: { question: text } }
    const id = await clerk.insist(intention, signal)
    if (id) said.push({ dossier, id: id as ActId, text })
  }
}

/** Answers in turn what was asked, from the other State. */
async function answer(state: SetUpState, said: Said[], signal: AbortSignal): Promise<void> {
  const clerk = clerkAt(state)
  for (let number = 1; !signal.aborted; number += 1) {
    const asked = said.filter(({ text }) => text.startsWith('Question')).at(-1)
    if (!asked) {
      await sleep(20)
      number -= 1
      continue
    }
    const { dossier } = asked
    const text = `Answer ${number} in ${dossier}`
    const intention = {
      key: text,
      dossier,
      kind: 'information-supplied',
      body: { asked: asked.id },
      fields: { answer: text },
    }
    const id = await clerk.insist(intention, signal)
    if (id) said.push({ dossier, id: id as ActId, text })
  }
}

async function nothingWaits({ url }: SetUpState): Promise<void> {
  for (const started = Date.now(); Date.now() - started < SILENT_AT_MOST_MS; await sleep(50)) {
    const health = await fetch(`${url}/health`)
    const { waiting, log } = (await health.json()) as { waiting: number; log: { size: number; witnessed: number } }
    if (waiting === 0 && log.size === log.witnessed) return
  }
  assert.fail(`${url} still waits for receipts, or for its witness`)
}

/** Everything that was acknowledged is in its dossier, and no intention is there twice. */
async function holdsEachOnce(archive: Archive, said: readonly Said[]): Promise<void> {
  for (const dossier of FILES) {
    const kept = await archive.actsOf(dossier)
    assert.deepEqual(
      kept.filter(({ standing }) => standing !== 'in-strand'),
      [],
    )
    const texts = kept.flatMap(({ jws, disclosures }) =>
      Object.values(expectOk(readAct(nodeEngine, jws, disclosures), 'kept acts can be read').shown),
    )
    assert.equal(new Set(texts).size, texts.length)
    const mine = said.filter((one) => one.dossier === dossier)
    assert.deepEqual(
      mine.filter(({ id }) => !kept.some((act) => act.id === id)),
      [],
    )
  }
}

/** One leaf for each act and each receipt, and a signed tree of exactly these leaves. */
async function logsEachOnce(archive: Archive): Promise<void> {
  const size = await archive.logSize()
  const leaves = await archive.leaves(0, size)
  assert.equal(leaves.length, size)
  assert.equal(new Set(leaves.map(({ object }) => object)).size, size)
  for (const { entry, hash } of leaves) assert.ok(bytesEqual(leafHash(nodeEngine, entry), hash))
  for (const dossier of FILES)
    for (const { id } of await archive.actsOf(dossier)) assert.ok(leaves.some(({ object }) => object === id))
  const checkpoint = await archive.latestWitnessed()
  const root = await treeRoot(nodeEngine, (level, index) => archive.node(level, index), size)
  assert.equal(checkpoint?.size, size)
  assert.ok(checkpoint && root.ok && bytesEqual(checkpoint.root, root.value))
}

/** Each act made here left in one message, and its addressee has signed that it took it. */
async function isReceipted(archive: Archive): Promise<void> {
  for (const dossier of FILES) {
    const entries = await archive.outboxOf(dossier)
    const sent = entries.flatMap(({ acts }) => acts)
    assert.equal(new Set(sent).size, sent.length)
    for (const { message, to } of entries) {
      const receipts = await archive.receiptsFor(message ?? '')
      assert.ok(receipts.some(({ rung, by }) => (rung === 'taken' && by === to) || rung === 'no-receipt-by'))
    }
  }
}
