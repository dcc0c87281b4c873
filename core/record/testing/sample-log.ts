import type { Engine } from '@comity/crypto'
import { expectOk, type Instant, utf8 } from '@comity/kernel'
import {
  addCosignatures,
  appendLeaf,
  cosign,
  COSIGNATURE,
  EMPTY_FRONTIER,
  formatAddCheckpoint,
  formatSignatureLine,
  formatTlogProof,
  type Frontier,
  frontierRoot,
  type HashReader,
  leafHash,
  type LogIdentity,
  makeConsistencyProof,
  makeEntryBundle,
  makeInclusionProof,
  makeTile,
  NOTE_SIGNATURE,
  type NoteSigner,
  parseNote,
  seedNoteSigner,
  signCheckpoint,
  TILE_WIDTH,
  tilePath,
  tilesOf,
  treeRoot,
} from '../index.ts'

/** A seed that says nothing: 32 times the same byte. */
export const sampleSeed = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)

export const sampleWitness = (engine: Engine, name: string, byte: number): NoteSigner =>
  seedNoteSigner(engine, name, COSIGNATURE, sampleSeed(byte))

/** A log in memory, of any entries, that does all a log has to do: for tests, here and in packages that read logs. */
export class SampleLog {
  readonly identity: LogIdentity
  readonly entries: Uint8Array[] = []
  private readonly engine: Engine
  private readonly signer: NoteSigner
  private readonly hashes = new Map<string, Uint8Array>()
  private frontier: Frontier = EMPTY_FRONTIER

  constructor(engine: Engine, size = 0, { origin = 'qn.comity.example/log', seed = 1, entry = sampleEntry } = {}) {
    this.engine = engine
    this.signer = seedNoteSigner(engine, origin, NOTE_SIGNATURE, sampleSeed(seed))
    this.identity = { origin, key: this.signer.key }
    for (let index = 0; index < size; index += 1) this.append(entry(index))
  }

  get size(): number {
    return this.frontier.size
  }

  append(entry: Uint8Array): void {
    const leaf = leafHash(this.engine, entry)
    this.hashes.set(`0/${this.size}`, leaf)
    const { frontier, completed } = appendLeaf(this.engine, this.frontier, leaf)
    for (const { level, index, hash } of completed) this.hashes.set(`${level}/${index}`, hash)
    this.entries.push(entry)
    this.frontier = frontier
  }

  readonly read: HashReader = async (level, index) => this.hashes.get(`${level}/${index}`)

  root(): Uint8Array {
    return frontierRoot(this.engine, this.frontier)
  }

  async rootAt(size: number): Promise<Uint8Array> {
    return expectOk(await treeRoot(this.engine, this.read, size), 'the log holds all its hashes')
  }

  async inclusion(index: number, size = this.size): Promise<readonly Uint8Array[]> {
    return expectOk(await makeInclusionProof(this.engine, this.read, index, size), 'the log holds all its hashes')
  }

  async consistency(oldSize: number, size = this.size): Promise<readonly Uint8Array[]> {
    if (oldSize === 0) return []
    return expectOk(await makeConsistencyProof(this.engine, this.read, oldSize, size), 'the log holds all its hashes')
  }

  /** The signed checkpoint at a size, cosigned at the given instants. */
  async checkpoint(size = this.size, cosigners: readonly (readonly [NoteSigner, Instant])[] = []): Promise<string> {
    const note = signCheckpoint({ origin: this.identity.origin, size, root: await this.rootAt(size) }, this.signer)
    const { text } = expectOk(parseNote(note), 'own note')
    const lines = cosigners.map(([signer, at]) => formatSignatureLine(cosign(text, signer, at)))
    if (lines.length === 0) return note
    const keys = cosigners.map(([{ key }]) => key)
    return expectOk(addCosignatures(this.engine, note, lines.join(''), keys), 'own cosignatures')
  }

  async proof(index: number, checkpoint: string, size = this.size, extra?: Uint8Array): Promise<string> {
    const proof = { index, hashes: await this.inclusion(index, size), checkpoint }
    return formatTlogProof(extra === undefined ? proof : { ...proof, extra })
  }

  /** The body with which this log asks a witness that knows `oldSize`. */
  async request(oldSize: number, size = this.size): Promise<Uint8Array> {
    const proof = await this.consistency(oldSize, size)
    return utf8(formatAddCheckpoint({ oldSize, proof, note: await this.checkpoint(size) }))
  }

  /** The log as files below its prefix: every tile of the tree, and the checkpoint. */
  async files(size = this.size): Promise<Map<string, Uint8Array>> {
    const files = new Map([['checkpoint', utf8(await this.checkpoint(size))]])
    for (const tile of tilesOf(size)) {
      const first = tile.index * TILE_WIDTH
      const bytes =
        tile.of === 'entries'
          ? makeEntryBundle(this.entries.slice(first, first + tile.width))
          : expectOk(await makeTile(this.read, tile), 'the log holds all its hashes')
      files.set(tilePath(tile), bytes)
    }
    return files
  }
}

const sampleEntry = (index: number) => utf8(`entry ${index}`)
