import type { DatabaseSync } from 'node:sqlite'
import type { Conflict, KeptAct } from '@comity/archive'
import { ActId, DossierId, Instant, StrandId } from '@comity/kernel'
import { settleAct, takesPlace } from '../settle-act.ts'
import { bytes, oneOf, optional, type Row, read, text, texts, whole } from './row.ts'

/** Acts as rows. `put` runs inside the transaction of a commit. */
export function actTables(db: DatabaseSync) {
  const byId = db.prepare('SELECT * FROM acts WHERE id = ?')
  const ofDossier = db.prepare('SELECT * FROM acts WHERE dossier = ? ORDER BY strand, seq, id')
  const dossiers = db.prepare("SELECT DISTINCT dossier FROM acts WHERE standing = 'in-strand' ORDER BY dossier")
  const byStanding = db.prepare('SELECT * FROM acts WHERE standing = ? ORDER BY arrival')
  const inPlace = db.prepare(
    "SELECT id FROM acts WHERE dossier = ? AND strand = ? AND seq = ? AND standing = 'in-strand'",
  )
  const insert = db.prepare(`
    INSERT INTO acts (id, dossier, strand, seq, jws, disclosures, salt, standing, reason, stored_at)
    VALUES (:id, :dossier, :strand, :seq, :jws, :disclosures, :salt, :standing, :reason, :storedAt)`)
  const update = db.prepare(`
    UPDATE acts SET jws = :jws, disclosures = :disclosures, salt = :salt, standing = :standing, reason = :reason
    WHERE id = :id`)

  const find = (id: ActId): KeptAct | undefined => {
    const row = byId.get(id)
    return row && readAct(row)
  }
  const isTaken = ({ dossier, strand }: KeptAct, seq: number) => inPlace.get(dossier, strand, seq) !== undefined

  return {
    find,
    ofDossier: (dossier: DossierId): readonly KeptAct[] => ofDossier.all(dossier).map(readAct),
    dossiers: (): readonly DossierId[] => dossiers.all().map((row) => read(DossierId, row, 'dossier')),
    byStanding: (standing: KeptAct['standing']): readonly KeptAct[] => byStanding.all(standing).map(readAct),

    put(act: KeptAct): Conflict | undefined {
      const kept = find(act.id)
      const settled = settleAct(kept, act)
      if (settled === kept) return undefined
      if (takesPlace(kept, settled)) {
        if (isTaken(settled, settled.seq)) return 'strand-moved-on'
        if (settled.seq > 1 && !isTaken(settled, settled.seq - 1)) return 'strand-moved-on'
      }
      const { id, jws, salt, standing, reason = null } = settled
      const changing = { id, jws, salt, standing, reason, disclosures: JSON.stringify(settled.disclosures) }
      if (kept) update.run(changing)
      else insert.run({ ...changing, dossier: act.dossier, strand: act.strand, seq: act.seq, storedAt: act.storedAt })
      return undefined
    },
  }
}

/** An act as its row keeps it. Throws `ArchiveError` for a row that the archive would not have written. */
export const readAct = (row: Row): KeptAct => ({
  id: read(ActId, row, 'id'),
  dossier: read(DossierId, row, 'dossier'),
  strand: read(StrandId, row, 'strand'),
  seq: whole(row, 'seq'),
  jws: bytes(row, 'jws'),
  disclosures: texts(row, 'disclosures'),
  salt: bytes(row, 'salt'),
  standing: oneOf(row, 'standing', ['in-strand', 'held', 'quarantined']),
  ...optional('reason', row, 'reason', text),
  storedAt: read(Instant, row, 'stored_at'),
})
