/**
 * One change at a time in a lane: a dossier, the channel to a peer, the log's checkpoint. The archive's preconditions hold
 * between processes; lanes keep one process from racing itself, and what is in different lanes shares the wait for the disk.
 */
export class Writer {
  private readonly lanes = new Map<string, Promise<unknown>>()

  run<T>(lane: string, work: () => Promise<T>): Promise<T> {
    const before = this.lanes.get(lane) ?? Promise.resolve()
    const next = before.then(work)
    const settled = next.then(
      () => undefined,
      () => undefined,
    )
    this.lanes.set(lane, settled)
    void settled.then(() => {
      if (this.lanes.get(lane) === settled) this.lanes.delete(lane)
    })
    return next
  }
}
