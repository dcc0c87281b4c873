import type { Engine } from '@comity/crypto'
import { type ActId, concat, expectOk, fromHex } from '@comity/kernel'
import { HASH_BYTES, makeSealedEntry, SALT_BYTES } from '@comity/record'

/**
 * What the `extra` line of an act's proof holds: the salt, and the two tags of the leaf, 96 bytes. The tags are keyed, so
 * that nobody but the log's own State can compute them; whoever holds the proof makes the whole entry again from the act
 * and these bytes, and the log's root says whether it stands there.
 */
export const EXTRA_BYTES = SALT_BYTES + 2 * HASH_BYTES

const TAGS_AT = 2 + HASH_BYTES
const TAGS_END = TAGS_AT + 2 * HASH_BYTES

/** The `extra` of a proof, from the entry as it was logged. */
export const extraOf = (entry: Uint8Array, salt: Uint8Array): Uint8Array => concat(salt, entry.slice(TAGS_AT, TAGS_END))

/** The entry that the log must hold if it holds the act; `undefined` where the extra bytes are not those of a leaf. */
export function entryFrom(engine: Engine, act: ActId, extra: Uint8Array | undefined): Uint8Array | undefined {
  if (extra?.length !== EXTRA_BYTES) return undefined
  const nobodys = new Uint8Array(HASH_BYTES)
  const entry = makeSealedEntry(engine, {
    objectId: expectOk(fromHex(act), 'an act id is hexadecimal'),
    salt: extra.slice(0, SALT_BYTES),
    channelKey: nobodys,
    entryNumber: 0,
    dossierKey: nobodys,
    previous: undefined,
  })
  // The commitment is what matters; the tags are put in as they were handed over.
  return concat(entry.slice(0, TAGS_AT), extra.slice(SALT_BYTES), entry.slice(TAGS_END))
}
