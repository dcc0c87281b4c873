import { readFileSync, statSync } from 'node:fs'
import { type AgeIdentity, ed25519SigningKey, type Engine, parseIdentity, type SigningKey } from '@comity/crypto'
import { err, fromBase64Url, fromUtf8, ok, parseJson, type Result } from '@comity/kernel'
import { z } from 'zod'
import type { Fault } from '../cli/say-fault.ts'

const MAX_IDENTITY_FILE_BYTES = 1 << 16
/** Bits of a file's mode that let others than its owner in. */
const OTHERS = 0o077

/** A signing key on disk: the 32-byte Ed25519 seed in base64url, and nothing else. */
const SigningKeyFile = z.strictObject({ seed: z.string() })

/**
 * Identities of an age identity file: one a line (`AGE-SECRET-KEY-1...`, `AGE-SECRET-KEY-PQ-1...`); lines that begin with #
 * and empty lines are skipped. Throws where the file cannot be read.
 */
export function readIdentityFile(path: string): Result<readonly AgeIdentity[], Fault> {
  const bytes = readFileSync(path)
  const text = bytes.length <= MAX_IDENTITY_FILE_BYTES ? fromUtf8(bytes) : undefined
  if (text === undefined) return err({ place: path, ground: 'This is not an identity file.', remedy: IDENTITY_REMEDY })
  const identities: AgeIdentity[] = []
  for (const [at, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const identity = parseIdentity(line)
    // The line itself is never shown: it may be a secret with one letter wrong.
    if (!identity.ok)
      return err({ place: `${path}, line ${at + 1}`, ground: 'This line is not an identity.', remedy: IDENTITY_REMEDY })
    identities.push(identity.value)
  }
  if (identities.length > 0) return ok(identities)
  return err({ place: path, ground: 'The file holds no identity.', remedy: IDENTITY_REMEDY })
}

const IDENTITY_REMEDY = 'Name the file that age-keygen or your node wrote, with a line AGE-SECRET-KEY-...'

/** Reads a signing key that nobody but its owner can read. Throws where the file cannot be read. */
export function readSigningKeyFile(engine: Engine, path: string): Result<SigningKey, Fault> {
  if (process.platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0)
    return err({
      place: path,
      ground: 'Others than its owner may read this key.',
      remedy: `Close it first: chmod 600 ${path}`,
    })
  const parsed = parseJson(readFileSync(path))
  const file = parsed.ok ? SigningKeyFile.safeParse(parsed.value) : undefined
  const seed = file?.success ? fromBase64Url(file.data.seed) : undefined
  if (seed?.ok && seed.value.length === 32) return ok(ed25519SigningKey(engine, seed.value))
  return err({
    place: path,
    ground: 'This is not a signing key.',
    remedy: 'A key file is JSON with one member: {"seed": "<32 bytes in base64url>"}.',
  })
}
