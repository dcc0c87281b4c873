import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeEngine as engine } from '@comity/crypto-node'
import { expectOk, instantOf, type Instant, laterBy, toHex, utf8 } from '@comity/kernel'
import {
  addCosignatures,
  formatVerifierKey,
  MAX_ADD_CHECKPOINT_BYTES,
  openCheckpoint,
  quorumOf,
  verifyForkAlarm,
  verifyTlogProof,
} from '@comity/record'
import { SampleLog, sampleWitness } from '@comity/record/testing'
import fc from 'fast-check'
import { memoryWitnessStore } from './memory-store.ts'
import { CLOCK_SLACK_MS, createWitness, type WitnessEvent } from './witness.ts'
import type { WitnessStore } from './witness-store.ts'

const signer = sampleWitness(engine, 'overseer.example/witness', 40)
const start = '2026-03-03T10:00:00.000Z' as Instant
const other = (index: number) => utf8(`other ${index}`)

function setUp({ store = memoryWitnessStore(), size = 20, log = new SampleLog(engine, size) } = {}) {
  const events: WitnessEvent[] = []
  const signed: string[] = []
  const watched = {
    key: signer.key,
    sign(message: Uint8Array) {
      signed.push(new TextDecoder().decode(message))
      return signer.sign(message)
    },
  }
  const time = { now: start }
  const report = (event: WitnessEvent) => void events.push(event)
  const ports = { engine, store, signer: watched, clock: () => time.now, logs: [log.identity], report }
  const { fetch } = createWitness(ports)
  const post = (body: Uint8Array | string) =>
    fetch(
      new Request('http://witness/add-checkpoint', {
        method: 'POST',
        body: new Uint8Array(typeof body === 'string' ? utf8(body) : body),
      }),
    )
  const get = (path: string, method = 'GET') => fetch(new Request(`http://witness${path}`, { method }))
  return { log, fetch, post, get, events, signed, time, store }
}

/** Sizes in the messages that were signed, in order. */
const sizesOf = (signed: readonly string[]) => signed.map((message) => Number(message.split('\n')[3]))

test('[WI-1] a log that grows is cosigned, and the answer verifies as its specification says', async () => {
  const { log, post, time, events } = setUp()
  let known = 0
  for (const size of [1, 2, 2, 9, 20]) {
    time.now = laterBy(time.now, 1500)
    const response = await post(await log.request(known, size))
    assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'text/plain; charset=utf-8'])
    const note = expectOk(
      addCosignatures(engine, await log.checkpoint(size), await response.text(), [signer.key]),
      'an answer',
    )
    const { cosignatures } = expectOk(openCheckpoint(engine, note, log.identity, [signer.key]), 'cosigned')
    assert.deepEqual(
      cosignatures.map(({ at }) => at),
      [instantOf(Math.floor(Date.parse(time.now) / 1000) * 1000)],
    )
    known = size
  }
  assert.deepEqual(
    events.map(({ kind }) => kind),
    Array(5).fill('cosigned'),
  )
})

test('[WI-1] a cosigned checkpoint makes a proof that a court can check', async () => {
  const { log, post } = setUp()
  const answer = await (await post(await log.request(0))).text()
  const note = expectOk(addCosignatures(engine, await log.checkpoint(), answer, [signer.key]), 'an answer')
  const listed = [{ group: 'civil', vkey: formatVerifierKey(signer.key) }]
  const quorum = expectOk(quorumOf(engine, listed, [{ group: 'civil', atLeast: 1 }]), 'one of one')
  const entry = log.entries[7] ?? assert.fail()
  const proven = verifyTlogProof(engine, await log.proof(7, note), { log: log.identity, quorum, entry })
  assert.equal(expectOk(proven, 'a proof').witnessedAt, start)
})

test('[WI-3] each refusal has its status, and signs nothing', async () => {
  const { log, post, signed } = setUp()
  assert.equal((await post(await log.request(0, 7))).status, 200)
  const forged = new SampleLog(engine, 20, { seed: 9 })
  const parted = new SampleLog(engine, 20, { entry: other })
  const stranger = new SampleLog(engine, 20, { origin: 'qv.comity.example/log', seed: 2 })
  const cases: [Uint8Array | string, number][] = [
    ['', 400],
    ['old 7\n\nnonsense', 400],
    [await stranger.request(0, 7), 404],
    [await forged.request(7, 9), 403],
    [await parted.request(7, 9), 422],
    [await parted.request(7, 7), 422],
    [await log.request(3, 9), 409],
    [await log.request(0, 9), 409],
    [new Uint8Array(MAX_ADD_CHECKPOINT_BYTES + 1), 413],
  ]
  for (const [body, status] of cases) {
    const response = await post(body)
    assert.equal(response.status, status)
    if (status === 409) {
      assert.equal(response.headers.get('content-type'), 'text/x.tlog.size')
      assert.equal(await response.text(), '7\n')
    } else assert.match(await response.text(), /^[A-Z].*\.\n$/)
  }
  assert.deepEqual(sizesOf(signed), [7])
})

