import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyIdOf, pureEngine, readJws } from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import { Directory, StateList } from '@comity/directory'
import {
  type Digest,
  type DossierId,
  expectOk,
  fromHex,
  type JsonObject,
  type KeyId,
  parseCanonical,
  toHex,
  utf8,
} from '@comity/kernel'
import { foldDossier, keyFor, readAct } from '@comity/procedure'
import { buildProceduralLaw, GuaranteeRecord } from '@comity/rules'
import { dossierRoot, NO_TRUST, type Trust, verifyDossier } from '@comity/verify'
import { altered, sampleLawFromPack, withIndex } from '@comity/verify/testing'
import { headsJson, verdictJson } from './dossier.ts'
import { readVectorBytes, readVectors } from './read-vectors.ts'

const ENGINES = [nodeEngine, pureEngine]

type Dossier = {
  readonly dossier: DossierId
  readonly lists: readonly string[]
  readonly packs: readonly { digest: Digest; pack: string }[]
  readonly ownPack: Digest
  readonly acts: readonly { what: string; id: string; object: string }[]
  readonly order: readonly string[]
  readonly verdicts: JsonObject
  readonly waiting: readonly { id: string; missing: readonly string[] }[]
  readonly heads: JsonObject
  readonly root: string
}
const dossier = readVectors<Dossier>('dossier.json')

function lawOf(pack: string) {
  const { guarantees } = expectOk(parseCanonical(utf8(pack)), 'a pack') as { guarantees: unknown }
  return buildProceduralLaw({ guarantees: GuaranteeRecord.array().parse(guarantees), clocks: [] }, () => undefined)
}

function contextOn(engine: (typeof ENGINES)[number]) {
  const directory = dossier.lists.reduce((grown, object) => {
    const { root } = StateList.parse(
      expectOk(readJws(engine, utf8(object), 'comity-state-list+json'), 'a list').payload,
    )
    return expectOk(grown.admit(utf8(object), keyIdOf(engine, root)), 'a list')
  }, Directory.empty(engine))
  const laws = new Map(dossier.packs.map(({ digest, pack }) => [digest, lawOf(pack)]))
  for (const { digest, pack } of dossier.packs) assert.equal(`sha256:${toHex(engine.sha256(utf8(pack)))}`, digest)
  const ownLaw = laws.get(dossier.ownPack)
  assert.ok(ownLaw)
  return { directory, lawOf: (digest: Digest) => laws.get(digest), ownLaw }
}

test('[NP-41, NP-43, NP-44, NP-54] acts that came in any order have one order and one verdict each', () => {
  for (const engine of ENGINES) {
    const context = contextOn(engine)
    const acts = dossier.acts.map(({ object, what }) => expectOk(readAct(engine, utf8(object), []), what))
    for (const act of acts) {
      const key = keyFor(act, acts, context.directory)
      // The one act whose author no list names at its time has no key to be checked by.
      if (key) assert.equal(act.isSignedBy(key), true)
    }
    for (const arrival of [acts, acts.toReversed(), acts.toSorted((a, b) => a.payload.seq - b.payload.seq)]) {
      const folded = foldDossier(dossier.dossier, arrival, context)
      assert.deepEqual(
        folded.acts.map(({ id }) => id),
        dossier.order,
      )
      for (const { id, verdict } of folded.acts) assert.deepEqual(verdictJson(verdict), dossier.verdicts[id])
      assert.deepEqual(
        folded.waiting.map(({ act, missing }) => ({ id: act.id, missing })),
        dossier.waiting,
      )
      assert.deepEqual(headsJson(folded), dossier.heads)
      const inside = folded.acts.filter(({ verdict }) => verdict.effect !== 'quarantined').map(({ id }) => id)
      assert.equal(dossierRoot(engine, inside), dossier.root)
    }
  }
})

const verdictsSaying = (word: string): number =>
  Object.values(dossier.verdicts).filter((verdict) => JSON.stringify(verdict).includes(`"${word}"`)).length

test('[NP-45, NP-46, NP-47, NP-48, NP-159] the vectors hold every verdict that an act can have', () => {
  for (const word of ['effective', 'authors-law', 'own-law', 'quarantined', 'packNotHeld', 'guarantee', 'outOfTurn'])
    assert.ok(verdictsSaying(word) > 0, word)
})

