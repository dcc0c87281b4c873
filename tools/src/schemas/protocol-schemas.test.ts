import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ed25519SigningKey, signJws } from '@comity/crypto'
import { nodeEngine as engine } from '@comity/crypto-node'
import { StateList } from '@comity/directory'
import {
  ActsHanded,
  ActsWanted,
  AttemptsTold,
  AttemptsWanted,
  Complaint,
  ComplaintTaken,
  Message,
  Receipt,
} from '@comity/exchange'
import { expectOk, fromHex, type JsonObject, parseCanonical, utf8 } from '@comity/kernel'
import { definitionOf, isKind, kinds, readAct } from '@comity/procedure'
import { ForkAlarm } from '@comity/record'
import { DossierIndex, readContainer, SetAside } from '@comity/verify'
import { readVectorBytes, readVectors } from '../vectors/read-vectors.ts'
import { accepts, type Schema } from './accepts.ts'
import { mutations } from './mutations.ts'
import { procedureTable, protocolSchemas } from './protocol-schemas.ts'

const folder = join(import.meta.dirname, '../../../protocol/schemas')
const published = (name: string): Schema => JSON.parse(readFileSync(join(folder, name), 'utf8'))

test('the published schemas and the procedure table are those of the code', () => {
  for (const [name, schema] of Object.entries({ ...protocolSchemas(), 'procedure-table.json': procedureTable() }))
    assert.deepEqual(published(name), JSON.parse(JSON.stringify(schema)), `${name}: run tools/src/write-schemas.ts`)
})

test('[NP-51] the procedure table names every kind, and every member that it may hide with class and length', () => {
  const table = published('procedure-table.json') as Readonly<Record<string, { hidden: JsonObject }>>
  assert.deepEqual(Object.keys(table), Object.keys(kinds).sort())
  for (const [kind, { hidden }] of Object.entries(table)) {
    assert.ok(isKind(kind))
    assert.deepEqual(Object.keys(hidden), Object.keys(definitionOf(kind).disclosable))
    for (const { maxLength } of Object.values(hidden) as unknown as readonly { maxLength: unknown }[])
      assert.equal(typeof maxLength, 'number')
  }
})

const payloadOf = (object: string): JsonObject =>
  JSON.parse(Buffer.from(JSON.parse(object).payload, 'base64url').toString())

const acts = (): readonly JsonObject[] => [
  ...readVectors<{ accepted: { payload: string }[] }>('acts.json').accepted.map(({ payload }) => JSON.parse(payload)),
  ...readVectors<{ acts: { object: string }[] }>('dossier.json').acts.map(({ object }) => payloadOf(object)),
]

const key = ed25519SigningKey(
  engine,
  expectOk(fromHex(readVectors<{ author: { seedHex: string } }>('acts.json').author.seedHex), 'hex'),
)

/** Whether the code reads a payload as an act. Who signs is put right first, so that only the form decides. */
function isAct(payload: unknown): boolean {
  const object = { ...(payload as JsonObject), author: key.kid }
  try {
    return readAct(engine, signJws(engine, key, 'comity-act+json', object).bytes, []).ok
  } catch {
    return false // nothing that could be signed
  }
}

/** What protocol/SPEC.md says of an act and JSON Schema cannot: order, counts by class, the first place, a key's own name. */
function isRuledOut(payload: JsonObject): boolean {
  const { seq, prev, parents, kind, body } = payload as {
    seq: number
    prev: unknown
    parents: string[]
    kind: string
    body: Body
  }
  const hidden = body._sd ?? []
  const open = isKind(kind) ? Object.values(definitionOf(kind).disclosable).map((field) => field.class as string) : []
  const tooMany = (body.sd_class ?? []).some((name, _, all) => count(all, name) > count(open, name))
  const disordered = (list: readonly string[]) => list.some((id, at) => at > 0 && (list[at - 1] ?? '') >= id)
  return (
    (seq === 1) !== (prev === null) ||
    disordered(parents) ||
    disordered(hidden) ||
    tooMany ||
    hidden.length !== (body.sd_class ?? []).length ||
    (body._sd !== undefined && hidden.length === 0) ||
    kind === 'counsel-vouched'
  )
}

type Body = { readonly _sd?: readonly string[]; readonly sd_class?: readonly string[] }
const count = (list: readonly string[], name: string) => list.filter((one) => one === name).length

test('[NP-5, NP-40, NP-50] code and schema accept and refuse the same acts, but for what no schema can say', () => {
  const schema = published('act.schema.json')
  const tally = { accepted: 0, refused: 0, ruledOut: 0 }
  for (const act of acts()) {
    assert.ok(isAct(act) && accepts(schema, act), JSON.stringify(act))
    for (const changed of mutations(act)) {
      const [byCode, bySchema] = [isAct(changed), accepts(schema, changed)]
      if (byCode === bySchema || !isNameOfAuthor(changed, act)) {
        tally[byCode ? 'accepted' : 'refused'] += 1
        continue
      }
      assert.ok(bySchema && isRuledOut(changed as JsonObject), JSON.stringify(changed))
      tally.ruledOut += 1
    }
  }
  assert.ok(tally.accepted > 20 && tally.refused > 5_000 && tally.ruledOut > 20, JSON.stringify(tally))
})

