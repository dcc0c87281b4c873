import type { DatabaseSync } from 'node:sqlite'
import type { Archive } from '@comity/archive'
import type { Instant } from '@comity/kernel'
import { ArchiveError, explained } from './archive-error.ts'
import { assertKeepable } from './assert-keepable.ts'
import { backUp } from './backup.ts'
import { CommitQueue } from './commit-queue.ts'
import { frozenCopy } from './frozen-copy.ts'
import { closeDatabase, openDatabase } from './open-database.ts'
import { makeChange, type Tables, tablesOn } from './sqlite/tables.ts'

export type SqliteArchiveOptions = {
  /** For what the archive says about when it was opened and migrated; decides nothing. The system's clock by default. */
  readonly clock?: () => Instant
}

export type SqliteArchive = Archive & {
  /**
   * Writes a consistent copy, whole commits only, to a file that does not exist yet. The archive goes on serving;
   * a commit waits some milliseconds longer. Throws `ArchiveError`, and then leaves no file of that name.
   */
  backup(to: string): Promise<void>
}

/**
 * Opens the archive in the file `path`, or makes one there, and locks it until `close`. Throws `ArchiveError`: `in-use`,
 * `newer-form`, `not-an-archive`, `damaged`, `not-readable`, and leaves the file as it is.
 */
export async function openSqliteArchive(path: string, options: SqliteArchiveOptions = {}): Promise<SqliteArchive> {
  return archiveOn(openDatabase(path, options), path)
}

/** An archive on a connection that `openDatabase` made. */
export function archiveOn(db: DatabaseSync, path: string): SqliteArchive {
  const tables = tablesOn(db)
  const commits = new CommitQueue(db, path, (change) => makeChange(tables, change))
  let latestBackup: Promise<unknown> = Promise.resolve()
  let closing: Promise<void> | undefined

  const assertOpen = () => {
    if (closing) throw new ArchiveError('closed', `${path} was closed. Open it again.`)
  }
  const read = async <T>(query: (tables: Tables) => T): Promise<T> => {
    assertOpen()
    try {
      return query(tables)
    } catch (error) {
      throw explained(error, path)
    }
  }
  const close = async () => {
    await latestBackup
    commits.flush()
    if (commits.failed) db.close()
    else closeDatabase(db)
  }

  return {
    act: (id) => read(({ acts }) => acts.find(id)),
    actsOf: (dossier) => read(({ acts }) => acts.ofDossier(dossier)),
    dossiers: () => read(({ acts }) => acts.dossiers()),
    actsByStanding: (standing) => read(({ acts }) => acts.byStanding(standing)),

    logSize: () => read(({ log }) => log.size()),
    leaf: (index) => read(({ log }) => log.leaf(index)),
    leaves: (from, to) => read(({ log }) => log.leaves(from, to)),
    leafOf: (object) => read(({ log }) => log.leafOf(object)),
    node: (level, index) => read(({ log }) => log.node(level, index)),
    latestCheckpoint: () => read(({ log }) => log.latest()),
    latestWitnessed: () => read(({ log }) => log.latestWitnessed()),
    firstWitnessedFrom: (size) => read(({ log }) => log.firstWitnessedFrom(size)),

    outbox: (id) => read(({ messages }) => messages.outbox(id)),
    outboxOpen: () => read(({ messages }) => messages.outboxOpen()),
    outboxOf: (dossier) => read(({ messages }) => messages.outboxOf(dossier)),
    channelSeq: (to) => read(({ messages }) => messages.channelSeq(to)),
    inbox: (message) => read(({ messages }) => messages.inbox(message)),
    inboxIncomplete: () => read(({ messages }) => messages.inboxIncomplete()),
    receiptsFor: (message) => read(({ messages }) => messages.receiptsFor(message)),

    document: (collection, key) => read(({ documents }) => documents.document(collection, key)),
    documents: (collection) => read(({ documents }) => documents.documents(collection)),
    object: (digest) => read(({ documents }) => documents.object(digest)),
    objects: (kind) => read(({ documents }) => documents.objects(kind)),

    async commit(changes) {
      assertOpen()
      assertKeepable(changes)
      return commits.add(frozenCopy(changes)) // the transaction comes later, and the caller's bytes are the caller's
    },
    async backup(to) {
      assertOpen()
      // One after another: a step of one would meet the commits that are made between the steps of the other.
      const copying = latestBackup.then(() => commits.holdDuring((between) => backUp(db, to, between)))
      latestBackup = copying.catch(() => undefined)
      await copying
    },
    close() {
      closing ??= close()
      return closing
    },
  }
}
