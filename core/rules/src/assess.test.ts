import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalize, type JsonValue } from '@comity/kernel'
import fc from 'fast-check'
import { assess, examine } from './assess.ts'
import { Assessment, Outcome } from './assessment.ts'
import { GroundCode } from './codes.ts'
import { factsRead } from './facts-read.ts'
import { GROUNDS } from './grounds/registry.ts'
import { Matter } from './matter.ts'
import { publicSchemas } from './public-schemas.ts'
import { sampleInstrument, sampleLaw } from './sample-law.ts'

/** Every test of every ground, bound once in the baseline and once as an option of the basis. */
const everyTest = (modality: string, cure?: JsonValue): JsonValue[] =>
  GroundCode.options.flatMap((ground) =>
    Object.keys(GROUNDS[ground].tests).map((name) => ({ ground, test: name, modality, ...(cure ? { cure } : {}) })),
  )
const cure = {
  by: ['no-torture-or-ill-treatment', 'fair-trial', 'retrial', 'detention-conditions', 'life-sentence-review'],
}
const law = sampleLaw(everyTest('mandatory', cure), {
  instruments: [
    sampleInstrument('sample', 'rights', everyTest('mandatory', cure)),
    sampleInstrument('option', 'basis', everyTest('optional'), { serves: ['extradition', 'evidence', 'surrender'] }),
  ],
})
const optional = sampleLaw([], { instruments: [sampleInstrument('option', 'rights', everyTest('optional', cure))] })

/** Matters that the public schema allows, however odd. */
const matters: fc.Arbitrary<Matter> = arbitrary(publicSchemas()['matter.schema.json'] as Node).map((value) =>
  Matter.parse(value),
)

type Node = {
  type?: string
  enum?: string[]
  pattern?: string
  format?: string
  minimum?: number
  uniqueItems?: boolean
  minItems?: number
  items?: Node
  properties?: Record<string, Node>
  required?: string[]
}

function arbitrary(node: Node): fc.Arbitrary<unknown> {
  if (node.enum) return fc.constantFrom(...node.enum)
  switch (node.type) {
    case 'object': {
      const members = Object.fromEntries(
        Object.entries(node.properties ?? {}).map(([key, child]) => [key, arbitrary(child)]),
      )
      return fc.record(members, { requiredKeys: node.required ?? [] })
    }
    case 'array': {
      const item = arbitrary(node.items ?? {})
      const size = { minLength: node.minItems ?? 0, maxLength: 2 }
      return node.uniqueItems ? fc.uniqueArray(item, size) : fc.array(item, size)
    }
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.nat(120)
    case 'number':
      return fc.double({ min: 0, max: 400, noNaN: true })
    default:
      if (node.format === 'date') return fc.constantFrom('1886-12-06', '1999-03-24', '2024-02-29', '2026-03-03')
      if (node.pattern === '^[A-Z]{2}$') return fc.constantFrom('QN', 'QV', 'QQ', 'QP', 'XX')
      if (node.pattern) return fc.constantFrom('m', 'm-1')
      return fc.constantFrom('none', 'bilateral', 'something')
  }
}

const rank = (outcome: Outcome): number => Outcome.options.length - Outcome.options.indexOf(outcome)
const STRENGTHS = ['none-found', 'assertion-only', 'supported', 'established'] as const

test('[RC-1] whatever the facts, an assessment answers, in the shape that is promised', () => {
  fc.assert(
    fc.property(matters, (matter) => {
      Assessment.parse(assess(law, matter))
    }),
    { numRuns: 300 },
  )
})

test('[RC-2] every finding cites a provision of the pack, and every question points into the matter', () => {
  fc.assert(
    fc.property(matters, (matter) => {
      const { findings, questions } = assess(law, matter)
      for (const { sources } of findings) assert.ok(sources.some(({ id }) => id !== undefined && law.provision(id)))
      for (const { fact } of questions) assert.match(fact, /^(?:\/[^/]+)+$/)
    }),
    { numRuns: 200 },
  )
})

test('[RC-3] the same facts in another order give the same answer, byte for byte', () => {
  fc.assert(
    fc.property(matters, (matter) => {
      const turned = reversed(matter) as Matter
      assert.equal(canonicalize(assess(law, turned) as JsonValue), canonicalize(assess(law, matter) as JsonValue))
    }),
    { numRuns: 200 },
  )
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  )
}

test('[RC-4] a fact that the assessment did not look at changes nothing, whether added, altered or left out', () => {
  fc.assert(
    fc.property(matters, matters, (matter, other) => {
      const asOf = '2026-03-03'
      const read = factsRead(law, matter, asOf)
      const changed = withUnread(matter, other, '', read) as Matter
      assert.equal(assess(law, changed, asOf).outcome, assess(law, matter, asOf).outcome)
    }),
    { numRuns: 300 },
  )
})

/** The first value, with every member that was not read taken from the second, or left out where that has none. */
function withUnread(value: unknown, other: unknown, pointer: string, read: ReadonlySet<string>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (!Array.isArray(value)) return value
    return value.map((item, index) =>
      withUnread(item, Array.isArray(other) ? other[index] : undefined, `${pointer}/${index}`, read),
    )
  }
  const from: Record<string, unknown> =
    typeof other === 'object' && other !== null && !Array.isArray(other) ? { ...other } : {}
  const members = Object.entries(value).flatMap(([key, member]) => {
    const at = `${pointer}/${key}`
    if (read.has(at)) return [[key, withUnread(member, from[key], at, read)] as const]
    return key in from ? [[key, from[key]] as const] : []
  })
  const added = Object.entries(from).filter(([key]) => !(key in value) && !read.has(`${pointer}/${key}`))
  return Object.fromEntries([...members, ...added])
}

