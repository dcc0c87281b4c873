import type { Archive } from '@comity/archive'
import type { AgeIdentity, Engine, RandomBytes, SigningKey } from '@comity/crypto'
import type { Transport } from '@comity/exchange'
import type { AuthorityId, Digest, Instant, StateCode } from '@comity/kernel'
import type { ProceduralLaw } from '@comity/rules'

/** What the node's process needs to know of time. A wake-up is only a wake-up: what is due is found by looking. */
export type Clock = { readonly now: () => Instant }

/** Asks one witness, named as in the State list's vkey, to cosign a checkpoint (c2sp.org/tlog-witness). */
export type WitnessClient = {
  readonly addCheckpoint: (
    vkey: string,
    body: string,
  ) => Promise<{ readonly status: number; readonly body: string } | undefined>
  /**
   * The latest checkpoint that the witness cosigned of the log with this origin: `none` where it knows of no checkpoint,
   * `undefined` where it cannot be asked. A world without this way back cannot notice an old disk.
   */
  readonly latest?: (vkey: string, origin: string) => Promise<string | 'none' | undefined>
}

/** The packs that this node holds. */
export type LawShelf = {
  readonly own: { readonly digest: Digest; readonly procedure: ProceduralLaw }
  readonly byDigest: (digest: Digest) => ProceduralLaw | undefined
}

/** Keys of the node itself: machine keys. No person's key is ever here. */
export type NodeKeys = {
  /** Signs messages and receipts; its public half stands in the State list under `node`. */
  readonly node: SigningKey
  /** The registry's key: refusals and attestations. Its public half stands under the registry authority. */
  readonly registry: SigningKey
  /** Seed of the log's Ed25519 key. */
  readonly logSeed: Uint8Array
  /** age identity to which other nodes seal. */
  readonly identity: AgeIdentity
  /** Secret from which the log's channel and dossier keys are derived. */
  readonly logSecret: Uint8Array
}

/** What happens, for the structured log. Never a name, never a text from a file. */
export type NodeEvent = {
  readonly event: string
  readonly level: 'info' | 'warn' | 'alarm'
  readonly dossier?: string
  readonly act?: string
  readonly peer?: string
  readonly code?: string
  readonly count?: number
}

export type Ports = {
  readonly archive: Archive
  readonly engine: Engine
  readonly random: RandomBytes
  readonly clock: Clock
  readonly transport: Transport
  readonly witnesses: WitnessClient
  readonly keys: NodeKeys
  readonly law: LawShelf
  readonly note: (event: NodeEvent) => void
}

export type NodeIdentity = {
  readonly state: StateCode
  /** The authority in whose name the node refuses and attests; `undefined` for an overseer's node, which does neither. */
  readonly registry: AuthorityId | undefined
}

/** Figures with safe defaults (docs/reference/configuration.md). */
export type NodeSettings = {
  /** How long a message may wait for its terminal evidence. */
  readonly messageLifeMs: number
  /** After this silence the sender records that nothing came. */
  readonly silenceMs: number
  readonly retry: { readonly firstMs: number; readonly factor: number; readonly capMs: number }
}

export const SETTINGS: NodeSettings = {
  messageLifeMs: 30 * 24 * 3_600_000,
  silenceMs: 10 * 60_000,
  retry: { firstMs: 1_000, factor: 2, capMs: 300_000 },
}
