import {
  findFork,
  formatVerifierKey,
  leafHash,
  makePublicEntry,
  makeSealedEntry,
  quorumOf,
  readEntry,
  verifyTlogProof,
} from '@comity/record'
import { SampleLog } from '@comity/record/testing'
import { expectOk, type JsonObject, type JsonValue, toBase64, toHex } from '@comity/kernel'
import { extraOf } from '@comity/verify'
import { at, engine, seedOf } from './fixed.ts'
import { witnessSigner } from './state-lists.ts'

const ORIGIN = 'qn.comity.example/log'
const [CHANNEL, DOSSIER] = [seedOf('a channel key'), seedOf('a dossier key')]
const SALTS = [0, 1, 2, 3].map((number) => seedOf(`salt ${number}`))
const OBJECTS = [0, 1, 2, 3].map((number) => seedOf(`object ${number}`))

type Made = { readonly entry: Uint8Array; readonly from: JsonObject }

/** A chain of one dossier: four sealed entries, each after the one before it; then a public one. */
function entries(): readonly Made[] {
  let previous: Uint8Array | undefined
  const sealed = OBJECTS.map((objectId, entryNumber): Made => {
    const salt = SALTS[entryNumber] ?? new Uint8Array(32)
    const entry = makeSealedEntry(engine, {
      objectId,
      salt,
      channelKey: CHANNEL,
      entryNumber,
      dossierKey: DOSSIER,
      previous,
    })
    const from = {
      objectId: toHex(objectId),
      salt: toHex(salt),
      channelKey: toHex(CHANNEL),
      entryNumber,
      dossierKey: toHex(DOSSIER),
      previous: previous === undefined ? null : toHex(previous),
    }
    previous = entry
    return { entry, from }
  })
  const digest = seedOf('a list')
  return [...sealed, { entry: makePublicEntry(digest), from: { digest: toHex(digest) } }]
}

function refusedEntries(good: Uint8Array, open: Uint8Array): JsonValue {
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ['127 bytes', good.slice(1)],
    ['another format', good.with(0, 2)],
    ['another kind', good.with(1, 2)],
    ['a last byte that is not zero', good.with(127, 1)],
    ['a public entry with something after the digest', open.with(34, 1)],
  ]
  return cases.map(([what, entry]) => {
    if (readEntry(entry).ok) throw new Error(`${what} was read`)
    return { what, hex: toHex(entry) }
  })
}

/** What NP-90 to NP-102 make of a log of five entries: leaves, root, checkpoint, proof, and a log with two histories. */
export async function logVectors(): Promise<JsonObject> {
  const made = entries()
  const log = new SampleLog(engine, 0, { origin: ORIGIN, seed: 41 })
  const other = new SampleLog(engine, 0, { origin: ORIGIN, seed: 41 })
  for (const { entry } of made) log.append(entry)
  for (const number of [5, 6, 7]) other.append(makePublicEntry(seedOf(`another history ${number}`)))
  const witness = witnessSigner('civil')
  const checkpoint = await log.checkpoint(log.size, [[witness, at(10)]])
  const index = 2
  const [target] = made.slice(index)
  const salt = SALTS[index] ?? new Uint8Array()
  const extra = extraOf(target?.entry ?? new Uint8Array(), salt)
  const proof = await log.proof(index, checkpoint, log.size, extra)
  const quorum = expectOk(
    quorumOf(engine, [{ group: 'civil', vkey: formatVerifierKey(witness.key) }], [{ group: 'civil', atLeast: 1 }]),
    'a quorum of one',
  )
  const trust = { log: log.identity, quorum }
  const proven = expectOk(
    verifyTlogProof(engine, proof, { ...trust, entry: target?.entry ?? new Uint8Array() }),
    'own proof',
  )
  const fork = expectOk(
    await findFork(engine, log.identity, [await log.checkpoint(3), await other.checkpoint(3)]),
    'two roots at one size',
  )
  const longerFork = expectOk(
    await findFork(engine, log.identity, [await log.checkpoint(2), await other.checkpoint(3)], other.read),
    'two histories',
  )
  const unwitnessed = await log.proof(index, await log.checkpoint(), log.size, extra)
  return {
    entries: made.map(({ entry, from }) => ({
      ...from,
      entry: toHex(entry),
      leafHash: toHex(leafHash(engine, entry)),
    })),
    refusedEntries: refusedEntries(made[0]?.entry ?? new Uint8Array(), made.at(-1)?.entry ?? new Uint8Array()),
    roots: await Promise.all([1, 2, 3, 4, 5].map(async (size) => ({ size, root: toBase64(await log.rootAt(size)) }))),
    vkey: formatVerifierKey(log.identity.key),
    witness: { group: 'civil', vkey: formatVerifierKey(witness.key) },
    checkpoint,
    proof: {
      objectId: toHex(OBJECTS[index] ?? new Uint8Array()),
      text: proof,
      index,
      witnessedAt: proven.witnessedAt ?? null,
    },
    refusedProofs: [
      { what: 'of another object', objectId: toHex(OBJECTS[1] ?? new Uint8Array()), text: proof },
      { what: 'without a witness', objectId: toHex(OBJECTS[index] ?? new Uint8Array()), text: unwitnessed },
      {
        what: 'at another index',
        objectId: toHex(OBJECTS[index] ?? new Uint8Array()),
        text: proof.replace('index 2', 'index 3'),
      },
      {
        what: 'with the salt alone: the tags are missing',
        objectId: toHex(OBJECTS[index] ?? new Uint8Array()),
        text: await log.proof(index, checkpoint, log.size, salt),
      },
      {
        what: 'with an empty line for what it carries',
        objectId: toHex(OBJECTS[index] ?? new Uint8Array()),
        text: proof.replace(/^extra .*$/m, 'extra '),
      },
    ],
    alarms: {
      proven: [
        { what: 'two roots at one size', alarm: fork },
        { what: 'two sizes, and the smaller is not a beginning of the larger', alarm: longerFork },
      ],
      refused: [
        { what: 'one checkpoint twice', alarm: { ...fork, larger: fork.smaller } },
        { what: 'two sizes without the proof that they contradict each other', alarm: { ...longerFork, prefix: null } },
        { what: 'the notes in the wrong order', alarm: { ...fork, smaller: fork.larger, larger: fork.smaller } },
        { what: 'another log', alarm: { ...fork, origin: 'qv.comity.example/log' } },
      ],
    },
  }
}
