import type { KeptCheckpoint } from '@comity/archive'
import type { Directory } from '@comity/directory'
import { type ActId, Defect, type Instant, type JsonValue, ok, type StateCode, toBase64 } from '@comity/kernel'
import type { SeenCheckpoint } from '@comity/procedure'
import {
  addCosignatures,
  countCosigners,
  findFork,
  formatAddCheckpoint,
  formatTlogProof,
  type LogIdentity,
  makeConsistencyProof,
  makeInclusionProof,
  membersOf,
  NOTE_SIGNATURE,
  openCheckpoint,
  parseVerifierKey,
  type Quorum,
  quorumOf,
  seedNoteSigner,
  signCheckpoint,
  treeRoot,
  type VerifierKey,
} from '@comity/record'
import { extraOf } from '@comity/verify'
import { z } from 'zod'
import { putDocument, readDocument, readDocuments } from './documents.ts'
import type { NodeIdentity, Ports } from './ports.ts'
import type { Writer } from './writer.ts'

/** The log as seen from outside: its checkpoints, their witnesses, proofs for single objects, and what peers' logs say. */
export type Proofs = {
  /** Signs a checkpoint of what was logged since the last one, and has it witnessed. */
  readonly publish: () => Promise<void>
  /** The proof that an object stands in the witnessed log; `undefined` while it does not. */
  readonly ofObject: (object: ActId | string) => Promise<string | undefined>
  /** The latest witnessed checkpoint, as an act cites it. */
  readonly seen: () => Promise<SeenCheckpoint | null>
  /** Notes to pass on: our own latest, then what we heard of others. */
  readonly gossip: () => Promise<string[]>
  /** Keeps a peer's checkpoints; two that contradict each other become an alarm that anybody can verify. */
  readonly hear: (from: StateCode, notes: readonly string[]) => Promise<void>
  /** What is known of each log: size, note, whether a fork was seen. */
  readonly heard: () => Promise<readonly Heard[]>
}

const HEARD = 'heard-checkpoints'
const ALARMS = 'alarms'
const WITNESSES = 'witness-sizes'

/** Lane of what is signed of the log as a whole. */
const CHECKPOINT = 'checkpoint'

export const Heard = z.strictObject({ origin: z.string(), size: z.int(), note: z.string(), at: z.string() })
export type Heard = z.infer<typeof Heard>
/** Notes of peers' logs that were checked and compared: every message brings the same ones until a log grows. */
const MOST_COMPARED = 256
const WitnessSize = z.strictObject({ size: z.int() })

