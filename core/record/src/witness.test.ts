import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pureEngine as engine } from '@comity/crypto'
import { expectOk, fromUtf8, toBase64, utf8 } from '@comity/kernel'
import fc from 'fast-check'
import { SampleLog, sampleSeed } from '../testing/index.ts'
import { formatCheckpoint, type LogIdentity, signCheckpoint } from './checkpoint.ts'
import { formatNote, formatSignatureLine, signNote } from './note.ts'
import { NOTE_SIGNATURE, seedNoteSigner } from './note-key.ts'
import type { TreeHead } from './tile-reader.ts'
import {
  decideAddCheckpoint,
  formatAddCheckpoint,
  MAX_ADD_CHECKPOINT_BYTES,
  readAddCheckpoint,
  type WitnessRefusal,
} from './witness.ts'

const log = new SampleLog(engine, 20)
const logs: readonly LogIdentity[] = [log.identity]
const signer = seedNoteSigner(engine, log.identity.origin, NOTE_SIGNATURE, sampleSeed(1))
const headAt = async (size: number): Promise<TreeHead> => ({ size, root: await log.rootAt(size) })

/** What a witness in this state answers. */
function answer(latest: TreeHead | undefined, body: Uint8Array, known = logs): TreeHead | WitnessRefusal {
  const request = readAddCheckpoint(engine, known, body)
  if (!request.ok) return request.error
  const decided = decideAddCheckpoint(engine, latest, request.value)
  return decided.ok ? decided.value : decided.error
}
const bodyOf = (oldSize: number, proof: readonly Uint8Array[], size: number, root: Uint8Array) =>
  utf8(
    formatAddCheckpoint({ oldSize, proof, note: signCheckpoint({ origin: log.identity.origin, size, root }, signer) }),
  )

test('[RE-16] a checkpoint that continues the last one is cosigned, from every size to every size', async () => {
  for (let oldSize = 0; oldSize <= log.size; oldSize += 1) {
    const latest = oldSize === 0 ? undefined : await headAt(oldSize)
    for (let size = oldSize; size <= log.size; size += 1)
      assert.deepEqual(answer(latest, await log.request(oldSize, size)), await headAt(size), `${oldSize} -> ${size}`)
  }
  assert.deepEqual(answer(await headAt(0), await log.request(0, 3)), await headAt(3))
})

test('[RE-16] 409 with the size known here where the old size is another', async () => {
  const conflict = (size: number) => ({ status: 409, reason: 'old-size-differs', size })
  assert.deepEqual(answer(undefined, await log.request(3, 5)), conflict(0))
  assert.deepEqual(answer(await headAt(7), await log.request(0, 9)), conflict(7))
  assert.deepEqual(answer(await headAt(7), await log.request(6, 9)), conflict(7))
  assert.deepEqual(answer(await headAt(7), await log.request(8, 9)), conflict(7))
  // However it is asked for, a smaller size than the one cosigned is refused.
  for (let size = 0; size < 7; size += 1)
    for (let oldSize = 0; oldSize <= size; oldSize += 1)
      assert.deepEqual(answer(await headAt(7), await log.request(oldSize, size)), conflict(7))
})

test('[RE-16] 422 where the tree does not continue the one cosigned', async () => {
  const latest = await headAt(7)
  const other = new SampleLog(engine, 20, { entry: (index) => utf8(`other ${index}`) })
  const unproved = (reason: string) => ({ status: 422, reason })
  assert.deepEqual(answer(latest, await other.request(7, 9)), unproved('not-consistent'))
  assert.deepEqual(answer(latest, await other.request(7, 7)), unproved('not-consistent'))
  assert.deepEqual(answer(latest, bodyOf(7, [], 9, log.root())), unproved('not-consistent'))
  assert.deepEqual(answer(latest, bodyOf(7, [log.root()], 7, latest.root)), unproved('not-consistent'))
  assert.deepEqual(answer(undefined, bodyOf(0, [log.root()], 9, log.root())), unproved('proof-from-empty-tree'))
  assert.deepEqual(answer(undefined, bodyOf(0, [], 0, log.root())), unproved('empty-tree-with-root'))
})

test('[RE-16] 404 for a log that is not witnessed here, 403 for a signature that is not its own', async () => {
  const body = await log.request(0, 5)
  const other = new SampleLog(engine, 5, { origin: 'qv.comity.example/log', seed: 2 })
  assert.deepEqual(answer(undefined, body, [other.identity]), { status: 404, reason: 'unknown-origin' })
  assert.deepEqual(answer(undefined, body, []), { status: 404, reason: 'unknown-origin' })
  const forged = new SampleLog(engine, 5, { seed: 9 })
  assert.deepEqual(answer(undefined, await forged.request(0, 5)), { status: 403, reason: 'log-signature-invalid' })
  const text = formatCheckpoint({ origin: log.identity.origin, size: 5, root: await log.rootAt(5) })
  const wrong = formatNote({ text, signatures: [signNote('else\n', signer), signNote(text, signer)] })
  const mixed = utf8(formatAddCheckpoint({ oldSize: 0, proof: [], note: wrong }))
  assert.deepEqual(answer(undefined, mixed), { status: 403, reason: 'log-signature-invalid' })
  const rotated = [
    log.identity,
    { ...log.identity, key: seedNoteSigner(engine, 'new.example/log', NOTE_SIGNATURE, sampleSeed(3)).key },
  ]
  assert.deepEqual(answer(undefined, body, rotated), await headAt(5))
})

