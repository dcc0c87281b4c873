import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Figures = z.object({ perSecond: z.number(), p50Ms: z.number(), p99Ms: z.number() })

/** What a benchmark prints as its last line. */
export const BenchResult = z.strictObject({
  /** Name of the goal, as P4. */
  goal: z.string(),
  what: z.string(),
  unit: z.string(),
  ours: Figures,
  /** What somebody would otherwise pick, measured in the same run. */
  anchor: Figures.extend({ name: z.string() }),
  runs: z.int(),
  count: z.int(),
  facts: z.record(z.string(), z.number()),
  /** Peers that the goal names and that are not here, with the reason. */
  notMeasured: z.array(z.string()).default([]),
})
export type BenchResult = z.infer<typeof BenchResult>

export type Surroundings = {
  readonly taken: string
  readonly commit: string
  readonly runtime: string
  readonly machine: string
}

const ROOMS = ['core', 'adapters', 'apps', 'simulation', 'tools']

/** Benchmarks below `root`, as sorted paths from there; with filters, those whose path contains one of them. */
export function findBenches(root: string, filters: readonly string[] = []): readonly string[] {
  return ROOMS.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.bench.ts') && !file.includes('node_modules'))
      .map((file) => `${room}/${file.replaceAll('\\', '/')}`),
  )
    .filter((file) => filters.length === 0 || filters.some((part) => file.includes(part)))
    .sort()
}

/** Runs one in a process of its own, so that none warms up or crowds another. */
export function runBench(root: string, file: string): Promise<BenchResult> {
  const child = spawn(process.execPath, [join(root, file)], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code !== 0) reject(new Error(`${file} ended with ${code}`))
      else resolve(BenchResult.parse(JSON.parse(out.trim().split('\n').at(-1) ?? '')))
    })
  })
}

/** The results of one run as a page. */
export function benchTable(results: readonly BenchResult[], { taken, commit, runtime, machine }: Surroundings): string {
  const rows = results.flatMap(({ goal, unit, ours, anchor }) => [
    row(goal, 'Comity', ours, unit, (ours.perSecond / anchor.perSecond).toPrecision(2)),
    row('', anchor.name, anchor, unit, '1'),
  ])
  const notes = results.flatMap(({ goal, what, runs, count, facts, notMeasured }) => [
    `- **${goal}** ${what}. Median of ${runs} runs of ${count}, the two sides alternating.${factsOf(facts)}`,
    ...notMeasured.map((peer) => `  Not measured: ${peer}.`),
  ])
  return `# Benchmarks

One run of \`npm run bench\`: ${taken} UTC, commit ${commit}. ${runtime}. ${machine}.
The ratio is what counts: both sides ran beside each other. Figures alone are those of this machine, and of what else it did.

| | | per second | p50 ms | p99 ms | ratio |
| --- | --- | ---: | ---: | ---: | ---: |
${rows.join('\n')}

${notes.join('\n')}
`
}

const row = (
  goal: string,
  name: string,
  { perSecond, p50Ms, p99Ms }: z.infer<typeof Figures>,
  unit: string,
  ratio: string,
) =>
  `| ${goal} | ${name} | ${Math.round(perSecond)} ${unit.split('/')[0]} | ${p50Ms.toPrecision(3)} | ${p99Ms.toPrecision(3)} | ${ratio} |`

function factsOf(facts: Readonly<Record<string, number>>): string {
  const listed = Object.entries(facts).map(([name, value]) => `${name} ${value}`)
  return listed.length === 0 ? '' : ` ${listed.join(', ')}.`
}
