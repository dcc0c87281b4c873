import assert from 'node:assert/strict'
import { expectOk } from '@comity/kernel'
import { openLaw } from '@comity/law-files'
import { assess, type Matter, readMatter } from '@comity/rules'
import { figuresOf, type Measured } from './measure.ts'

const RUNS = Number(process.env['COMITY_BENCH_RUNS'] ?? 5)
const COUNT = Number(process.env['COMITY_BENCH_COUNT'] ?? 1_008)

const STATES = ['QN', 'QV', 'QQ', 'QP']
const PAIRS = STATES.flatMap((requesting) =>
  STATES.filter((other) => other !== requesting).map((requested) => ({ requesting, requested })),
)
const KINDS = ['extradition', 'provisional-arrest', 'mutual-legal-assistance', 'freezing-order'] as const
const CATEGORIES = ['fraud', 'homicide', 'sedition-or-rebellion', 'drug-trafficking', 'tax', 'terrorism', 'corruption']

const { law } = expectOk(openLaw(), 'the law of the repository')
const texts = Array.from({ length: COUNT }, (_, number) => JSON.stringify(matterOf(number)))
const matters = texts.map((text) => expectOk(readMatter(JSON.parse(text)), 'a well-formed matter'))

const [ours, theirs]: [Measured[], Measured[]] = [[], []]
for (const matter of matters) assess(law, matter) // what runs once a day is not measured on its first run
for (let run = 0; run < RUNS; run += 1) {
  const sides = [() => ours.push(each((at) => assess(law, matters[at] as Matter))), () => theirs.push(each(threeRules))]
  for (const side of run % 2 === 0 ? sides : sides.toReversed()) side()
}
const outcomes = Object.groupBy(matters, (matter) => assess(law, matter).outcome)
const findings = matters.reduce((sum, matter) => sum + assess(law, matter).findings.length, 0) / COUNT

process.stdout.write(
  `${JSON.stringify({
    goal: 'P7',
    what: `Full assessment (instruments, grounds, guarantees, each with its provision) of ${COUNT} synthetic matters over all ${PAIRS.length} ordered pairs of the demo States`,
    unit: 'assessments/s',
    ours: figuresOf(ours),
    anchor: {
      name: 'three of the rules written out in plain JavaScript, the matter parsed and the answer written as JSON',
      ...figuresOf(theirs),
    },
    runs: RUNS,
    count: COUNT,
    facts: {
      findingsEach: Number(findings.toFixed(1)),
      ...Object.fromEntries(Object.entries(outcomes).map(([outcome, some]) => [outcome, some?.length ?? 0])),
    },
    // The goal names @cedar-policy/cedar-wasm; it is not among our packages. Where it is installed, its side goes here.
    notMeasured: ['@cedar-policy/cedar-wasm: not installed'],
  })}\n`,
)

function each(one: (at: number) => unknown): Measured {
  const eachMs: number[] = []
  const started = performance.now()
  for (let at = 0; at < COUNT; at += 1) {
    const began = performance.now()
    assert.ok(one(at))
    eachMs.push(performance.now() - began)
  }
  return { count: COUNT, totalMs: performance.now() - started, eachMs }
}

/** What a system without law as data does: the rules that somebody thought of, and no provision for the answer. */
function threeRules(at: number): string {
  const { request, offences = [], person } = JSON.parse(texts[at] ?? '') as Matter
  const findings: string[] = []
  if (offences.some(({ punishableIn }) => punishableIn?.requested === false)) findings.push('double-criminality')
  if (offences.some(({ penalty }) => penalty?.requesting?.kind === 'death')) findings.push('death-penalty')
  if (person?.nationalities?.includes(request.requested)) findings.push('own-national')
  return JSON.stringify({ outcome: findings.length > 0 ? 'refuse' : 'grant', findings })
}

/** Facts that differ from one matter to the next in every way that the three rules, and many of the pack's, look at. */
function matterOf(number: number): unknown {
  const pair = PAIRS[number % PAIRS.length] ?? { requesting: 'QN', requested: 'QV' }
  const bit = (place: number) => ((number >> place) & 1) === 1
  return {
    id: `m-${number}`,
    request: {
      kind: KINDS[Math.floor(number / PAIRS.length) % KINDS.length],
      ...pair,
      asOf: '2026-03-03',
      purpose: bit(1) ? 'prosecution' : 'execution-of-sentence',
      route: 'formal-procedure',
    },
    offences: [
      {
        description: 'As the request says.',
        categories: [CATEGORIES[number % CATEGORIES.length]],
        punishableIn: { requesting: true, requested: !bit(2) },
        penalty: { requesting: bit(3) ? { kind: 'death' } : { kind: 'months', months: 6 * (1 + (number % 20)) } },
        committedIn: [pair.requesting],
      },
    ],
    person: {
      role: bit(1) ? 'accused' : 'convicted',
      nationalities: [bit(4) ? pair.requested : pair.requesting],
      ageAtOffence: 15 + (number % 40),
      groups: bit(5) ? ['political-opponent'] : [],
    },
  }
}
