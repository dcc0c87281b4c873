/** One side of one run: how many were done in how long, and how long each took. */
export type Measured = { readonly count: number; readonly totalMs: number; readonly eachMs: readonly number[] }

/** Runs `inFlight` workers, each doing its share of `count` one after another. */
export async function measure(
  count: number,
  inFlight: number,
  one: (worker: number, number: number) => Promise<void> | void,
): Promise<Measured> {
  const eachMs: number[] = []
  const started = performance.now()
  await Promise.all(
    Array.from({ length: inFlight }, async (_, worker) => {
      for (let number = worker; number < count; number += inFlight) {
        const began = performance.now()
        await one(worker, number)
        eachMs.push(performance.now() - began)
      }
    }),
  )
  return { count, totalMs: performance.now() - started, eachMs }
}

/** The value below which a share of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

export type Figures = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number }

/** Medians over the runs of one side. */
export function figuresOf(runs: readonly Measured[]): Figures {
  return {
    perSecond: median(runs.map(({ count, totalMs }) => (count / totalMs) * 1000)),
    p50Ms: median(runs.map(({ eachMs }) => percentile(eachMs, 0.5))),
    p99Ms: median(runs.map(({ eachMs }) => percentile(eachMs, 0.99))),
  }
}
