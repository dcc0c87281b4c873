import { type SigningKey, signJws, readJws } from '@comity/crypto'
import { nodeEngine, systemRandom } from '@comity/crypto-node'
import { type CarriedAct, Message, Receipt } from '@comity/exchange'
import { expectOk, fromBase64, type JsonObject, laterBy, parseCanonical, toBase64 } from '@comity/kernel'
import { type ActDraft, makeAct, type Place, readAct } from '@comity/procedure'
import type { Node } from '../src/node/node.ts'
import { sealTo } from '../src/node/seal-to.ts'

/** A message of one node to another, signed by whoever is given; fields may be other than a node would write them. */
export function sealedMessage(from: Node, to: Node, acts: readonly CarriedAct[], over: object = {}, by?: SigningKey) {
  const now = from.ports.clock.now()
  const message = {
    v: 1,
    from: from.identity.state,
    to: to.identity.state,
    seq: 1,
    sent: now,
    expires: laterBy(now, 60_000),
    checkpoints: [],
    dossier: 'QV-2026-00417',
    acts: [...acts],
    ...over,
  }
  const list = from.directory().of(to.identity.state)
  if (!list) throw new Error(`${from.identity.state} holds no list of ${to.identity.state}`)
  const signed = signJws(nodeEngine, by ?? from.ports.keys.node, 'comity-message+json', message as JsonObject)
  return {
    id: signed.id,
    sealed: sealTo(nodeEngine, systemRandom, list, signed.bytes),
    message: Message.safeParse(message),
  }
}

/** Rungs that the answer to a message states, or why there is none. */
export async function rungsOf(answer: ReturnType<Node['receive']>): Promise<readonly string[] | string> {
  const result = await answer
  if (!result.ok) return result.error
  const { receipts } = expectOk(parseCanonical(result.value), 'canonical') as { readonly receipts: readonly string[] }
  return receipts
    .map((text) => expectOk(readJws(nodeEngine, expectOk(fromBase64(text), 'base64'), 'comity-receipt+json'), 'signed'))
    .map(({ payload }) => Receipt.parse(payload))
    .map(({ rung, code }) => (code === undefined ? rung : `${rung}: ${code}`))
    .sort()
}

/** An act as it travels, signed past its author's node by whoever is given. */
export function writtenBy(
  key: SigningKey,
  draft: ActDraft,
  place: Omit<Place, 'author'>,
  author = key,
): CarriedAct & { readonly id: string } {
  const { payload, id } = expectOk(
    makeAct(nodeEngine, systemRandom, draft, { ...place, author: author.kid }),
    'a draft',
  )
  const signer = { ...author, sign: (bytes: Uint8Array) => key.sign(bytes) }
  const jws = signJws(nodeEngine, signer, 'comity-act+json', payload as unknown as JsonObject).bytes
  expectOk(readAct(nodeEngine, jws, []), 'well-formed')
  return { id, jws: toBase64(jws), disclosures: [], salt: toBase64(new Uint8Array(32).fill(7)) }
}

export const carriedOf = ({ jws, disclosures, salt }: CarriedAct): CarriedAct => ({ jws, disclosures, salt })
