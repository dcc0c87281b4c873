import { isAbsolute, relative, sep } from 'node:path'
import type { Place, TestEvent } from './test-event.ts'

export type Failure = {
  /** The file to run again, from the root; nothing where only the whole run is known to fail. */
  readonly file: string | undefined
  /** Where the test is written, `file:line:column`. A contract suite is written elsewhere than the file that runs it. */
  readonly where: string
  readonly title: string
  readonly text: string
}
export type Skip = { readonly file: string; readonly title: string; readonly reason: string }
export type TestReport = {
  readonly passed: number
  readonly failures: readonly Failure[]
  readonly skips: readonly Skip[]
}

/** How a test process came to its end; `output` is the last of what it printed. */
export type ProcessEnd = {
  readonly timedOut: boolean
  readonly code: number | null
  readonly signal: string | null
  readonly output: string
}

/** Turns what one test process tells into a report, also when the process stops telling. */
export class TestLedger {
  private readonly root: string
  private readonly files: readonly string[]
  private passed = 0
  private readonly failures: Failure[] = []
  private readonly skips: Skip[] = []
  private readonly reached = new Set<string>()
  private running: { readonly file: string; readonly name: string } | undefined
  /** Files that began a test of this name and have not heard of its end, oldest first. */
  private readonly begun = new Map<string, string[]>()
  private ended = false

  /** @param files paths from `root`, with forward slashes */
  constructor(root: string, files: readonly string[]) {
    this.root = root
    this.files = files
  }

  note(event: TestEvent): void {
    switch (event.kind) {
      case 'begun':
        this.begin(event.name, this.fromRoot(event.file))
        return
      case 'passed':
        this.fileOf(event)
        this.passed += 1
        return
      case 'failed':
        this.fail(this.fileOf(event), event.name, event.error, this.where(event.place))
        return
      case 'skipped':
        this.skip(this.fileOf(event), event.name, event.reason, this.where(event.place))
        return
      case 'empty-file':
        this.fail(event.file, 'a test file', 'It holds no test. Write one, or remove the file.')
        return
      case 'stray-error': {
        const [first, ...more] = this.files
        const file = this.files.find((path) => event.message.includes(path)) ?? (more.length === 0 ? first : undefined)
        this.fail(file, 'after its end', event.message)
        return
      }
      case 'ended':
        this.ended = true
    }
  }

  /** The report. A process that did not end by itself, or not well, is a failure of the file that it was in. */
  close(end: ProcessEnd): TestReport {
    const printed = end.output === '' ? '' : `\nIt printed:\n${end.output}`
    if (end.timedOut) this.failWhereItStood(`The process hung and was stopped.${printed}`)
    else if (!this.ended)
      this.failWhereItStood(`The process died (${end.signal ?? `exit code ${end.code}`}).${printed}`)
    else if (end.code !== 0 && this.failures.length === 0)
      this.fail(undefined, 'the test process', `It ended with exit code ${end.code} though no test failed.${printed}`)
    return { passed: this.passed, failures: this.failures, skips: this.skips }
  }

  private begin(name: string, file: string): void {
    this.running = { name, file }
    this.reached.add(file)
    this.begun.set(name, [...(this.begun.get(name) ?? []), file])
  }

  /** The file that ran a test: the one that began it, since the place of a test may be that of a contract suite. */
  private fileOf({ name, place }: { readonly name: string; readonly place: Place }): string {
    return this.begun.get(name)?.shift() ?? this.fromRoot(place.file)
  }

  private skip(file: string, title: string, reason: string, where: string): void {
    if (reason !== '') this.skips.push({ file, title, reason })
    else this.fail(file, title, "Skipped without a reason. Say what is missing: skip: 'reason'.", where)
  }

  private fail(file: string | undefined, title: string, text: string, where = file ?? 'unknown file'): void {
    this.failures.push({ file, where, title, text })
  }

  private failWhereItStood(what: string): void {
    const notReached = this.files.filter((file) => !this.reached.has(file))
    const rest = notReached.length === 0 ? '' : `\nNot reached: ${notReached.join(', ')}`
    this.fail(this.running?.file ?? notReached[0], this.running?.name ?? 'before the first test', `${what}${rest}`)
  }

  private where({ file, line, column }: Place): string {
    return `${this.fromRoot(file)}:${line}:${column}`
  }

  private fromRoot(file: string): string {
    return isAbsolute(file) ? relative(this.root, file).split(sep).join('/') : file
  }
}
