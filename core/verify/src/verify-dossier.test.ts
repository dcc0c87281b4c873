import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalBytes, type Digest, expectOk, type StateCode, toHex, utf8 } from '@comity/kernel'
import {
  altered,
  at,
  packSample,
  rememberingEngine,
  SAMPLE_LISTS,
  sampleDossier,
  sampleKey,
  sampleLawFromPack,
  sampleList,
  withIndex,
} from '../testing/index.ts'
import { readContainer } from './container/read-container.ts'
import { fileName, INDEX_NAME } from './dossier-file/layout.ts'
import { NO_TRUST, type Trust } from './trust.ts'
import { verifyDossier } from './verify-dossier.ts'

const engine = rememberingEngine()
const sample = await sampleDossier()
const { acts, parts } = sample
const trusted: Trust = { lists: SAMPLE_LISTS.map(({ bytes }) => bytes), roots: {} }

const verify = (bytes: Uint8Array, trust = trusted) =>
  verifyDossier(bytes, { engine, trust, lawFromPack: sampleLawFromPack })
const kinds = (bytes: Uint8Array, trust = trusted) => [
  ...new Set(verify(bytes, trust).problems.map(({ kind }) => kind)),
]

test('[VE-17] a good file is verified, and says what it holds', () => {
  const verdict = verify(sample.bytes)
  assert.deepEqual(verdict.problems, [])
  assert.equal(verdict.verified, true)
  const { dossier, exported, receipts, signatures, proofs } = verdict
  assert.deepEqual(
    { dossier, exported, acts: verdict.acts, signatures, proofs, receipts },
    {
      dossier: 'QN-2026-00001',
      exported: { at: at(20), by: 'QQ' },
      acts: 8,
      signatures: 8,
      proofs: 8,
      receipts: 1,
    },
  )
})

test('[VE-6] the root is the digest of the acts in causal order', () => {
  const ids = sample.writer.acts.map(({ id }) => id)
  assert.equal(verify(sample.bytes).root, toHex(engine.sha256(utf8(JSON.stringify(ids)))))
})

test('[VE-1] the same parts are the same bytes', () => {
  assert.deepEqual(packSample(parts), sample.bytes)
})

test('[VE-11] consent without counsel is listed as refused, with the guarantee, its provision and the answer', () => {
  const [refused] = verify(sample.bytes).refused
  assert.deepEqual(refused, {
    act: acts.tooEarly.id,
    kind: 'consent-recorded',
    strand: 'QQ/court',
    standing: 'without-effect',
    unmet: [{ guarantee: 'access-to-counsel', provisions: ['cets209:4.2'] }],
    otherwise: [],
    answeredBy: [acts.refusal.id],
  })
})

test('[VE-13] every act lies between what it cites and what includes it', () => {
  const brackets = new Map(verify(sample.bytes).brackets.map((bracket) => [bracket.act, bracket]))
  const { notBefore, notAfter, flags } = brackets.get(acts.consent.id) ?? {}
  assert.deepEqual(
    { notBefore, notAfter, flags },
    { notBefore: at(11.5), notAfter: '2026-03-03T07:13:00.999Z', flags: [] },
  )
  // Counsel cites no checkpoint: the acts that the advice rests on lend it their lower end.
  assert.equal(brackets.get(acts.advice.id)?.notBefore, at(4))
  assert.deepEqual(brackets.get(acts.opening.id)?.flags, ['wide'])
})

test('[VE-9] without lists from elsewhere the file is checked by its own, and says for which States', () => {
  const verdict = verify(sample.bytes, NO_TRUST)
  assert.equal(verdict.verified, true)
  assert.deepEqual(
    verdict.problems.map(({ kind, severity, ground }) => [kind, severity, ground]),
    [
      [
        'lists-not-independently-trusted',
        'note',
        'Only this file itself says that these lists are those of QN, QQ, XO.',
      ],
    ],
  )
  const roots = { QN: sampleKey('QN root').kid, QQ: sampleKey('QQ root').kid } as Trust['roots']
  assert.match(verify(sample.bytes, { lists: [], roots }).problems[0]?.ground ?? '', /those of XO\.$/)
})

test('[VE-9] a list that another root key signed is found by whoever knows the right one', () => {
  const forged = sampleList('QQ', { court: 'court', custody: 'custody' }, { root: 'somebody else' })
  const own: Trust = { lists: [forged.bytes], roots: {} }
  assert.ok(kinds(sample.bytes, own).includes('list-not-signed-by-root'))
  const replaced = packSample({
    ...parts,
    lists: parts.lists.map((list, index) => (SAMPLE_LISTS[index]?.list.state === 'QQ' ? forged : list)),
  })
  assert.ok(kinds(replaced).includes('list-not-signed-by-root'))
  assert.ok(kinds(replaced, NO_TRUST).includes('list-missing'))
})

