import { type Engine, isAdmissibleEd25519Key } from '@comity/crypto'
import { bytesEqual, concat, Defect, err, fromBase64, ok, type Result, toBase64, toHex, utf8 } from '@comity/kernel'

/** Type bytes of c2sp.org/signed-note that this project knows: a plain Ed25519 signature, and a timestamped cosignature. */
export const NOTE_SIGNATURE = 0x01
export const COSIGNATURE = 0x04
export type SignatureType = typeof NOTE_SIGNATURE | typeof COSIGNATURE

/** Who may sign notes, and how: the parsed form of a vkey. */
export type VerifierKey = {
  readonly name: string
  readonly type: SignatureType
  /** Ed25519, 32 bytes, admissible by the rule of `verifyEd25519`. */
  readonly publicKey: Uint8Array
  /** First four bytes of SHA-256(name, newline, type, key) as eight hexadecimal digits. It names a key; it proves nothing. */
  readonly keyId: string
}

/** What signs notes: its secret stays behind `sign`. */
export interface NoteSigner {
  readonly key: VerifierKey
  sign(message: Uint8Array): Uint8Array
}

/** One signature line of a note. `bytes` is what follows the key id. */
export type NoteSignature = { readonly name: string; readonly keyId: string; readonly bytes: Uint8Array }

export type VerifierKeyFault =
  | 'malformed'
  /** A type byte that this project does not verify. */
  | 'unsupported-type'
  /** The id in the text is not the one of its name, type and key. */
  | 'key-id-mismatch'
  /** A key on which libraries disagree (small order, torsion, not canonical). */
  | 'inadmissible-key'

/** A verifier key; throws `Defect` for a name that notes cannot hold or an inadmissible key: those are ours to choose. */
export function verifierKey(engine: Engine, name: string, type: SignatureType, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new Defect(`note key: a name that notes cannot hold: ${JSON.stringify(name)}`)
  if (!isAdmissibleEd25519Key(publicKey)) throw new Defect(`note key: inadmissible key for ${name}`)
  return { name, type, publicKey, keyId: keyIdFor(engine, name, type, publicKey) }
}

/** A signer of a 32-byte Ed25519 seed. */
export function seedNoteSigner(engine: Engine, name: string, type: SignatureType, seed: Uint8Array): NoteSigner {
  const key = verifierKey(engine, name, type, engine.ed25519PublicKey(seed))
  return { key, sign: (message) => engine.ed25519Sign(seed, message) }
}

/** The vkey text: `<name>+<key id>+<base64 of type and key>`. */
export const formatVerifierKey = ({ name, keyId, type, publicKey }: VerifierKey): string =>
  `${name}+${keyId}+${toBase64(concat(Uint8Array.of(type), publicKey))}`

export function parseVerifierKey(engine: Engine, vkey: string): Result<VerifierKey, VerifierKeyFault> {
  const [, name, keyId, encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(vkey) ?? []
  if (name === undefined || keyId === undefined || encoded === undefined || !isKeyName(name)) return err('malformed')
  const material = fromBase64(encoded)
  if (!material.ok) return err('malformed')
  const type = material.value[0]
  if (type !== NOTE_SIGNATURE && type !== COSIGNATURE) return err('unsupported-type')
  const publicKey = material.value.slice(1)
  if (publicKey.length !== 32) return err('malformed')
  if (keyId !== keyIdFor(engine, name, type, publicKey)) return err('key-id-mismatch')
  if (!isAdmissibleEd25519Key(publicKey)) return err('inadmissible-key')
  return ok({ name, type, publicKey, keyId })
}

/** Whether two names stand for one body: the key decides, whatever it is called and whichever type it signs. */
export const isSameBody = (a: VerifierKey, b: VerifierKey): boolean => bytesEqual(a.publicKey, b.publicKey)

/** Key names are not empty and hold neither Unicode spaces, nor plus, nor control characters. */
export const isKeyName = (name: string): boolean => /^[^\p{White_Space}\p{Cc}+]+$/u.test(name) && name.isWellFormed()

function keyIdFor(engine: Engine, name: string, type: SignatureType, publicKey: Uint8Array): string {
  return toHex(engine.sha256(concat(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).subarray(0, 4))
}
