import { keyIdOf, type Engine, type PublicJwk, readJws, verifyJws } from '@comity/crypto'
import {
  type AuthorityId,
  type Digest,
  err,
  type Instant,
  type KeyId,
  ok,
  type Result,
  type StateCode,
} from '@comity/kernel'
import { type Authority, type ListedKey, StateList } from './state-list.ts'

export type ListFault =
  | { readonly kind: 'malformed'; readonly why: string }
  | { readonly kind: 'not-signed-by-root' }
  | { readonly kind: 'root-not-pinned'; readonly state: StateCode }
  | { readonly kind: 'does-not-follow'; readonly version: number }

export type AdmittedList = { readonly list: StateList; readonly digest: Digest; readonly bytes: Uint8Array }

/** Who signed: the person's key, the authority it belongs to, and the State that says so. */
export type Signatory = {
  readonly key: ListedKey
  readonly authority: Authority
  readonly state: StateCode
  readonly list: Digest
}

/**
 * The State lists that this node accepts: a value that grows by `admit`. A State's first list pins its root key; each
 * later version must be signed by that root and name its predecessor, so that nobody can show one key to one peer.
 */
export class Directory {
  private readonly engine: Engine
  private readonly byDigest: ReadonlyMap<Digest, AdmittedList>
  private readonly latest: ReadonlyMap<StateCode, AdmittedList>

  private constructor(
    engine: Engine,
    byDigest: ReadonlyMap<Digest, AdmittedList>,
    latest: ReadonlyMap<StateCode, AdmittedList>,
  ) {
    this.engine = engine
    this.byDigest = byDigest
    this.latest = latest
  }

  static empty(engine: Engine): Directory {
    return new Directory(engine, new Map(), new Map())
  }

  /**
   * Accepts a signed State list. `pinned` is the root key's id as it was read aloud between the two States; without it
   * only a successor of a list that is already held is accepted.
   */
  admit(jws: Uint8Array, pinned?: KeyId): Result<Directory, ListFault> {
    const read = readJws(this.engine, jws, 'comity-state-list+json')
    if (!read.ok) return err({ kind: 'malformed', why: read.error })
    const parsed = StateList.safeParse(read.value.payload)
    if (!parsed.success)
      return err({ kind: 'malformed', why: parsed.error.issues.map((issue) => issue.path.join('/')).join(', ') })
    const list = parsed.data
    const rootId = keyIdOf(this.engine, list.root)
    if (read.value.kid !== rootId || !verifyJws(this.engine, read.value, list.root))
      return err({ kind: 'not-signed-by-root' })
    const digest = `sha256:${read.value.id}` as Digest
    if (this.byDigest.has(digest)) return ok(this)
    const held = this.latest.get(list.state)
    if (!held && rootId !== pinned) return err({ kind: 'root-not-pinned', state: list.state })
    if (held) {
      if (keyIdOf(this.engine, held.list.root) !== rootId) return err({ kind: 'not-signed-by-root' })
      if (list.version !== held.list.version + 1 || list.previous !== held.digest)
        return err({ kind: 'does-not-follow', version: list.version })
    }
    const fault = this.keysDisagree(list)
    if (fault) return err({ kind: 'malformed', why: fault })
    const admitted = { list, digest, bytes: jws }
    return ok(
      new Directory(
        this.engine,
        new Map(this.byDigest).set(digest, admitted),
        new Map(this.latest).set(list.state, admitted),
      ),
    )
  }

  /** The current list of a State. */
  of(state: StateCode): StateList | undefined {
    return this.latest.get(state)?.list
  }

  current(state: StateCode): AdmittedList | undefined {
    return this.latest.get(state)
  }

  byDigestOf(digest: Digest): AdmittedList | undefined {
    return this.byDigest.get(digest)
  }

  states(): readonly StateList[] {
    return [...this.latest.values()].map(({ list }) => list)
  }

  all(): readonly AdmittedList[] {
    return [...this.byDigest.values()]
  }

  /**
   * Whose key this is, read in the list that the act names: the verdict on an act then depends on nothing but bytes.
   * A key out of its time is nobody's. Revocation is read in the newest list, because the old one cannot know of it.
   */
  signatory(kid: KeyId, list: Digest, claimed: Instant): Signatory | undefined {
    const admitted = this.byDigest.get(list)
    if (!admitted) return undefined
    for (const authority of admitted.list.authorities) {
      const key = authority.keys.find((candidate) => candidate.kid === kid)
      if (!key) continue
      const revoked = this.revokedAt(admitted.list.state, authority.id, kid)
      if (claimed < key.from || claimed > key.until || (revoked !== undefined && claimed > revoked)) return undefined
      return { key, authority, state: admitted.list.state, list }
    }
    return undefined
  }

  authority(id: AuthorityId): Authority | undefined {
    return this.of(id.slice(0, 2) as StateCode)?.authorities.find((authority) => authority.id === id)
  }

  private revokedAt(state: StateCode, authority: AuthorityId, kid: KeyId): Instant | undefined {
    return this.latest
      .get(state)
      ?.list.authorities.find(({ id }) => id === authority)
      ?.keys.find((key) => key.kid === kid)?.invalidAfter
  }

  private keysDisagree(list: StateList): string | undefined {
    const seen = new Set<KeyId>()
    for (const authority of list.authorities) {
      if (!authority.id.startsWith(`${list.state}/`)) return `authority ${authority.id} is not of ${list.state}`
      for (const { kid, jwk } of authority.keys) {
        if (keyIdOf(this.engine, jwk) !== kid) return `key ${kid} is not the thumbprint of its key`
        if (seen.has(kid)) return `key ${kid} is listed twice`
        seen.add(kid)
      }
    }
    return undefined
  }
}

export const nodeKeyId = (engine: Engine, list: StateList): KeyId => keyIdOf(engine, list.node.key as PublicJwk)
