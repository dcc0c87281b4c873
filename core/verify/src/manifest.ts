import { type Engine, keyIdOf, PublicJwk, readJws, verifyJws } from '@comity/crypto'
import { DossierId, err, Instant, type KeyId, ok, type Result, toHex, utf8 } from '@comity/kernel'
import { z } from 'zod'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const HashedFile = z.strictObject({ sha256: Sha256, bytes: z.int().min(0) })

/**
 * What is signed about a sealed file. Recipient and purpose are inside the signature, so that a copy sealed on to somebody
 * else has no manifest.
 */
export const Manifest = z.strictObject({
  v: z.literal(1),
  dossier: DossierId,
  purpose: z.string().min(1).max(200),
  made: Instant,
  /** The age file. */
  sealed: HashedFile,
  /** What it opens to. */
  plain: HashedFile,
  /** `recipientId` of everybody it was sealed to. */
  recipients: z.array(Sha256).min(1).max(128),
  /** The key that signs. Whose key it is stands in a State list, never here. */
  key: PublicJwk,
})
export type Manifest = z.infer<typeof Manifest>

export type ManifestFault = 'not-a-manifest' | 'signature-invalid'

/** How a manifest names a recipient: SHA-256 of its text (`age1...`), in hexadecimal. */
export const recipientId = (engine: Engine, recipient: string): string => toHex(engine.sha256(utf8(recipient)))

/** Reads a manifest and checks its signature by the key that it holds. */
export function openManifest(
  engine: Engine,
  bytes: Uint8Array,
): Result<{ readonly manifest: Manifest; readonly signedBy: KeyId }, ManifestFault> {
  const read = readJws(engine, bytes, 'comity-manifest+json')
  const manifest = read.ok ? Manifest.safeParse(read.value.payload) : undefined
  if (!read.ok || !manifest?.success) return err('not-a-manifest')
  if (!verifyJws(engine, read.value, manifest.data.key)) return err('signature-invalid')
  return ok({ manifest: manifest.data, signedBy: keyIdOf(engine, manifest.data.key) })
}
