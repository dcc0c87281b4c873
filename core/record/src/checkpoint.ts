import type { Engine } from '@comity/crypto'
import { Defect, err, type Instant, ok, type Result, toBase64 } from '@comity/kernel'
import { readDecimal, readHash } from './lines.ts'
import {
  formatNote,
  type NoteFault,
  type OpenFault,
  openNote,
  parseNote,
  parseSignatureLines,
  signNote,
  type VerifiedSignature,
} from './note.ts'
import {
  COSIGNATURE,
  isSameBody,
  NOTE_SIGNATURE,
  type NoteSignature,
  type NoteSigner,
  type VerifierKey,
} from './note-key.ts'
import { countCosigners, membersOf, type Quorum, type QuorumCount } from './quorum.ts'
import type { TreeHead } from './tile-reader.ts'

/** The three lines of c2sp.org/tlog-checkpoint: whose tree, how many leaves, which root. */
export type Checkpoint = TreeHead & { readonly origin: string }

export type CheckpointFault =
  | 'malformed-checkpoint'
  /** Lines behind the root are not auditable, and ours to refuse. */
  | 'extension-line'

/** A log as its State's list names it: the line that its checkpoints begin with, and the key that signs them. */
export type LogIdentity = { readonly origin: string; readonly key: VerifierKey }

/** A checkpoint that its log signed, with the cosignatures that verified. */
export type SignedCheckpoint = {
  readonly checkpoint: Checkpoint
  /** The note, byte for byte. */
  readonly note: string
  readonly cosignatures: readonly VerifiedSignature[]
}

/** What a reader trusts: one log, and a quorum of its witnesses. `latest`: see `countCosigners`. */
export type CheckpointTrust = {
  readonly log: LogIdentity
  /** `none` only where the reader asks for the log's own word alone. */
  readonly quorum: Quorum | 'none'
  readonly latest?: Instant
}

export type WitnessedCheckpoint = SignedCheckpoint & {
  readonly count: QuorumCount
  /** When the quorum was complete; absent only under the policy `none`. */
  readonly witnessedAt?: Instant
}

export type CheckpointRefusal =
  | OpenFault
  | CheckpointFault
  /** The checkpoint is of another log. */
  | 'other-origin'
  | 'log-signature-missing'

export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`

export function parseCheckpoint(text: string): Result<Checkpoint, CheckpointFault> {
  const [origin, sizeLine, rootLine, ...rest] = text.split('\n')
  const size = readDecimal(sizeLine ?? '')
  const root = readHash(rootLine ?? '')
  if (!origin || size === undefined || !root || rest.at(-1) !== '') return err('malformed-checkpoint')
  return rest.length === 1 ? ok({ origin, size, root }) : err('extension-line')
}

/**
 * The log's signed note. What may be signed is not decided here: a log signs a checkpoint only after its leaves are
 * durable, and only if it continues the last one that it signed.
 */
export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): string {
  if (signer.key.name !== checkpoint.origin) throw new Defect(`checkpoint: ${signer.key.name} signs for another origin`)
  const text = formatCheckpoint(checkpoint)
  return formatNote({ text, signatures: [signNote(text, signer)] })
}

/** Reads a checkpoint that its log signed. Cosignatures of the given witnesses are verified, others are ignored. */
export function openCheckpoint(
  engine: Engine,
  note: string,
  log: LogIdentity,
  witnesses: readonly VerifierKey[] = [],
): Result<SignedCheckpoint, CheckpointRefusal> {
  const opened = openNote(engine, note, [log.key, ...witnesses])
  if (!opened.ok) return opened
  const checkpoint = parseCheckpoint(opened.value.text)
  if (!checkpoint.ok) return checkpoint
  if (checkpoint.value.origin !== log.origin) return err('other-origin')
  const { verified } = opened.value
  // Witnesses vouch that a log only grows, not that a text comes from it.
  if (log.key.type !== NOTE_SIGNATURE || !verified.some(({ key }) => key === log.key))
    return err('log-signature-missing')
  // Nor can a log be its own witness, by whatever name its key stands in the list.
  const cosignatures = verified.filter(({ key }) => key.type === COSIGNATURE && !isSameBody(key, log.key))
  return ok({ checkpoint: checkpoint.value, note, cosignatures })
}

/** Reads a checkpoint that its log signed and a quorum of witnesses cosigned. */
export function openWitnessedCheckpoint(
  engine: Engine,
  note: string,
  { log, quorum, latest }: CheckpointTrust,
): Result<WitnessedCheckpoint, CheckpointRefusal | 'quorum-not-met'> {
  if (quorum === 'none') {
    const signed = openCheckpoint(engine, note, log)
    return signed.ok ? ok({ ...signed.value, count: { groups: [] } }) : signed
  }
  const signed = openCheckpoint(engine, note, log, membersOf(quorum))
  if (!signed.ok) return signed
  const count = countCosigners(quorum, signed.value.cosignatures, latest)
  if (count.metAt === undefined) return err('quorum-not-met')
  return ok({ ...signed.value, count, witnessedAt: count.metAt })
}

/**
 * Adds what a witness answered to a checkpoint: the lines of known witnesses that verify, each key once. Lines of others
 * are dropped, so that nobody can fill a checkpoint with lines that nobody reads.
 */
export function addCosignatures(
  engine: Engine,
  note: string,
  answer: string,
  witnesses: readonly VerifierKey[],
): Result<string, NoteFault> {
  const held = parseNote(note)
  if (!held.ok) return held
  const lines = parseSignatureLines(answer)
  if (!lines.ok) return lines
  const { text } = held.value
  const signatures: NoteSignature[] = [...held.value.signatures]
  for (const line of lines.value) {
    const present = signatures.some(({ name, keyId }) => name === line.name && keyId === line.keyId)
    if (!present && openNote(engine, formatNote({ text, signatures: [line] }), witnesses).ok) signatures.push(line)
  }
  return ok(formatNote({ text, signatures }))
}
