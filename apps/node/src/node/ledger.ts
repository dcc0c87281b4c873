import type { Change, Conflict } from '@comity/archive'
import {
  type DossierId,
  Defect,
  err,
  expectOk,
  fromHex,
  fromUtf8,
  ok,
  type Result,
  type StateCode,
  toHex,
  utf8,
} from '@comity/kernel'
import { appendLeaf, type Frontier, leafHash, makePublicEntry, makeSealedEntry, readFrontier } from '@comity/record'
import type { Ports } from './ports.ts'

/** Something that enters the log: an object's id in hexadecimal, and to which dossier or channel its leaf is bound. */
export type Entering =
  | {
      readonly kind: 'sealed'
      readonly object: string
      readonly salt: Uint8Array
      readonly dossier: DossierId
      readonly channel?: StateCode
    }
  | { readonly kind: 'public'; readonly object: string }

/** The end of a chain of entries in this log: of a dossier (its last entry) or of a channel (how many it has). */
type Tail = { readonly version: number; readonly text: string }

type LogEnd = { readonly frontier: Frontier; readonly tails: ReadonlyMap<string, Tail> }

const TAILS = 'log-tails'

/** Keeps the end of the log, so that an act and its leaf enter in one commit. */
export class Ledger {
  private readonly ports: Ports
  /** The end as it will be when all that was handed to the archive is committed. */
  private end: LogEnd | undefined
  private finding: Promise<void> | undefined
  private round = 0

  constructor(ports: Ports) {
    this.ports = ports
  }

  newSalt(): Uint8Array {
    return this.ports.random(32)
  }

  /**
   * Commits changes together with the leaves of what they enter. Commits do not wait for each other: each builds on the
   * end that the ones before it will leave, and so they share a wait for the disk. Where one falls, those behind it meet
   * `log-moved-on` and are computed again from what is there, as after a loss to another process; other conflicts are the
   * caller's to answer.
   */
  async commit(
    changes: readonly Change[],
    entering: readonly Entering[],
  ): Promise<Result<void, Exclude<Conflict, 'log-moved-on'>>> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if (!this.end) await this.findEnd()
      const [before, round] = [this.end, this.round]
      if (!before) continue // it fell again while we waited
      const grown = this.grow(before, entering)
      this.end = grown.end
      const committed = await this.ports.archive.commit([...changes, ...grown.changes]).catch((error: unknown) => {
        this.forgetEnd(round)
        throw error
      })
      if (committed.ok) return ok(undefined)
      this.forgetEnd(round)
      if (committed.error !== 'log-moved-on') return err(committed.error)
    }
    throw new Defect('the end of the log moved on a hundred times: two processes fight over it')
  }

  private findEnd(): Promise<void> {
    // Set once for all who wait: the first of them has already built on it when the second goes on.
    this.finding ??= this.readEnd()
      .then((end) => {
        this.end = end
      })
      .finally(() => {
        this.finding = undefined
      })
    return this.finding
  }

  /** The end that was hoped for did not come; whoever finds out first says so, once for all who built on it. */
  private forgetEnd(round: number): void {
    if (round !== this.round) return
    this.round += 1
    this.end = undefined
  }

  private grow(
    end: LogEnd,
    entering: readonly Entering[],
  ): { readonly end: LogEnd; readonly changes: readonly Change[] } {
    const { engine } = this.ports
    const tails = new Map(end.tails)
    const touched = new Set<string>()
    const changes: Change[] = []
    let frontier = end.frontier
    const move = (key: string, text: string) => {
      tails.set(key, { version: tails.get(key)?.version ?? 0, text })
      touched.add(key)
    }
    for (const entrant of entering) {
      const entry = this.entryOf(entrant, tails, move)
      const hash = leafHash(engine, entry)
      const appended = appendLeaf(engine, frontier, hash)
      const salt = entrant.kind === 'sealed' ? entrant.salt : new Uint8Array()
      const leaf = { index: frontier.size, entry, hash, object: entrant.object, salt }
      changes.push({ do: 'append-leaf', leaf, nodes: appended.completed })
      frontier = appended.frontier
    }
    for (const key of touched) {
      const tail = tails.get(key) ?? { version: 0, text: '' }
      changes.push({ do: 'put-document', collection: TAILS, key, expect: tail.version, value: utf8(tail.text) })
      tails.set(key, { version: tail.version + 1, text: tail.text })
    }
    return { end: { frontier, tails }, changes }
  }

  private entryOf(
    entrant: Entering,
    tails: ReadonlyMap<string, Tail>,
    move: (key: string, text: string) => void,
  ): Uint8Array {
    const object = expectOk(fromHex(entrant.object), 'object ids are hexadecimal')
    if (entrant.kind === 'public') return makePublicEntry(object)
    const dossier = `dossier/${entrant.dossier}`
    const channel = `channel/${entrant.channel ?? this.ports.keys.node.kid}`
    const previous = tails.get(dossier)
    const entryNumber = entrant.channel === undefined ? 0 : Number(tails.get(channel)?.text ?? '0') + 1
    const entry = makeSealedEntry(this.ports.engine, {
      objectId: object,
      salt: entrant.salt,
      channelKey: this.key(channel),
      entryNumber,
      dossierKey: this.key(dossier),
      previous: previous === undefined ? undefined : expectOk(fromHex(previous.text), 'tails are hexadecimal'),
    })
    move(dossier, toHex(entry))
    if (entrant.channel !== undefined) move(channel, String(entryNumber))
    return entry
  }

  private key(purpose: string): Uint8Array {
    const { engine, keys } = this.ports
    return engine.hkdfSha256(keys.logSecret, new Uint8Array(), utf8(`comity/log/${purpose}`), 32)
  }

  private async readEnd(): Promise<LogEnd> {
    const { archive } = this.ports
    const size = await archive.logSize()
    const frontier = await readFrontier((level, index) => archive.node(level, index), size)
    if (!frontier.ok)
      throw new Defect(`the log of size ${size} lacks one of its own hashes: restore it from a backup or a mirror`)
    const tails = new Map<string, Tail>()
    for (const { key, version, value } of await archive.documents(TAILS))
      tails.set(key, { version, text: fromUtf8(value) ?? '' })
    return { frontier: frontier.value, tails }
  }
}
