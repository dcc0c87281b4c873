import { relative } from 'node:path'
import type { TestEvent } from './test-event.ts'

const LINE_EVERY_MS = 10_000

/** Progress on standard error: one line that changes on a terminal, one line every ten seconds elsewhere. */
export function newTestProgress(root: string, terminal: NodeJS.WriteStream = process.stderr) {
  const startedMs = performance.now()
  let finished = 0
  let failed = 0
  let file = ''
  const text = () =>
    `${finished} tests, ${failed} failed, ${Math.round((performance.now() - startedMs) / 1000)} s  ${file}`
  const line = terminal.isTTY ? undefined : setInterval(() => terminal.write(`... ${text()}\n`), LINE_EVERY_MS)
  line?.unref()
  return {
    note(event: TestEvent): void {
      if (event.kind === 'begun') file = relative(root, event.file)
      if (event.kind === 'passed') finished += 1
      if (event.kind === 'failed') failed += 1
      if (terminal.isTTY) terminal.write(`\r\x1b[K${text().slice(0, terminal.columns - 1)}`)
    },
    close(): void {
      clearInterval(line)
      terminal.write(
        `${terminal.isTTY ? '\r\x1b[K' : ''}Tests took ${((performance.now() - startedMs) / 1000).toFixed(1)} s.\n`,
      )
    },
  }
}
