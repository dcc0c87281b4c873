import type { Engine } from '@comity/crypto'
import { err, fromBase64, type Instant, ok, type Result, toBase64 } from '@comity/kernel'
import { type Checkpoint, type CheckpointRefusal, type CheckpointTrust, openWitnessedCheckpoint } from './checkpoint.ts'
import { hashLines, readDecimal, readHashes } from './lines.ts'
import { leafHash, MAX_PROOF_HASHES, type ProofFault, verifyInclusion } from './merkle.ts'
import { MAX_NOTE_LENGTH, type VerifiedSignature } from './note.ts'

const HEADER = 'c2sp.org/tlog-proof@v1'
/** What a proof carries beside the proof; ours carries a salt of 32 bytes, others' may be longer. */
export const MAX_EXTRA_BYTES = 4096
const MAX_HEAD_LENGTH = 16_384

/** A `.tlog-proof` file (c2sp.org/tlog-proof): that an entry stands in a log, checkable without the log. */
export type TlogProof = {
  /** Here the salt of the entry's commitment. Not covered by any signature: the entry has to be made from it again. */
  readonly extra?: Uint8Array
  readonly index: number
  readonly hashes: readonly Uint8Array[]
  /** The checkpoint with its signatures, byte for byte. */
  readonly checkpoint: string
}

export type TlogProofFault = 'too-large' | 'malformed-proof' | 'too-many-hashes'

export function formatTlogProof({ extra, index, hashes, checkpoint }: TlogProof): string {
  const extraLine = extra === undefined ? '' : `extra ${toBase64(extra)}\n`
  return `${HEADER}\n${extraLine}index ${index}\n${hashLines(hashes)}\n${checkpoint}`
}

/** Reads the form. An empty `extra` is refused, so that a proof without extra data has one spelling. */
export function parseTlogProof(text: string): Result<TlogProof, TlogProofFault> {
  if (text.length > MAX_HEAD_LENGTH + MAX_NOTE_LENGTH) return err('too-large')
  const end = text.indexOf('\n\n')
  if (end < 0 || end > MAX_HEAD_LENGTH) return err('malformed-proof')
  const [header, ...lines] = text.slice(0, end).split('\n')
  if (header !== HEADER) return err('malformed-proof')
  const extra = lines[0]?.startsWith('extra ') ? readExtra(lines.shift() ?? '') : undefined
  const index = readIndex(lines.shift() ?? '')
  if (extra === 'malformed' || index === undefined) return err('malformed-proof')
  if (lines.length > MAX_PROOF_HASHES) return err('too-many-hashes')
  const hashes = readHashes(lines)
  if (!hashes) return err('malformed-proof')
  const proof = { index, hashes, checkpoint: text.slice(end + 2) }
  return ok(extra === undefined ? proof : { ...proof, extra })
}

function readExtra(line: string): Uint8Array | 'malformed' {
  const bytes = fromBase64(line.slice('extra '.length))
  return bytes.ok && bytes.value.length > 0 && bytes.value.length <= MAX_EXTRA_BYTES ? bytes.value : 'malformed'
}

function readIndex(line: string): number | undefined {
  return line.startsWith('index ') ? readDecimal(line.slice('index '.length)) : undefined
}

/** What the reader brings: the entry as it must have been logged, and whom it trusts. */
export type ProofExpectation = CheckpointTrust & { readonly entry: Uint8Array }

export type ProvenInclusion = {
  readonly index: number
  readonly checkpoint: Checkpoint
  readonly cosignatures: readonly VerifiedSignature[]
  /** When the quorum was complete: the entry existed by then. Absent only under the policy `none`. */
  readonly witnessedAt?: Instant
}

export type TlogProofRefusal = TlogProofFault | CheckpointRefusal | 'quorum-not-met' | `inclusion-${ProofFault}`

/** Verifies a proof offline, for an entry that the reader has made again from what it holds. */
export function verifyTlogProof(
  engine: Engine,
  text: string,
  { entry, ...trust }: ProofExpectation,
): Result<ProvenInclusion, TlogProofRefusal> {
  const proof = parseTlogProof(text)
  if (!proof.ok) return proof
  const { index, hashes, checkpoint: note } = proof.value
  const witnessed = openWitnessedCheckpoint(engine, note, trust)
  if (!witnessed.ok) return witnessed
  const { checkpoint, cosignatures, witnessedAt } = witnessed.value
  const { size, root } = checkpoint
  const included = verifyInclusion(engine, { index, size, leaf: leafHash(engine, entry), root, proof: hashes })
  if (!included.ok) return err(`inclusion-${included.error}` as const)
  const proven = { index, checkpoint, cosignatures }
  return ok(witnessedAt === undefined ? proven : { ...proven, witnessedAt })
}
