import {
  canonicalBytes,
  err,
  expectOk,
  fromBase64Url,
  type JsonObject,
  type JsonValue,
  ok,
  parseCanonical,
  type Result,
  toBase64Url,
  utf8,
} from '@comity/kernel'
import { z } from 'zod'
import type { Engine, RandomBytes } from './engine.ts'

/** Why a field may be withheld, a closed list: whoever reads a redacted object sees the class, never the name. */
export const DisclosureClass = z.enum([
  'ordinary',
  'identity',
  'protected-witness',
  'privilege',
  'secret-method',
  'third-party-privacy',
])
export type DisclosureClass = z.infer<typeof DisclosureClass>

/** base64url of a SHA-256 digest; the last character holds two zero bits, so each digest has one spelling. */
export const DisclosureDigest = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/)
export type DisclosureDigest = z.infer<typeof DisclosureDigest>

/** The members that stand for withheld fields: digests in ascending order, and beside them their classes. */
export const HiddenMembers = z.strictObject({ _sd: z.array(DisclosureDigest), sd_class: z.array(DisclosureClass) })
export type HiddenMembers = z.infer<typeof HiddenMembers>

/** The member that the payload's root carries wherever it hides a field (RFC 9901 section 4.1.1). */
export const SD_ALG = { _sd_alg: 'sha-256' } as const

/** What opens one hidden field: base64url of the canonical array [salt, name, value]. Kept apart from the object. */
export type Disclosure = {
  readonly text: string
  readonly digest: DisclosureDigest
  readonly name: string
  readonly class: DisclosureClass
}

export type HiddenField = { readonly digest: DisclosureDigest; readonly class: DisclosureClass }

export type DisclosureFault =
  /** The object's own digests: not sorted, not unique, not matched by classes of the closed list. */
  | 'malformed-digests'
  | 'malformed-disclosure'
  | 'bad-salt'
  | 'reserved-name'
  | 'name-taken'
  | 'unmatched-disclosure'
  | 'disclosed-twice'

const SALT_BYTES = 16
const RESERVED_NAMES: ReadonlySet<string> = new Set(['_sd', '_sd_alg', '...', 'sd_class'])

/**
 * Hides fields: returns the members to merge into the object that would have held them, and what opens each. There are
 * no decoys, so every hidden field can be counted. Throws `Defect` for what `readDisclosure` would refuse.
 */
export function concealMembers(
  engine: Engine,
  random: RandomBytes,
  fields: Readonly<Record<string, { readonly value: JsonValue; readonly class: DisclosureClass }>>,
): { readonly members: JsonObject; readonly disclosures: readonly Disclosure[] } {
  const disclosures = Object.entries(fields).map(([name, field]): Disclosure => {
    const text = toBase64Url(canonicalBytes([toBase64Url(random(SALT_BYTES)), name, field.value]))
    expectOk(readDisclosure(text), `the field ${name} cannot be hidden`)
    return { text, digest: digestOfDisclosure(engine, text), name, class: field.class }
  })
  // Sorted by digest, so that the order says nothing about the names.
  disclosures.sort((a, b) => (a.digest < b.digest ? -1 : 1))
  if (disclosures.length === 0) return { members: {}, disclosures }
  const members = {
    _sd: disclosures.map(({ digest }) => digest),
    sd_class: disclosures.map((disclosure) => disclosure.class),
  }
  return { members, disclosures }
}

/**
 * Opens what the disclosures open in one object (RFC 9901 section 7.1 on this profile), and lists what stays hidden.
 * Every disclosure must belong to the object: one that matches no digest is refused, and so is one that would shadow a
 * member in the clear, or bring hidden fields of its own. Disclosures for other objects are the caller's to sort out.
 */
export function revealMembers(
  engine: Engine,
  object: JsonObject,
  disclosures: readonly string[],
): Result<{ readonly shown: JsonObject; readonly hidden: readonly HiddenField[] }, DisclosureFault> {
  const fields = hiddenFieldsOf(object)
  if (!fields) return err('malformed-digests')
  const hidden = new Map(fields.map((field) => [field.digest, field]))
  const expected = new Set(hidden.keys())
  const shown = new Map<string, JsonValue>()
  for (const text of disclosures) {
    const digest = digestOfDisclosure(engine, text)
    if (!expected.has(digest)) return err('unmatched-disclosure')
    if (!hidden.delete(digest)) return err('disclosed-twice')
    const opened = readDisclosure(text)
    if (!opened.ok) return opened
    const { name, value } = opened.value
    if (Object.hasOwn(object, name) || shown.has(name)) return err('name-taken')
    shown.set(name, value)
  }
  return ok({ shown: Object.fromEntries(shown), hidden: [...hidden.values()] })
}

/** Digest of a disclosure: SHA-256 of its base64url text (RFC 9901 section 4.2.3), not of what that text encodes. */
export function digestOfDisclosure(engine: Engine, text: string): DisclosureDigest {
  return toBase64Url(engine.sha256(utf8(text)))
}

/** Reads one disclosure without asking where it belongs. */
export function readDisclosure(
  text: string,
): Result<{ readonly name: string; readonly value: JsonValue }, 'malformed-disclosure' | 'bad-salt' | 'reserved-name'> {
  const bytes = fromBase64Url(text)
  const parsed = bytes.ok ? parseCanonical(bytes.value) : bytes
  if (!parsed.ok || !Array.isArray(parsed.value) || parsed.value.length !== 3) return err('malformed-disclosure')
  const [salt, name, value] = parsed.value as [JsonValue, JsonValue, JsonValue]
  if (typeof salt !== 'string' || typeof name !== 'string') return err('malformed-disclosure')
  const saltBytes = fromBase64Url(salt)
  if (!saltBytes.ok || saltBytes.value.length !== SALT_BYTES) return err('bad-salt')
  if (RESERVED_NAMES.has(name) || holdsReservedName(value)) return err('reserved-name')
  return ok({ name, value })
}

/** The hidden fields of an object in the order of their digests; `undefined` where the two lists break the profile. */
function hiddenFieldsOf(object: JsonObject): readonly HiddenField[] | undefined {
  if (Object.hasOwn(object, '...')) return undefined
  if (!Object.hasOwn(object, '_sd') && !Object.hasOwn(object, 'sd_class')) return []
  const { _sd, sd_class } = object
  const members = HiddenMembers.safeParse({ _sd, sd_class })
  if (!members.success) return undefined
  const { _sd: digests, sd_class: classes } = members.data
  if (digests.length === 0 || digests.length !== classes.length) return undefined
  const ascending = digests.every((digest, index) => index === 0 || (digests[index - 1] ?? '') < digest)
  if (!ascending) return undefined
  return classes.flatMap((name, index) => {
    const digest = digests[index]
    return digest === undefined ? [] : [{ digest, class: name }]
  })
}

/** One level of hiding only: a disclosed value that hides again could not be counted from the object's own members. */
function holdsReservedName(value: JsonValue): boolean {
  if (value === null || typeof value !== 'object') return false
  if (Array.isArray(value)) return value.some(holdsReservedName)
  return Object.entries(value).some(([name, inner]) => RESERVED_NAMES.has(name) || holdsReservedName(inner))
}
