import { concat, fromUtf8 } from '@comity/kernel'

const PASSPHRASE_HEADER = 'age-encryption.org/v1\n-> scrypt '

/** Whether an age file was sealed with a passphrase, and the stream from its beginning as if nobody had looked. */
export async function lookAhead(
  source: AsyncIterable<Uint8Array>,
): Promise<{ readonly needsPassphrase: boolean; readonly source: AsyncIterable<Uint8Array> }> {
  const rest = source[Symbol.asyncIterator]()
  let head: Uint8Array = new Uint8Array()
  let next = await rest.next()
  while (!next.done) {
    head = concat(head, next.value)
    if (head.length >= PASSPHRASE_HEADER.length) break
    next = await rest.next()
  }
  const needsPassphrase = fromUtf8(head.subarray(0, PASSPHRASE_HEADER.length)) === PASSPHRASE_HEADER
  return { needsPassphrase, source: again(head, rest) }
}

async function* again(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
