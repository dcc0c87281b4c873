import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  admitKey,
  ed25519SigningKey,
  type JwsType,
  keyIdOf,
  type PublicJwk,
  pureEngine,
  readJws,
  signJws,
  verifyJws,
} from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import { Directory } from '@comity/directory'
import {
  canonicalBytes,
  canonicalize,
  type Digest,
  expectOk,
  fromHex,
  fromUtf8,
  type Instant,
  type JsonObject,
  type JsonValue,
  type KeyId,
  parseCanonical,
  parseJson,
  type StateCode,
  toHex,
  utf8,
} from '@comity/kernel'
import { readAct } from '@comity/procedure'
import { isName } from './names.ts'
import { readVectors } from './read-vectors.ts'

const ENGINES = [nodeEngine, pureEngine]
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const bytesOf = (hex: string): Uint8Array => expectOk(fromHex(hex), 'hexadecimal')

type CanonicalJson = {
  readonly canonical: readonly { what: string; input: string; canonical: string; canonicalHex: string }[]
  readonly refused: readonly { what: string; hex: string; why: string }[]
}

test('[NP-10] canonical JSON is the form of the vectors', () => {
  for (const { what, input, canonical, canonicalHex } of readVectors<CanonicalJson>('canonical-json.json').canonical) {
    const value = expectOk(parseJson(utf8(input)), what)
    assert.equal(canonicalize(value), canonical, what)
    assert.equal(toHex(utf8(canonical)), canonicalHex, what)
    assert.equal(parseCanonical(utf8(canonical)).ok, true, what)
    if (input !== canonical) assert.equal(parseCanonical(utf8(input)).ok, false, what)
  }
})

test('[NP-1, NP-11, NP-12, NP-13] other bytes are refused', () => {
  for (const { what, hex, why } of readVectors<CanonicalJson>('canonical-json.json').refused) {
    const read = parseCanonical(bytesOf(hex))
    assert.equal(read.ok ? 'accepted' : read.error.kind, why, what)
  }
})

test('[NP-14, NP-20, NP-21, NP-23, NP-24] names, instants and dates have the forms of the vectors', () => {
  type Names = Readonly<Record<string, { accepted: readonly string[]; refused: readonly string[] }>>
  for (const [sort, { accepted, refused }] of Object.entries(readVectors<Names>('names.json'))) {
    for (const text of accepted) assert.ok(isName(sort, text), `${sort} ${text}`)
    for (const text of refused) assert.ok(!isName(sort, text), `${sort} ${text}`)
  }
})

type Keys = {
  readonly admitted: readonly { what: string; jwk: PublicJwk; kid: string }[]
  readonly refused: readonly { what: string; jwk: unknown }[]
}

test('[NP-22, NP-38] keys have the names of the vectors, and those on which libraries disagree are not admitted', () => {
  const { admitted, refused } = readVectors<Keys>('keys.json')
  for (const { what, jwk, kid } of admitted) {
    assert.equal(admitKey(jwk).ok, true, what)
    for (const engine of ENGINES) assert.equal(keyIdOf(engine, jwk), kid, what)
  }
  for (const { what, jwk } of refused) assert.equal(admitKey(jwk).ok, false, what)
})

type SignedObjects = {
  readonly typ: JwsType
  readonly keys: readonly PublicJwk[]
  readonly accepted: readonly { what: string; object: string; id: string; kid: string; payload: string }[]
  readonly refused: readonly { what: string; object: string }[]
}

test('[NP-30, NP-37] signed objects verify under the key that they name, and are named by their payload', () => {
  const { typ, keys, accepted } = readVectors<SignedObjects>('signed-objects.json')
  for (const engine of ENGINES)
    for (const { what, object, id, kid, payload } of accepted) {
      const read = expectOk(readJws(engine, utf8(object), typ), what)
      assert.deepEqual([read.id, read.kid, fromUtf8(read.payloadBytes)], [id, kid, payload], what)
      const verified = keys.filter((jwk) => verifyJws(engine, read, jwk))
      assert.deepEqual(
        verified.map((jwk) => keyIdOf(engine, jwk)),
        [kid],
        what,
      )
    }
})

test('[NP-31, NP-32, NP-33, NP-35, NP-36, NP-38] every other spelling and every other signature is refused', () => {
  const { typ, keys, refused } = readVectors<SignedObjects>('signed-objects.json')
  for (const engine of ENGINES)
    for (const { what, object } of refused) {
      const read = readJws(engine, utf8(object), typ)
      assert.equal(read.ok && keys.some((jwk) => verifyJws(engine, read.value, jwk)), false, what)
    }
})

test('[NP-39] an ES256 signature with the other s is as good, and one of another length is none', () => {
  const { typ, keys, accepted } = readVectors<SignedObjects>('signed-objects.json')
  const [, card] = keys
  const object = accepted.find(({ kid }) => card && kid === keyIdOf(nodeEngine, card))?.object ?? ''
  const [, signature = ''] = /"signature":"([^"]+)"/.exec(object) ?? []
  const bytes = Buffer.from(signature, 'base64url')
  const s = P256_ORDER - BigInt(`0x${bytes.subarray(32).toString('hex')}`)
  const other = Buffer.concat([bytes.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex')])
  for (const engine of ENGINES) {
    const read = (changed: Buffer) =>
      readJws(engine, utf8(object.replace(signature, changed.toString('base64url'))), typ)
    const high = expectOk(read(other), 'a signed object')
    assert.ok(card && verifyJws(engine, high, card))
    assert.equal(read(bytes.subarray(1)).ok, false)
    assert.equal(read(Buffer.concat([bytes, Buffer.alloc(1)])).ok, false)
  }
})