/** Versions of Norvale's list after the first one. */
const nextList = (version: number, previous: Digest, issued: number, ...without: readonly string[]) => {
  const authorities = { oia: 'central-authority', registry: 'registry' } as const
  const left = Object.entries(authorities).filter(([name]) => !without.includes(name))
  return sampleList('QN', Object.fromEntries(left), { version, previous, issued: at(issued) })
}
const first = SAMPLE_LISTS[0]?.digest as Digest
const withLists = (...lists: readonly { readonly bytes: Uint8Array }[]): Trust => ({
  ...trusted,
  lists: [...trusted.lists, ...lists.map(({ bytes }) => bytes)],
})

test('[VE-9] a newer list is taken, one that does not follow is not', () => {
  const second = nextList(2, first, 30)
  const third = nextList(3, second.digest, 31)
  assert.deepEqual(kinds(sample.bytes, withLists(second, third)), [])
  assert.deepEqual(kinds(sample.bytes, withLists(third)), ['list-chain-broken'])
})

test('[VE-9] a key that ended signed what was witnessed before, and nothing else', () => {
  // The registry of Norvale refused in minute 7; the log of Qamara shows it since minute 11.
  assert.deepEqual(kinds(sample.bytes, withLists(nextList(2, first, 30, 'registry'))), [])
  const later = verify(sample.bytes, withLists(nextList(2, first, 9, 'registry')))
  assert.deepEqual(
    later.problems.map(({ kind, ground }) => [kind, ground.includes('key-ended')]),
    [['act-outside-roster', true]],
  )
  assert.ok(kinds(sample.bytes, withLists(nextList(2, first, 5, 'registry'))).includes('signature-invalid'))
})

test('[VE-9] what protects and was signed with a key that ended is kept, with a note', () => {
  // The bar vouched for counsel in minute 9; the log of Qamara shows it since minute 11.
  const second = sampleList(
    'QQ',
    { court: 'court', custody: 'custody', registry: 'registry' },
    { version: 2, previous: SAMPLE_LISTS[1]?.digest as Digest, issued: at(10) },
  )
  const verdict = verify(sample.bytes, withLists(second))
  assert.equal(verdict.verified, true)
  assert.deepEqual(
    verdict.problems.map(({ kind, severity }) => [kind, severity]),
    [['key-ended', 'note']],
  )
})

test('[VE-10] an act that is left out is missed, by what rests on it or by what the node stated', () => {
  for (const { id } of sample.writer.acts) {
    const without = altered(sample.bytes, (files) => {
      for (const folder of ['acts', 'disclosures', 'proofs'] as const) files.delete(fileName(folder, id))
    })
    assert.ok(kinds(without).includes('statement-contradicted'), id)
    const bySomebodyElse = id !== acts.consent.id
    assert.equal(kinds(without).includes('act-missing'), bySomebodyElse, id)
  }
})

test('[VE-10] a node that leaves out an act of the middle of a strand is found although it signs', () => {
  const without = packSample({ ...parts, acts: parts.acts.filter(({ id }) => id !== acts.tooEarly.id) })
  const found = kinds(without)
  for (const kind of ['act-missing', 'strand-broken', 'receipt-names-absent-act'] as const)
    assert.ok(found.includes(kind), kind)
})

test('[VE-14] a node that leaves out the last act is found by the receipt of another', () => {
  const shorter = packSample({
    ...parts,
    acts: parts.acts.filter(({ id }) => id !== acts.arrest.id && id !== acts.tooEarly.id).slice(0, 1),
    setAside: [],
    checkpoints: [],
  })
  assert.deepEqual(kinds(shorter), ['receipt-names-absent-act'])
})

test('[VE-10] acts that were swapped, renamed, brought from another dossier or doubled are found', () => {
  const [first, second] = [fileName('acts', acts.arrest.id), fileName('acts', acts.refusal.id)]
  const swapped = altered(sample.bytes, (files) => {
    const [a, b] = [files.get(first), files.get(second)]
    if (a && b) files.set(first, b).set(second, a)
  })
  assert.ok(kinds(swapped).includes('file-misnamed'))
  const reordered = withIndex(sample.bytes, (index) => ({
    ...index,
    acts: (index['acts'] as readonly string[]).toReversed(),
  }))
  assert.deepEqual(kinds(reordered), ['statement-contradicted'])
  const other = sample.writer.draft(
    acts.arrest.strand,
    14,
    { act: { kind: 'matter-closed', body: { outcome: 'consented' } }, fields: {} },
    null,
    'QN-2026-00002' as typeof parts.dossier,
  )
  assert.ok(kinds(packSample({ ...parts, acts: [...parts.acts, other] })).includes('act-of-another-dossier'))
  const again = sample.writer.draft(acts.advice.strand, 15, {
    act: { kind: 'objection-filed', body: {} },
    fields: {},
  })
  const fork = sample.writer.draft(acts.advice.strand, 16, {
    act: { kind: 'objection-filed', body: { against: acts.consent.id } },
    fields: {},
  })
  assert.ok(kinds(packSample({ ...parts, acts: [...parts.acts, again, fork] })).includes('strand-forked'))
})

