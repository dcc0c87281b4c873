import { digestOfDisclosure, type Engine, readDisclosure } from '@comity/crypto'
import { err, type JsonObject, type JsonValue, KeyId, ok, parseCanonical, type Result, toHex } from '@comity/kernel'

/** One line of what is signed: where it stands, and what it says. */
export type Line = { readonly name: string; readonly value: string; readonly hidden: boolean }

/** An act as the signer understands it: read from the very bytes that would be signed. */
export type SigningRequest = {
  readonly payload: JsonObject
  readonly id: string
  readonly author: KeyId
  readonly dossier: string
  readonly kind: string
  readonly claimed: string
  readonly clear: readonly Line[]
  /** Fields that can later be withheld; each was checked against its digest inside the payload. */
  readonly withheldable: readonly Line[]
  /** Digests in the payload for which no text was shown: the signer would sign something that cannot be read. */
  readonly unreadable: number
}

export type RequestFault = 'not-an-act' | 'text-does-not-match'

/**
 * Reads what a page asks to have signed. Nothing that the page says about the act is believed: every line that is shown
 * is taken from the payload's own bytes, or proved by a digest in them.
 */
export function readSigningRequest(
  engine: Engine,
  bytes: Uint8Array,
  disclosures: readonly string[],
): Result<SigningRequest, RequestFault> {
  const parsed = parseCanonical(bytes)
  if (!parsed.ok || parsed.value === null || typeof parsed.value !== 'object' || Array.isArray(parsed.value))
    return err('not-an-act')
  const payload = parsed.value as JsonObject
  const author = KeyId.safeParse(payload['author'])
  const { dossier, kind, claimed, body } = payload
  if (!author.success || typeof dossier !== 'string' || typeof kind !== 'string' || typeof claimed !== 'string')
    return err('not-an-act')
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return err('not-an-act')
  const { _sd, sd_class, ...clear } = body as JsonObject
  const digests = new Set(Array.isArray(_sd) ? _sd.map(String) : [])
  const withheldable: Line[] = []
  for (const text of disclosures) {
    const opened = readDisclosure(text)
    if (!opened.ok || !digests.delete(digestOfDisclosure(engine, text))) return err('text-does-not-match')
    withheldable.push({ name: opened.value.name, value: asText(opened.value.value), hidden: true })
  }
  return ok({
    payload,
    id: toHex(engine.sha256(bytes)),
    author: author.data,
    dossier,
    kind,
    claimed,
    clear: Object.entries(clear).map(([name, value]) => ({ name, value: asText(value), hidden: false })),
    withheldable: withheldable.sort((a, b) => a.name.localeCompare(b.name)),
    unreadable: digests.size,
  })
}

/** Plain values in words, everything else exactly as it stands. */
function asText(value: JsonValue): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ')
  return JSON.stringify(value)
}