test("[RE-16] what a witness keeps is the log's own signature; lines of others are dropped", async () => {
  const note = await log.checkpoint(5)
  const stranger = formatSignatureLine(
    signNote('x\n', seedNoteSigner(engine, 'x.example', NOTE_SIGNATURE, sampleSeed(8))),
  )
  const body = utf8(formatAddCheckpoint({ oldSize: 0, proof: [], note: note + stranger }))
  assert.equal(expectOk(readAddCheckpoint(engine, logs, body), 'signed by the log').note, note)
})

test('[RE-16] 400 for an old size above the size, and for what is not such a request', async () => {
  assert.deepEqual(answer(undefined, bodyOf(9, [], 5, log.root())), { status: 400, reason: 'old-size-above-size' })
  const body = fromUtf8(await log.request(5, 9)) ?? assert.fail()
  const hash = `${toBase64(sampleSeed(1))}\n`
  const malformed: (string | Uint8Array)[] = [
    '',
    '\n',
    'old 0\n',
    body.replace('old 5', 'old 05'),
    body.replace('old 5', 'old -5'),
    body.replace('old 5', 'old  5'),
    body.replace('old 5', 'Old 5'),
    body.replace('old 5', 'old 5 '),
    body.replace('old 5\n', ''),
    body.replace('old 5', 'old 9007199254740992'),
    body.replace('old 5\n', 'old 5\nAAAA\n'),
    body.replace('old 5\n', `old 5\n${hash.trimEnd().slice(0, -1)}\n`),
    `old 5\n${hash.repeat(64)}\n${body.slice(body.indexOf('\n\n') + 2)}`,
    body.replaceAll('\n', '\r\n'),
    body.replace('\n\n', '\n'),
    body.slice(0, -1),
    `${body}\n`,
    `${body}${'x'.repeat(MAX_ADD_CHECKPOINT_BYTES)}`,
    Uint8Array.of(...utf8(body), 0xff),
  ]
  for (const hostile of malformed) {
    const bytes = typeof hostile === 'string' ? utf8(hostile) : hostile
    assert.deepEqual(
      answer(await headAt(5), bytes),
      { status: 400, reason: 'malformed' },
      JSON.stringify(hostile).slice(0, 90),
    )
  }
  const most = utf8(`old 5\n${hash.repeat(63)}\n${body.slice(body.indexOf('\n\n') + 2)}`)
  assert.deepEqual(answer(await headAt(5), most), { status: 422, reason: 'not-consistent' })
})

test('[RE-16] the extension lines that this project refuses are refused here too', async () => {
  const text = `${formatCheckpoint({ origin: log.identity.origin, size: 5, root: await log.rootAt(5) })}more\n`
  const body = formatAddCheckpoint({
    oldSize: 0,
    proof: [],
    note: formatNote({ text, signatures: [signNote(text, signer)] }),
  })
  assert.deepEqual(answer(undefined, utf8(body)), { status: 400, reason: 'malformed' })
})

test('[RE-16] hostile: truncated, flipped, reordered, random: never another tree than the one signed', async () => {
  const [latest, next] = [await headAt(5), await headAt(9)]
  const body = await log.request(5, 9)
  const cosigned = (hostile: Uint8Array) => {
    const answered = answer(latest, hostile)
    return 'status' in answered ? undefined : answered
  }
  assert.deepEqual(cosigned(body), next)
  for (let length = 0; length < body.length; length += 1) assert.equal(cosigned(body.slice(0, length)), undefined)
  for (let bit = 0; bit < body.length * 8; bit += 1) {
    const flipped = body.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.equal(cosigned(flipped), undefined, `bit ${bit}`)
  }
  const proof = await log.consistency(5, 9)
  assert.equal(cosigned(bodyOf(5, proof.toReversed(), 9, next.root)), undefined)
  fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (random) => assert.equal(cosigned(random), undefined)))
})

test('[RE-16] what a log sends is what a witness reads', async () => {
  const [proof, note] = [await log.consistency(5, 9), await log.checkpoint(9)]
  const body = utf8(formatAddCheckpoint({ oldSize: 5, proof, note }))
  const request = expectOk(readAddCheckpoint(engine, logs, body), 'own request')
  assert.deepEqual([request.oldSize, request.proof, request.note], [5, proof, note])
  assert.equal(request.text, formatCheckpoint(request.checkpoint))
})