test('[VE-10] an act under the signature of another key is found', () => {
  const arrest = parts.acts[1]
  const signed = parts.acts[2]
  assert.ok(arrest && signed)
  const forged = altered(sample.bytes, (files) => {
    const text = Buffer.from(arrest.jws).toString()
    const theirs = JSON.parse(Buffer.from(signed.jws).toString()) as { signatures: [{ signature: string }] }
    const own = JSON.parse(text) as typeof theirs
    own.signatures[0].signature = theirs.signatures[0].signature
    files.set(fileName('acts', arrest.id), canonicalBytes(own))
  })
  assert.deepEqual(kinds(forged), ['signature-invalid'])
  assert.equal(verify(forged).signatures, 7)
})

test('[VE-15] a disclosure may be withheld, and not changed', () => {
  const place = fileName('disclosures', acts.opening.id)
  const withheld = altered(sample.bytes, (files) => void files.delete(place))
  assert.equal(verify(withheld).verified, true)
  assert.deepEqual(
    verify(withheld)
      .hidden.map((field) => `${field.act} ${field.class} ${field.ground}`)
      .sort(),
    [`${acts.opening.id} identity null`, `${acts.opening.id} ordinary null`],
  )
  assert.deepEqual(
    verify(sample.bytes).hidden.map((field) => field.class),
    ['identity'],
  )
  const [text = ''] = JSON.parse(Buffer.from(contents().get(place) ?? []).toString()) as string[]
  const rewritten = Buffer.from(text, 'base64url').toString().replace('never', 'always')
  const changed = altered(sample.bytes, (files) => {
    files.set(place, canonicalBytes([Buffer.from(rewritten).toString('base64url')]))
  })
  assert.deepEqual(kinds(changed), ['disclosure-invalid'])
  const moved = altered(sample.bytes, (files) => {
    files.set(fileName('disclosures', acts.arrest.id), canonicalBytes([text]))
    files.set(fileName('disclosures', 'f'.repeat(64)), canonicalBytes([text]))
  })
  assert.deepEqual(kinds(moved), ['disclosure-invalid', 'disclosure-without-act'])
})

test('[VE-12] a proof stands for its own act, under the log and the witnesses that the lists name', () => {
  const [own, other] = [fileName('proofs', acts.consent.id), fileName('proofs', acts.arrest.id)]
  const text = Buffer.from(contents().get(own) ?? []).toString()
  const forgeries: Record<string, string> = {
    'of another act': Buffer.from(contents().get(other) ?? []).toString(),
    'without witness': `${text.split('\n').slice(0, -2).join('\n')}\n`,
    'of another log': text.replaceAll('qq.comity', 'qz.comity'),
    'without salt': text.replace(/extra .*\n/, ''),
    'not a proof': 'yes',
  }
  for (const [name, forgery] of Object.entries(forgeries)) {
    const forged = altered(sample.bytes, (files) => void files.set(own, utf8(forgery)))
    assert.deepEqual(kinds(forged), ['proof-invalid', 'order-not-witnessed'], name)
  }
})

test('[VE-12] an order needs its proof; what else has none is counted and stands', () => {
  const without = (id: string) => altered(sample.bytes, (files) => void files.delete(fileName('proofs', id)))
  assert.deepEqual(kinds(without(acts.consent.id)), ['order-not-witnessed'])
  const verdict = verify(without(acts.advice.id))
  assert.equal(verdict.verified, true)
  assert.equal(verdict.proofs, 7)
  assert.deepEqual(
    verdict.problems.map(({ kind }) => kind),
    ['acts-not-witnessed'],
  )
  assert.deepEqual(verdict.brackets.find(({ act }) => act === acts.advice.id)?.flags, ['unwitnessed'])
})

test('[VE-13] an order that claims a time outside its bracket fails, a clock that is off by seconds does not', async () => {
  for (const [minute, found] of [
    [13.5, []],
    [16, ['order-outside-its-bracket']],
    [9, ['order-outside-its-bracket']],
  ] as const) {
    const { bytes } = await sampleDossier({ consentClaimedAt: minute })
    assert.deepEqual(kinds(bytes), found, `minute ${minute}`)
  }
})