test('[WI-2] two requests at once never both win from one old size', async () => {
  const parted = new SampleLog(engine, 20, { entry: (index) => utf8(index < 5 ? `entry ${index}` : `other ${index}`) })
  for (let round = 0; round < 20; round += 1) {
    const { log, post, signed } = setUp({ store: slow(memoryWitnessStore()) })
    await post(await log.request(0, 5))
    const bodies = [
      await log.request(5, 9),
      await parted.request(5, 9),
      await log.request(5, 12),
      await parted.request(5, 20),
    ]
    const answers = await Promise.all(bodies.map(post))
    const won = answers.filter(({ status }) => status === 200)
    assert.equal(won.length, 1)
    for (const lost of answers.filter(({ status }) => status !== 200)) {
      assert.equal(lost.status, 409)
      assert.equal(await lost.text(), `${sizesOf(signed)[1]}\n`)
    }
    assert.equal(signed.length, 2)
  }
})

test('[WI-1] whatever is sent in whatever order, at once or not, sizes signed never fall and trees never part', async () => {
  const [log, parted] = [new SampleLog(engine, 12), new SampleLog(engine, 12, { entry: other })]
  const request = fc.record({ honest: fc.boolean(), oldSize: fc.nat(12), size: fc.nat(12) })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(request, { maxLength: 4 }), { maxLength: 8 }), async (rounds) => {
      const { post, signed } = setUp({ log, store: slow(memoryWitnessStore()) })
      for (const round of rounds) {
        const bodies = round.map(({ honest, oldSize, size }) =>
          (honest ? log : parted).request(Math.min(oldSize, size), size),
        )
        await Promise.all((await Promise.all(bodies)).map(post))
      }
      const sizes = sizesOf(signed)
      assert.deepEqual(
        sizes,
        sizes.toSorted((a, b) => a - b),
      )
      const roots = new Map(signed.map((message) => [message.split('\n')[3], message.split('\n')[4]]))
      const trees = [log, parted].map((tree) =>
        [...roots].map(
          async ([size, root]) => root === Buffer.from(await tree.rootAt(Number(size))).toString('base64'),
        ),
      )
      const agree = await Promise.all(trees.map(async (same) => (await Promise.all(same)).every((one) => one)))
      assert.ok(
        agree.some((all) => all),
        'one tree explains all that was signed',
      )
    }),
    { numRuns: 60 },
  )
})

test('[WI-4] what is signed is durable before', async () => {
  const order: string[] = []
  const memory = memoryWitnessStore()
  const store: WitnessStore = {
    latest: memory.latest,
    async replace(...args) {
      await new Promise(setImmediate)
      order.push('kept')
      return memory.replace(...args)
    },
  }
  const log = new SampleLog(engine, 3)
  const watched = {
    key: signer.key,
    sign(message: Uint8Array) {
      order.push('signed')
      return signer.sign(message)
    },
  }
  const { fetch } = createWitness({ engine, store, signer: watched, clock: () => start, logs: [log.identity] })
  await fetch(
    new Request('http://witness/add-checkpoint', { method: 'POST', body: new Uint8Array(await log.request(0)) }),
  )
  assert.deepEqual(order, ['kept', 'signed'])
})

test('[WI-4] a disk that fails signs nothing; what failed after keeping is asked for again', async () => {
  const broken: WitnessStore = {
    latest: async () => undefined,
    replace: async () => {
      throw new Error('no space left on device')
    },
  }
  const { log, post, signed, events, get } = setUp({ store: broken })
  assert.equal((await post(await log.request(0))).status, 503)
  assert.deepEqual([signed.length, events[0]?.kind], [0, 'failed'])
  assert.equal((await get('/health')).status, 200)
  const blind = setUp({ store: { ...broken, latest: () => Promise.reject(new Error('I/O error')) } })
  assert.equal((await blind.get('/health')).status, 503)

  const store = memoryWitnessStore()
  const failing = { key: signer.key, sign: () => assert.fail('the token was pulled out') }
  const { fetch } = createWitness({ engine, store, signer: failing, clock: () => start, logs: [log.identity] })
  const lost = await fetch(
    new Request('http://witness/add-checkpoint', { method: 'POST', body: new Uint8Array(await log.request(0, 9)) }),
  )
  assert.equal(lost.status, 503)
  const again = setUp({ store, log })
  assert.equal((await again.post(await log.request(0, 9))).status, 409)
  assert.equal((await again.post(await log.request(9, 9))).status, 200)
})

