import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { assess, between, type Assessment, type Law, readLaw, readMatter } from '@comity/rules'
import { canonicalBytes, expectOk, type JsonValue } from '@comity/kernel'
import { assessmentContract } from '@comity/rules/contract'
import { sha256 } from './compile.ts'
import { openLaw } from './open.ts'

const { law } = expectOk(openLaw(), 'the law of this repository compiles')
const CASES = process.env['COMITY_CASES'] ?? join(import.meta.dirname, '../../../../shared/cases')
const absent = existsSync(CASES) ? false : 'the decided cases are not here'

assessmentContract('the law of this repository', law)

type Expected = {
  readonly outcome: string
  readonly alsoAcceptable?: readonly string[]
  readonly mustHave: readonly { readonly ground: readonly string[]; readonly effect: readonly string[] }[]
  readonly mustNot: readonly { readonly ground: readonly string[]; readonly effect?: readonly string[] }[]
}
type Case = { readonly title: string; readonly matter: unknown; readonly expected: Expected }

const cases = (): Case[] =>
  readdirSync(CASES)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(CASES, name), 'utf8')))

const decide = (pack: Law, { matter }: Case): Assessment =>
  assess(pack, expectOk(readMatter(matter), 'a case holds a matter'))

function meets(expected: Expected, { outcome, findings }: Assessment): boolean {
  const has = (ground: readonly string[], effects: (effect: string) => boolean) =>
    findings.some((finding) => ground.includes(finding.ground) && effects(finding.effect))
  return (
    [expected.outcome, ...(expected.alsoAcceptable ?? [])].includes(outcome) &&
    expected.mustHave.every(({ ground, effect }) => has(ground, (one) => effect.includes(one))) &&
    !expected.mustNot.some(({ ground, effect }) =>
      has(ground, (one) => (effect ? effect.includes(one) : one !== 'no-obstacle')),
    )
  )
}

test('[LF-7] decided cases come out as they were decided', { skip: absent }, () => {
  const missed = cases().filter((one) => !meets(one.expected, decide(law, one)))
  assert.deepEqual(
    missed.map(({ title }) => title),
    [],
  )
})

test('[LF-7] every source of every finding resolves, and was in force on the date', { skip: absent }, () => {
  for (const one of cases()) {
    const { findings, asOf } = decide(law, one)
    for (const { id } of findings.flatMap(({ sources }) => sources)) {
      assert.ok(id)
      const rule = law.provision(id)
      const decision = law.decisions.get(id)
      assert.ok(rule ?? decision, id)
      if (decision) assert.ok(decision.decided <= asOf, id)
      const from = rule?.provision.from
      if (from) assert.ok(asOf.slice(0, from.length) >= from, `${id} on ${asOf}`)
    }
  }
})

test('[LF-8] no decision is a rule: without all of them the outcomes are the same', { skip: absent }, () => {
  const bare = JSON.parse(
    new TextDecoder().decode(canonicalBytes({ ...law.pack, decisions: [] } as unknown as JsonValue)),
    (key, value) => (key === 'see' ? [] : value),
  )
  const without = expectOk(readLaw(canonicalBytes(bare), sha256), 'a pack without decisions is sound')
  for (const one of cases()) assert.equal(decide(without, one).outcome, decide(law, one).outcome, one.title)
})

test('[LF-9] whoever wrote it, every rule of the pack says whether it was read against its source', () => {
  for (const { provisions } of law.pack.instruments)
    for (const { status, source } of provisions) assert.ok(status && source.length > 0)
  const fictional = law.pack.states.filter((state) => state.fictional).map(({ code }) => code)
  assert.deepEqual(fictional, ['QN', 'QP', 'QQ', 'QV'])
})

test('[LF-10] the demo world: a bilateral treaty goes before the conventions, and an abolitionist asks for an assurance', () => {
  assert.deepEqual(between(law, 'QN', 'QQ', 'evidence', '2026-03-03').basis, ['qn-qq-2011'])
  assert.deepEqual(between(law, 'QV', 'QN', 'extradition', '2026-03-03').basis, ['ets024'])
  const matter = {
    id: 'm',
    request: { kind: 'extradition', requesting: 'QQ', requested: 'QN', asOf: '2026-03-03', route: 'formal-procedure' },
    offences: [
      { description: 'a killing', punishableIn: { requested: true }, penalty: { requesting: { kind: 'death' } } },
    ],
  }
  const { outcome, findings } = assess(law, expectOk(readMatter(matter), 'sound'))
  assert.equal(outcome, 'refuse-unless-assured')
  assert.ok(findings.some(({ ground, effect }) => ground === 'death-penalty' && effect === 'assurance-required'))
})
