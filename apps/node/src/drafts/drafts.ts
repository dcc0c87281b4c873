import type { Archive } from '@comity/archive'
import type { DossierId, Instant, JsonValue, StateCode } from '@comity/kernel'
import { Pending, PENDING } from '../node/carry-out.ts'
import { putDocument, readDocument, readDocuments } from '../node/documents.ts'
import { nextFileNumber } from '../node/node.ts'
import { newDraft, RequestDraft } from './request-draft.ts'

const DRAFTS = 'request-drafts'

export type Saved =
  | { readonly kind: 'saved'; readonly version: number }
  | { readonly kind: 'changed-by-other'; readonly theirs: RequestDraft; readonly version: number }

/** Drafts on this node: no act yet, seen by nobody else, kept from the first key stroke that was saved. */
export class Drafts {
  private readonly archive: Archive

  constructor(archive: Archive) {
    this.archive = archive
  }

  /** Begins a draft under a file number of its own; the number is taken from that moment. */
  async begin(state: StateCode, requested: StateCode, by: string, at: Instant): Promise<RequestDraft> {
    while (true) {
      const used = [
        ...(await this.archive.dossiers()),
        ...(await this.all()).map(({ value }) => value.id),
        ...(await this.pendingDossiers()),
      ]
      const draft = newDraft(nextFileNumber(state, Number(at.slice(0, 4)), used), state, requested, by, at)
      const committed = await this.archive.commit([putDocument(DRAFTS, draft.id, 0, draft as JsonValue)])
      if (committed.ok) return draft
    }
  }

  read(id: string): Promise<{ readonly version: number; readonly value: RequestDraft } | undefined> {
    return readDocument(this.archive, DRAFTS, id, RequestDraft)
  }

  all(): Promise<readonly { readonly key: string; readonly version: number; readonly value: RequestDraft }[]> {
    return readDocuments(this.archive, DRAFTS, RequestDraft)
  }

  /** Saves what was typed on top of the version it was typed over. Two clerks, two tabs: the second is told, nothing is lost. */
  async save(draft: RequestDraft, over: number): Promise<Saved> {
    const committed = await this.archive.commit([putDocument(DRAFTS, draft.id, over, draft as JsonValue)])
    if (committed.ok) return { kind: 'saved', version: over + 1 }
    const theirs = await this.read(draft.id)
    if (!theirs) return this.save(draft, 0)
    return { kind: 'changed-by-other', theirs: theirs.value, version: theirs.version }
  }

  async remove(id: DossierId): Promise<void> {
    const draft = await this.read(id)
    if (draft)
      await this.archive.commit([{ do: 'delete-document', collection: DRAFTS, key: id, expect: draft.version }])
  }

  /** File numbers of acts that wait for their first signature are taken too. */
  private async pendingDossiers(): Promise<readonly DossierId[]> {
    return (await readDocuments(this.archive, PENDING, Pending)).map(({ value }) => value.dossier as DossierId)
  }
}
