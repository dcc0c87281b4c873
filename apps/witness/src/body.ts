import { concat } from '@comity/kernel'
import { MAX_ADD_CHECKPOINT_BYTES } from '@comity/record'

/** The bytes of a request's body; `undefined` as soon as they are more than any request of ours has. */
export async function readBody(request: Request): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let length = 0
  // The stated length is not believed: the bytes are counted as they come.
  for await (const part of request.body ?? []) {
    length += part.length
    if (length > MAX_ADD_CHECKPOINT_BYTES) return undefined
    parts.push(part)
  }
  return concat(...parts)
}
