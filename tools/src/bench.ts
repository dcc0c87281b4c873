import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { type BenchResult, benchTable, findBenches, runBench } from './bench-results.ts'

const HELP = `npm run bench [-- PATH...] [-- --write]

Runs the benchmarks whose path contains PATH, or all: each measures us and what somebody would otherwise pick in one run,
the two sides alternating, and prints medians. Only the ratio says something; a figure alone is about this machine.

  --write   keep Markdown and JSON under docs/benchmarks/
`

const root = join(import.meta.dirname, '../..')

/** What the figures were taken on; the name of the machine is nobody's business. */
function surroundings() {
  const [processor] = cpus()
  return {
    taken: new Date().toISOString().slice(0, 16),
    commit: commitOf(),
    runtime: `Node ${process.versions.node}, SQLite ${process.versions['sqlite'] ?? 'unknown'}, OpenSSL ${process.versions.openssl}`,
    machine: `${cpus().length} x ${processor?.model.trim() || process.arch}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}; load ${(loadavg()[0] ?? 0).toFixed(1)} before the run`,
  }
}

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

const args = process.argv.slice(2)
if (args.includes('--help')) process.stdout.write(HELP)
else {
  const filters = args.filter((arg) => !arg.startsWith('--'))
  const around = surroundings()
  const results: BenchResult[] = []
  for (const file of findBenches(root, filters)) {
    process.stderr.write(`${file} ...\n`)
    results.push(await runBench(root, file))
  }
  const table = benchTable(results, around)
  process.stdout.write(table)
  const json = `${JSON.stringify({ ...around, results }, null, 2)}\n`
  if (args.includes('--write')) {
    const folder = join(root, 'docs/benchmarks')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'latest.md'), table)
    writeFileSync(join(folder, 'latest.json'), json)
  } else process.stdout.write(`\n\`\`\`json\n${json}\`\`\`\n`)
}
