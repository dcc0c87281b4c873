import { createReadStream } from 'node:fs'

/** A file piece by piece, opened when the first piece is asked for: so a file that is missing fails where it is read. */
export async function* readParts(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path)
}
