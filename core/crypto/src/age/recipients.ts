import { err, ok, type Result } from '@comity/kernel'
import type { Engine, RandomBytes } from '../engine.ts'
import { decodeBech32, encodeBech32 } from './bech32.ts'
import { MAX_STANZAS } from './header.ts'
import { X_WING_PUBLIC_BYTES, X_WING_SEED_BYTES, xWingEncapsulate, xWingPublicKey } from './x-wing.ts'

/**
 * Whom a file is sealed to. `hybrid` (ML-KEM-768 with X25519) between nodes, `x25519` for readers whose tool knows no
 * other, `passphrase` for what a person keeps.
 */
export type AgeRecipient =
  | { readonly kind: 'hybrid'; readonly publicKey: Uint8Array }
  | { readonly kind: 'x25519'; readonly publicKey: Uint8Array }
  | { readonly kind: 'passphrase'; readonly passphrase: string; readonly workFactor: number }

/** What opens a file: a seed or secret of 32 bytes, or the passphrase. */
export type AgeIdentity =
  | { readonly kind: 'hybrid'; readonly seed: Uint8Array }
  | { readonly kind: 'x25519'; readonly secret: Uint8Array }
  | { readonly kind: 'passphrase'; readonly passphrase: string }

export type RecipientFault =
  /** Not the text of a recipient, or of a type that this implementation does not seal to. */
  | 'not-a-recipient'
  /** Well-formed, and not a key: nothing could be sealed to it. */
  | 'invalid-key'

export type RecipientsFault =
  | 'no-recipient'
  | 'too-many-recipients'
  /** One classical recipient would undo what the others have from the post-quantum part. */
  | 'hybrid-mixed-with-classical'
  /** A passphrase also says who wrote the file; with a second recipient it would no longer. */
  | 'passphrase-not-alone'

/** scrypt with N = 2^18 takes about a second and 256 MiB: what the age tools use. */
export const DEFAULT_WORK_FACTOR = 18

const X25519_BYTES = 32
const TEXTS = {
  hybrid: {
    recipient: 'age1pq',
    identity: 'age-secret-key-pq-',
    recipientBytes: X_WING_PUBLIC_BYTES,
    identityBytes: X_WING_SEED_BYTES,
  },
  x25519: { recipient: 'age', identity: 'age-secret-key-', recipientBytes: X25519_BYTES, identityBytes: X25519_BYTES },
} as const

/** A new identity of 32 random bytes. */
export function newAgeIdentity(random: RandomBytes, kind: 'hybrid' | 'x25519'): AgeIdentity {
  return kind === 'hybrid' ? { kind, seed: random(X_WING_SEED_BYTES) } : { kind, secret: random(X25519_BYTES) }
}

/** Whom to seal to so that this identity can open. */
export function recipientOf(engine: Engine, identity: AgeIdentity): AgeRecipient {
  switch (identity.kind) {
    case 'hybrid':
      return { kind: 'hybrid', publicKey: xWingPublicKey(engine, identity.seed) }
    case 'x25519':
      return { kind: 'x25519', publicKey: engine.x25519PublicKey(identity.secret) }
    case 'passphrase':
      return { kind: 'passphrase', passphrase: identity.passphrase, workFactor: DEFAULT_WORK_FACTOR }
  }
}

/** `age1pq1...` or `age1...` */
export function recipientText(recipient: Exclude<AgeRecipient, { kind: 'passphrase' }>): string {
  return encodeBech32(TEXTS[recipient.kind].recipient, recipient.publicKey)
}

/** Reads `age1pq1...` and `age1...`, and tries whether the key is one that can be sealed to. */
export function parseRecipient(engine: Engine, text: string): Result<AgeRecipient, RecipientFault> {
  const read = readText(text, 'recipient')
  if (!read) return err('not-a-recipient')
  const [kind, publicKey] = read
  const trial: RandomBytes = (length) => new Uint8Array(length).fill(1)
  const usable =
    kind === 'hybrid' ? xWingEncapsulate(engine, trial, publicKey) : engine.x25519(trial(X25519_BYTES), publicKey)
  return usable ? ok({ kind, publicKey }) : err('invalid-key')
}

/** `AGE-SECRET-KEY-PQ-1...` or `AGE-SECRET-KEY-1...`: a secret, for a person's own file only. */
export function identityText(identity: Exclude<AgeIdentity, { kind: 'passphrase' }>): string {
  const bytes = identity.kind === 'hybrid' ? identity.seed : identity.secret
  return encodeBech32(TEXTS[identity.kind].identity, bytes).toUpperCase()
}

/** Reads `AGE-SECRET-KEY-PQ-1...` and `AGE-SECRET-KEY-1...`, in capitals as the format has them. */
export function parseIdentity(text: string): Result<AgeIdentity, 'not-an-identity'> {
  const read = text === text.toUpperCase() ? readText(text.toLowerCase(), 'identity') : undefined
  if (!read) return err('not-an-identity')
  const [kind, bytes] = read
  return ok(kind === 'hybrid' ? { kind, seed: bytes } : { kind, secret: bytes })
}

/** The recipients of one file: at least one and at most 128, post-quantum or classical but not both, a passphrase only alone. */
export function admitRecipients(recipients: readonly AgeRecipient[]): Result<readonly AgeRecipient[], RecipientsFault> {
  const kinds = new Set(recipients.map(({ kind }) => kind))
  if (recipients.length === 0) return err('no-recipient')
  if (recipients.length > MAX_STANZAS) return err('too-many-recipients')
  if (kinds.has('passphrase') && recipients.length > 1) return err('passphrase-not-alone')
  return kinds.size > 1 ? err('hybrid-mixed-with-classical') : ok(recipients)
}

function readText(
  text: string,
  half: 'recipient' | 'identity',
): readonly ['hybrid' | 'x25519', Uint8Array] | undefined {
  for (const kind of ['hybrid', 'x25519'] as const) {
    const length = half === 'recipient' ? TEXTS[kind].recipientBytes : TEXTS[kind].identityBytes
    const bytes = decodeBech32(TEXTS[kind][half], text)
    if (bytes.ok && bytes.value.length === length) return [kind, bytes.value]
  }
  return undefined
}