test('[WI-6] the checkpoint cosigned last is served with the cosignature that was answered', async () => {
  const { log, post, get, time } = setUp()
  const path = `/${toHex(engine.sha256(utf8(log.identity.origin)))}/checkpoint`
  assert.equal((await get(path)).status, 404)
  const line = await (await post(await log.request(0, 7))).text()
  time.now = laterBy(time.now, 5000)
  const served = await get(path)
  assert.equal(served.status, 200)
  assert.equal(await served.text(), (await log.checkpoint(7)) + line)
})

test('[WI-7] a log that shows two trees of one size is reported with an alarm that verifies', async () => {
  const { log, post, events } = setUp()
  const parted = new SampleLog(engine, 20, { entry: other })
  await post(await log.request(0, 7))
  // However it asks: the contradiction counts, not the form of the request.
  for (const body of [await parted.request(7, 7), await parted.request(0, 7)]) {
    events.length = 0
    await post(body)
    const [fork, refused] = events
    assert.ok(fork?.kind === 'fork' && refused?.kind === 'refused')
    assert.ok(verifyForkAlarm(engine, fork.alarm, log.identity).ok)
  }
  events.length = 0
  await post(await log.request(7, 7))
  await post(await new SampleLog(engine, 7, { seed: 9, entry: other }).request(7, 7))
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['cosigned', 'refused'],
  )
})

test('[WI-8] a clock that falls back a little repeats the last time; one far behind stops the witness', async () => {
  const { log, post, time, signed } = setUp()
  const timeOf = (message: string | undefined) => message?.split('\n')[1]
  await post(await log.request(0, 1))
  time.now = laterBy(start, -CLOCK_SLACK_MS)
  assert.equal((await post(await log.request(1, 2))).status, 200)
  assert.equal(timeOf(signed[1]), timeOf(signed[0]))
  time.now = laterBy(start, -CLOCK_SLACK_MS - 1)
  const stopped = await post(await log.request(2, 3))
  assert.equal(stopped.status, 503)
  assert.match(await stopped.text(), /clock/)
  assert.deepEqual(sizesOf(signed), [1, 2])
})

test('[WI-9] other paths and methods have nothing', async () => {
  const { get, signed } = setUp()
  for (const path of [
    '/',
    '/add-checkpoint/',
    '/sign-subtree',
    '/checkpoint',
    `/${'0'.repeat(64)}/checkpoint`,
    '/health/../x',
  ])
    assert.equal((await get(path)).status, 404, path)
  for (const [path, method] of [
    ['/add-checkpoint', 'GET'],
    ['/add-checkpoint', 'PUT'],
    ['/health', 'POST'],
  ] as const) {
    const response = await get(path, method)
    assert.deepEqual([response.status, response.headers.get('allow')], [405, path === '/health' ? 'GET' : 'POST'])
  }
  const health = await get('/health')
  assert.deepEqual(await health.json(), {
    status: 'ok',
    witness: formatVerifierKey(signer.key),
    logs: ['qn.comity.example/log'],
  })
  assert.deepEqual(signed, [])
})

test('[WI-9] hostile bodies are answered, never thrown: random, endless, broken off', async () => {
  const { post, fetch, signed } = setUp()
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (body) => assert.equal((await post(body)).status, 400)),
  )
  let pulled = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1
      controller.enqueue(new Uint8Array(65_536))
    },
  })
  const send = (body: ReadableStream<Uint8Array>) =>
    fetch(new Request('http://witness/add-checkpoint', { method: 'POST', body, duplex: 'half' }))
  assert.equal((await send(endless)).status, 413)
  assert.ok(pulled < 10, 'the rest is not read')
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('connection reset')),
  })
  assert.equal((await send(broken)).status, 503)
  assert.deepEqual(signed, [])
})

/** The same store with a pause at each step, so that requests meet inside it. */
function slow(store: WitnessStore): WitnessStore {
  return {
    async latest(origin) {
      await new Promise(setImmediate)
      return store.latest(origin)
    },
    async replace(...args) {
      await new Promise(setImmediate)
      return store.replace(...args)
    },
  }
}
