import type { KeptAct } from '@comity/archive'
import { nodeEngine } from '@comity/crypto-node'
import type { ActId, DossierId, KeyId, StrandId } from '@comity/kernel'

/** An act as a checker reads it: plain JSON out of its signed bytes, with no schema of the node's between. */
export type Clear = {
  readonly id: ActId
  readonly dossier: DossierId
  readonly strand: StrandId
  readonly seq: number
  readonly prev: ActId | null
  readonly parents: readonly ActId[]
  readonly author: KeyId
  readonly list: string
  readonly law: string
  readonly claimed: string
  readonly kind: string
  readonly body: Readonly<Record<string, unknown>>
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const unbase64 = (encoded: string): Uint8Array => Uint8Array.from(Buffer.from(encoded, 'base64url'))

export type PlainJws = { readonly id: string; readonly payload: Record<string, unknown>; readonly kid: string }

/** Payload, key named and digest of a signed object. Throws where the bytes are no such thing: these were kept as one. */
export function readPlain(jws: Uint8Array): PlainJws {
  const object = JSON.parse(text(jws)) as { payload: string; signatures: { protected: string; signature: string }[] }
  const payload = unbase64(object.payload)
  const header = JSON.parse(text(unbase64(object.signatures[0]?.protected ?? ''))) as { kid: string }
  return {
    id: Buffer.from(nodeEngine.sha256(payload)).toString('hex'),
    payload: JSON.parse(text(payload)) as Record<string, unknown>,
    kid: header.kid,
  }
}

/** Whether the platform finds the signature of a signed object to be this key's (`x` of its JWK). */
export function platformVerifies(jws: Uint8Array, x: string): boolean {
  const { payload, signatures } = JSON.parse(text(jws)) as {
    payload: string
    signatures: { protected: string; signature: string }[]
  }
  const [first] = signatures
  if (!first) return false
  const signed = new TextEncoder().encode(`${first.protected}.${payload}`)
  return nodeEngine.ed25519VerifyRaw(unbase64(x), signed, unbase64(first.signature))
}

const remembered = new Map<string, Clear>()

/** What an act says. Its id names its bytes, so that one reading serves for good. */
export function clearOf(kept: Pick<KeptAct, 'id' | 'jws'>): Clear {
  const known = remembered.get(kept.id)
  if (known) return known
  const { id, payload } = readPlain(kept.jws)
  const clear = { ...payload, id } as unknown as Clear // read by nobody's schema on purpose
  if (remembered.size > 50_000) remembered.clear()
  remembered.set(kept.id, clear)
  return clear
}

export const namesOf = ({ prev, parents }: Clear): readonly ActId[] => (prev === null ? parents : [prev, ...parents])

/** All that an act rests on, as far as it is among `acts`. */
export function closureOf(id: ActId, acts: ReadonlyMap<ActId, Clear>): ReadonlySet<ActId> {
  const past = new Set<ActId>()
  const open = [...(acts.has(id) ? namesOf(acts.get(id) as Clear) : [])]
  while (open.length > 0) {
    const next = open.pop() as ActId
    const act = acts.get(next)
    if (!act || past.has(next)) continue
    past.add(next)
    open.push(...namesOf(act))
  }
  return past
}

/** Origin, size and root of a checkpoint, from the lines of its note. */
export function plainCheckpoint(note: string): { origin: string; size: number; root: string } | undefined {
  const [origin, size, root, empty] = note.split('\n')
  if (!origin || !size || !/^\d+$/.test(size) || !root || empty !== '') return undefined
  return { origin, size: Number(size), root }
}
