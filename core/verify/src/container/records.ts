import { utf8 } from '@comity/kernel'

/** One file of a container, with where its local record begins. */
export type ContainerEntry = {
  readonly name: string
  readonly crc: number
  readonly size: number
  readonly offset: number
}

export const LOCAL_SIGNATURE = 0x04034b50
export const CENTRAL_SIGNATURE = 0x02014b50
export const END_SIGNATURE = 0x06054b50
export const LOCAL_BYTES = 30
export const CENTRAL_BYTES = 46
export const END_BYTES = 22

/** Most files that the format counts without its 64-bit extension. */
export const MAX_FILES = 0xffff
/** 256 MiB in all, 16 MiB a file: a dossier holds no evidence, only what is said about it. */
export const MAX_CONTAINER_BYTES = 1 << 28
export const MAX_FILE_BYTES = 1 << 24
const MAX_NAME_LENGTH = 200

/** Lower-case words, one folder deep. There is no way to spell a parent folder, a drive, an absolute path or a second case. */
const NAME = /^(?:[a-z]+\/)?[a-z0-9]+(?:[.-][a-z0-9]+)*$/
export const isContainerName = (name: string): boolean => name.length <= MAX_NAME_LENGTH && NAME.test(name)

/** 1.0: a file that is stored as it is, which every unpacking tool reads. */
const VERSION = 10
/** 1 January 1980, 00:00: the format's zero. When a file was packed is said in the signed statement, not here. */
const DATE = 0x21

/** What precedes a file's bytes. */
export function localRecord(entry: ContainerEntry): Uint8Array {
  return record([4, LOCAL_SIGNATURE], ...shared(entry), [0, entry.name])
}

/** What the list at the end says of a file. Host 0 and attributes 0: an ordinary file, never a link or a device. */
export function centralRecord(entry: ContainerEntry): Uint8Array {
  return record(
    [4, CENTRAL_SIGNATURE],
    [2, VERSION],
    ...shared(entry),
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, entry.offset],
    [0, entry.name],
  )
}

/** The last record of the file, without comment. */
export function endRecord(files: number, centralSize: number, centralOffset: number): Uint8Array {
  return record(
    [4, END_SIGNATURE],
    [2, 0],
    [2, 0],
    [2, files],
    [2, files],
    [4, centralSize],
    [4, centralOffset],
    [2, 0],
  )
}

/** The fields that both records of a file have: no flags, no compression, one size, no extra fields. */
const shared = ({ crc, size, name }: ContainerEntry): readonly Field[] => [
  [2, VERSION],
  [2, 0],
  [2, 0],
  [2, 0],
  [2, DATE],
  [4, crc],
  [4, size],
  [4, size],
  [2, name.length],
  [2, 0],
]

/** A number of two or four bytes, little-endian, or the ASCII text that ends a record. */
type Field = readonly [2 | 4, number] | readonly [0, string]

function record(...fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [size, value]) => sum + (size === 0 ? value.length : size), 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [size, value] of fields) {
    if (size === 0) bytes.set(utf8(value), at)
    else if (size === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += size
  }
  return bytes
}
