import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import type { TestEvent } from './test-event.ts'
import { TestLedger, type TestReport } from './test-ledger.ts'

/** Files that share one process. */
export type TestJob = readonly string[]

export type TestProcessOptions = {
  /** The folder that the paths of a job start from. */
  readonly root: string
  /** A process that has not ended by then is stopped, and that is a failure. */
  readonly limitMs: number
  readonly signal: AbortSignal
  readonly onEvent: (event: TestEvent) => void
}

const WATCH = pathToFileURL(join(import.meta.dirname, 'test-watch.ts')).href
const REPORTER = pathToFileURL(join(import.meta.dirname, 'reporter.ts')).href
const KEPT_CHARACTERS = 6_000

/** Runs the files of one job in one process. That it dies or hangs is a failure of the file it was in, not of ours. */
export async function runTestProcess(
  job: TestJob,
  { root, limitMs, signal, onEvent }: TestProcessOptions,
): Promise<TestReport> {
  const options = ['--import', WATCH, '--test', '--test-isolation=none', `--test-reporter=${REPORTER}`]
  const child = spawn(process.execPath, [...options, ...job], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    detached: process.platform !== 'win32', // a group of its own, so that what its tests have started ends with it
  })
  const exited = once(child, 'exit')
  const stop = () => stopGroup(child.pid)
  let timedOut = false
  const limit = setTimeout(() => {
    timedOut = true
    stop()
  }, limitMs)
  signal.addEventListener('abort', stop)

  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-KEPT_CHARACTERS)
    })
  const ledger = new TestLedger(root, job)
  for await (const line of createInterface({ input: child.stdio[3] as Readable })) {
    const event: TestEvent = JSON.parse(line)
    ledger.note(event)
    onEvent(event)
  }
  const [code, killedBy] = await exited
  clearTimeout(limit)
  signal.removeEventListener('abort', stop)
  stop()
  return ledger.close({ timedOut, code, signal: killedBy, output: output.trimEnd() })
}

function stopGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // it has ended by itself
  }
}
