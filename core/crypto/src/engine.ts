/**
 * What the formats of this package need from a cryptographic library. Synchronous and deterministic: randomness is
 * handed in by the caller, keys are raw bytes. Two engines exist, one on the platform (`adapters/crypto-node`) and one
 * in pure JavaScript (`pure-engine.ts`, for the browser); every verdict must be the same on both (invariant I-14).
 */
export interface Engine {
  /** Says which library answers, for the log at start-up. */
  readonly name: string
  sha256(data: Uint8Array): Uint8Array
  /** A digest in pieces, for what does not fit in memory. */
  sha256Stream(): { update(data: Uint8Array): void; digest(): Uint8Array }
  sha3_256(data: Uint8Array): Uint8Array
  shake256(data: Uint8Array, length: number): Uint8Array
  hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array
  hkdfSha256(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array
  scrypt(password: Uint8Array, salt: Uint8Array, log2N: number): Uint8Array
  /** RFC 8439; the 16-byte tag is the end of the result. */
  chacha20Poly1305Seal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad?: Uint8Array): Uint8Array
  /** `undefined` where the tag does not match: no byte of the plaintext is given out. */
  chacha20Poly1305Open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad?: Uint8Array): Uint8Array | undefined
  x25519PublicKey(secret: Uint8Array): Uint8Array
  /** `undefined` where the shared secret is all zero (a point of small order). */
  x25519(secret: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined
  ed25519PublicKey(seed: Uint8Array): Uint8Array
  ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array
  /** The library's own answer. Call `verifyEd25519` of `ed25519.ts`, which adds the rules that make engines agree. */
  ed25519VerifyRaw(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
  /** ES256 over a P-256 key in uncompressed form (65 bytes); signature as r || s (64 bytes). */
  p256Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
  p256Sign(secret: Uint8Array, message: Uint8Array): Uint8Array
  p256PublicKey(secret: Uint8Array): Uint8Array
  /** ML-KEM-768 key pair from the 64-byte seed (FIPS 203): encapsulation key of 1184 bytes. */
  mlKem768PublicKey(seed: Uint8Array): Uint8Array
  /** `entropy` is 32 bytes where the engine takes them, and ignored by engines that draw their own. */
  mlKem768Encapsulate(
    publicKey: Uint8Array,
    entropy: Uint8Array,
  ): { readonly ciphertext: Uint8Array; readonly secret: Uint8Array } | undefined
  mlKem768Decapsulate(seed: Uint8Array, ciphertext: Uint8Array): Uint8Array | undefined
}

/** Bytes from a source that nobody can predict; a seeded one in tests and in the simulator. */
export type RandomBytes = (length: number) => Uint8Array
