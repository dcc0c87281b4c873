import { z } from 'zod'

/** ISO 3166-1 alpha-2; user-assigned codes (QM-QZ, XA-XZ) for fictional States. `XX`: not identified. */
export const StateCode = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .brand<'StateCode'>()
export type StateCode = z.infer<typeof StateCode>

/** File number of the requesting State: its code, the year, a serial number, e.g. `QV-2026-00417`. */
export const DossierId = z
  .string()
  .regex(/^[A-Z]{2}-\d{4}-\d{5}$/)
  .brand<'DossierId'>()
export type DossierId = z.infer<typeof DossierId>

/** SHA-256 of the canonical payload, never of a signature, in lower-case hexadecimal. */
export const ActId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'ActId'>()
export type ActId = z.infer<typeof ActId>

/** Digest of a public object (law pack, State list) in the form `sha256:<hex>`. */
export const Digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .brand<'Digest'>()
export type Digest = z.infer<typeof Digest>

/** RFC 7638 thumbprint of a public key: base64url of 32 bytes. */
export const KeyId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .brand<'KeyId'>()
export type KeyId = z.infer<typeof KeyId>

/** An authority as its State's list names it, e.g. `QN/saltmere-court`. */
export const AuthorityId = z
  .string()
  .regex(/^[A-Z]{2}\/[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .brand<'AuthorityId'>()
export type AuthorityId = z.infer<typeof AuthorityId>

/** An author's own chain of acts in a dossier: an authority's id, or `counsel/<KeyId>`. */
export const StrandId = z.union([AuthorityId, z.string().regex(/^counsel\/[A-Za-z0-9_-]{43}$/)]).brand<'StrandId'>()
export type StrandId = z.infer<typeof StrandId>

/** Identifier of a provision in the law pack, e.g. `ets024:16.4.40`. */
export const ProvisionId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*:[A-Za-z0-9][A-Za-z0-9.()-]*$/)
  .brand<'ProvisionId'>()
export type ProvisionId = z.infer<typeof ProvisionId>

/** Identifier of a guarantee in the law pack, e.g. `access-to-counsel`. */
export const GuaranteeId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .brand<'GuaranteeId'>()
export type GuaranteeId = z.infer<typeof GuaranteeId>