export function createProofs(ports: Ports, identity: NodeIdentity, directory: () => Directory, writer: Writer): Proofs {
  const { archive, engine, clock } = ports
  const reader = (level: number, index: number) => archive.node(level, index)

  const ownList = () => {
    const list = directory().of(identity.state)
    if (!list) throw new Defect(`the directory of ${identity.state} lacks its own list`)
    return list
  }

  /** `undefined` where the list asks for more witnesses than it names: then nothing is ever witnessed, and orders wait. */
  function ownQuorum(): Quorum | undefined {
    const list = ownList()
    const quorum = quorumOf(engine, list.witnesses, list.quorum)
    if (!quorum.ok) ports.note({ event: 'quorum-unreachable', level: 'warn', code: quorum.error.kind })
    return quorum.ok ? quorum.value : undefined
  }

  let askedWitnesses = false

  /**
   * After a start, before anything is signed: what do the witnesses remember of this log? An archive put back from an
   * old disk would otherwise sign a second history. Nothing is signed until one has answered, and none knows more than we.
   */
  async function isUpToDate(): Promise<boolean> {
    const { latest } = ports.witnesses
    const witnesses = membersOf(ownQuorum() ?? [])
    if (askedWitnesses || !latest || witnesses.length === 0) return true
    const own = (await archive.latestCheckpoint())?.size ?? 0
    const log = logIdentity(identity.state)
    const answers = await Promise.all(witnesses.map((witness) => latest(vkeyOf(witness), log.origin)))
    const known = answers.map((answer) => {
      const opened = answer === undefined || answer === 'none' ? undefined : openCheckpoint(engine, answer, log)
      return opened?.ok ? opened.value.checkpoint.size : 0
    })
    if (answers.every((answer) => answer === undefined)) {
      ports.note({ event: 'witnesses-unreachable', level: 'warn' })
      return false
    }
    if (Math.max(...known) > own) {
      ports.note({ event: 'log-behind-its-witnesses', level: 'alarm', count: Math.max(...known) })
      return false
    }
    askedWitnesses = true
    return true
  }

  async function publish(): Promise<void> {
    if (!(await isUpToDate())) return
    const signed = await writer.run(CHECKPOINT, signLatest)
    if (!signed || signed.witnessed) return
    for (const witness of membersOf(ownQuorum() ?? [])) await askWitness(witness, signed.size)
  }

  /** Persists the checkpoint before anybody sees it: after a crash the log goes on from what it signed, never beside it. */
  async function signLatest(): Promise<KeptCheckpoint | undefined> {
    const last = await archive.latestCheckpoint()
    const size = await archive.logSize()
    if (size === 0 || last?.size === size) return last
    const root = await treeRoot(engine, reader, size)
    if (!root.ok) throw new Defect('the log lacks one of its own hashes')
    const { origin } = ownList().log
    const note = signCheckpoint(
      { origin, size, root: root.value },
      seedNoteSigner(engine, origin, NOTE_SIGNATURE, ports.keys.logSeed),
    )
    const checkpoint: KeptCheckpoint = { size, root: root.value, note, witnessed: false, at: clock.now() }
    const committed = await archive.commit([{ do: 'put-checkpoint', checkpoint, after: last?.size ?? 0 }])
    return committed.ok ? checkpoint : archive.latestCheckpoint()
  }

  async function askWitness(witness: VerifierKey, size: number): Promise<void> {
    const key = `${witness.name} ${witness.keyId}`
    let known = (await readDocument(archive, WITNESSES, key, WitnessSize))?.value.size ?? 0
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const current = await archive.latestCheckpoint()
      if (current?.size !== size || known > size) return
      const proof = known === 0 ? ok([]) : await makeConsistencyProof(engine, reader, known, size)
      if (!proof.ok) return
      const body = formatAddCheckpoint({ oldSize: known, proof: proof.value, note: current.note })
      const answer = await ports.witnesses.addCheckpoint(vkeyOf(witness), body)
      if (answer?.status === 200) {
        await writer.run(CHECKPOINT, () => keepCosignature(size, answer.body, key))
        return
      }
      // 409: the witness has seen another size than we remember; it says which.
      if (answer?.status !== 409 || !/^\d{1,15}\n?$/.test(answer.body)) {
        ports.note({
          event: 'witness-silent',
          level: 'warn',
          peer: witness.name,
          ...(answer ? { count: answer.status } : {}),
        })
        return
      }
      known = Number(answer.body)
    }
  }

  const vkeyOf = (witness: VerifierKey): string =>
    ownList().witnesses.find(({ vkey }) => {
      const parsed = parseVerifierKey(engine, vkey)
      return parsed.ok && parsed.value.name === witness.name && parsed.value.keyId === witness.keyId
    })?.vkey ?? ''

  async function keepCosignature(size: number, lines: string, witness: string): Promise<void> {
    const current = await archive.latestCheckpoint()
    if (current?.size !== size) return
    const quorum = ownQuorum() ?? []
    const note = addCosignatures(engine, current.note, lines, membersOf(quorum))
    if (!note.ok) return
    const opened = openCheckpoint(engine, note.value, logIdentity(identity.state), membersOf(quorum))
    if (!opened.ok) return
    const witnessed = countCosigners(quorum, opened.value.cosignatures).metAt !== undefined
    const before = await archive.document(WITNESSES, witness)
    await archive.commit([
      { do: 'put-checkpoint', checkpoint: { ...current, note: note.value, witnessed }, after: size },
      putDocument(WITNESSES, witness, before?.version ?? 0, { size }),
    ])
  }

  function logIdentity(state: StateCode): LogIdentity {
    const list = directory().of(state)
    const key = list && parseVerifierKey(engine, list.log.vkey)
    if (!list || !key?.ok) throw new Defect(`the list of ${state} has no readable log key`)
    return { origin: list.log.origin, key: key.value }
  }

  async function ofObject(object: string): Promise<string | undefined> {
    const [leaf, checkpoint] = [await archive.leafOf(object), await archive.latestWitnessed()]
    if (!leaf || !checkpoint || leaf.index >= checkpoint.size) return undefined
    const proof = await makeInclusionProof(engine, reader, leaf.index, checkpoint.size)
    if (!proof.ok) return undefined
    // The tags of the leaf are keyed: without them nobody but us could make the entry again and check the proof.
    const extra = extraOf(leaf.entry, leaf.salt)
    return formatTlogProof({ extra, index: leaf.index, hashes: proof.value, checkpoint: checkpoint.note })
  }

  async function seen(): Promise<SeenCheckpoint | null> {
    const checkpoint = await archive.latestWitnessed()
    return checkpoint ? { origin: ownList().log.origin, size: checkpoint.size, root: toBase64(checkpoint.root) } : null
  }

  async function gossip(): Promise<string[]> {
    const own = await archive.latestCheckpoint()
    const others = await heard()
    return [...(own ? [own.note] : []), ...others.map(({ note }) => note)].slice(0, 16)
  }

  const heard = async (): Promise<readonly Heard[]> =>
    (await readDocuments(archive, HEARD, Heard)).map(({ value }) => value)

  const compared = new Set<string>()

  async function hear(from: StateCode, notes: readonly string[]): Promise<void> {
    for (const note of notes) {
      if (compared.has(note)) continue
      const log = directory()
        .states()
        .map(({ state }) => logIdentity(state))
        .find(({ origin }) => note.startsWith(`${origin}\n`))
      const opened = log && openCheckpoint(engine, note, log)
      if (!log || !opened?.ok) continue
      await compare(log, opened.value.checkpoint.size, note, clock.now(), from)
      compared.add(note)
      // Those heard last come again with the next message; older ones may be looked at once more.
      const [oldest] = compared.size > MOST_COMPARED ? compared : []
      if (oldest !== undefined) compared.delete(oldest)
    }
  }

  async function compare(log: LogIdentity, size: number, note: string, now: Instant, from: StateCode): Promise<void> {
    const key = log.origin
    const before = await readDocument(archive, HEARD, key, Heard)
    if (before?.value.note === note) return
    const fork = before && (await findFork(engine, log, [before.value.note, note]))
    if (fork?.ok) {
      const known = await archive.document(ALARMS, key)
      if (!known) await archive.commit([putDocument(ALARMS, key, 0, fork.value as JsonValue)])
      ports.note({ event: 'log-forked', level: 'alarm', peer: from })
      return
    }
    if (before && before.value.size >= size) return
    await archive.commit([putDocument(HEARD, key, before?.version ?? 0, { origin: log.origin, size, note, at: now })])
  }

  return { publish, ofObject, seen, gossip, hear, heard }
}