test('[NP-150, NP-151, NP-152, NP-153, NP-154] and who may not write what', () => {
  const reasons = [
    'counsel-not-admitted',
    'key-not-listed',
    'state-not-a-party',
    'role-may-not-make-this-act',
    'key-ended',
  ]
  for (const reason of reasons) assert.ok(verdictsSaying(reason) > 0, reason)
})

test('[NP-156, NP-157, NP-158] and gates that are open, barred or proved by another act, and steps out of turn', () => {
  for (const word of ['barredBy', 'already-open', 'already-consented', 'no-consent', 'names-no-such-act'])
    assert.ok(verdictsSaying(word) > 0, word)
})

type Checked = { readonly what?: string; readonly sha256: string; readonly problems: readonly string[] }
type DossierFiles = {
  readonly roots: Readonly<Record<string, KeyId>>
  readonly good: JsonObject & { file: string; sha256: string }
  readonly goodWithoutTrust: { problems: readonly string[] }
  readonly files: readonly (Checked & { file: string })[]
  readonly edits: readonly (Checked & {
    remove: readonly string[]
    copy: Readonly<Record<string, string>>
    text: Readonly<Record<string, string>>
  })[]
  readonly index: readonly (Checked & { set: JsonObject })[]
  readonly splices: readonly (Checked & { at: number; remove: number; insertHex: string })[]
}
const expected = readVectors<DossierFiles>('dossier-files.json')
const good = readVectorBytes(`dossier-files/${expected.good.file}`)
const trust: Trust = { lists: [], roots: expected.roots as Trust['roots'] }

const verify = (engine: (typeof ENGINES)[number], bytes: Uint8Array, trusted = trust) =>
  verifyDossier(bytes, { engine, trust: trusted, lawFromPack: sampleLawFromPack })

const problemsOf = (engine: (typeof ENGINES)[number], bytes: Uint8Array, trusted = trust) =>
  [...new Set(verify(engine, bytes, trusted).problems.map(({ kind, severity }) => `${severity} ${kind}`))].sort()

test('[NP-130, NP-131, NP-132, NP-133, NP-134] the good dossier file is verified, and says what the vectors say of it', () => {
  const { file: _, sha256, ...verdict } = expected.good
  for (const engine of ENGINES) {
    assert.equal(toHex(engine.sha256(good)), sha256)
    const found = verify(engine, good)
    assert.deepEqual([found.verified, found.problems], [true, []])
    for (const [name, value] of Object.entries(verdict))
      assert.deepEqual(JSON.parse(JSON.stringify(found[name as keyof typeof found])), value, name)
    assert.deepEqual(problemsOf(engine, good, NO_TRUST), expected.goodWithoutTrust.problems)
  }
})

test('[NP-130, NP-131, NP-135] whatever was done to it is found, by the name that the vectors give it', () => {
  const made: readonly (readonly [Checked, Uint8Array])[] = [
    ...expected.files.map((entry) => [entry, readVectorBytes(`dossier-files/${entry.file}`)] as const),
    ...expected.edits.map((entry) => [entry, edited(entry)] as const),
    ...expected.index.map((entry) => [entry, withIndex(good, (index) => ({ ...index, ...entry.set }))] as const),
    ...expected.splices.map((entry) => [entry, spliced(entry)] as const),
  ]
  for (const [{ what = 'a whole file', sha256, problems }, bytes] of made) {
    assert.equal(toHex(pureEngine.sha256(bytes)), sha256, what)
    for (const engine of ENGINES) assert.deepEqual(problemsOf(engine, bytes), problems, what)
  }
})

const edited = ({ remove, copy, text }: DossierFiles['edits'][number]): Uint8Array =>
  altered(good, (files) => {
    for (const name of remove) files.delete(name)
    for (const [to, from] of Object.entries(copy)) files.set(to, files.get(from) ?? new Uint8Array())
    for (const [name, content] of Object.entries(text)) files.set(name, utf8(content))
  })

const spliced = ({ at, remove, insertHex }: DossierFiles['splices'][number]): Uint8Array =>
  Uint8Array.of(...good.subarray(0, at), ...expectOk(fromHex(insertHex), 'hexadecimal'), ...good.subarray(at + remove))
