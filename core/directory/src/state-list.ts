import { PublicJwk } from '@comity/crypto'
import { AuthorityId, Digest, Instant, KeyId, StateCode, ZoneName } from '@comity/kernel'
import { z } from 'zod'

/** What an authority is. The procedure table says which roles may make which act. */
export const Role = z.enum([
  'central-authority',
  'prosecutor',
  'court',
  'police',
  'custody',
  'registry',
  'bar',
  'overseer',
])
export type Role = z.infer<typeof Role>

/** A name in the languages of its State; English always, because every node has it. */
export const LocalName = z.strictObject({ en: z.string().min(1).max(200), ar: z.string().min(1).max(200).optional() })
export type LocalName = z.infer<typeof LocalName>

/** One signing key, held by one human being or by the node's registry. */
export const ListedKey = z.strictObject({
  kid: KeyId,
  jwk: PublicJwk,
  holder: z.string().min(1).max(200),
  from: Instant,
  until: Instant,
  /** Revoked: acts witnessed before stay valid, later ones fail (PROTOCOL F). */
  invalidAfter: Instant.optional(),
})
export type ListedKey = z.infer<typeof ListedKey>

export const Authority = z.strictObject({
  id: AuthorityId,
  role: Role,
  name: LocalName,
  keys: z.array(ListedKey).max(500),
})
export type Authority = z.infer<typeof Authority>

/** A witness of this State's log, by the group that the quorum counts. */
export const Witness = z.strictObject({ group: z.enum(['other-states', 'civil']), vkey: z.string().min(1).max(500) })
export type Witness = z.infer<typeof Witness>

/**
 * What a State says about itself: its authorities and their keys, its node, its log, who witnesses it, who oversees it.
 * Public, versioned, signed by the State's root key; each version is a leaf of the log in clear. An overseer publishes a
 * list of the same form.
 */
export const StateList = z.strictObject({
  v: z.literal(1),
  state: StateCode,
  version: z.int().min(1),
  previous: Digest.nullable(),
  issued: Instant,
  name: LocalName,
  zone: ZoneName,
  root: PublicJwk,
  authorities: z.array(Authority).max(500),
  node: z.strictObject({
    /** Signs messages and receipts. */
    key: PublicJwk,
    /** age recipient to which messages to this node are sealed. */
    recipient: z.string().min(1).max(4000),
    endpoints: z.array(z.url()).max(8),
  }),
  log: z.strictObject({ origin: z.string().min(1).max(200), vkey: z.string().min(1).max(500) }),
  witnesses: z.array(Witness).max(50),
  /** How many witnesses of each group must have cosigned a checkpoint before an order that it includes has effect. */
  quorum: z.array(z.strictObject({ group: Witness.shape.group, atLeast: z.int().min(1) })),
  /** Overseers that are on the roster of every dossier of this State, always. */
  overseers: z.array(StateCode).max(8),
  /** The pack by which this State works now. */
  law: Digest,
})
export type StateList = z.infer<typeof StateList>
