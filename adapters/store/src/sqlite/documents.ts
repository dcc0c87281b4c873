import type { DatabaseSync } from 'node:sqlite'
import type { Change, Conflict, Document } from '@comity/archive'
import { Digest } from '@comity/kernel'
import { bytes, type Row, read, text, whole } from './row.ts'

type Of<Kind extends Change['do']> = Extract<Change, { do: Kind }>

/** Documents and public objects as rows. What changes them runs inside the transaction of a commit. */
export function documentTables(db: DatabaseSync) {
  const one = db.prepare('SELECT * FROM documents WHERE collection = ? AND key = ?')
  const all = db.prepare('SELECT * FROM documents WHERE collection = ? ORDER BY key')
  const version = db.prepare('SELECT version FROM documents WHERE collection = ? AND key = ?')
  const put = db.prepare(`
    INSERT INTO documents (collection, key, version, value) VALUES (?, ?, ?, ?)
    ON CONFLICT (collection, key) DO UPDATE SET version = excluded.version, value = excluded.value`)
  const remove = db.prepare('DELETE FROM documents WHERE collection = ? AND key = ?')
  const object = db.prepare('SELECT bytes FROM objects WHERE digest = ?')
  const objects = db.prepare('SELECT digest, bytes FROM objects WHERE kind = ? ORDER BY digest')
  const putObject = db.prepare(
    'INSERT INTO objects (digest, kind, bytes) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING',
  )

  const versionOf = (collection: string, key: string): number => {
    const row = version.get(collection, key)
    return row ? whole(row, 'version') : 0
  }

  return {
    document(collection: string, key: string): Document | undefined {
      const row = one.get(collection, key)
      return row && readDocument(row)
    },
    documents: (collection: string): readonly Document[] => all.all(collection).map(readDocument),
    put({ collection, key, expect, value }: Of<'put-document'>): Conflict | undefined {
      if (versionOf(collection, key) !== expect) return 'document-moved-on'
      put.run(collection, key, expect + 1, value)
      return undefined
    },
    delete({ collection, key, expect }: Of<'delete-document'>): Conflict | undefined {
      if (versionOf(collection, key) !== expect) return 'document-moved-on'
      remove.run(collection, key)
      return undefined
    },
    object(digest: Digest): Uint8Array | undefined {
      const row = object.get(digest)
      return row && bytes(row, 'bytes')
    },
    objects: (kind: Of<'put-object'>['kind']) =>
      objects.all(kind).map((row) => ({ digest: read(Digest, row, 'digest'), bytes: bytes(row, 'bytes') })),
    putObject({ digest, kind, bytes }: Of<'put-object'>): void {
      putObject.run(digest, kind, bytes)
    },
  }
}

const readDocument = (row: Row): Document => ({
  collection: text(row, 'collection'),
  key: text(row, 'key'),
  version: whole(row, 'version'),
  value: bytes(row, 'value'),
})
