import type { Archive, Change, Conflict } from '@comity/archive'
import type { Result } from '@comity/kernel'
import { createMemoryArchive, type MemoryArchive } from '@comity/store'
import type { Faults, Tally } from './faults.ts'
import type { Life, Scheduler } from './scheduler.ts'
import type { Dice } from './seed.ts'

/** The platform's word for a disk that did not do what it was asked. */
export class DiskError extends Error {
  override readonly name = 'DiskError'
}

export type DiskWatcher = {
  /** Called when changes are durable, whatever the process is told of it. */
  readonly durable: (state: string, changes: readonly Change[]) => void
  /** Called when a disk holds only the first of what it had held. */
  readonly rolledBack: (state: string, kept: readonly (readonly Change[])[]) => void
}

export type DiskParts = {
  readonly state: string
  readonly scheduler: Scheduler
  readonly dice: Dice
  readonly faults: () => Faults
  readonly tally: Tally
  readonly watcher: DiskWatcher
  /** The disk takes nothing more from this process. */
  readonly broken: (life: Life) => void
}

type Mount = { failed: boolean }

/** A node's disk: what is durable outlives the process. One process at a time reads and writes it, step by step. */
export class Disk {
  private readonly parts: DiskParts
  private archive: MemoryArchive = createMemoryArchive()
  private readonly commits: (readonly Change[])[] = []

  constructor(parts: DiskParts) {
    this.parts = parts
  }

  /** Loses the last commits, as a disk does that had said of them that they were durable. No process may have it open. */
  async rollBack(lost: number): Promise<void> {
    this.commits.length = Math.max(0, this.commits.length - lost)
    this.archive = createMemoryArchive()
    for (const changes of this.commits) await this.archive.commit(changes)
    this.parts.watcher.rolledBack(this.parts.state, this.commits)
  }

  /** The archive as a process sees it: every call waits its turn, may be the process's last, and a commit may fail. */
  open(life: Life): Archive {
    const { scheduler, state } = this.parts
    const mount: Mount = { failed: false }
    const { archive } = this
    const view: Record<string, unknown> = {}
    for (const name of Object.keys(archive) as (keyof MemoryArchive)[]) {
      if (name === 'snapshot' || name === 'commit' || name === 'close') continue
      const read = archive[name] as (...asked: unknown[]) => Promise<unknown>
      view[name] = (...asked: unknown[]) =>
        scheduler.step(life, `${state} ${name} ${asked.join(' ')}`, () => {
          if (mount.failed) throw new DiskError('the archive must be opened again')
          return read(...asked)
        })
    }
    return {
      ...view,
      commit: (changes: readonly Change[]) =>
        scheduler.step(life, `${state} commit ${changes.map(nameOf).join(', ')}`, () =>
          this.commit(changes, mount, life),
        ),
      close: async () => undefined,
    } as Archive // every method of the archive was copied from one
  }

  private async commit(changes: readonly Change[], mount: Mount, life: Life): Promise<Result<void, Conflict>> {
    const { dice, tally } = this.parts
    const faults = this.parts.faults()
    if (mount.failed) throw new DiskError('the archive must be opened again')
    if (dice.chance(faults['disk-full'] ?? 0)) {
      tally.add('disk-full')
      throw new DiskError('no space left')
    }
    const fails = dice.chance(faults['disk-failed'] ?? 0)
    if (fails && dice.chance(0.5)) return this.fail(mount, life)
    const committed = await this.archive.commit(changes)
    if (committed.ok) {
      this.commits.push(changes)
      this.parts.watcher.durable(this.parts.state, changes)
    }
    return fails ? this.fail(mount, life) : committed
  }

  /** Whether the commit took place is not known to the process, and nothing more is taken until it starts again. */
  private fail(mount: Mount, life: Life): never {
    this.parts.tally.add('disk-failed')
    mount.failed = true
    this.parts.broken(life)
    throw new DiskError('input/output error')
  }
}

function nameOf(change: Change): string {
  switch (change.do) {
    case 'put-act':
      return `${change.do} ${change.act.id.slice(0, 12)} ${change.act.standing}`
    case 'append-leaf':
      return `${change.do} ${change.leaf.index} ${change.leaf.object.slice(0, 12)}`
    case 'put-checkpoint':
      return `${change.do} ${change.checkpoint.size} ${change.checkpoint.witnessed}`
    case 'put-outbox':
      return `${change.do} ${change.entry.id} ${change.entry.state}`
    case 'put-inbox':
      return `${change.do} ${change.entry.message.slice(0, 12)} ${change.entry.outcome}`
    case 'put-receipt':
      return `${change.do} ${change.receipt.message.slice(0, 12)} ${change.receipt.rung}`
    case 'put-document':
    case 'delete-document':
      return `${change.do} ${change.collection} ${change.key}`
    default:
      return `${change.do} ${change.digest}`
  }
}
