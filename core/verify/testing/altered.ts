import { pureEngine as engine } from '@comity/crypto'
import { canonicalBytes, expectOk, type JsonObject, parseCanonical } from '@comity/kernel'
import { readContainer } from '../src/container/read-container.ts'
import { writeContainer } from '../src/container/write-container.ts'
import { INDEX_NAME, readFileName } from '../src/dossier-file/layout.ts'
import { indexed } from '../src/dossier-file/pack-dossier.ts'

export type Files = Map<string, Uint8Array>

/** A file as somebody would hand it on who can write zips and count files, and holds no key. */
export function altered(bytes: Uint8Array, edit: (files: Files) => void): Uint8Array {
  const files: Files = new Map(expectOk(readContainer(bytes), 'a good sample'))
  edit(files)
  const index = readIndex(files)
  const present = new Set([...files.keys()].flatMap((name) => actIn(name)))
  const acts = (index['acts'] as readonly string[]).filter((id) => present.delete(id))
  files.set(INDEX_NAME, canonicalBytes({ ...index, acts: [...acts, ...present], files: indexed(engine, files) }))
  return expectOk(writeContainer(files), 'a sample is small')
}

/** The same with another index; the files stay as they are. */
export function withIndex(bytes: Uint8Array, edit: (index: JsonObject) => JsonObject): Uint8Array {
  const files: Files = new Map(expectOk(readContainer(bytes), 'a good sample'))
  return expectOk(writeContainer(files.set(INDEX_NAME, canonicalBytes(edit(readIndex(files))))), 'a sample is small')
}

const readIndex = (files: Files): JsonObject =>
  expectOk(parseCanonical(files.get(INDEX_NAME) ?? new Uint8Array()), 'a good sample') as JsonObject

function actIn(name: string): readonly string[] {
  const place = readFileName(name)
  return place?.folder === 'acts' ? [place.id] : []
}

export function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice()
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return copy
}
