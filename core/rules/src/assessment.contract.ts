import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalize, type JsonValue } from '@comity/kernel'
import fc from 'fast-check'
import { assess } from './assess.ts'
import { Assessment, Outcome } from './assessment.ts'
import { factsRead } from './facts-read.ts'
import type { Law } from './law.ts'
import { Matter } from './matter.ts'
import { publicSchemas } from './public-schemas.ts'

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

/** What holds of every assessment under whatever law. Each pack is tried with it: `name` says which. */
export function assessmentContract(name: string, law: Law): void {
  test(`[RC-1] whatever the facts, an assessment answers, in the shape that is promised (${name})`, () => {
    fc.assert(
      fc.property(matters, (matter) => {
        Assessment.parse(assess(law, matter))
      }),
      { numRuns: 300 },
    )
  })

  test(`[RC-2] every finding cites a provision of the pack, and every question points into the matter (${name})`, () => {
    fc.assert(
      fc.property(matters, (matter) => {
        const { findings, questions } = assess(law, matter)
        for (const { sources } of findings) assert.ok(sources.some(({ id }) => id !== undefined && law.provision(id)))
        for (const { fact } of questions) assert.match(fact, /^(?:\/[^/]+)+$/)
      }),
      { numRuns: 200 },
    )
  })

  test(`[RC-3] the same facts in another order give the same answer, byte for byte (${name})`, () => {
    fc.assert(
      fc.property(matters, (matter) => {
        const turned = reversed(matter) as Matter
        assert.equal(canonicalize(assess(law, turned) as JsonValue), canonicalize(assess(law, matter) as JsonValue))
      }),
      { numRuns: 200 },
    )
  })

  test(`[RC-4] a fact that the assessment did not look at changes nothing, whether added, altered or left out (${name})`, () => {
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
          return assess(law, { ...matter, risks: changed }).outcome
        })
        for (const [index, outcome] of outcomes.slice(1).entries())
          assert.ok(rank(outcome) >= rank(outcomes[index] ?? 'grant'), outcomes.join(' < '))
      }),
      { numRuns: 400 },
    )
  })

  test(`[RC-5] more proof of another aim, or of how evidence was got, never makes the outcome milder (${name})`, () => {
    fc.assert(
      fc.property(
        matters,
        fc.constantFrom('persecute-group-member' as const, 'collect-tax' as const),
        (matter, aim) => {
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
        },
      ),
      { numRuns: 200 },
    )
  })
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  )
}

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
