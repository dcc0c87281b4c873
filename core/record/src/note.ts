import { type Engine, verifyEd25519 } from '@comity/crypto'
import {
  concat,
  Defect,
  err,
  expectOk,
  fromBase64,
  fromHex,
  type Instant,
  ok,
  type Result,
  toBase64,
  toHex,
  utf8,
} from '@comity/kernel'
import { verifyCosignature } from './cosignature.ts'
import {
  COSIGNATURE,
  isKeyName,
  NOTE_SIGNATURE,
  type NoteSignature,
  type NoteSigner,
  type VerifierKey,
} from './note-key.ts'

/** Longest note, in UTF-16 code units: room for sixteen post-quantum signatures beside the text. */
export const MAX_NOTE_LENGTH = 1 << 17
/** Most signature lines that are read; C2SP asks for at least sixteen. */
export const MAX_SIGNATURES = 64
const KEY_ID_BYTES = 4

/** A signed note (c2sp.org/signed-note) as it was read. Its text must be ignored until `openNote` has checked it. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] }

export type NoteFault =
  | 'too-large'
  /** Lone surrogates, or control characters other than newline. */
  | 'not-text'
  | 'no-signatures'
  | 'malformed-signature'
  | 'too-many-signatures'

export type OpenFault =
  | NoteFault
  /** A line bears name and id of a known key, and its signature is wrong: the whole note is refused. */
  | 'signature-invalid'
  | 'not-signed-by-known-key'

/** A signature that verified; `at` is the time that a cosignature states. */
export type VerifiedSignature = { readonly key: VerifierKey; readonly line: NoteSignature; readonly at?: Instant }
/** A note signed by at least one known key. Lines of unknown keys are kept, and mean nothing. */
export type OpenedNote = {
  readonly text: string
  readonly verified: readonly VerifiedSignature[]
  readonly unknown: readonly NoteSignature[]
}

/** Reads the form of a note: text up to the last empty line, then one or more signature lines. */
export function parseNote(note: string): Result<Note, NoteFault> {
  if (note.length > MAX_NOTE_LENGTH) return err('too-large')
  if (!isNoteText(note)) return err('not-text')
  const end = note.lastIndexOf('\n\n')
  if (end < 0) return err('no-signatures')
  const signatures = parseSignatureLines(note.slice(end + 2))
  return signatures.ok ? ok({ text: note.slice(0, end + 1), signatures: signatures.value }) : signatures
}

/** Reads signature lines alone, as a witness answers them. */
export function parseSignatureLines(lines: string): Result<readonly NoteSignature[], NoteFault> {
  if (lines.length > MAX_NOTE_LENGTH) return err('too-large')
  if (lines === '') return err('no-signatures')
  if (!lines.endsWith('\n')) return err('malformed-signature')
  const texts = lines.slice(0, -1).split('\n')
  if (texts.length > MAX_SIGNATURES) return err('too-many-signatures')
  const signatures = texts.map(parseSignatureLine).filter((line) => line !== undefined)
  return signatures.length === texts.length ? ok(signatures) : err('malformed-signature')
}

function parseSignatureLine(line: string): NoteSignature | undefined {
  const [dash, name, encoded, ...rest] = line.split(' ')
  if (dash !== '—' || name === undefined || encoded === undefined || rest.length > 0 || !isKeyName(name))
    return undefined
  const bytes = fromBase64(encoded)
  if (!bytes.ok || bytes.value.length <= KEY_ID_BYTES) return undefined
  return { name, keyId: toHex(bytes.value.subarray(0, KEY_ID_BYTES)), bytes: bytes.value.slice(KEY_ID_BYTES) }
}

export function formatSignatureLine({ name, keyId, bytes }: NoteSignature): string {
  return `— ${name} ${toBase64(concat(expectOk(fromHex(keyId), 'a key id is hexadecimal'), bytes))}\n`
}

/** The note's one spelling: `parseNote` gives the same note back. */
export const formatNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(formatSignatureLine).join('')}`

/** Signs a text that ends in newline with the plain type of signature. */
export function signNote(text: string, signer: NoteSigner): NoteSignature {
  if (!text.endsWith('\n') || !isNoteText(text)) throw new Defect('note: a text that notes cannot hold')
  if (signer.key.type !== NOTE_SIGNATURE) throw new Defect(`note: ${signer.key.name} signs cosignatures only`)
  return { name: signer.key.name, keyId: signer.key.keyId, bytes: signer.sign(utf8(text)) }
}

/**
 * Checks a note against the keys that the reader trusts. Every line that names one of them must verify, and at least one
 * must be there.
 */
export function openNote(engine: Engine, note: string, known: readonly VerifierKey[]): Result<OpenedNote, OpenFault> {
  const parsed = parseNote(note)
  if (!parsed.ok) return parsed
  const { text, signatures } = parsed.value
  const [verified, unknown]: [VerifiedSignature[], NoteSignature[]] = [[], []]
  for (const line of signatures) {
    const key = known.find(({ name, keyId }) => name === line.name && keyId === line.keyId)
    const checked = key && verifySignatureLine(engine, text, line, key)
    if (!checked) unknown.push(line)
    else if (checked.ok) verified.push(checked.value)
    else return checked
  }
  return verified.length > 0 ? ok({ text, verified, unknown }) : err('not-signed-by-known-key')
}

function verifySignatureLine(
  engine: Engine,
  text: string,
  line: NoteSignature,
  key: VerifierKey,
): Result<VerifiedSignature, 'signature-invalid'> {
  if (key.type === COSIGNATURE) {
    const at = verifyCosignature(engine, text, line.bytes, key.publicKey)
    return at.ok ? ok({ key, line, at: at.value }) : err('signature-invalid')
  }
  return verifyEd25519(engine, key.publicKey, utf8(text), line.bytes) ? ok({ key, line }) : err('signature-invalid')
}

/** Well-formed, and no ASCII control character but newline. */
function isNoteText(text: string): boolean {
  if (!text.isWellFormed()) return false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x20 && code !== 0x0a) return false
  }
  return true
}
