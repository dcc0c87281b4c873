import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Assessment } from './assessment.ts'
import { Matter } from './matter.ts'
import { publicSchemas } from './public-schemas.ts'

const root = join(import.meta.dirname, '../../..')
const cases = process.env['COMITY_CASES'] ?? join(root, '../shared/cases')
const given = join(cases, '../schemas')
const absent = existsSync(given) ? false : 'the schemas handed to the project are not here'

type Node = { readonly [key: string]: unknown }
const json = (path: string): Node => JSON.parse(readFileSync(path, 'utf8'))

/** A second opinion on JSON Schema, for the keywords that these schemas use. Refuses to judge one it does not know. */
function accepts(schema: Node, value: unknown, root: Node = schema): boolean {
  const known = [
    '$schema',
    '$id',
    'title',
    'description',
    '$defs',
    '$ref',
    'type',
    'enum',
    'pattern',
    'format',
    'minimum',
    'minItems',
    'uniqueItems',
    'items',
    'properties',
    'required',
    'additionalProperties',
  ]
  for (const keyword of Object.keys(schema)) assert.ok(known.includes(keyword), `keyword ${keyword}`)
  if (typeof schema['$ref'] === 'string') {
    const path = schema['$ref'].split('/').slice(1)
    return accepts(
      path.reduce((here, key) => here[key] as Node, root),
      value,
      root,
    )
  }
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value)) return false
  switch (schema['type']) {
    case 'string':
      if (typeof value !== 'string') return false
      if (schema['format'] === 'date' && !isDate(value)) return false
      return typeof schema['pattern'] !== 'string' || new RegExp(schema['pattern'], 'u').test(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
    case 'number':
      if (typeof value !== 'number' || (schema['type'] === 'integer' && !Number.isInteger(value))) return false
      return typeof schema['minimum'] !== 'number' || value >= schema['minimum']
    case 'array': {
      if (!Array.isArray(value) || value.length < Number(schema['minItems'] ?? 0)) return false
      if (schema['uniqueItems'] === true && new Set(value).size !== value.length) return false
      return value.every((item) => accepts(schema['items'] as Node, item, root))
    }
    case 'object': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
      const properties = (schema['properties'] ?? {}) as Record<string, Node>
      const required = (schema['required'] ?? []) as string[]
      if (required.some((key) => !Object.hasOwn(value, key))) return false
      return Object.entries(value).every(([key, member]) => {
        const child = Object.hasOwn(properties, key) ? properties[key] : undefined
        return child !== undefined && accepts(child, member, root)
      })
    }
    default:
      return true
  }
}

const isDate = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(at.getTime()) && at.toISOString().startsWith(text)
}

/** Values made from one by changing a single place: taken out, of another kind, unknown, twice. */
function* mutations(value: unknown): Generator<unknown> {
  yield* [null, 7, -1, 1.5, 'zz', true, [], {}]
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield value.toSpliced(index, 1)
      yield [...value, item]
      for (const changed of mutations(item)) yield value.with(index, changed)
    }
    return
  }
  if (typeof value !== 'object' || value === null) return
  yield { ...value, unheardOf: true }
  for (const [key, member] of Object.entries(value)) {
    const { [key]: _, ...rest } = value as Record<string, unknown>
    yield rest
    for (const changed of mutations(member)) yield { ...value, [key]: changed }
  }
}

function corpus(): unknown[] {
  const files = readdirSync(cases).filter((name) => name.endsWith('.json'))
  const matters = files.map((name) => json(join(cases, name))['matter'])
  return matters.flatMap((matter) => [matter, ...mutations(matter)])
}

test('[RM-1] the published schemas are those of the code', () => {
  for (const [name, schema] of Object.entries(publicSchemas()))
    assert.deepEqual(json(join(root, 'protocol/schemas', name)), schema, `${name}: run tools/src/write-schemas.ts`)
})

test('[RM-2] code, published schema and the schema handed to the project accept and refuse the same matters', {
  skip: absent,
}, () => {
  const ours = publicSchemas()['matter.schema.json'] as Node
  const theirs = json(join(given, 'matter.schema.json'))
  const tally = { accepted: 0, refused: 0 }
  for (const value of corpus()) {
    const verdicts = [Matter.safeParse(value).success, accepts(ours, value), accepts(theirs, value)]
    assert.equal(new Set(verdicts).size, 1, `${verdicts} ${JSON.stringify(value).slice(0, 300)}`)
    tally[verdicts[0] ? 'accepted' : 'refused'] += 1
  }
  assert.ok(tally.accepted > 1000 && tally.refused > 10_000, JSON.stringify(tally))
})

test('[RM-2] the same holds of assessments', { skip: absent }, () => {
  const source = { instrument: 'Sample', provision: 'art. 1', authority: 'treaty', id: 'sample:1', status: 'checked' }
  const sample = {
    matter: 'm',
    asOf: '2026-03-03',
    law: { digest: `sha256:${'0'.repeat(64)}`, profile: 'p' },
    outcome: 'grant',
    findings: [{ ground: 'age', effect: 'bar', sources: [source], why: 'w', facts: ['/id'] }],
    questions: [{ fact: '/id', askOf: 'third-state' }],
    instruments: [{ id: 'i', role: 'basis', inForceBetween: 'yes', why: 'w' }],
    guarantees: [{ id: 'g', kind: 'gate', state: 'met', sources: [source] }],
    deadlines: [{ limit: 'l', state: 'running', due: 'd', onExpiry: 'e', steps: ['s'] }],
  }
  const ours = publicSchemas()['assessment.schema.json'] as Node
  const theirs = json(join(given, 'assessment.schema.json'))
  for (const value of [sample, ...mutations(sample)]) {
    const verdicts = [Assessment.safeParse(value).success, accepts(ours, value), accepts(theirs, value)]
    assert.equal(new Set(verdicts).size, 1, `${verdicts} ${JSON.stringify(value).slice(0, 300)}`)
  }
})
