import type { Instant } from '@comity/kernel'

/** What a witness remembers of a log: the largest tree that it has cosigned, and when it said so. */
export type CosignedHead = {
  readonly size: number
  readonly root: Uint8Array
  /** The checkpoint with the log's own signature. The cosignature is made again from it and `at`, to the same bytes. */
  readonly note: string
  readonly at: Instant
}

/**
 * The witness's memory, which is all that it is good for. Every implementation passes `witnessStoreContract`. A disk
 * that fails throws; the witness then cosigns nothing.
 */
export interface WitnessStore {
  latest(origin: string): Promise<CosignedHead | undefined>
  /**
   * Replaces what is kept of the log, if that still has size `from` (0: nothing is kept, or an empty tree). The
   * comparison and the write are one step, also between two processes, and durable before the promise resolves.
   * `false`: somebody else came first, and nothing was changed. Throws where the new size is below `from`.
   */
  replace(origin: string, from: number, head: CosignedHead): Promise<boolean>
}
