import {
  keyIdOf,
  newAgeIdentity,
  type PublicJwk,
  recipientOf,
  recipientText,
  type SigningKey,
  signJws,
} from '@comity/crypto'
import { Directory, type Role, StateList } from '@comity/directory'
import {
  type Digest,
  expectOk,
  fromUtf8,
  type JsonObject,
  type JsonValue,
  type KeyId,
  toHex,
  utf8,
} from '@comity/kernel'
import { COSIGNATURE, formatVerifierKey, NOTE_SIGNATURE, seedNoteSigner } from '@comity/record'
import { at, engine, fixedRandom, seedOf, signingKey } from './fixed.ts'

export const originOf = (state: string): string => `${state.toLowerCase()}.comity.example/log`
export const logSigner = (state: string) =>
  seedNoteSigner(engine, originOf(state), NOTE_SIGNATURE, seedOf(`log of ${state}`))
export const witnessSigner = (name: string) =>
  seedNoteSigner(engine, `${name}.example/witness`, COSIGNATURE, seedOf(name))

/** The classical recipient, because it is short; nodes are sealed to by the hybrid one. */
function shortRecipient(state: string): string {
  const recipient = recipientOf(engine, newAgeIdentity(fixedRandom(`recipient of ${state}`), 'x25519'))
  return recipient.kind === 'passphrase' ? '' : recipientText(recipient)
}

export type ListOptions = {
  readonly version?: number
  readonly previous?: Digest | null
  readonly recipient?: string
  readonly law?: Digest
  readonly edit?: (list: JsonObject) => JsonObject
  readonly root?: SigningKey
}

export type SignedList = { readonly object: string; readonly digest: Digest; readonly list: JsonObject }

/** A State list of one authority for each role, one key each, signed by the State's root. */
export function signedList(
  state: string,
  authorities: Readonly<Record<string, Role>>,
  options: ListOptions = {},
): SignedList {
  const root = signingKey(`root of ${state}`)
  const { version = 1, previous = null, edit = (made) => made, law = `sha256:${'0'.repeat(64)}` as Digest } = options
  const list = edit({
    v: 1,
    state,
    version,
    previous,
    issued: at(0),
    name: { en: state },
    zone: 'UTC',
    root: root.jwk,
    authorities: Object.entries(authorities).map(([name, role]): JsonValue => {
      const id = `${state}/${name}`
      const { kid, jwk } = signingKey(id)
      const key = { kid, jwk, holder: `holder of ${id}`, from: at(0), until: '2036-01-01T00:00:00.000Z' }
      return { id, role, name: { en: id }, keys: [key] }
    }),
    node: {
      key: signingKey(`node of ${state}`).jwk,
      recipient: options.recipient ?? shortRecipient(state),
      endpoints: [],
    },
    log: { origin: originOf(state), vkey: formatVerifierKey(logSigner(state).key) },
    witnesses: [{ group: 'civil', vkey: formatVerifierKey(witnessSigner('civil').key) }],
    quorum: [{ group: 'civil', atLeast: 1 }],
    overseers: state === 'XO' ? [] : ['XO'],
    law,
  })
  const signed = signJws(engine, options.root ?? root, 'comity-state-list+json', list)
  return { object: fromUtf8(signed.bytes) ?? '', digest: `sha256:${signed.id}` as Digest, list }
}

type Step = { readonly what: string; readonly object: string; readonly pinned?: KeyId; readonly admitted: boolean }

