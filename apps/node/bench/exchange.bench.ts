import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signJws } from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import { type ActId, type CalendarDate, type DossierId, expectOk, type JsonObject, type StrandId } from '@comity/kernel'
import type { ActDraft } from '@comity/procedure'
import { freePort, start } from '../testing/child-processes.ts'
import { type SetUpState, setUpStates } from '../testing/real-nodes.ts'
import type { Node } from '../src/node/node.ts'
import { openNodeDirectory } from '../src/setup/node-directory.ts'
import { workInRounds } from '../src/setup/work-in-rounds.ts'
import { figuresOf, type Measured, measure } from './measure.ts'

const RUNS = Number(process.env['COMITY_BENCH_RUNS'] ?? 5)
const COUNT = Number(process.env['COMITY_BENCH_COUNT'] ?? 960)
const IN_FLIGHT = 32
const TEXT = 'What was paid into the account between these dates, and by whom? '.repeat(22)

const folder = mkdtempSync(join(tmpdir(), 'comity-bench-'))
const { states, startWitness } = await setUpStates(folder, { QN: 'Norvale', QV: 'Arvenia' })
const [sender, receiver] = states as [SetUpState, SetUpState]
const [witness, receiving] = [await startWitness(), await receiver.start()]
const post = await plainPosts()

/** By file, who waits for the receipt of the act just made in it. */
const waiting = new Map<string, () => void>()
const stop = new AbortController()
const opened = await openNodeDirectory(sender.folder, {
  signal: stop.signal,
  note: ({ event, dossier }) => {
    if (event === 'message-taken') waiting.get(dossier ?? '')?.()
  },
})
const rounds = workInRounds(opened.node, stop.signal, (error) => {
  throw error
})
const working = rounds.run()

const [ours, theirs]: [Measured[], Measured[]] = [[], []]
let files = 0
const made: ActId[] = []
for (let run = 0; run < RUNS; run += 1) {
  const sides = [async () => ours.push(await exchange()), async () => theirs.push(await plain(run))]
  for (const side of run % 2 === 0 ? sides : sides.toReversed()) await side()
}
stop.abort()
await working
await opened.close()
const { held } = JSON.parse((await post.end()).trim().split('\n').at(-1) ?? '')
assert.equal(held, COUNT * RUNS)
await receiving.interrupt()
await witness.interrupt()
const { lost, doubled } = await lostAndDoubled()
rmSync(folder, { recursive: true, force: true })

process.stdout.write(
  `${JSON.stringify({
    goal: 'P4',
    what: `Receipted exchange of acts of 2 kB, ${IN_FLIGHT} in flight: prepared, signed, stored and logged here, sealed, stored and logged there, receipts signed there and verified here, logs witnessed`,
    unit: 'acts/s',
    ours: figuresOf(ours),
    anchor: { name: 'unsigned JSON POST into SQLite (WAL, FULL), node:http + node:sqlite', ...figuresOf(theirs) },
    runs: RUNS,
    count: COUNT,
    facts: { lost, doubled },
  })}\n`,
)

/** `COUNT` acts, each clerk in a file of their own, each waiting for the other State's receipt before the next. */
async function exchange(): Promise<Measured> {
  const dossiers: DossierId[] = []
  for (let clerk = 0; clerk < IN_FLIGHT; clerk += 1) {
    files += 1
    const dossier = `QN-2026-${String(files).padStart(5, '0')}` as DossierId
    dossiers.push(dossier)
    await sent(opened.node, dossier, opening())
  }
  return measure(COUNT, IN_FLIGHT, (clerk, number) => sent(opened.node, dossiers[clerk] as DossierId, question(number)))
}

async function sent(node: Node, dossier: DossierId, draft: ActDraft): Promise<void> {
  const wisher = { key: sender.key.kid, strand: sender.authority as StrandId }
  const prepared = await node.prepare(dossier, draft, wisher)
  assert.ok(prepared.ok, JSON.stringify(prepared))
  const { id, payload } = prepared.value
  const signed = signJws(nodeEngine, sender.key, 'comity-act+json', payload as unknown as JsonObject)
  const receipted = new Promise<void>((resolve) => waiting.set(dossier, resolve))
  expectOk(await node.submit(id, signed.bytes), 'nobody else writes here')
  made.push(id)
  rounds.wake()
  await receipted
}

/** Opens a file at both ends. */
function opening(): ActDraft {
  const parties = { requesting: sender.state, requested: receiver.state }
  const body = { ...parties, basis: ['ets024'], offences: ['fraud'], purpose: 'prosecution' as const, urgent: false }
  return { act: { kind: 'arrest-requested', body }, fields: {} }
}

function question(number: number): ActDraft {
  const body = { replyBy: '2030-01-01' as CalendarDate, about: [] }
  return { act: { kind: 'information-asked', body }, fields: { question: `${number}. ${TEXT}` } }
}

async function lostAndDoubled() {
  const received = await openNodeDirectory(receiver.folder)
  const held = new Map<string, number>()
  for (const dossier of await received.archive.dossiers())
    for (const { id, standing } of await received.archive.actsOf(dossier))
      if (standing === 'in-strand') held.set(id, (held.get(id) ?? 0) + 1)
  await received.close()
  return {
    lost: made.filter((id) => !held.has(id)).length,
    doubled: [...held.values()].filter((times) => times > 1).length,
  }
}

async function plainPosts() {
  const port = await freePort()
  const server = await start(
    join(import.meta.dirname, 'plain-post-server.ts'),
    [join(folder, 'plain.sqlite'), `${port}`],
    /is ready/,
  )
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT })
  return {
    send: (body: string) =>
      new Promise<void>((resolve, reject) => {
        const sending = request(
          { agent, port, host: '127.0.0.1', method: 'POST', headers: { 'content-type': 'application/json' } },
          (response) => response.resume().once('end', resolve),
        )
        sending.once('error', reject).end(body)
      }),
    end: async () => {
      agent.destroy()
      await server.interrupt()
      return server.said().out
    },
  }
}

function plain(run: number): Promise<Measured> {
  const question = `${TEXT}${TEXT.slice(0, 500)}`
  return measure(COUNT, IN_FLIGHT, (_, number) =>
    post.send(JSON.stringify({ id: `${run} ${number}`, kind: 'information-asked', question })),
  )
}
