import { Defect } from '@comity/kernel'

/** What the world did to an archive, for the shell to tell an operator and to choose an exit code by. */
export type ArchiveFault =
  | 'in-use'
  | 'closed'
  | 'newer-form'
  | 'not-an-archive'
  | 'damaged'
  | 'not-a-backup'
  | 'already-exists'
  | 'not-readable'
  | 'disk-full'
  | 'io-error'

/** The archive cannot serve. The message says what happened, why, and what to do; it holds a path, never content. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError'
  readonly fault: ArchiveFault

  constructor(fault: ArchiveFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.fault = fault
  }
}

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html) and system errors that mean the same. */
const FAULTS: Readonly<Record<string | number, ArchiveFault>> = {
  5: 'in-use', // SQLITE_BUSY
  6: 'in-use', // SQLITE_LOCKED
  8: 'not-readable', // SQLITE_READONLY
  10: 'io-error', // SQLITE_IOERR
  11: 'damaged', // SQLITE_CORRUPT
  13: 'disk-full', // SQLITE_FULL
  14: 'not-readable', // SQLITE_CANTOPEN
  26: 'not-an-archive', // SQLITE_NOTADB
  ENOENT: 'not-readable',
  EACCES: 'not-readable',
  EPERM: 'not-readable',
  EROFS: 'not-readable',
  ENOSPC: 'disk-full',
  EIO: 'io-error',
}
const CONSTRAINT = 19

/** An error of engine or system in the words of an operator; what is not known is handed on as it is. */
export function explained(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof ArchiveError) return error
  const code = codeOf(error)
  if (code === CONSTRAINT) return new Defect(`store: a row that the archive's own constraints forbid: ${error.message}`)
  const fault = code === undefined ? undefined : FAULTS[code]
  switch (fault) {
    case undefined:
      return error
    case 'damaged':
      return damaged(path, 'its pages contradict each other', error)
    case 'not-an-archive':
      return notAnArchive(path, error)
    default:
      return new ArchiveError(fault, `${path} ${SENTENCES[fault]}`, error)
  }
}

const SENTENCES: Readonly<Partial<Record<ArchiveFault, string>>> = {
  'in-use':
    'is open already, and an archive has one writer. Stop the other process, or use it instead of starting a second one.',
  'not-readable':
    'cannot be opened for writing. Check that its folder exists, and that this user may write to the folder and the file.',
  'disk-full': 'was not changed: the disk is full. Nothing of the commit happened. Free space, then try again.',
  'io-error':
    'was not changed: the disk reported an error. No commit is taken until it is opened again. Check the disk, then restart.',
}

export const damaged = (path: string, finding: string, cause?: unknown): ArchiveError =>
  new ArchiveError(
    'damaged',
    `${path} is damaged: ${finding}. Nothing was repaired and nothing is served from it. Keep the file as it is, and restore the latest backup under another name.`,
    cause,
  )

export const notAnArchive = (path: string, cause?: unknown): ArchiveError =>
  new ArchiveError(
    'not-an-archive',
    `${path} is not an archive of this program, and was left as it is. Check the path.`,
    cause,
  )

/** What SQLite or the system calls the error: a primary result code, which is the low byte, or a name like ENOSPC. */
function codeOf(error: Error): string | number | undefined {
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