/** A chain of lists, admitted one after the other; a refused one changes nothing. */
function chain(): readonly Step[] {
  const authorities = { ministry: 'central-authority' } as const
  const first = signedList('QN', authorities)
  const second = signedList('QN', authorities, { version: 2, previous: first.digest })
  const pin = keyIdOf(engine, signingKey('root of QN').jwk)
  const stranger = signingKey('a stranger')
  const editKeys = (change: (keys: readonly JsonObject[]) => readonly JsonValue[]) => (list: JsonObject) => {
    const [authority, ...others] = list['authorities'] as readonly JsonObject[]
    return {
      ...list,
      authorities: [{ ...authority, keys: change(authority?.['keys'] as readonly JsonObject[]) }, ...others],
    }
  }
  const third = { version: 3, previous: second.digest }
  const revoked = signedList('QN', authorities, {
    ...third,
    edit: editKeys((keys) => keys.map((key) => ({ ...key, invalidAfter: at(30) }))),
  })
  const refusedThirds: readonly (readonly [string, SignedList])[] = [
    ['a version left out', signedList('QN', authorities, { ...third, version: 4 })],
    ['a predecessor that is not the one held', signedList('QN', authorities, { ...third, previous: first.digest })],
    ['signed by another than its root', signedList('QN', authorities, { ...third, root: stranger })],
    [
      'another root, which signed it',
      signedList('QN', authorities, {
        ...third,
        root: stranger,
        edit: (list) => ({ ...list, root: stranger.jwk as JsonValue }),
      }),
    ],
    [
      'a member that nobody knows',
      signedList('QN', authorities, { ...third, edit: (list) => ({ ...list, note: 'x' }) }),
    ],
    [
      'an authority of another State',
      signedList('QN', authorities, {
        ...third,
        edit: (list) => ({
          ...list,
          authorities: [{ ...(list['authorities'] as JsonObject[])[0], id: 'QQ/ministry' }],
        }),
      }),
    ],
    [
      'a key under a name that is not its thumbprint',
      signedList('QN', authorities, {
        ...third,
        edit: editKeys((keys) => keys.map((key) => ({ ...key, kid: stranger.kid }))),
      }),
    ],
    ['one key twice', signedList('QN', authorities, { ...third, edit: editKeys((keys) => [...keys, ...keys]) })],
    [
      'issued before the one that it follows',
      signedList('QN', authorities, { ...third, edit: (list) => ({ ...list, issued: at(-1) }) }),
    ],
    [
      'one authority twice',
      signedList('QN', authorities, {
        ...third,
        edit: (list) => ({
          ...list,
          authorities: [
            ...(list['authorities'] as JsonObject[]),
            { ...(list['authorities'] as JsonObject[])[0], keys: [] },
          ],
        }),
      }),
    ],
    [
      'a State that oversees itself',
      signedList('QN', authorities, { ...third, edit: (list) => ({ ...list, overseers: ['QN'] }) }),
    ],
    [
      'a group that the quorum cannot name',
      signedList('QN', authorities, {
        ...third,
        edit: (list) => ({ ...list, quorum: [{ group: 'friends', atLeast: 1 }] }),
      }),
    ],
  ]
  return [
    { what: 'the first list, without a pin', object: first.object, admitted: false },
    { what: 'the first list, with another root pinned', object: first.object, pinned: stranger.kid, admitted: false },
    { what: 'a later list before the first, without a pin', object: second.object, admitted: false },
    { what: 'the first list, with its root pinned', object: first.object, pinned: pin, admitted: true },
    { what: 'the same list again', object: first.object, admitted: true },
    { what: 'its successor', object: second.object, admitted: true },
    ...refusedThirds.map(([what, { object }]) => ({ what, object, admitted: false })),
    { what: 'a third version, which revokes a key', object: revoked.object, admitted: true },
  ]
}

const QUESTIONS = [
  ['a listed key', 29, true],
  ['before its time', -1, false],
  ['at the end of the time that its revocation leaves', 30, true],
  ['after it was revoked by a later list than the one named', 31, false],
] as const

/** What NP-110 to NP-113 make of lists: which are admitted, in this order, and whose a key is after the last. */
export function stateListVectors(): JsonObject {
  let directory = Directory.empty(engine)
  const steps = chain().map(({ what, object, pinned, admitted }): JsonValue => {
    const grown = directory.admit(utf8(object), pinned)
    if (grown.ok !== admitted) throw new Error(`${what}: ${JSON.stringify(grown)}`)
    if (grown.ok) directory = grown.value
    return {
      what,
      object,
      ...(pinned === undefined ? {} : { pinned }),
      admitted,
      held: directory.of('QN' as StateList['state'])?.version ?? 0,
    }
  })
  const [first] = directory.all()
  const { kid } = signingKey('QN/ministry')
  return {
    root: {
      seedHex: toHex(seedOf('root of QN')),
      jwk: signingKey('root of QN').jwk as JsonValue,
      kid: keyIdOf(engine, signingKey('root of QN').jwk as PublicJwk),
    },
    steps,
    digests: directory.all().map(({ digest }) => digest),
    signatories: QUESTIONS.map(([what, minute, known]): JsonValue => {
      const list = first?.digest as Digest
      const found = directory.signatory(kid, list, at(minute))
      if ((found !== undefined) !== known) throw new Error(what)
      return {
        what,
        kid,
        list,
        claimed: at(minute),
        authority: found?.authority.id ?? null,
        endedAt: found?.endedAt ?? null,
      }
    }),
  }
}

/** A directory of these lists, each with its root pinned. */
export const directoryOf = (lists: readonly SignedList[]): Directory =>
  lists.reduce(
    (directory, { object, list }) =>
      expectOk(directory.admit(utf8(object), keyIdOf(engine, StateList.parse(list).root)), 'own list'),
    Directory.empty(engine),
  )
