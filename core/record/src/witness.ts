import type { Engine } from '@comity/crypto'
import { bytesEqual, err, fromUtf8, ok, type Result } from '@comity/kernel'
import { type Checkpoint, type LogIdentity, parseCheckpoint } from './checkpoint.ts'
import { hashLines, readDecimal, readHashes } from './lines.ts'
import { emptyRoot, MAX_PROOF_HASHES, verifyConsistency } from './merkle.ts'
import { formatNote, MAX_NOTE_LENGTH, openNote, parseNote } from './note.ts'
import { NOTE_SIGNATURE } from './note-key.ts'
import type { TreeHead } from './tile-reader.ts'

const MAX_HEAD_BYTES = 4096
/** Longest body of `add-checkpoint`: the old size, 63 hashes and a note. */
export const MAX_ADD_CHECKPOINT_BYTES = MAX_HEAD_BYTES + MAX_NOTE_LENGTH

/** A request of c2sp.org/tlog-witness that a known log signed. */
export type AddCheckpoint = {
  readonly oldSize: number
  readonly proof: readonly Uint8Array[]
  readonly checkpoint: Checkpoint
  /** What is signed: the text of the checkpoint. */
  readonly text: string
  /** The checkpoint with the log's own signatures. Lines of others are dropped: a witness keeps what it has checked. */
  readonly note: string
}

/** Why a witness does not cosign: the answer's status, and for 409 the size that it has cosigned. */
export type WitnessRefusal =
  | { readonly status: 400; readonly reason: 'malformed' | 'old-size-above-size' }
  | { readonly status: 403; readonly reason: 'log-signature-invalid' }
  | { readonly status: 404; readonly reason: 'unknown-origin' }
  | { readonly status: 409; readonly reason: 'old-size-differs'; readonly size: number }
  | { readonly status: 422; readonly reason: 'empty-tree-with-root' | 'proof-from-empty-tree' | 'not-consistent' }

export type AddCheckpointBody = Pick<AddCheckpoint, 'oldSize' | 'proof' | 'note'>

/** The body with which a log asks for a cosignature. */
export const formatAddCheckpoint = ({ oldSize, proof, note }: AddCheckpointBody): string =>
  `old ${oldSize}\n${hashLines(proof)}\n${note}`

/** Reads a body and the log's signature on it, before anything is looked up: strangers cost a witness no disk. */
export function readAddCheckpoint(
  engine: Engine,
  logs: readonly LogIdentity[],
  body: Uint8Array,
): Result<AddCheckpoint, WitnessRefusal> {
  const request = parseBody(body)
  if (!request) return err({ status: 400, reason: 'malformed' })
  const keys = logs.filter(({ origin, key }) => origin === request.checkpoint.origin && key.type === NOTE_SIGNATURE)
  if (keys.length === 0) return err({ status: 404, reason: 'unknown-origin' })
  const known = keys.map(({ key }) => key)
  const opened = openNote(engine, request.note, known)
  if (!opened.ok) return err({ status: 403, reason: 'log-signature-invalid' })
  if (request.oldSize > request.checkpoint.size) return err({ status: 400, reason: 'old-size-above-size' })
  const { text, verified } = opened.value
  return ok({ ...request, note: formatNote({ text, signatures: verified.map(({ line }) => line) }) })
}

/**
 * Whether the checkpoint continues what this witness last cosigned of the log (`latest`; `undefined`: nothing). The
 * caller replaces `latest` by the new head in one step with the comparison, durably, before it cosigns.
 */
export function decideAddCheckpoint(
  engine: Engine,
  latest: TreeHead | undefined,
  { oldSize, proof, checkpoint: { size, root } }: AddCheckpoint,
): Result<TreeHead, WitnessRefusal> {
  const cosigned = latest?.size ?? 0
  if (oldSize !== cosigned) return err({ status: 409, reason: 'old-size-differs', size: cosigned })
  if (size === 0 && !bytesEqual(root, emptyRoot(engine))) return err({ status: 422, reason: 'empty-tree-with-root' })
  if (oldSize === 0 || latest === undefined) {
    // Every tree continues the empty one, so that there is nothing a proof could show.
    return proof.length === 0 ? ok({ size, root }) : err({ status: 422, reason: 'proof-from-empty-tree' })
  }
  const claim = { oldSize, oldRoot: latest.root, newSize: size, newRoot: root, proof }
  return verifyConsistency(engine, claim).ok ? ok({ size, root }) : err({ status: 422, reason: 'not-consistent' })
}

function parseBody(body: Uint8Array): AddCheckpoint | undefined {
  if (body.length > MAX_ADD_CHECKPOINT_BYTES) return undefined
  const text = fromUtf8(body) ?? ''
  const end = text.indexOf('\n\n')
  if (end < 0 || end > MAX_HEAD_BYTES) return undefined
  const [old, ...lines] = text.slice(0, end).split('\n')
  const oldSize = old?.startsWith('old ') ? readDecimal(old.slice('old '.length)) : undefined
  const proof = lines.length <= MAX_PROOF_HASHES ? readHashes(lines) : undefined
  const note = text.slice(end + 2)
  const parsed = parseNote(note)
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.value.text) : undefined
  if (oldSize === undefined || !proof || !parsed.ok || !checkpoint?.ok) return undefined
  return { oldSize, proof, checkpoint: checkpoint.value, text: parsed.value.text, note }
}
