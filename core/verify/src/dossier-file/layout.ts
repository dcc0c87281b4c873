import type { Engine } from '@comity/crypto'
import { ActId, canonicalBytes, Digest, DossierId, Instant, StateCode, toHex } from '@comity/kernel'
import { z } from 'zod'

/** File extension of an exported dossier. */
export const DOSSIER_EXTENSION = '.comity'

export const INDEX_NAME = 'index.json'

/** The folders of a dossier file, and how what lies in them is named: always by the digest that it must have. */
export const FOLDERS = {
  acts: { suffix: '.json', holds: 'the signed act' },
  disclosures: {
    suffix: '.json',
    holds: 'what opens the hidden fields of an act, as far as the exporting node may show it',
  },
  receipts: { suffix: '.json', holds: 'the signed receipt' },
  proofs: { suffix: '.tlog-proof', holds: 'the inclusion proof of an act in a log' },
  checkpoints: { suffix: '.checkpoint', holds: 'a witnessed checkpoint that acts cite' },
  lists: { suffix: '.json', holds: 'the signed State list' },
  packs: { suffix: '.json', holds: 'the compiled law pack' },
  refused: { suffix: '.json', holds: 'an act that was set aside, with the reason' },
} as const
export type Folder = keyof typeof FOLDERS

/** Checkpoints lie beside the proofs: both are files of the log. */
const folderOnDisk = (folder: Folder): string => (folder === 'checkpoints' ? 'proofs' : folder)

const FOLDER_NAMES = Object.keys(FOLDERS) as Folder[]
const ID = /^[0-9a-f]{64}$/

/** Name of a file in the container; `id` is 64 hexadecimal digits. */
export const fileName = (folder: Folder, id: string): string => `${folderOnDisk(folder)}/${id}${FOLDERS[folder].suffix}`

/** Which folder and id a name stands for; `undefined` for a name that a dossier file does not hold. */
export function readFileName(name: string): { readonly folder: Folder; readonly id: string } | undefined {
  for (const folder of FOLDER_NAMES) {
    const id = name.slice(folderOnDisk(folder).length + 1, -FOLDERS[folder].suffix.length)
    if (ID.test(id) && fileName(folder, id) === name) return { folder, id }
  }
  return undefined
}

const Sha256 = z.string().regex(ID)

/** A file of the container, as the index counts it. */
export const IndexedFile = z.strictObject({ name: z.string(), bytes: z.int().min(0), sha256: Sha256 })
export type IndexedFile = z.infer<typeof IndexedFile>

/**
 * What the exporting node says and signs: this is the dossier as I hold it. Whoever leaves out an act afterwards, be it the
 * last of a strand, changes the root and contradicts it.
 */
export const ExportStatement = z.strictObject({
  v: z.literal(1),
  dossier: DossierId,
  exported: Instant,
  /** The State whose node exported. */
  by: StateCode,
  /** The pack by which that node judged. */
  law: Digest,
  root: Sha256,
})
export type ExportStatement = z.infer<typeof ExportStatement>

/** `index.json`: what the container holds, and the exporting node's signed statement. */
export const DossierIndex = ExportStatement.extend({
  format: z.literal('comity-dossier'),
  /** In causal order. */
  acts: z.array(ActId),
  /** Every other file, sorted by name. */
  files: z.array(IndexedFile),
  /** The statement as a signed object of type `comity-view+json`. */
  statement: z.strictObject({
    payload: z.string(),
    signatures: z.array(z.strictObject({ protected: z.string(), signature: z.string() })),
  }),
})
export type DossierIndex = z.infer<typeof DossierIndex>

/** An act that was set aside: kept and counted, never a part of the dossier. */
export const SetAside = z.strictObject({
  act: DossierIndex.shape.statement,
  /** Why the exporting node set it aside, as a code. */
  reason: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/),
})
export type SetAside = z.infer<typeof SetAside>

/** `disclosures/<id>.json` */
export const DisclosureTexts = z.array(z.string().regex(/^[A-Za-z0-9_-]+$/)).min(1)

/** Root of a dossier: SHA-256 of the canonical JSON array of its acts' ids in causal order, in hexadecimal. */
export const dossierRoot = (engine: Engine, acts: readonly ActId[]): string =>
  toHex(engine.sha256(canonicalBytes([...acts])))
