import type { Engine } from '@comity/crypto'
import type { Law } from '@comity/rules'
import type { Violation } from './sight.ts'
import { type Figures, World, type WorldOptions } from './world.ts'

/** Days with faults in each seed; the days of healing and of replays come on top. */
export const DAYS = 6

export type SeedRun = {
  readonly seed: number
  readonly violation: Violation | undefined
  /** SHA-256 of everything that happened, in hexadecimal. */
  readonly traceHash: string
  readonly figures: Figures
  /** The last lines of the trace, where something was violated. */
  readonly story: readonly string[]
}

/** Runs one seed: days with faults, healing, then everything said once more. Equal arguments give equal results. */
export async function runSeed(
  seed: number,
  law: Law,
  engine: Engine,
  options: Partial<Pick<WorldOptions, 'plant' | 'faults'>> & { readonly days?: number } = {},
): Promise<SeedRun> {
  const { days = DAYS, ...worldOptions } = options
  const world = new World({ seed, engine, law, ...worldOptions })
  await world.run({ days })
  await world.heal()
  const { violation, figures } = world
  return {
    seed,
    violation,
    traceHash: world.trace.hash(),
    figures,
    story: violation ? [...world.trace.tail()] : [],
  }
}

/** Sums of many runs: days, steps, acts, messages, checks and faults by kind. */
export function sumOf(runs: readonly SeedRun[]): Figures {
  const total = (of: (figures: Figures) => number) => runs.reduce((sum, { figures }) => sum + of(figures), 0)
  const byKind = (of: (figures: Figures) => Readonly<Record<string, number>>) => {
    const sums = new Map<string, number>()
    for (const { figures } of runs)
      for (const [kind, count] of Object.entries(of(figures))) sums.set(kind, (sums.get(kind) ?? 0) + count)
    return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  return {
    days: total(({ days }) => days),
    steps: total(({ steps }) => steps),
    acts: total(({ acts }) => acts),
    messages: total(({ messages }) => messages),
    checks: byKind(({ checks }) => checks),
    faults: byKind(({ faults }) => faults),
  }
}
