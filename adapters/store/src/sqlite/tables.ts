import type { DatabaseSync } from 'node:sqlite'
import type { Change, Conflict } from '@comity/archive'
import { unreachable } from '@comity/kernel'
import { actTables } from './acts.ts'
import { documentTables } from './documents.ts'
import { logTables } from './log.ts'
import { messageTables } from './messages.ts'

export type Tables = ReturnType<typeof tablesOn>

/** Every table of an archive with its prepared statements. */
export const tablesOn = (db: DatabaseSync) => ({
  acts: actTables(db),
  log: logTables(db),
  messages: messageTables(db),
  documents: documentTables(db),
})

/** Makes one change inside the transaction of a commit, or says which precondition fails. */
export function makeChange({ acts, log, messages, documents }: Tables, change: Change): Conflict | undefined {
  switch (change.do) {
    case 'put-act':
      return acts.put(change.act)
    case 'append-leaf':
      return log.append(change)
    case 'put-checkpoint':
      return log.putCheckpoint(change)
    case 'put-outbox':
      return void messages.putOutbox(change.entry)
    case 'put-inbox':
      return void messages.putInbox(change.entry)
    case 'put-receipt':
      return void messages.putReceipt(change.receipt)
    case 'put-document':
      return documents.put(change)
    case 'delete-document':
      return documents.delete(change)
    case 'put-object':
      return void documents.putObject(change)
    default:
      return unreachable(change)
  }
}
