import type { DatabaseSync } from 'node:sqlite'
import { Defect, type Instant } from '@comity/kernel'

/** One step from a form of the archive to the next. Its place in the list is its number; once released it never changes. */
export type Migration = { readonly name: string; readonly sql: string }

/**
 * The forms of an archive, oldest first. The SQL is what PostgreSQL 15 has too, apart from STRICT, BLOB (there: bytea)
 * and the integer keys that SQLite numbers by itself (there: identity columns). Text is compared byte by byte.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: 'the archive',
    sql: `
      -- Every act held, in any standing. arrival: order in which this node first stored them.
      CREATE TABLE acts (
        arrival INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE CHECK (length(id) = 64),
        dossier TEXT NOT NULL,
        strand TEXT NOT NULL,
        seq INTEGER NOT NULL CHECK (seq >= 1),
        jws BLOB NOT NULL,
        disclosures TEXT NOT NULL, -- JSON list
        salt BLOB NOT NULL,
        standing TEXT NOT NULL CHECK (standing IN ('in-strand', 'held', 'quarantined')),
        reason TEXT,
        stored_at TEXT NOT NULL
      ) STRICT;
      -- AR-3, held by the engine as well: a place in a strand has one act.
      CREATE UNIQUE INDEX acts_place ON acts (dossier, strand, seq) WHERE standing = 'in-strand';
      CREATE INDEX acts_of_dossier ON acts (dossier, strand, seq, id);
      CREATE INDEX acts_by_standing ON acts (standing, arrival);

      -- This node's transparency log: entries, and the hashes of its complete subtrees from level 1 up.
      CREATE TABLE leaves (
        position INTEGER PRIMARY KEY CHECK (position >= 0),
        entry BLOB NOT NULL,
        hash BLOB NOT NULL,
        object TEXT NOT NULL,
        salt BLOB NOT NULL
      ) STRICT;
      CREATE INDEX leaves_of_object ON leaves (object, position);
      CREATE TABLE nodes (
        level INTEGER NOT NULL CHECK (level >= 1),
        position INTEGER NOT NULL CHECK (position >= 0),
        hash BLOB NOT NULL,
        PRIMARY KEY (level, position)
      ) STRICT;
      CREATE TABLE checkpoints (
        size INTEGER PRIMARY KEY CHECK (size >= 0),
        root BLOB NOT NULL,
        note TEXT NOT NULL,
        witnessed INTEGER NOT NULL CHECK (witnessed IN (0, 1)),
        made_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX checkpoints_witnessed ON checkpoints (size) WHERE witnessed = 1;

      -- Messages to other nodes, and messages that came in.
      CREATE TABLE outbox (
        arrival INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        recipient TEXT NOT NULL,
        dossier TEXT NOT NULL,
        acts TEXT NOT NULL, -- JSON list of act ids
        rank INTEGER NOT NULL CHECK (rank >= 0),
        state TEXT NOT NULL CHECK (state IN ('waiting', 'left', 'done')),
        queued_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        attempts INTEGER NOT NULL CHECK (attempts >= 0),
        next_at TEXT NOT NULL,
        channel_seq INTEGER,
        message TEXT,
        sealed BLOB
      ) STRICT;
      CREATE INDEX outbox_open ON outbox (rank, queued_at, arrival) WHERE state <> 'done';
      CREATE INDEX outbox_of_dossier ON outbox (dossier, queued_at, arrival);
      CREATE INDEX outbox_of_channel ON outbox (recipient, channel_seq);
      CREATE TABLE inbox (
        arrival INTEGER PRIMARY KEY,
        message TEXT NOT NULL UNIQUE,
        sender TEXT NOT NULL,
        channel_seq INTEGER NOT NULL,
        received_at TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('taken', 'refused', 'incomplete')),
        acts TEXT NOT NULL -- JSON list of act ids
      ) STRICT;
      CREATE INDEX inbox_incomplete ON inbox (arrival) WHERE outcome = 'incomplete';
      CREATE TABLE receipts (
        arrival INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        message TEXT NOT NULL,
        rung TEXT NOT NULL,
        issuer TEXT NOT NULL,
        jws BLOB NOT NULL,
        kept_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX receipts_of_message ON receipts (message, arrival);

      -- Small records of the node itself, and public objects by their digest.
      CREATE TABLE documents (
        collection TEXT NOT NULL,
        key TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version >= 1),
        value BLOB NOT NULL,
        PRIMARY KEY (collection, key)
      ) STRICT;
      CREATE TABLE objects (
        digest TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('state-list', 'law-pack')),
        bytes BLOB NOT NULL
      ) STRICT;
      CREATE INDEX objects_of_kind ON objects (kind, digest);
    `,
  },
]

/**
 * Brings an archive to the newest form of the list, in one transaction: all steps or none. `meta` tells afterwards which
 * form it is and when each step was made.
 */
export function migrate(db: DatabaseSync, migrations: readonly Migration[], at: Instant): void {
  const from = formOf(db)
  if (from === undefined || from > migrations.length) throw new Defect('store: migrating what was not inspected')
  if (from === migrations.length) return
  db.exec('BEGIN IMMEDIATE')
  try {
    if (from === 0) db.exec('CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT')
    for (const [index, { name, sql }] of migrations.entries()) {
      if (index < from) continue
      db.exec(sql)
      setMeta(db, `form-${index + 1}`, `${at} ${name}`)
    }
    setMeta(db, 'form', String(migrations.length))
    db.exec('COMMIT')
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

export function setMeta(
  db: DatabaseSync,
  name: 'form' | 'state' | `form-${number}` | 'opened-at',
  value: string,
): void {
  const sql = 'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value'
  db.prepare(sql).run(name, value)
}

export function meta(db: DatabaseSync, name: 'form' | 'state'): string | undefined {
  const value = db.prepare('SELECT value FROM meta WHERE name = ?').get(name)?.['value']
  return typeof value === 'string' ? value : undefined
}

/** The form of the archive in a database: 0 for an empty database, `undefined` for one that is no archive. */
export function formOf(db: DatabaseSync): number | undefined {
  const tables = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map(({ name }) => name)
  if (tables.length === 0) return 0
  if (!tables.includes('meta') || !tables.includes('acts')) return undefined
  const form = Number(meta(db, 'form'))
  return Number.isSafeInteger(form) && form >= 1 ? form : undefined
}