for (const [name, bound] of [['mandatory', law] as const, ['optional', optional] as const])
  test(`[RC-5] more proof of a risk never makes the outcome milder (${name})`, () => {
    fc.assert(
      fc.property(matters, fc.nat(), (matter, pick) => {
        const risks = matter.risks ?? []
        fc.pre(risks.length > 0)
        const at = pick % risks.length
        const outcomes = STRENGTHS.map((strength) => {
          const changed = risks.map((risk, index) =>
            index === at ? { ...risk, individual: { ...risk.individual, strength } } : risk,
          )
          return assess(bound, { ...matter, risks: changed }).outcome
        })
        for (const [index, outcome] of outcomes.slice(1).entries())
          assert.ok(rank(outcome) >= rank(outcomes[index] ?? 'grant'), outcomes.join(' < '))
      }),
      { numRuns: 400 },
    )
  })

test('[RC-5] more proof of another aim, or of how evidence was got, never makes the outcome milder', () => {
  fc.assert(
    fc.property(matters, fc.constantFrom('persecute-group-member' as const, 'collect-tax' as const), (matter, aim) => {
      const outcomes = STRENGTHS.map(
        (evidence) =>
          assess(law, { ...matter, request: { ...matter.request, otherAims: [{ aim, evidence }] } }).outcome,
      )
      const tainted = STRENGTHS.map(
        (meansStrength) =>
          assess(law, { ...matter, evidence: [{ item: 'i', means: 'torture' as const, meansStrength }] }).outcome,
      )
      for (const chain of [outcomes, tainted])
        for (const [index, outcome] of chain.slice(1).entries())
          assert.ok(rank(outcome) >= rank(chain[index] ?? 'grant'), chain.join(' < '))
    }),
    { numRuns: 200 },
  )
})

const request = { kind: 'extradition', requesting: 'QQ', requested: 'QN', asOf: '2026-03-03' } as const
const offence = (requested: boolean) => ({ description: 'conduct', punishableIn: { requested } })
const conduct = { ground: 'double-criminality', test: 'conduct' }

test('[RC-6] the strictest rule wins, and the milder one is named beside it', () => {
  const mixed = sampleLaw([], {
    instruments: [
      sampleInstrument('strict', 'rights', [{ ...conduct, modality: 'mandatory' }]),
      sampleInstrument('mild', 'rights', [{ ...conduct, modality: 'optional' }]),
    ],
  })
  const { outcome, findings } = assess(mixed, { id: 'm', request, offences: [offence(false)] })
  assert.equal(outcome, 'refuse')
  assert.deepEqual(
    findings.map(({ sources }) => sources.map(({ id }) => id)),
    [['strict:1']],
  )
  assert.match(findings[0]?.why ?? '', /Sample mild.*may-refuse/)
})

test('[RC-7] of several offences those that fall out leave the others', () => {
  const strict = sampleLaw([{ ...conduct, modality: 'mandatory' }])
  const outcome = (...which: boolean[]) => assess(strict, { id: 'm', request, offences: which.map(offence) }).outcome
  assert.equal(outcome(false, true), 'grant-with-conditions')
  assert.equal(outcome(false, false), 'refuse')
  assert.equal(outcome(true, true), 'grant')
})

test('[RC-8] what excludes a ground removes it, save what the baseline demands', () => {
  const listed = { ground: 'double-criminality', test: 'listed-offence', modality: 'excluded' }
  const matter = { id: 'm', request: { ...request, listOffenceCertified: true }, offences: [offence(false)] }
  const of = (plays: 'basis' | 'rights') =>
    assess(
      sampleLaw([], {
        instruments: [
          sampleInstrument('ground', plays, [{ ...conduct, modality: 'mandatory' }], { serves: ['extradition'] }),
          sampleInstrument('list', 'basis', [listed], { serves: ['extradition'] }),
        ],
      }),
      matter,
    ).outcome
  assert.equal(of('basis'), 'grant')
  assert.equal(of('rights'), 'refuse')
})

test('[RC-9] a question that nothing on the file raises is asked and drives nothing', () => {
  const { outcome, findings, questions } = assess(sampleLaw([{ ...conduct, modality: 'mandatory' }]), {
    id: 'm',
    request,
    offences: [{ description: 'x' }],
  })
  assert.deepEqual([outcome, findings], ['grant', []])
  assert.deepEqual(questions, [{ fact: '/offences/0/punishableIn/requested', askOf: 'requested-state' }])
})

test('[RC-10] an assessment is given as of a date: the one asked for, else that of the matter, else that of the pack', () => {
  const strict = sampleLaw([])
  const { asOf, ...undated } = request
  assert.equal(assess(strict, { id: 'm', request }, '2020-01-01').asOf, '2020-01-01')
  assert.equal(assess(strict, { id: 'm', request }).asOf, asOf)
  assert.equal(assess(strict, { id: 'm', request: undated }).asOf, '2026-03-01')
})

test('[RC-11] removal outside the procedure is measured by the rights of the person, not by the law of extradition', () => {
  const basis = sampleLaw([], {
    instruments: [
      sampleInstrument('ground', 'basis', [{ ...conduct, modality: 'mandatory' }], { serves: ['extradition'] }),
    ],
  })
  const matter = { id: 'm', request, offences: [offence(false)] }
  assert.equal(assess(basis, matter).outcome, 'refuse')
  assert.equal(assess(basis, { ...matter, request: { ...request, purpose: 'removal' } }).outcome, 'grant')
  assert.equal(
    examine(basis, { ...matter, request: { ...request, route: 'deportation-or-expulsion' } }).composed.length,
    0,
  )
})
