import type { Engine } from '@comity/crypto'
import { bytesEqual, err, fromBase64, ok, type Result, toBase64 } from '@comity/kernel'
import { z } from 'zod'
import { type Checkpoint, type CheckpointRefusal, type LogIdentity, openCheckpoint } from './checkpoint.ts'
import { readHashes } from './lines.ts'
import { type HashReader, makeConsistencyProof, MAX_PROOF_HASHES, treeRoot, verifyConsistency } from './merkle.ts'
import { MAX_NOTE_LENGTH } from './note.ts'
import { formatVerifierKey } from './note-key.ts'

const Note = z.string().max(MAX_NOTE_LENGTH)
const Hash = z.string().length(44)

/**
 * The body of an alarm against a log that signed two trees of which neither continues the other. It holds all that the
 * charge needs: whoever trusts the log's key can check it, offline and without believing the accuser.
 */
export const ForkAlarm = z.strictObject({
  v: z.literal(1),
  kind: z.literal('log-fork'),
  origin: z.string().min(1),
  vkey: z.string().min(1),
  /** The signed checkpoint with the smaller size; of two equal sizes, the note that sorts first. */
  smaller: Note,
  larger: Note,
  /**
   * For two sizes: the root that the larger tree has at the smaller size, and the proof (base64, RFC 6962 consistency)
   * that it has it. `null` for equal sizes, where the two roots speak for themselves.
   */
  prefix: z.strictObject({ root: Hash, proof: z.array(Hash).max(MAX_PROOF_HASHES) }).nullable(),
})
export type ForkAlarm = z.infer<typeof ForkAlarm>

export type ForkFault =
  | 'malformed-alarm'
  /** The alarm speaks of another log, or of another key than the one that the reader trusts for it. */
  | 'other-log'
  | CheckpointRefusal
  /** The two trees may well agree: nothing in the alarm shows that they do not. */
  | 'no-contradiction'

export type ProvenFork = { readonly smaller: Checkpoint; readonly larger: Checkpoint }

/**
 * Compares two signed checkpoints of one log and makes the alarm if they contradict each other. For different sizes
 * `readLarger` reads the tree of the larger one. An honest log is never named: what cannot be proved is no alarm.
 */
export async function findFork(
  engine: Engine,
  log: LogIdentity,
  notes: readonly [string, string],
  readLarger: HashReader = async () => undefined,
): Promise<Result<ForkAlarm, ForkFault | 'tree-not-held'>> {
  const [a, b] = [openCheckpoint(engine, notes[0], log), openCheckpoint(engine, notes[1], log)]
  if (!a.ok) return a
  if (!b.ok) return b
  const [smaller, larger] = inOrder(a.value, b.value)
  const { size } = smaller.checkpoint
  const body = { v: 1, kind: 'log-fork', origin: log.origin, vkey: formatVerifierKey(log.key) } as const
  let prefix: ForkAlarm['prefix'] = null
  if (size !== larger.checkpoint.size) {
    if (size === 0) return err('no-contradiction')
    const root = await treeRoot(engine, readLarger, size)
    const proof = await makeConsistencyProof(engine, readLarger, size, larger.checkpoint.size)
    if (!root.ok || !proof.ok) return err('tree-not-held')
    prefix = { root: toBase64(root.value), proof: proof.value.map(toBase64) }
  }
  const alarm: ForkAlarm = { ...body, smaller: smaller.note, larger: larger.note, prefix }
  const proven = verifyForkAlarm(engine, alarm, log)
  return proven.ok ? ok(alarm) : proven
}

/** Checks an alarm from anybody against the log's key as the reader knows it. */
export function verifyForkAlarm(engine: Engine, presented: unknown, log: LogIdentity): Result<ProvenFork, ForkFault> {
  const alarm = ForkAlarm.safeParse(presented)
  if (!alarm.success) return err('malformed-alarm')
  const { origin, vkey, prefix } = alarm.data
  if (origin !== log.origin || vkey !== formatVerifierKey(log.key)) return err('other-log')
  const [first, second] = [
    openCheckpoint(engine, alarm.data.smaller, log),
    openCheckpoint(engine, alarm.data.larger, log),
  ]
  if (!first.ok) return first
  if (!second.ok) return second
  if (inOrder(first.value, second.value)[0] !== first.value) return err('malformed-alarm')
  const [smaller, larger] = [first.value.checkpoint, second.value.checkpoint]
  const contradict = prefix === null ? twoRootsAtOneSize(smaller, larger) : otherPrefix(engine, smaller, larger, prefix)
  return contradict ? ok({ smaller, larger }) : err('no-contradiction')
}

const twoRootsAtOneSize = (a: Checkpoint, b: Checkpoint) => a.size === b.size && !bytesEqual(a.root, b.root)

/** A root can be proved at a size in one way only, so that another proven prefix excludes the signed one. */
function otherPrefix(
  engine: Engine,
  smaller: Checkpoint,
  larger: Checkpoint,
  { root, proof }: NonNullable<ForkAlarm['prefix']>,
): boolean {
  const [prefixRoot, hashes] = [fromBase64(root), readHashes(proof)]
  if (smaller.size >= larger.size || !prefixRoot.ok || !hashes || bytesEqual(prefixRoot.value, smaller.root))
    return false
  const claim = { oldSize: smaller.size, oldRoot: prefixRoot.value, newSize: larger.size, newRoot: larger.root }
  return verifyConsistency(engine, { ...claim, proof: hashes }).ok
}

type Signed = { readonly checkpoint: Checkpoint; readonly note: string }

/** One charge has one spelling: by size, then by note. */
function inOrder<T extends Signed>(a: T, b: T): readonly [T, T] {
  const difference = a.checkpoint.size - b.checkpoint.size
  return difference < 0 || (difference === 0 && a.note <= b.note) ? [a, b] : [b, a]
}
