import type { Dice } from './seed.ts'

/**
 * What can go wrong, with how often: for those of a message, a step or a commit the probability at each of them; for
 * those that last (`partition`, `isolate`, `witness-down`, `clock-jump`) how many begin on a day; for those that
 * people do (`race`, `double-submit`, `stale-signature`, `hostile-*`) the share of their visits.
 */
export const FAULTS = {
  drop: 0.12,
  duplicate: 0.12,
  reorder: 0.5,
  delay: 0.04,
  truncate: 0.03,
  flip: 0.04,
  replay: 0.06,
  partition: 0.5,
  isolate: 0.3,
  crash: 0.0012,
  'crash-in-start': 0.01,
  'disk-full': 0.01,
  'disk-failed': 0.006,
  pause: 0.001,
  'witness-down': 0.4,
  skew: 1,
  'clock-jump': 0.3,
  race: 0.15,
  'double-submit': 0.2,
  'stale-signature': 0.08,
  'hostile-gateless': 0.5,
  'hostile-forged-proofs': 0.3,
  'hostile-outsider': 0.3,
  'hostile-forged-signature': 0.3,
  'hostile-equivocation': 0.2,
  'hostile-resealed': 0.3,
} as const

export type FaultKind = keyof typeof FAULTS
export type Faults = Readonly<Partial<Record<FaultKind, number>>>

export const FAULT_KINDS = Object.keys(FAULTS) as FaultKind[]
const HOSTILE_KINDS = FAULT_KINDS.filter(isHostile)

export function isHostile(kind: FaultKind): boolean {
  return kind.startsWith('hostile-')
}

/**
 * The faults of one seed: a random subset, each at a random strength. Worlds with few faults reach deep states, worlds
 * with many reach strange ones; all faults always on would reach neither.
 */
export function swarm(dice: Dice): Faults {
  const share = dice.pick([0.15, 0.35, 0.6])
  const hostile = dice.chance(0.5)
  return Object.fromEntries(
    FAULT_KINDS.flatMap((kind) => {
      const on = HOSTILE_KINDS.includes(kind) ? hostile && dice.chance(0.5) : dice.chance(share)
      return on ? [[kind, FAULTS[kind] * dice.pick([0.3, 1, 2])]] : []
    }),
  )
}

/** How often each fault was injected. */
export class Tally {
  private readonly counts = new Map<string, number>()

  add(kind: string): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1)
  }

  of(kind: string): number {
    return this.counts.get(kind) ?? 0
  }

  all(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)))
  }
}
