import { ed25519SigningKey, pureEngine as engine, type SigningKey, signJws } from '@comity/crypto'
import {
  type AuthorityId,
  type Digest,
  expectOk,
  type Instant,
  type JsonObject,
  type StateCode,
  utf8,
  type ZoneName,
} from '@comity/kernel'
import { Directory } from '../src/directory.ts'
import type { ListedKey, Role, StateList } from '../src/state-list.ts'

const keys = new Map<string, SigningKey>()

/** The key of somebody in the samples; the same name is always the same key. */
export function sampleKey(holder: string): SigningKey {
  const key = keys.get(holder) ?? ed25519SigningKey(engine, engine.sha256(utf8(`sample ${holder}`)))
  keys.set(holder, key)
  return key
}

export const SAMPLE_ISSUED = '2026-01-01T00:00:00.000Z' as Instant
const UNTIL = '2036-01-01T00:00:00.000Z' as Instant

/** A key as a list names it, from the day on which the sample lists are issued. */
export const listedKey = (holder: string, over: Partial<ListedKey> = {}): ListedKey => {
  const { kid, jwk } = sampleKey(holder)
  return { kid, jwk, holder, from: SAMPLE_ISSUED, until: UNTIL, ...over }
}

export type SignedList = { readonly list: StateList; readonly jws: Uint8Array; readonly digest: Digest }

/** A State list with one key for each authority, which bears the name of its authority. */
export function sampleList(
  state: string,
  roles: Readonly<Record<string, Role>>,
  over: Partial<StateList> = {},
  root = `${state} root`,
): SignedList {
  return signList(
    {
      v: 1,
      state: state as StateCode,
      version: 1,
      previous: null,
      issued: SAMPLE_ISSUED,
      name: { en: state },
      zone: 'UTC' as ZoneName,
      root: sampleKey(root).jwk,
      authorities: Object.entries(roles).map(([name, role]) => {
        const id = `${state}/${name}` as AuthorityId
        return { id, role, name: { en: id }, keys: [listedKey(id)] }
      }),
      node: { key: sampleKey(`${state} node`).jwk, recipient: 'age1sample', endpoints: [] },
      log: { origin: `${state.toLowerCase()}.example/log`, vkey: 'sample' },
      witnesses: [],
      quorum: [],
      overseers: [],
      law: `sha256:${'0'.repeat(64)}` as Digest,
      ...over,
    },
    root,
  )
}

export function signList(list: StateList, root = `${list.state} root`): SignedList {
  const signed = signJws(engine, sampleKey(root), 'comity-state-list+json', list as unknown as JsonObject)
  return { list, jws: signed.bytes, digest: `sha256:${signed.id}` as Digest }
}

/** The next version of a list, with what changes in it. */
export const successor = ({ list, digest }: SignedList, over: Partial<StateList> = {}): SignedList =>
  signList({ ...list, version: list.version + 1, previous: digest, ...over })

/** A directory that has admitted these lists, each State's first one by its own root. */
export const directoryOf = (...lists: readonly SignedList[]): Directory =>
  lists.reduce(
    (directory, { jws, list }) =>
      expectOk(directory.admit(jws, sampleKey(`${list.state} root`).kid), `the sample list of ${list.state}`),
    Directory.empty(engine),
  )
