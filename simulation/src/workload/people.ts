import { type Engine, ed25519SigningKey, type SigningKey, signJws } from '@comity/crypto'
import { type ActId, type JsonObject, type KeyId, utf8 } from '@comity/kernel'
import type { ActPayload, UnsignedAct } from '@comity/procedure'

/** An act as somebody in the world signed it: the simulator knows them all. */
export type SignedByHand = {
  readonly id: ActId
  readonly payload: ActPayload
  readonly jws: Uint8Array
  readonly disclosures: readonly string[]
}

/** Everybody's keys. A key is its holder's name and the seed of the world: the same people in every run. */
export class People {
  private readonly engine: Engine
  private readonly world: string
  private readonly keys = new Map<string, SigningKey>()
  readonly signed = new Map<ActId, SignedByHand>()

  constructor(engine: Engine, world: string) {
    this.engine = engine
    this.world = world
  }

  keyOf(holder: string): SigningKey {
    const known =
      this.keys.get(holder) ?? ed25519SigningKey(this.engine, this.engine.sha256(utf8(`${this.world}/${holder}`)))
    this.keys.set(holder, known)
    return known
  }

  holderOf(kid: KeyId): string | undefined {
    for (const [holder, key] of this.keys) if (key.kid === kid) return holder
    return undefined
  }

  /** A person looks at an act and signs it. */
  sign(holder: string, act: UnsignedAct): Uint8Array {
    const jws = this.signAs(this.keyOf(holder), act)
    this.signed.set(act.id, { id: act.id, payload: act.payload, jws, disclosures: act.disclosures })
    return jws
  }

  /** A signature that is not its author's: not an act of anybody. */
  signAs(key: SigningKey, { payload }: UnsignedAct): Uint8Array {
    // A payload is JSON by its schema; the type of the schema does not say so.
    return signJws(this.engine, key, 'comity-act+json', payload as unknown as JsonObject).bytes
  }
}
