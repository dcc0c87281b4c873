import { concat, Defect, err, ok, type Result } from '@comity/kernel'
import { crc32 } from './crc32.ts'
import {
  type ContainerEntry,
  centralRecord,
  endRecord,
  isContainerName,
  localRecord,
  MAX_CONTAINER_BYTES,
  MAX_FILE_BYTES,
  MAX_FILES,
} from './records.ts'

export type ContainerLimit = 'too-many-files' | 'too-large'

/**
 * Packs files into a zip that stores them as they are. The same files give the same bytes: names sorted, times fixed,
 * nothing optional. Throws `Defect` for a name that containers do not hold: names are ours to choose.
 */
export function writeContainer(files: ReadonlyMap<string, Uint8Array>): Result<Uint8Array, ContainerLimit> {
  if (files.size > MAX_FILES) return err('too-many-files')
  const parts: Uint8Array[] = []
  const entries: ContainerEntry[] = []
  let offset = 0
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!isContainerName(name)) throw new Defect(`container: a name that it does not hold: ${name}`)
    if (bytes.length > MAX_FILE_BYTES) return err('too-large')
    const entry = { name, crc: crc32(bytes), size: bytes.length, offset }
    const local = localRecord(entry)
    parts.push(local, bytes)
    entries.push(entry)
    offset += local.length + bytes.length
  }
  const central = concat(...entries.map(centralRecord))
  const whole = concat(...parts, central, endRecord(entries.length, central.length, offset))
  return whole.length <= MAX_CONTAINER_BYTES ? ok(whole) : err('too-large')
}
