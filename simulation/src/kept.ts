import type { Change, InboxEntry, KeptAct, KeptCheckpoint, KeptReceipt, LogLeaf, OutboxEntry } from '@comity/archive'
import type { ActId } from '@comity/kernel'

/**
 * What is durable at one node, as seen from outside: built from the changes that its disk took, not by asking the node.
 * A plain record; what may and may not be in it is for the checkers to say.
 */
export class Kept {
  readonly acts = new Map<ActId, KeptAct>()
  readonly leaves: LogLeaf[] = []
  /** Index of every leaf that commits to an object. */
  readonly leavesOf = new Map<string, number[]>()
  readonly receipts = new Map<string, KeptReceipt>()
  readonly outbox = new Map<string, OutboxEntry>()
  readonly inbox = new Map<string, InboxEntry>()
  readonly documents = new Map<string, string>()
  checkpoint: KeptCheckpoint | undefined

  take(changes: readonly Change[]): void {
    for (const change of changes) this.takeOne(change)
  }

  private takeOne(change: Change): void {
    switch (change.do) {
      case 'put-act':
        this.takeAct(change.act)
        return
      case 'append-leaf': {
        const { object, index } = change.leaf
        this.leaves[index] = change.leaf
        this.leavesOf.set(object, [...(this.leavesOf.get(object) ?? []), index])
        return
      }
      case 'put-checkpoint':
        this.checkpoint = change.checkpoint
        return
      case 'put-outbox':
        return void this.outbox.set(change.entry.id, change.entry)
      case 'put-inbox':
        return void this.inbox.set(change.entry.message, change.entry)
      case 'put-receipt':
        return void (this.receipts.has(change.receipt.id) || this.receipts.set(change.receipt.id, change.receipt))
      case 'put-document':
        return void this.documents.set(`${change.collection}/${change.key}`, new TextDecoder().decode(change.value))
      case 'delete-document':
        return void this.documents.delete(`${change.collection}/${change.key}`)
      case 'put-object':
        return
    }
  }

  /** An act that has its place keeps it; everything else about an act is as it was put last, with what was disclosed before. */
  private takeAct(act: KeptAct): void {
    const before = this.acts.get(act.id)
    const disclosures = [...new Set([...(before?.disclosures ?? []), ...act.disclosures])]
    const stays = before?.standing === 'in-strand' ? before : act
    this.acts.set(act.id, { ...stays, disclosures })
  }

  inStrand(dossier: string): readonly KeptAct[] {
    return [...this.acts.values()].filter((act) => act.dossier === dossier && act.standing === 'in-strand')
  }
}
