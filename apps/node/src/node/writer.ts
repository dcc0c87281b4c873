/** One change at a time. The archive's preconditions hold between processes; this keeps one process from racing itself. */
export class Writer {
  private last: Promise<unknown> = Promise.resolve()

  run<T>(work: () => Promise<T>): Promise<T> {
    const next = this.last.then(work, work)
    this.last = next.catch(() => undefined)
    return next
  }
}
