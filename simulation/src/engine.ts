import type { Engine } from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import { concat, toHex, utf8 } from '@comity/kernel'

const ML_KEM_PUBLIC_BYTES = 1184
const ML_KEM_CIPHERTEXT_BYTES = 1088
const MOST_REMEMBERED = 20_000

/**
 * An engine for a simulated world: the platform's, but for two things. The platform draws its own randomness to
 * encapsulate, which would make two runs of one seed differ, so ML-KEM is a stand-in of the same sizes built on a hash
 * (it keeps nothing secret, and there is nobody in the world to keep it from). And signatures that were verified before
 * are remembered: a world of five nodes verifies each one many times.
 */
export function simulationEngine(engine: Engine = nodeEngine): Engine {
  const expand = (seed: Uint8Array, label: string, length: number) => engine.shake256(concat(utf8(label), seed), length)
  const publicKeyOf = (seed: Uint8Array) => expand(seed, 'public', ML_KEM_PUBLIC_BYTES)
  const secretOf = (publicKey: Uint8Array, ciphertext: Uint8Array) => engine.sha256(concat(publicKey, ciphertext))
  const verified = new Map<string, boolean>()
  const publicKeys = new Map<string, Uint8Array>()
  return {
    ...engine,
    name: `${engine.name}, with a stand-in for ML-KEM`,
    mlKem768PublicKey: publicKeyOf,
    mlKem768Encapsulate(publicKey, entropy) {
      const ciphertext = expand(entropy, 'ciphertext', ML_KEM_CIPHERTEXT_BYTES)
      return { ciphertext, secret: secretOf(publicKey, ciphertext) }
    },
    mlKem768Decapsulate: (seed, ciphertext) => secretOf(publicKeyOf(seed), ciphertext),
    ed25519PublicKey(seed) {
      const name = toHex(seed)
      const known = publicKeys.get(name) ?? engine.ed25519PublicKey(seed)
      publicKeys.set(name, known)
      return known
    },
    ed25519VerifyRaw(publicKey, message, signature) {
      const name = toHex(engine.sha256(concat(publicKey, signature, message)))
      const known = verified.get(name) ?? engine.ed25519VerifyRaw(publicKey, message, signature)
      if (verified.size >= MOST_REMEMBERED) verified.clear()
      verified.set(name, known)
      return known
    },
  }
}