type Change = { what: string; of: 0 | 1; set?: JsonObject; remove?: string; inBody?: true }
type Disclosed = { what: string; object: string; given: readonly string[] }
type Acts = {
  readonly author: { seedHex: string; jwk: PublicJwk }
  readonly accepted: readonly { what: string; payload: string; id: string; object: string }[]
  readonly refused: readonly Change[]
  readonly disclosures: {
    readonly made: readonly { text: string; digest: string; name: string; value: string; class: string }[]
    readonly object: string
    readonly read: readonly { given: readonly string[]; shown: JsonObject; hidden: JsonValue }[]
    readonly refused: readonly Disclosed[]
  }
}

test('[NP-37, NP-40] an act is named by its canonical payload', () => {
  const { accepted, author } = readVectors<Acts>('acts.json')
  for (const engine of ENGINES)
    for (const { what, payload, id, object } of accepted) {
      assert.equal(toHex(engine.sha256(utf8(payload))), id, what)
      const act = expectOk(readAct(engine, utf8(object), []), what)
      assert.equal(act.id, id, what)
      assert.equal(act.isSignedBy(author.jwk), true, what)
      assert.equal(canonicalize(act.payload as unknown as JsonValue), payload, what)
    }
})

test('[NP-3, NP-5, NP-14, NP-40, NP-51] payloads that are no act’s are refused, though well signed', () => {
  const { accepted, refused, author } = readVectors<Acts>('acts.json')
  for (const engine of ENGINES)
    for (const { what, of, set = {}, remove, inBody } of refused) {
      const good = JSON.parse(accepted[of]?.payload ?? '') as JsonObject
      const edit = (object: JsonObject): JsonObject =>
        Object.fromEntries(Object.entries({ ...object, ...set }).filter(([name]) => name !== remove))
      const payload = inBody ? { ...good, body: edit(good['body'] as JsonObject) } : edit(good)
      const key = ed25519SigningKey(engine, bytesOf(author.seedHex))
      const { bytes } = signJws(engine, key, 'comity-act+json', payload)
      assert.equal(readAct(engine, bytes, []).ok, false, what)
    }
})

test('[NP-50, NP-52, NP-55] disclosures open what they open, and what is not shown is counted with its class', () => {
  const { made, object, read } = readVectors<Acts>('acts.json').disclosures
  for (const engine of ENGINES) {
    for (const { text, digest } of made)
      assert.equal(toHex(engine.sha256(utf8(text))), toHex(new Uint8Array(Buffer.from(digest, 'base64url'))))
    for (const { given, shown, hidden } of read) {
      const act = expectOk(readAct(engine, utf8(object), given), 'own disclosures')
      assert.deepEqual({ shown: act.shown, hidden: act.hidden }, { shown, hidden })
    }
  }
})

test('[NP-53] any other disclosure is refused', () => {
  for (const engine of ENGINES)
    for (const { what, object, given } of readVectors<Acts>('acts.json').disclosures.refused) {
      assert.equal(readAct(engine, utf8(object), []).ok, true, `${what}: the act alone`)
      assert.equal(readAct(engine, utf8(object), given).ok, false, what)
    }
})

type Question = {
  readonly what: string
  readonly kid: KeyId
  readonly list: Digest
  readonly claimed: Instant
  readonly authority: string | null
  readonly endedAt: Instant | null
}
type Lists = {
  readonly steps: readonly { what: string; object: string; pinned?: KeyId; admitted: boolean; held: number }[]
  readonly digests: readonly Digest[]
  readonly signatories: readonly Question[]
}

test('[NP-111, NP-112, NP-113] State lists are admitted one after the other, and say whose a key is', () => {
  const { steps, digests, signatories } = readVectors<Lists>('state-lists.json')
  for (const engine of ENGINES) {
    let directory = Directory.empty(engine)
    for (const { what, object, pinned, admitted, held } of steps) {
      const grown = directory.admit(utf8(object), pinned)
      assert.equal(grown.ok, admitted, what)
      if (grown.ok) directory = grown.value
      assert.equal(directory.of('QN' as StateCode)?.version ?? 0, held, what)
    }
    assert.deepEqual(
      directory.all().map(({ digest }) => digest),
      digests,
    )
    for (const { what, kid, list, claimed, authority, endedAt } of signatories) {
      const found = directory.signatory(kid, list, claimed)
      assert.deepEqual([found?.authority.id ?? null, found?.endedAt ?? null], [authority, endedAt], what)
    }
  }
})

test('[NP-24] a list is named by the digest of its payload', () => {
  const { steps, digests } = readVectors<Lists>('state-lists.json')
  const payloads = steps
    .filter(({ admitted }) => admitted)
    .map(({ object }) => JSON.parse(object).payload as string)
    .map((payload) => new Uint8Array(Buffer.from(payload, 'base64url')))
  const names = payloads.map((bytes) => `sha256:${toHex(nodeEngine.sha256(bytes))}`)
  assert.deepEqual([...new Set(names)], digests)
  for (const bytes of payloads) assert.deepEqual(canonicalBytes(expectOk(parseCanonical(bytes), 'canonical')), bytes)
})
