import { Defect, expectOk, type JsonValue } from '@comity/kernel'
import type { GroundCode } from '../codes.ts'
import { readMatter } from '../matter.ts'
import type { Parameter } from '../pack.ts'
import { sampleLaw } from '../sample-law.ts'
import { sceneOf } from '../scene.ts'
import { type Reading, Terms } from './ground.ts'
import { findTest } from './registry.ts'

const states: JsonValue = [
  {
    code: 'QN',
    name: 'Norvale',
    deathPenalty: 'abolished',
    ownNationals: 'extradited',
    memberships: [{ of: 'meridian', from: '2019-01-01', status: 'checked' }],
  },
  {
    code: 'QV',
    name: 'Arvenia',
    ownNationals: 'not-extradited',
    memberships: [{ of: 'meridian', from: '2019-01-01', status: 'checked' }],
  },
]
const law = sampleLaw([], { states })

export type Facts = { readonly [key: string]: unknown }

/** What a test of a ground says of a request by Qamara to Norvale. */
export function says(
  code: GroundCode,
  name: string,
  facts: Facts,
  terms: Record<string, Parameter> = {},
  request: Facts = {},
): readonly Reading[] {
  const matter = expectOk(
    readMatter({
      id: 'm',
      request: { kind: 'extradition', requesting: 'QQ', requested: 'QN', asOf: '2026-03-03', ...request },
      ...facts,
    }),
    'the facts of a test are a matter',
  )
  const found = findTest(code, name)
  if (!found) throw new Defect(`${code} has no test ${name}`)
  return found(sceneOf(law, matter, '2026-03-03'), new Terms(terms))
}

/** The verdict in one word: `unclear` is unknown and raised, `asked` unknown and not raised, `silent` says nothing. */
export function verdict(readings: readonly Reading[]): string {
  const word = (reading: Reading) =>
    reading.verdict === 'unknown' ? (reading.raised ? 'unclear' : 'asked') : reading.verdict
  return readings.length === 0 ? 'silent' : [...new Set(readings.map(word))].join('+')
}

export const offence = (facts: Facts): Facts => ({ offences: [{ description: 'conduct', ...facts }] })
export const person = (facts: Facts): Facts => ({ person: { role: 'accused', ...facts } })
export const risk = (kind: string, facts: Facts): Facts => ({ risks: [{ kind, ...facts }] })
export const surrender = { kind: 'surrender' }