test('[VE-13] fewer cited checkpoints only widen the brackets', () => {
  const wider = altered(sample.bytes, (files) => {
    for (const name of files.keys()) if (name.endsWith('.checkpoint')) files.delete(name)
    for (const { id } of sample.writer.acts.slice(0, 3)) files.delete(fileName('proofs', id))
  })
  const verdict = verify(wider)
  assert.equal(verdict.verified, true)
  assert.ok(verdict.brackets.find(({ act }) => act === acts.arrest.id)?.flags.includes('unwitnessed') === false)
  assert.equal(
    verdict.brackets.find(({ act }) => act === acts.arrest.id)?.notAfter,
    at(7),
    'the receipt of the other State',
  )
})

test('[VE-14] a receipt is the word of the node that signed it, on its side of the message', () => {
  const [receipt] = parts.receipts
  assert.ok(receipt)
  const byOther = altered(sample.bytes, (files) => {
    const own = JSON.parse(Buffer.from(receipt.jws).toString()) as { payload: string; signatures: unknown }
    const said = Buffer.from(own.payload, 'base64url').toString().replace('"by":"QN"', '"by":"QQ"')
    const payload = Buffer.from(said).toString('base64url')
    files.set(fileName('receipts', toHex(engine.sha256(utf8(said)))), canonicalBytes({ ...own, payload } as never))
  })
  assert.deepEqual(kinds(byOther), ['receipt-invalid'])
  const removed = altered(sample.bytes, (files) => void files.delete(fileName('receipts', receipt.id)))
  assert.equal(verify(removed).verified, true)
  assert.equal(verify(removed).receipts, 0)
})

test('[VE-16] an act of counsel cannot be called an outsider’s', () => {
  const objection = sample.writer.draft(acts.advice.strand, 14, {
    act: { kind: 'objection-filed', body: {} },
    fields: {},
  })
  const aside = { id: objection.id, jws: objection.jws, reason: 'counsel-not-admitted' }
  assert.deepEqual(kinds(packSample({ ...parts, setAside: [...parts.setAside, aside] })), ['set-aside-without-ground'])
})

test('[VE-16] a second act at a taken place is shown as what it is, whatever reason the node gives', () => {
  const fork = sample.writer.draft(acts.advice.strand, 14, { act: { kind: 'objection-filed', body: {} }, fields: {} })
  const kept = sample.writer.draft(acts.advice.strand, 15, { act: { kind: 'objection-filed', body: {} }, fields: {} })
  const verdict = verify(
    packSample({
      ...parts,
      acts: [...parts.acts, kept],
      setAside: [{ id: fork.id, jws: fork.jws, reason: 'bad-signature' }],
    }),
  )
  assert.equal(verdict.verified, true)
  assert.deepEqual(verdict.refused.at(-1)?.otherwise, ['strand-forked'])
  assert.deepEqual(
    verdict.problems.map(({ kind }) => kind),
    ['acts-not-witnessed', 'set-aside-otherwise'],
  )
})

test('[VE-11] a pack that is missing, or is not the one that was named, fails every order judged by it', () => {
  assert.deepEqual(kinds(packSample({ ...parts, packs: [] })), ['pack-missing'])
  const lenient = canonicalBytes({ guarantees: [] })
  const digest = `sha256:${toHex(engine.sha256(lenient))}` as Digest
  const swapped = packSample({ ...parts, law: digest, packs: [{ digest, bytes: lenient }] })
  assert.ok(kinds(swapped).includes('pack-missing'))
  const misnamed = packSample({ ...parts, packs: [{ digest: parts.law, bytes: lenient }] })
  assert.deepEqual(kinds(misnamed), ['file-misnamed', 'pack-missing'])
  const unreadable = canonicalBytes({ guarantees: 'none' })
  const named = `sha256:${toHex(engine.sha256(unreadable))}` as Digest
  const extra = packSample({ ...parts, packs: [...parts.packs, { digest: named, bytes: unreadable }] })
  assert.deepEqual(kinds(extra), ['pack-unreadable'])
})

test('[VE-5] the index counts every file and is signed for by the exporting node', () => {
  const [name] = [...contents().keys()].filter((key) => key !== INDEX_NAME)
  const lost = withIndex(sample.bytes, (index) => ({
    ...index,
    files: (index['files'] as readonly { readonly name: string }[]).filter((file) => file.name !== name) as never,
  }))
  assert.ok(kinds(lost).includes('file-unlisted'))
  for (const [field, value] of [
    ['exported', at(30)],
    ['by', 'QN'],
    ['dossier', 'QN-2026-00009'],
    ['root', '0'.repeat(64)],
  ] as const)
    assert.ok(
      kinds(withIndex(sample.bytes, (index) => ({ ...index, [field]: value }))).includes('statement-invalid'),
      field,
    )
  const byAnother = packSample({ ...parts, by: 'QN' as StateCode })
  assert.deepEqual(kinds(byAnother), ['statement-invalid'])
})

const contents = () => expectOk(readContainer(sample.bytes), 'a good sample')
