import { nodeEngine } from '@comity/crypto-node'
import { toHex, utf8 } from '@comity/kernel'

/** What happened, in order: a digest to compare two runs by, and the last lines for whoever reads a failure. */
export class Trace {
  private readonly stream = nodeEngine.sha256Stream()
  private readonly recent: string[] = []
  private readonly keep: number
  private finished: string | undefined
  lines = 0

  constructor(keep = 40) {
    this.keep = keep
  }

  add(line: string): void {
    this.lines += 1
    this.stream.update(utf8(`${line}\n`))
    this.recent.push(line)
    if (this.recent.length > this.keep) this.recent.shift()
  }

  /** Digest of all lines; nothing can be added afterwards. */
  hash(): string {
    this.finished ??= toHex(this.stream.digest())
    return this.finished
  }

  tail(): readonly string[] {
    return this.recent
  }
}
