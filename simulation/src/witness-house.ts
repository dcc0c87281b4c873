import type { Engine } from '@comity/crypto'
import type { StateList } from '@comity/directory'
import { expectOk, utf8 } from '@comity/kernel'
import {
  COSIGNATURE,
  formatVerifierKey,
  type LogIdentity,
  type NoteSigner,
  parseVerifierKey,
  seedNoteSigner,
} from '@comity/record'
import { type CosignedHead, createWitness, type Witness, type WitnessStore } from '@comity/witness'
import type { Life, Scheduler } from './scheduler.ts'
import type { Answer, Delivery } from './wire.ts'

export const WITNESS = 'witness'

export type WitnessHouseParts = {
  readonly engine: Engine
  readonly scheduler: Scheduler
  readonly signer: NoteSigner
  readonly lists: readonly StateList[]
  readonly cosigned: (origin: string, size: number, root: string) => void
  /** Replaces the memory of the witness, to show that a checker sees it. */
  readonly plant?: (store: WitnessStore, life: Life) => WitnessStore
}

export function witnessSigner(engine: Engine, world: string): { readonly signer: NoteSigner; readonly vkey: string } {
  const signer = seedNoteSigner(
    engine,
    'overseer.example/witness',
    COSIGNATURE,
    engine.sha256(utf8(`${world}/witness`)),
  )
  return { signer, vkey: formatVerifierKey(signer.key) }
}

/** The overseer's witness: the real one over a memory that outlives its process. */
export class WitnessHouse {
  private readonly parts: WitnessHouseParts
  private readonly heads = new Map<string, CosignedHead>()
  private readonly logs: readonly LogIdentity[]
  private life: Life | undefined
  private witness: Witness | undefined
  private starts = 0
  private downUntil = 0

  constructor(parts: WitnessHouseParts) {
    this.parts = parts
    this.logs = parts.lists.map(({ log }) => ({
      origin: log.origin,
      key: expectOk(parseVerifierKey(parts.engine, log.vkey), 'lists of this world are well-formed'),
    }))
  }

  start(): void {
    if (this.life) return
    const { engine, scheduler, signer, plant } = this.parts
    this.starts += 1
    const life = { of: WITNESS, number: this.starts, alive: true }
    const store = this.storeFor(life)
    this.life = life
    this.witness = createWitness({
      engine,
      store: plant?.(store, life) ?? store,
      signer: { key: signer.key, sign: (message) => this.sign(message) },
      clock: () => scheduler.instant(),
      logs: this.logs,
    })
  }

  /** What a witness puts its name under is read off the very bytes (cosignature/v1, time, then the checkpoint). */
  private sign(message: Uint8Array): Uint8Array {
    const [, , origin = '', size = '', root = ''] = new TextDecoder().decode(message).split('\n')
    this.parts.cosigned(origin, Number(size), root)
    return this.parts.signer.sign(message)
  }

  private storeFor(life: Life): WitnessStore {
    const { scheduler } = this.parts
    return {
      latest: (origin) => scheduler.step(life, `witness latest ${origin}`, () => this.heads.get(origin)),
      replace: (origin, from, head) =>
        scheduler.step(life, `witness replace ${origin} ${from} ${head.size}`, () => {
          if ((this.heads.get(origin)?.size ?? 0) !== from) return false
          this.heads.set(origin, head)
          return true
        }),
    }
  }

  owns(life: Life): boolean {
    return this.life === life
  }

  crash(): void {
    if (this.life) this.life.alive = false
    this.life = undefined
    this.witness = undefined
  }

  /** Nobody answers for a while. */
  close(forMs: number): void {
    this.downUntil = Math.max(this.downUntil, this.parts.scheduler.now() + forMs)
  }

  open(): void {
    this.downUntil = 0
    this.start()
  }

  get isUp(): boolean {
    return this.witness !== undefined && this.parts.scheduler.now() >= this.downUntil
  }

  async answer({ body }: Delivery): Promise<Answer | undefined> {
    const { witness } = this
    if (!witness) return undefined
    const request = new Request('http://witness/add-checkpoint', { method: 'POST', body: body.slice() })
    const response = await witness.fetch(request)
    return { ok: true, body: utf8(`${response.status}\n${await response.text()}`) }
  }
}
