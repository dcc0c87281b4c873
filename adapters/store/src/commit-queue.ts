import type { DatabaseSync } from 'node:sqlite'
import type { Change, Conflict } from '@comity/archive'
import { Defect, err, ok, type Result } from '@comity/kernel'
import { ArchiveError, explained } from './archive-error.ts'

type Answer = Result<void, Conflict> | Defect
type Waiting = {
  readonly changes: readonly Change[]
  readonly resolve: (result: Result<void, Conflict>) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Commits in the order in which they were asked for. Those of one turn of the event loop share a transaction, and so one
 * wait for the disk; each is a savepoint of it, so that one which meets a conflict takes nothing else with it.
 */
export class CommitQueue {
  private readonly db: DatabaseSync
  private readonly path: string
  private readonly make: (change: Change) => Conflict | undefined
  private waiting: Waiting[] = []
  private holds = 0
  private failure: unknown

  constructor(db: DatabaseSync, path: string, make: (change: Change) => Conflict | undefined) {
    this.db = db
    this.path = path
    this.make = make
  }

  /** Whether the disk or the file failed. What a failed write left on the disk is unsure until it is opened again. */
  get failed(): boolean {
    return this.failure !== undefined
  }

  add(changes: readonly Change[]): Promise<Result<void, Conflict>> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ changes, resolve, reject })
      if (this.waiting.length === 1) setImmediate(() => this.flush())
    })
  }

  /** Runs `work` while commits wait, except at the moments when it calls `between`: then those that wait are made. */
  async holdDuring<T>(work: (between: () => void) => Promise<T>): Promise<T> {
    this.holds += 1
    try {
      return await work(() => this.commitWaiting())
    } finally {
      this.holds -= 1
      this.flush()
    }
  }

  /** Commits what is waiting, now, unless commits are held. */
  flush(): void {
    if (this.holds === 0) this.commitWaiting()
  }

  private commitWaiting(): void {
    if (this.waiting.length === 0) return
    const group = this.waiting
    this.waiting = []
    let answers: readonly Answer[]
    try {
      answers = this.inOneTransaction(group)
    } catch (error) {
      for (const { reject } of group) reject(error)
      return
    }
    for (const [index, { resolve, reject }] of group.entries()) {
      const answer = answers[index]
      if (answer === undefined || answer instanceof Defect) reject(answer)
      else resolve(answer)
    }
  }

  private inOneTransaction(group: readonly Waiting[]): readonly Answer[] {
    if (this.failed) throw this.failure
    try {
      this.db.exec('BEGIN IMMEDIATE')
      const answers = group.map(({ changes }) => this.attempt(changes))
      this.db.exec('COMMIT')
      return answers
    } catch (error) {
      const reason = explained(error, this.path)
      if (reason instanceof ArchiveError && reason.fault !== 'disk-full') this.failure = reason
      this.rollBack(reason)
      throw reason
    }
  }

  private attempt(changes: readonly Change[]): Answer {
    this.db.exec('SAVEPOINT one')
    const answer = this.makeAll(changes)
    if (answer instanceof Defect || !answer.ok) this.db.exec('ROLLBACK TO one')
    this.db.exec('RELEASE one')
    return answer
  }

  private makeAll(changes: readonly Change[]): Answer {
    try {
      for (const change of changes) {
        const conflict = this.make(change)
        if (conflict !== undefined) return err(conflict)
      }
      return ok(undefined)
    } catch (error) {
      // A commit that is wrong by itself fails alone; where the disk fails, all of the transaction does.
      const reason = explained(error, this.path)
      if (reason instanceof Defect) return reason
      throw reason
    }
  }

  private rollBack(reason: unknown): void {
    try {
      // Some errors have ended the transaction already.
      if (this.db.isTransaction) this.db.exec('ROLLBACK')
    } catch {
      this.failure = reason
    }
  }
}
