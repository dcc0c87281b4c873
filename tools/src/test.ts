import { join } from 'node:path'
import { findTestFiles, groupOf, inHalves, type TestGroup } from './test-files.ts'
import type { TestReport } from './test-ledger.ts'
import { runTestProcess, type TestJob } from './test-process.ts'
import { newTestProgress } from './test-progress.ts'

const HELP = `npm test [-- PATH...]         unit and browser tests; with PATH, those whose path contains it
npm run interop [-- PATH...]  tests against other programs and servers, where these are present
`
const PROCESSES_AT_ONCE = 2
const LIMIT_MS = 15 * 60_000

export type TestRunOptions = {
  readonly root: string
  readonly interop: boolean
  readonly filters: readonly string[]
  /** For each process. */
  readonly limitMs: number
  readonly print: (text: string) => void
  readonly signal: AbortSignal
}

/** Runs the tests; prints what failed, what was skipped and, last, the line of figures. True when all is well. */
export async function runTests({ root, interop, filters, limitMs, print, signal }: TestRunOptions): Promise<boolean> {
  const files = findTestFiles(root, filters).filter((file) => (groupOf(file) === 'interop') === interop)
  const progress = newTestProgress(root)
  const reports = await inTurns(jobsOf(files), (job) =>
    runTestProcess(job, { root, limitMs, signal, onEvent: progress.note }),
  )
  progress.close()
  const { passed, failures, skips } = sum(reports)
  for (const { file, where, title, text } of failures) {
    const again = `${interop ? 'npm run interop' : 'npm test'}${file === undefined ? '' : ` -- ${file}`}`
    print(`\nFAILED  ${where}  ${title}\n${text.replaceAll(/^(?=.)/gm, '    ')}\n  Again: ${again}\n`)
  }
  for (const { file, title, reason } of skips) print(`skipped  ${file}  ${title}: ${reason}\n`)
  if (files.length === 0)
    print(`No test file was found${filters.length > 0 ? ` whose path contains ${filters.join(' or ')}` : ''}.\n`)
  print(`${passed} passed, ${failures.length} failed, ${skips.length} skipped\n`)
  return failures.length === 0 && passed + skips.length > 0
}

function jobsOf(files: readonly string[]): readonly TestJob[] {
  const inGroup = (group: TestGroup) => files.filter((file) => groupOf(file) === group)
  // Browser tests share one process: two Chromiums and a simulator do not fit on two cores.
  return [...inHalves(inGroup('unit')), inGroup('browser'), inGroup('interop')].filter((job) => job.length > 0)
}

/** Runs the jobs in their order, a few at a time. */
async function inTurns<Job, Outcome>(
  jobs: readonly Job[],
  run: (job: Job) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const waiting = jobs.entries()
  const outcomes: Outcome[] = []
  const workers = Array.from({ length: PROCESSES_AT_ONCE }, async () => {
    for (const [index, job] of waiting) outcomes[index] = await run(job)
  })
  await Promise.all(workers)
  return outcomes
}

const sum = (reports: readonly TestReport[]): TestReport => ({
  passed: reports.reduce((passed, report) => passed + report.passed, 0),
  failures: reports.flatMap((report) => report.failures),
  skips: reports.flatMap((report) => report.skips),
})

if (import.meta.main) {
  const args = process.argv.slice(2)
  if (args.includes('--help')) process.stdout.write(HELP)
  else {
    const stopped = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        stopped.abort()
        process.exit(signal === 'SIGINT' ? 130 : 143)
      })
    const interop = args[0] === 'interop'
    const well = await runTests({
      root: join(import.meta.dirname, '../..'),
      interop,
      filters: interop ? args.slice(1) : args,
      limitMs: LIMIT_MS,
      print: (text) => process.stdout.write(text),
      signal: stopped.signal,
    })
    process.exitCode = well ? 0 : 1
  }
}
