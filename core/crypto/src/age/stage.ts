import { concat, err, ok, type Result } from '@comity/kernel'
import { type AgeFault, AgeRefusal } from './fault.ts'

/**
 * A step on the way of bytes, written once for streams and for whole buffers. Holds no more than one chunk. Throws
 * `AgeRefusal`; everything yielded before was authenticated.
 */
export interface ByteStage {
  push(bytes: Uint8Array): Iterable<Uint8Array>
  finish(): Iterable<Uint8Array>
}

/** Sends a stream through a stage, at the reader's pace. */
export async function* streamThrough(stage: ByteStage, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) yield* stage.push(bytes)
  yield* stage.finish()
}

/** Sends a whole buffer through stages; gives out nothing unless all of it passed. */
export function passThrough(bytes: Uint8Array, ...stages: readonly ByteStage[]): Result<Uint8Array, AgeFault> {
  try {
    return ok(stages.reduce((input, stage) => concat(...stage.push(input), ...stage.finish()), bytes))
  } catch (error) {
    if (error instanceof AgeRefusal) return err(error.fault)
    throw error
  }
}
