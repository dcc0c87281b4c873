import { type Engine, verifyEd25519 } from '@comity/crypto'
import { concat, Defect, epochMsOf, err, type Instant, instantOf, ok, type Result, utf8 } from '@comity/kernel'
import { COSIGNATURE, type NoteSignature, type NoteSigner } from './note-key.ts'

const TIME_BYTES = 8
const SIGNATURE_BYTES = 64

/** 9999-12-31T23:59:59Z: the last second that an `Instant` can spell. */
const LAST_SECOND = 253_402_300_799n

export type CosignatureFault =
  | 'malformed'
  /** Zero, which states no time, or beyond the year 9999. */
  | 'time-out-of-range'
  | 'signature-invalid'

/**
 * Cosigns the text of a checkpoint (c2sp.org/tlog-cosignature, Ed25519): as of this second, the largest tree that the
 * cosigner has seen of this log has this root. Deterministic: the same text, key and second give the same bytes.
 */
export function cosign(text: string, signer: NoteSigner, at: Instant): NoteSignature {
  if (signer.key.type !== COSIGNATURE) throw new Defect(`cosignature: ${signer.key.name} is not a cosigner's key`)
  const second = BigInt(Math.floor(epochMsOf(at) / 1000))
  if (second < 1n || second > LAST_SECOND) throw new Defect(`cosignature: at ${at}`)
  const time = new DataView(new ArrayBuffer(TIME_BYTES))
  time.setBigUint64(0, second)
  const bytes = concat(new Uint8Array(time.buffer), signer.sign(cosignedMessage(text, second)))
  return { name: signer.key.name, keyId: signer.key.keyId, bytes }
}

/** Verifies what follows the key id in a cosignature line: the time that the cosigner states, in whole seconds. */
export function verifyCosignature(
  engine: Engine,
  text: string,
  bytes: Uint8Array,
  publicKey: Uint8Array,
): Result<Instant, CosignatureFault> {
  if (bytes.length !== TIME_BYTES + SIGNATURE_BYTES) return err('malformed')
  const second = new DataView(bytes.buffer, bytes.byteOffset, TIME_BYTES).getBigUint64(0)
  if (second < 1n || second > LAST_SECOND) return err('time-out-of-range')
  const signature = bytes.subarray(TIME_BYTES)
  if (!verifyEd25519(engine, publicKey, cosignedMessage(text, second), signature)) return err('signature-invalid')
  return ok(instantOf(Number(second) * 1000))
}

/** The first line keeps a cosignature from being taken for the log's own signature under the same key. */
const cosignedMessage = (text: string, second: bigint) => utf8(`cosignature/v1\ntime ${second}\n${text}`)
