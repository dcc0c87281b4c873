import type { DatabaseSync } from 'node:sqlite'
import type { InboxEntry, KeptReceipt, OutboxEntry } from '@comity/archive'
import { ActId, DossierId, Instant, StateCode } from '@comity/kernel'
import { bytes, list, oneOf, optional, type Row, read, text, whole } from './row.ts'

/** Messages and receipts as rows. What puts runs inside the transaction of a commit. */
export function messageTables(db: DatabaseSync) {
  const outbox = db.prepare('SELECT * FROM outbox WHERE id = ?')
  const outboxOpen = db.prepare("SELECT * FROM outbox WHERE state <> 'done' ORDER BY rank, queued_at, arrival")
  const outboxOf = db.prepare('SELECT * FROM outbox WHERE dossier = ? ORDER BY queued_at, arrival')
  const channelSeq = db.prepare('SELECT max(channel_seq) AS last FROM outbox WHERE recipient = ?')
  const putOutbox = db.prepare(`
    INSERT INTO outbox (id, recipient, dossier, acts, rank, state, queued_at, expires_at, attempts, next_at, channel_seq, message, sealed)
    VALUES (:id, :to, :dossier, :acts, :rank, :state, :queuedAt, :expires, :attempts, :nextAt, :channelSeq, :message, :sealed)
    ON CONFLICT (id) DO UPDATE SET
      recipient = excluded.recipient, dossier = excluded.dossier, acts = excluded.acts, rank = excluded.rank,
      state = excluded.state, queued_at = excluded.queued_at, expires_at = excluded.expires_at,
      attempts = excluded.attempts, next_at = excluded.next_at, channel_seq = excluded.channel_seq,
      message = excluded.message, sealed = excluded.sealed`)
  const inbox = db.prepare('SELECT * FROM inbox WHERE message = ?')
  const inboxIncomplete = db.prepare("SELECT * FROM inbox WHERE outcome = 'incomplete' ORDER BY arrival")
  const putInbox = db.prepare(`
    INSERT INTO inbox (message, sender, channel_seq, received_at, outcome, acts)
    VALUES (:message, :from, :channelSeq, :receivedAt, :outcome, :acts)
    ON CONFLICT (message) DO UPDATE SET
      sender = excluded.sender, channel_seq = excluded.channel_seq, received_at = excluded.received_at,
      outcome = excluded.outcome, acts = excluded.acts`)
  const receiptsFor = db.prepare('SELECT * FROM receipts WHERE message = ? ORDER BY arrival')
  const putReceipt = db.prepare(`
    INSERT INTO receipts (id, message, rung, issuer, jws, kept_at)
    VALUES (:id, :message, :rung, :by, :jws, :keptAt) ON CONFLICT (id) DO NOTHING`)

  return {
    outbox(id: string): OutboxEntry | undefined {
      const row = outbox.get(id)
      return row && readOutbox(row)
    },
    outboxOpen: (): readonly OutboxEntry[] => outboxOpen.all().map(readOutbox),
    outboxOf: (dossier: DossierId): readonly OutboxEntry[] => outboxOf.all(dossier).map(readOutbox),
    channelSeq(to: StateCode): number {
      const last = channelSeq.get(to)?.['last']
      return typeof last === 'number' ? last : 0
    },
    putOutbox(entry: OutboxEntry): void {
      const { id, to, dossier, rank, state, queuedAt, expires, attempts, nextAt } = entry
      const { channelSeq = null, message = null, sealed = null } = entry
      const fixed = { id, to, dossier, rank, state, queuedAt, expires, attempts, nextAt }
      putOutbox.run({ ...fixed, channelSeq, message, sealed, acts: JSON.stringify(entry.acts) })
    },
    inbox(message: string): InboxEntry | undefined {
      const row = inbox.get(message)
      return row && readInbox(row)
    },
    inboxIncomplete: (): readonly InboxEntry[] => inboxIncomplete.all().map(readInbox),
    putInbox(entry: InboxEntry): void {
      const { message, from, channelSeq, receivedAt, outcome } = entry
      putInbox.run({ message, from, channelSeq, receivedAt, outcome, acts: JSON.stringify(entry.acts) })
    },
    receiptsFor: (message: string): readonly KeptReceipt[] => receiptsFor.all(message).map(readReceipt),
    putReceipt({ id, message, rung, by, jws, keptAt }: KeptReceipt): void {
      putReceipt.run({ id, message, rung, by, jws, keptAt })
    },
  }
}

const readOutbox = (row: Row): OutboxEntry => ({
  id: text(row, 'id'),
  to: read(StateCode, row, 'recipient'),
  dossier: read(DossierId, row, 'dossier'),
  acts: list(ActId, row, 'acts'),
  rank: whole(row, 'rank'),
  state: oneOf(row, 'state', ['waiting', 'left', 'done']),
  queuedAt: read(Instant, row, 'queued_at'),
  expires: read(Instant, row, 'expires_at'),
  attempts: whole(row, 'attempts'),
  nextAt: read(Instant, row, 'next_at'),
  ...optional('channelSeq', row, 'channel_seq', whole),
  ...optional('message', row, 'message', text),
  ...optional('sealed', row, 'sealed', bytes),
})

const readInbox = (row: Row): InboxEntry => ({
  message: text(row, 'message'),
  from: read(StateCode, row, 'sender'),
  channelSeq: whole(row, 'channel_seq'),
  receivedAt: read(Instant, row, 'received_at'),
  outcome: oneOf(row, 'outcome', ['taken', 'refused', 'incomplete']),
  acts: list(ActId, row, 'acts'),
})

const readReceipt = (row: Row): KeptReceipt => ({
  id: text(row, 'id'),
  message: text(row, 'message'),
  rung: text(row, 'rung'),
  by: read(StateCode, row, 'issuer'),
  jws: bytes(row, 'jws'),
  keptAt: read(Instant, row, 'kept_at'),
})