/** The author is replaced before the code reads an act: what was changed there is the schema's alone to judge. */
const isNameOfAuthor = (changed: unknown, act: JsonObject): boolean =>
  (changed as JsonObject | null)?.['author'] === act['author']

type Parser = { readonly safeParse: (value: unknown) => { readonly success: boolean } }

function sameVerdicts(
  name: string,
  code: Parser,
  samples: readonly unknown[],
  mayDiffer: (value: JsonObject) => boolean,
) {
  const schema = published(name)
  assert.ok(samples.length > 0, name)
  for (const sample of samples) {
    assert.ok(code.safeParse(sample).success && accepts(schema, sample), `${name}: ${JSON.stringify(sample)}`)
    for (const changed of mutations(sample)) {
      const [byCode, bySchema] = [code.safeParse(changed).success, accepts(schema, changed)]
      const isExplained = byCode === bySchema || (bySchema && mayDiffer(changed as JsonObject))
      assert.ok(isExplained, `${name}, code ${byCode}: ${JSON.stringify(changed).slice(0, 400)}`)
    }
  }
}

const never = () => false

test('[NP-5, NP-70, NP-76] the same holds of messages, questions and answers', () => {
  const { opened, question } = readVectors<{ opened: { message: JsonObject }; question: { asks: JsonObject } }>(
    'messages.json',
  )
  const { seq: _, sent: __, expires: ___, checkpoints: ____, ...handed } = opened.message
  sameVerdicts('message.schema.json', Message, [opened.message, { ...opened.message, checkpoints: ['x'] }], never)
  sameVerdicts('acts-wanted.schema.json', ActsWanted, [question.asks], never)
  sameVerdicts('acts-handed.schema.json', ActsHanded, [handed, { ...handed, acts: [] }], never)
})

test('[NP-5, NP-77, NP-78] the same holds of receipts, but for who may state a rung', () => {
  const { accepted, refused } = readVectors<{
    accepted: { receipt: JsonObject }[]
    refused: { what: string; receipt: JsonObject }[]
  }>('receipts.json')
  const isByAnother = ({ rung, by, from, to }: JsonObject) =>
    from === to || by !== (rung === 'accepted' || rung === 'no-receipt-by' ? from : to)
  sameVerdicts(
    'receipt.schema.json',
    Receipt,
    accepted.map(({ receipt }) => receipt),
    isByAnother,
  )
  const schema = published('receipt.schema.json')
  for (const { what, receipt } of refused) assert.ok(!accepts(schema, receipt) || isByAnother(receipt), what)
})

test('[NP-5, NP-81, NP-82] the same holds of what is said between a node and an overseer', () => {
  const at = '2026-03-03T07:31:00.000Z'
  const said = { v: 1, from: 'QN', to: 'XO', at }
  const dossier = 'QN-2026-00001'
  const refused = { dossier, kind: 'consent-recorded', by: 'QN/court', at, otherwise: ['not-in-custody'] }
  const attempt = { ...refused, unmet: [{ guarantee: 'access-to-counsel', provisions: ['cets209:4.2'] }] }
  const silence = { dossier, to: 'QQ', since: at, attempts: 3, acts: ['ab'.repeat(32)] }
  const told = { v: 1, from: 'QN', to: 'XO', asked: at, told: at, attempts: [attempt], older: 0, silences: [silence] }
  const wanted = { v: 1, from: 'XO', to: 'QN', asked: at, wants: 'attempts' }
  sameVerdicts('attempts-wanted.schema.json', AttemptsWanted, [wanted], never)
  sameVerdicts('attempts-told.schema.json', AttemptsTold, [told], never)
  const id = 'ab'.repeat(16)
  sameVerdicts(
    'complaint.schema.json',
    Complaint,
    [{ ...said, id, dossier, words: 'Nobody came.', language: 'en' }],
    never,
  )
  sameVerdicts('complaint-taken.schema.json', ComplaintTaken, [{ ...said, complaint: id }], never)
})

test('[NP-5, NP-110] the same holds of State lists, but for zones and addresses', () => {
  const { steps } = readVectors<{ steps: { object: string; admitted: boolean }[] }>('state-lists.json')
  const lists = steps.filter(({ admitted }) => admitted).map(({ object }) => payloadOf(object))
  sameVerdicts('state-list.schema.json', StateList, lists.slice(0, 1), ({ zone }) => zone === 'zz' || zone === '')
})

test('[NP-5, NP-96, NP-133] the same holds of fork alarms, of the index of a dossier file and of what it sets aside', () => {
  const { alarms } = readVectors<{ alarms: { proven: { alarm: JsonObject }[] } }>('log.json')
  sameVerdicts(
    'fork-alarm.schema.json',
    ForkAlarm,
    alarms.proven.map(({ alarm }) => alarm),
    never,
  )
  const files = expectOk(readContainer(readVectorBytes('dossier-files/good.comity')), 'a good file')
  const index = expectOk(parseCanonical(files.get('index.json') ?? utf8('')), 'an index') as JsonObject
  sameVerdicts(
    'dossier-index.schema.json',
    DossierIndex,
    [{ ...index, files: (index['files'] as JsonObject[]).slice(0, 2) }],
    never,
  )
  const [aside] = [...files]
    .filter(([name]) => name.startsWith('refused/'))
    .map(([, bytes]) => expectOk(parseCanonical(bytes), 'aside'))
  sameVerdicts('set-aside.schema.json', SetAside, [aside], never)
})
