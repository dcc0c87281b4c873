import { type Engine, type SigningKey, signJws } from '@comity/crypto'
import {
  type ActId,
  canonicalBytes,
  type Digest,
  type DossierId,
  expectOk,
  type Instant,
  type JsonValue,
  parseCanonical,
  type Result,
  type StateCode,
  toHex,
  utf8,
} from '@comity/kernel'
import { type ContainerLimit, writeContainer } from '../container/write-container.ts'
import { dossierRoot, type ExportStatement, type Folder, fileName, INDEX_NAME, type IndexedFile } from './layout.ts'

/** All that goes into a dossier file. Bytes are taken as they are: whoever reads the file checks them. */
export type DossierParts = {
  readonly dossier: DossierId
  readonly exported: Instant
  readonly by: StateCode
  readonly law: Digest
  /** In causal order. */
  readonly acts: readonly {
    readonly id: ActId
    readonly jws: Uint8Array
    readonly disclosures: readonly string[]
    readonly proof?: string
  }[]
  readonly setAside: readonly { readonly id: ActId; readonly jws: Uint8Array; readonly reason: string }[]
  readonly receipts: readonly { readonly id: string; readonly jws: Uint8Array }[]
  /** Signed notes of witnessed checkpoints that acts cite. What a proof shows already is not repeated in the file. */
  readonly checkpoints: readonly string[]
  readonly lists: readonly { readonly digest: Digest; readonly bytes: Uint8Array }[]
  readonly packs: readonly { readonly digest: Digest; readonly bytes: Uint8Array }[]
}

/** Writes a dossier file. The same parts and key give the same bytes. */
export function packDossier(engine: Engine, parts: DossierParts, key: SigningKey): Result<Uint8Array, ContainerLimit> {
  const files = filesOf(engine, parts)
  const { dossier, exported, by, law } = parts
  const acts = parts.acts.map(({ id }) => id)
  const statement: ExportStatement = { v: 1, dossier, exported, by, law, root: dossierRoot(engine, acts) }
  const signed = signJws(engine, key, 'comity-view+json', statement)
  const index = {
    ...statement,
    format: 'comity-dossier',
    acts,
    files: indexed(engine, files),
    statement: expectOk(parseCanonical(signed.bytes), 'what was signed is canonical'),
  }
  return writeContainer(new Map(files).set(INDEX_NAME, canonicalBytes(index)))
}

/** The index's account of the files: sorted by name, as the container sorts them. */
export function indexed(engine: Engine, files: ReadonlyMap<string, Uint8Array>): IndexedFile[] {
  return [...files]
    .filter(([name]) => name !== INDEX_NAME)
    .map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: toHex(engine.sha256(bytes)) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function filesOf(engine: Engine, parts: DossierParts): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const put = (folder: Folder, id: string, bytes: Uint8Array) => files.set(fileName(folder, id), bytes)
  for (const { id, jws, disclosures, proof } of parts.acts) {
    put('acts', id, jws)
    if (disclosures.length > 0) put('disclosures', id, canonicalBytes([...disclosures]))
    if (proof !== undefined) put('proofs', id, utf8(proof))
  }
  for (const { id, jws, reason } of parts.setAside) put('refused', id, canonicalBytes({ act: objectOf(jws), reason }))
  for (const { id, jws } of parts.receipts) put('receipts', id, jws)
  for (const note of parts.checkpoints.filter(
    (cited) => !parts.acts.some(({ proof }) => proof?.endsWith(`\n\n${cited}`)),
  ))
    put('checkpoints', toHex(engine.sha256(utf8(note))), utf8(note))
  for (const { digest, bytes } of parts.lists) put('lists', hexOf(digest), bytes)
  for (const { digest, bytes } of parts.packs) put('packs', hexOf(digest), bytes)
  return files
}

/** A signed object is canonical JSON, so that it can stand inside another object and be taken out byte for byte. */
const objectOf = (jws: Uint8Array): JsonValue => expectOk(parseCanonical(jws), 'a kept act is canonical JSON')

const hexOf = (digest: Digest): string => digest.slice('sha256:'.length)
