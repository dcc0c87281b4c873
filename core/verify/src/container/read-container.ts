import { bytesEqual, err, fromUtf8, ok, type Result } from '@comity/kernel'
import { crc32 } from './crc32.ts'
import {
  CENTRAL_BYTES,
  CENTRAL_SIGNATURE,
  type ContainerEntry,
  centralRecord,
  endRecord,
  isContainerName,
  LOCAL_BYTES,
  LOCAL_SIGNATURE,
  localRecord,
  MAX_CONTAINER_BYTES,
  MAX_FILE_BYTES,
  MAX_FILES,
} from './records.ts'

export type ContainerFault =
  | 'too-large'
  | 'too-many-files'
  | 'not-a-container'
  | 'cut-short'
  /** Sizes behind the data: readers disagree about where such a file ends. */
  | 'data-descriptor'
  | 'encrypted'
  | 'compressed'
  | 'zip64'
  | 'sizes-disagree'
  | 'forbidden-name'
  | 'duplicate-name'
  | 'names-not-sorted'
  /** A link or another special file. */
  | 'not-a-file'
  /** The bytes of a file are not those that were packed. */
  | 'damaged'
  /** Any other spelling: extra fields, comments, times, gaps, a list that does not match the files. */
  | 'not-canonical'

export type ContainerRefusal = { readonly fault: ContainerFault; readonly name?: string }

/**
 * Unpacks a container: exactly what `writeContainer` writes, byte for byte, and nothing else that is a zip. So no two
 * readers can see two different sets of files, and no name leads out of the folder. The files are views of the bytes.
 */
export function readContainer(bytes: Uint8Array): Result<ReadonlyMap<string, Uint8Array>, ContainerRefusal> {
  if (bytes.length > MAX_CONTAINER_BYTES) return err({ fault: 'too-large' })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const files = new Map<string, Uint8Array>()
  const entries: ContainerEntry[] = []
  let at = 0
  while (signatureAt(view, at) === LOCAL_SIGNATURE) {
    const read = readFile(bytes, view, at, entries.at(-1)?.name)
    if (!read.ok) return read
    const { entry, data, end } = read.value
    if (entries.length === MAX_FILES) return err({ fault: 'too-many-files' })
    entries.push(entry)
    files.set(entry.name, data)
    at = end
  }
  if (entries.length === 0) return err({ fault: 'not-a-container' })
  const refusal = checkList(bytes, view, at, entries)
  return refusal ? err(refusal) : ok(files)
}

type ReadFile = { readonly entry: ContainerEntry; readonly data: Uint8Array; readonly end: number }

function readFile(
  bytes: Uint8Array,
  view: DataView,
  offset: number,
  before: string | undefined,
): Result<ReadFile, ContainerRefusal> {
  if (offset + LOCAL_BYTES > bytes.length) return err({ fault: 'cut-short' })
  const [flags, method] = [view.getUint16(offset + 6, true), view.getUint16(offset + 8, true)]
  const [crc, packed, size] = [14, 18, 22].map((field) => view.getUint32(offset + field, true)) as [
    number,
    number,
    number,
  ]
  const start = offset + LOCAL_BYTES + view.getUint16(offset + 26, true)
  if (start > bytes.length) return err({ fault: 'cut-short' })
  const name = fromUtf8(bytes.subarray(offset + LOCAL_BYTES, start)) ?? ''
  const refuse = (fault: ContainerFault) => err({ fault, ...(isContainerName(name) ? { name } : {}) })
  if (!isContainerName(name)) return refuse('forbidden-name')
  if (name === before) return refuse('duplicate-name')
  if (before !== undefined && name < before) return refuse('names-not-sorted')
  if (flags & 1) return refuse('encrypted')
  if (flags & 8) return refuse('data-descriptor')
  if (method !== 0) return refuse('compressed')
  if (packed === 0xffffffff || size === 0xffffffff) return refuse('zip64')
  if (packed !== size) return refuse('sizes-disagree')
  if (size > MAX_FILE_BYTES) return refuse('too-large')
  const entry = { name, crc, size, offset }
  if (!bytesEqual(bytes.subarray(offset, start), localRecord(entry))) return refuse('not-canonical')
  const end = start + size
  if (end > bytes.length) return refuse('cut-short')
  const data = bytes.subarray(start, end)
  return crc32(data) === crc ? ok({ entry, data, end }) : refuse('damaged')
}

/** The list at the end must say of the files what they say of themselves, in the same order, and end the container. */
function checkList(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  entries: readonly ContainerEntry[],
): ContainerRefusal | undefined {
  let at = start
  for (const entry of entries) {
    const expected = centralRecord(entry)
    const found = bytes.subarray(at, at + expected.length)
    if (found.length < expected.length) return { fault: 'cut-short' }
    if (!bytesEqual(found, expected))
      return { fault: isSpecial(view, at) ? 'not-a-file' : 'not-canonical', name: entry.name }
    at += expected.length
  }
  const end = endRecord(entries.length, at - start, start)
  if (bytes.length < at + end.length) return { fault: 'cut-short' }
  return bytesEqual(bytes.subarray(at), end) ? undefined : { fault: 'not-canonical' }
}

/** A Unix file type in the upper half of the attributes that is not an ordinary file's. */
function isSpecial(view: DataView, at: number): boolean {
  if (signatureAt(view, at) !== CENTRAL_SIGNATURE || at + CENTRAL_BYTES > view.byteLength) return false
  const type = (view.getUint32(at + 38, true) >>> 16) & 0xf000
  return type !== 0 && type !== 0x8000
}

const signatureAt = (view: DataView, at: number): number | undefined =>
  at + 4 <= view.byteLength ? view.getUint32(at, true) : undefined
