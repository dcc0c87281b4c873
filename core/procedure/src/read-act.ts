import {
  type DisclosureClass,
  digestOfDisclosure,
  type Engine,
  HiddenMembers,
  keyIdOf,
  type PublicJwk,
  readDisclosure,
  readJws,
  revealMembers,
  verifyJws,
} from '@comity/crypto'
import type { Directory } from '@comity/directory'
import { err, type KeyId, type JsonObject, ok, type Result } from '@comity/kernel'
import { ActPayload, actIdOf, type CheckedAct } from './act.ts'
import type { KindDefinition } from './kind.ts'
import { type Act, definitionOf, isKind } from './kinds.ts'

export type UnreadableAct =
  | { readonly kind: 'not-a-signed-object'; readonly why: string }
  | { readonly kind: 'malformed'; readonly path: string }
  | { readonly kind: 'unknown-kind'; readonly name: string }
  | { readonly kind: 'key-not-the-authors' }
  | { readonly kind: 'bad-disclosure'; readonly why: string }

/** An act as read from bytes: well-formed and of a known kind. Who signed it is not established yet. */
export type ReadAct = CheckedAct & {
  readonly jws: Uint8Array
  /** Disclosable fields that are shown to this reader. */
  readonly shown: Readonly<Record<string, string>>
  /** Digests of those that are not, with their class. */
  readonly hidden: readonly { readonly digest: string; readonly class: DisclosureClass }[]
  /** True exactly when the signature is this key's over the payload. */
  readonly isSignedBy: (jwk: PublicJwk) => boolean
}

/** Reads a signed act. A field that is not known is refused: what nobody understands nobody may be bound by. */
export function readAct(
  engine: Engine,
  jws: Uint8Array,
  disclosures: readonly string[],
): Result<ReadAct, UnreadableAct> {
  const read = readJws(engine, jws, 'comity-act+json')
  if (!read.ok) return err({ kind: 'not-a-signed-object', why: String(read.error) })
  const parsed = ActPayload.safeParse(read.value.payload)
  if (!parsed.success) return err({ kind: 'malformed', path: `/${parsed.error.issues[0]?.path.join('/') ?? ''}` })
  const payload = parsed.data
  if (payload.author !== read.value.kid) return err({ kind: 'key-not-the-authors' })
  if ((payload.seq === 1) !== (payload.prev === null)) return err({ kind: 'malformed', path: '/prev' })
  if (!isSortedSet(payload.parents)) return err({ kind: 'malformed', path: '/parents' })
  if (!isKind(payload.kind)) return err({ kind: 'unknown-kind', name: payload.kind })
  const definition = definitionOf(payload.kind)
  const { _sd, sd_class, ...clearMembers } = payload.body
  const clear = definition.clear.safeParse(clearMembers)
  if (!clear.success) return err({ kind: 'malformed', path: `/body/${clear.error.issues[0]?.path.join('/') ?? ''}` })
  const revealed = revealMembers(engine, payload.body as JsonObject, disclosures)
  if (!revealed.ok) return err({ kind: 'bad-disclosure', why: String(revealed.error) })
  const shown: Record<string, string> = {}
  for (const [name, value] of Object.entries(revealed.value.shown)) {
    const known = definition.disclosable[name]
    if (!known?.schema.safeParse(value).success) return err({ kind: 'bad-disclosure', why: name })
    shown[name] = String(value)
  }
  if (!classesAreTheKinds(engine, payload.body as JsonObject, disclosures, definition))
    return err({ kind: 'bad-disclosure', why: 'class' })
  const act = { kind: payload.kind, body: clear.data } as Act // the kind's own schema has read the body
  if (act.kind === 'counsel-vouched' && keyIdOf(engine, act.body.key) !== act.body.kid)
    return err({ kind: 'malformed', path: '/body/kid' })
  return ok({
    id: actIdOf(engine, payload),
    payload,
    act,
    jws,
    shown,
    hidden: revealed.value.hidden,
    isSignedBy: (jwk) => verifyJws(engine, read.value, jwk) !== undefined,
  })
}

/**
 * A field filed under a class that is not its own could be withheld by a decision that was never about it; and a digest
 * that no field of the kind accounts for is something signed that nobody may ever read.
 */
function classesAreTheKinds(
  engine: Engine,
  body: JsonObject,
  disclosures: readonly string[],
  definition: KindDefinition,
): boolean {
  if (body['_sd'] === undefined) return disclosures.length === 0
  const hidden = HiddenMembers.safeParse({ _sd: body['_sd'], sd_class: body['sd_class'] })
  if (!hidden.success) return false
  const open = Object.values(definition.disclosable).map((field) => field.class)
  for (const name of hidden.data.sd_class) {
    const at = open.indexOf(name)
    if (at === -1) return false
    open.splice(at, 1)
  }
  return disclosures.every((text) => {
    const opened = readDisclosure(text)
    const at = hidden.data._sd.indexOf(digestOfDisclosure(engine, text))
    return opened.ok && hidden.data.sd_class[at] === definition.disclosable[opened.value.name]?.class
  })
}

/**
 * The key by which an act must be signed: from the State list that it names, or, for counsel, from a bar's voucher among
 * the acts at hand. A key is named by its thumbprint, so any voucher for that name holds the same key.
 */
export function keyFor(read: ReadAct, atHand: readonly CheckedAct[], directory: Directory): PublicJwk | undefined {
  const { author, list, claimed, strand } = read.payload
  if (!strand.startsWith('counsel/')) return directory.signatory(author, list, claimed)?.key.jwk
  return vouchedKey(author, atHand)
}

function vouchedKey(kid: KeyId, atHand: readonly CheckedAct[]): PublicJwk | undefined {
  for (const { act } of atHand) if (act.kind === 'counsel-vouched' && act.body.kid === kid) return act.body.key
  return undefined
}

const isSortedSet = (ids: readonly string[]): boolean => ids.every((id, at) => at === 0 || (ids[at - 1] ?? '') < id)
