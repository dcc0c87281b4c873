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
  /** The key was revoked, or left the list, then: what it signed counts where something other than its own word dates it. */
  readonly endedAt?: Instant
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
      const follows = list.version === held.list.version + 1 && list.previous === held.digest
      if (!follows || list.issued < held.list.issued) return err({ kind: 'does-not-follow', version: list.version })
    }
    const fault = this.contradictionIn(list)
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

  /** Every version of a State's list that is held, the first one first. */
  versionsOf(state: StateCode): readonly StateList[] {
    return this.all()
      .map(({ list }) => list)
      .filter((list) => list.state === state)
      .sort((a, b) => a.version - b.version)
  }

  /**
   * Whose key this is, read in the list that the act names. A key out of its time is nobody's, and so is one that claims
   * a time after its revocation. A time claimed before it proves nothing, because whoever stole the key chooses it:
   * `endedAt` is set then, and the caller asks what else shows that the act is older.
   */
  signatory(kid: KeyId, list: Digest, claimed: Instant): Signatory | undefined {
    const admitted = this.byDigest.get(list)
    if (!admitted) return undefined
    for (const authority of admitted.list.authorities) {
      const key = authority.keys.find((candidate) => candidate.kid === kid)
      if (!key) continue
      const { state } = admitted.list
      const endedAt = this.endOf(state, authority.id, kid, admitted.list.version)
      if (claimed < key.from || claimed > key.until || (endedAt !== undefined && claimed > endedAt)) return undefined
      return { key, authority, state, list, ...(endedAt === undefined ? {} : { endedAt }) }
    }
    return undefined
  }

  authority(id: AuthorityId): Authority | undefined {
    return this.of(id.slice(0, 2) as StateCode)?.authorities.find((authority) => authority.id === id)
  }

  /**
   * When a key ended: the earliest instant that any version states, so that no later version takes a revocation back; or
   * the day on which a version was issued that no longer names the key, so that nobody goes on with it under an old list.
   */
  private endOf(state: StateCode, authority: AuthorityId, kid: KeyId, since: number): Instant | undefined {
    const ends = this.versionsOf(state).flatMap((list): Instant[] => {
      const key = list.authorities.find(({ id }) => id === authority)?.keys.find((listed) => listed.kid === kid)
      if (key) return key.invalidAfter === undefined ? [] : [key.invalidAfter]
      return list.version > since ? [list.issued] : []
    })
    return ends.sort()[0]
  }

  /** What is wrong inside a list whose form and signature are right; `undefined` where nothing is. */
  private contradictionIn(list: StateList): string | undefined {
    if (list.overseers.includes(list.state)) return `${list.state} names itself as its overseer`
    const authorities = new Set<AuthorityId>()
    const seen = new Set<KeyId>()
    for (const authority of list.authorities) {
      if (!authority.id.startsWith(`${list.state}/`)) return `authority ${authority.id} is not of ${list.state}`
      if (authorities.has(authority.id)) return `authority ${authority.id} is listed twice`
      authorities.add(authority.id)
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
