import { concat, Defect, fromBase64NoPad, toBase64NoPad, utf8 } from '@comity/kernel'
import type { Engine, RandomBytes } from '../engine.ts'
import { refuse } from './fault.ts'
import type { Stanza } from './header.ts'
import { hpkeContext, KEM_X_WING } from './hpke.ts'
import type { AgeIdentity, AgeRecipient } from './recipients.ts'
import { X_WING_ENCAPSULATED_BYTES, xWingDecapsulate, xWingEncapsulate } from './x-wing.ts'

/** How the file key is wrapped for each native type of recipient, and found again. */
export const FILE_KEY_BYTES = 16

const WRAPPED_BYTES = FILE_KEY_BYTES + 16
const X25519_BYTES = 32
const SALT_BYTES = 16
/** 1 GiB. Whoever sends the file chooses the factor; whoever opens it pays. */
const MAX_WORK_FACTOR = 20
const ZERO_NONCE = new Uint8Array(12) // each wrapping key is used once
const HYBRID_INFO = utf8('age-encryption.org/mlkem768x25519')
const X25519_INFO = utf8('age-encryption.org/v1/X25519')
const SCRYPT_SALT = utf8('age-encryption.org/v1/scrypt')

/** The stanza in which this recipient finds the file key. Throws `Defect` for a key that `parseRecipient` refuses. */
export function wrapFileKey(engine: Engine, random: RandomBytes, recipient: AgeRecipient, fileKey: Uint8Array): Stanza {
  switch (recipient.kind) {
    case 'hybrid': {
      const encapsulation = xWingEncapsulate(engine, random, recipient.publicKey)
      if (!encapsulation) throw new Defect('the recipient key was not admitted')
      const { key, nonce } = hpkeContext(engine, KEM_X_WING, encapsulation.secret, HYBRID_INFO)
      const body = engine.chacha20Poly1305Seal(key, nonce, fileKey)
      return { type: 'mlkem768x25519', args: [toBase64NoPad(encapsulation.encapsulated)], body }
    }
    case 'x25519': {
      const ephemeral = random(X25519_BYTES)
      const shared = engine.x25519(ephemeral, recipient.publicKey)
      if (!shared) throw new Defect('the recipient key was not admitted')
      const share = engine.x25519PublicKey(ephemeral)
      const key = engine.hkdfSha256(shared, concat(share, recipient.publicKey), X25519_INFO, 32)
      return {
        type: 'X25519',
        args: [toBase64NoPad(share)],
        body: engine.chacha20Poly1305Seal(key, ZERO_NONCE, fileKey),
      }
    }
    case 'passphrase': {
      if (!isWorkFactor(String(recipient.workFactor))) throw new Defect('a work factor that no reader accepts')
      const salt = random(SALT_BYTES)
      const key = engine.scrypt(utf8(recipient.passphrase), concat(SCRYPT_SALT, salt), recipient.workFactor)
      const args = [toBase64NoPad(salt), String(recipient.workFactor)]
      return { type: 'scrypt', args, body: engine.chacha20Poly1305Seal(key, ZERO_NONCE, fileKey) }
    }
  }
}

/** A stanza of a native type, its arguments read. */
type WrappedKey =
  | { readonly kind: 'hybrid'; readonly encapsulated: Uint8Array; readonly body: Uint8Array }
  | { readonly kind: 'x25519'; readonly share: Uint8Array; readonly body: Uint8Array }
  | { readonly kind: 'passphrase'; readonly salt: Uint8Array; readonly workFactor: number; readonly body: Uint8Array }

/**
 * The file key that the first matching identity finds. Refuses the whole header where any stanza of a native type
 * breaks that type's rules, whoever it is for; stanzas of unknown types are passed over.
 */
export function findFileKey(
  engine: Engine,
  identities: readonly AgeIdentity[],
  stanzas: readonly Stanza[],
): Uint8Array {
  const wrapped = stanzas.map(readStanza).filter((key) => key !== undefined)
  if (wrapped.some(({ kind }) => kind === 'passphrase') && stanzas.length > 1) refuse('header-failure')
  for (const identity of identities) {
    const unwrap = unwrapperOf(engine, identity)
    for (const key of wrapped) {
      const fileKey = unwrap(key)
      if (fileKey) return fileKey
    }
  }
  return refuse('no-identity-matched')
}

function readStanza({ type, args, body }: Stanza): WrappedKey | undefined {
  const [first = '', second = ''] = args
  switch (type) {
    case 'mlkem768x25519':
      if (args.length !== 1) refuse('header-failure')
      return { kind: 'hybrid', encapsulated: readArgument(first, X_WING_ENCAPSULATED_BYTES), body: readBody(body) }
    case 'X25519':
      if (args.length !== 1) refuse('header-failure')
      return { kind: 'x25519', share: readArgument(first, X25519_BYTES), body: readBody(body) }
    case 'scrypt':
      if (args.length !== 2 || !isWorkFactor(second)) refuse('header-failure')
      return {
        kind: 'passphrase',
        salt: readArgument(first, SALT_BYTES),
        workFactor: Number(second),
        body: readBody(body),
      }
    default:
      return undefined
  }
}

function readArgument(text: string, length: number): Uint8Array {
  const bytes = fromBase64NoPad(text)
  return bytes.ok && bytes.value.length === length ? bytes.value : refuse('header-failure')
}

/** The length is checked before anything is tried: a longer body could be made to open under many keys at once. */
const readBody = (body: Uint8Array): Uint8Array => (body.length === WRAPPED_BYTES ? body : refuse('header-failure'))

const isWorkFactor = (text: string) => /^[1-9][0-9]?$/.test(text) && Number(text) <= MAX_WORK_FACTOR

/** Tries one wrapped key after another with what can be computed once for the identity. */
function unwrapperOf(engine: Engine, identity: AgeIdentity): (wrapped: WrappedKey) => Uint8Array | undefined {
  switch (identity.kind) {
    case 'hybrid':
      return (wrapped) => {
        if (wrapped.kind !== 'hybrid') return undefined
        const secret = xWingDecapsulate(engine, identity.seed, wrapped.encapsulated) ?? refuse('header-failure')
        const { key, nonce } = hpkeContext(engine, KEM_X_WING, secret, HYBRID_INFO)
        return engine.chacha20Poly1305Open(key, nonce, wrapped.body)
      }
    case 'x25519': {
      const own = engine.x25519PublicKey(identity.secret)
      return (wrapped) => {
        if (wrapped.kind !== 'x25519') return undefined
        const shared = engine.x25519(identity.secret, wrapped.share) ?? refuse('header-failure')
        const key = engine.hkdfSha256(shared, concat(wrapped.share, own), X25519_INFO, 32)
        return engine.chacha20Poly1305Open(key, ZERO_NONCE, wrapped.body)
      }
    }
    case 'passphrase':
      return (wrapped) => {
        if (wrapped.kind !== 'passphrase') return undefined
        const key = engine.scrypt(utf8(identity.passphrase), concat(SCRYPT_SALT, wrapped.salt), wrapped.workFactor)
        return engine.chacha20Poly1305Open(key, ZERO_NONCE, wrapped.body)
      }
  }
}
