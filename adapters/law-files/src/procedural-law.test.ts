import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CalendarDate, JsonObject, StateCode } from '@comity/kernel'
import {
  buildProceduralLaw,
  examineOrder,
  proceduralFaults,
  proceduralRecordsOf,
  type ResolveProvision,
  breachesOpenedBy,
} from '@comity/rules'
import { openLaw } from './open.ts'

const opened = openLaw()
assert.ok(opened.ok)
const { pack, provision } = opened.value.law
const resolve: ResolveProvision = (id) => {
  const rule = provision(id)
  return rule && { instrument: id.slice(0, id.indexOf(':')), text: rule.provision.rule, status: rule.provision.status }
}
const records = proceduralRecordsOf(pack)
const law = buildProceduralLaw(records, resolve)

const act = (kind: string, body: JsonObject = {}) => ({ kind, body })
const unmet = (order: ReturnType<typeof act>, past: readonly ReturnType<typeof act>[]) =>
  new Set(examineOrder(law.gatesOf(order.kind), order, past).unmet.map(({ gate }) => gate.guarantee as string))

const readyToConsent = [
  act('reasons-given', { understood: true }),
  act('letter-of-rights-given', { form: 'paper', understood: true }),
  act('language-assessed', { interpreterNeeded: true }),
  act('counsel-appointed'),
  act('counsel-vouched'),
  act('interpreter-engaged', { for: 'hearing' }),
  act('counsel-advised', { private: true, interpreted: 'yes', consequencesExplained: true }),
  act('hearing-set', { before: 'judge' }),
  act('interpretation-confirmed', { for: 'hearing', understood: true }),
]

test('[RG-8] the law of this repository has no fault', () => {
  assert.deepEqual(proceduralFaults(records, resolve), [])
  assert.deepEqual([pack.guarantees.length, law.notHeld], [77, []])
})

test('[RG-9] consent may be recorded when everything was done, and no single act may be missing', () => {
  const consent = act('consent-recorded')
  assert.deepEqual([...unmet(consent, readyToConsent)], [])
  for (const left of readyToConsent) {
    const past = readyToConsent.filter((one) => one !== left)
    assert.notEqual(unmet(consent, past).size, 0, left.kind)
  }
})

test('[RG-9] consent waits where advice was not private, not interpreted, or the interpreter was not understood in the end', () => {
  const consent = act('consent-recorded')
  const instead = (kind: string, body: JsonObject) =>
    readyToConsent.map((one) => (one.kind === kind ? act(kind, body) : one))
  const advised = { private: true, interpreted: 'yes', consequencesExplained: true }
  assert.deepEqual(
    [...unmet(consent, instead('counsel-advised', { ...advised, private: false }))],
    ['counsel-confidential'],
  )
  assert.deepEqual(
    [...unmet(consent, instead('counsel-advised', { ...advised, interpreted: 'no' }))],
    ['counsel-confidential'],
  )
  assert.deepEqual(
    [...unmet(consent, instead('counsel-advised', { ...advised, consequencesExplained: false }))],
    ['informed-consent-to-surrender'],
  )
  const notInTheEnd = [...readyToConsent, act('interpretation-confirmed', { for: 'hearing', understood: false })]
  assert.deepEqual([...unmet(consent, notInTheEnd)], ['interpreter-free'])
})

test('[RG-9] no interpreter is asked for where an assessment says that none is needed, until a later one says otherwise', () => {
  const none = readyToConsent
    .filter(({ kind }) => !kind.startsWith('interpret') && kind !== 'language-assessed')
    .concat(act('language-assessed', { interpreterNeeded: false }))
  assert.deepEqual([...unmet(act('consent-recorded'), none)], [])
  assert.deepEqual(
    [...unmet(act('consent-recorded'), [...none, act('language-assessed', { interpreterNeeded: true })])],
    ['interpreter-free'],
  )
})

test('[RG-9] renouncing speciality asks for all that consent asks, and for consent', () => {
  assert.deepEqual([...unmet(act('speciality-renounced'), readyToConsent)], ['speciality'])
  assert.deepEqual([...unmet(act('speciality-renounced'), [...readyToConsent, act('consent-recorded')])], [])
})

test('[RG-9] a hearing by video waits for the person’s agreement', () => {
  assert.deepEqual([...unmet(act('video-hearing-ordered'), readyToConsent)], ['present-at-trial'])
  assert.deepEqual([...unmet(act('video-hearing-ordered'), [...readyToConsent, act('video-hearing-accepted')])], [])
})

test('[RG-9] a request states necessity, proportion and purpose itself', () => {
  const stated = { necessity: true, proportionality: true, purpose: true }
  assert.deepEqual([...unmet(act('request-authorised', stated), [])], [])
  for (const [field, guarantee] of [
    ['necessity', 'proportionality-of-request'],
    ['proportionality', 'proportionality-of-request'],
    ['purpose', 'purpose-limitation'],
  ] as const)
    assert.deepEqual(
      [...unmet(act('request-authorised', { ...stated, [field]: false }), [act('request-authorised', stated)])],
      [guarantee],
    )
})

test('[RG-9] nothing is returned before privilege was reviewed and those affected were told', () => {
  assert.deepEqual([...unmet(act('result-returned'), [])].sort(), ['counsel-confidential', 'effective-remedy'])
  assert.deepEqual([...unmet(act('result-returned'), [act('privilege-reviewed'), act('remedy-notice-given')])], [])
})

test('[RG-4, RG-9] questioning without counsel opens the breach with its taint, and the statement is never relied on', () => {
  const report = act('questioned', { counsel: 'absent', interpreter: 'present', statement: 's1' })
  const breaches = breachesOpenedBy(law, report, [act('letter-of-rights-given', { understood: true })])
  assert.deepEqual(
    breaches.map(({ guarantee, taints }) => [guarantee, taints]),
    [['access-to-counsel', true]],
  )
  const relied = act('evidence-relied-on', { report: 'r', statement: 's1' })
  assert.deepEqual([...unmet(relied, [report])], ['access-to-counsel'])
  assert.deepEqual(
    [...unmet(relied, [act('evidence-excluded', { report: 'r', statement: 's1' })])],
    ['challenge-evidence'],
  )
  assert.deepEqual(
    [...unmet(relied, [act('questioned', { counsel: 'present', interpreter: 'not-needed', statement: 's1' })])],
    [],
  )
})

test('[RG-10] behind every gate, breach and clock stands a provision with its text', () => {
  const sources = [
    ...law.guarantees().flatMap(({ sources }) => sources),
    ...pack.clocks.flatMap(({ id }) => law.clock(id)?.sources ?? []),
  ]
  assert.ok(sources.length > 400)
  for (const { id, text, status } of sources) assert.ok(text !== '' && status !== 'not-held', id)
})

test('[RG-7] the fictional region brings an arrested person before a judge sooner, wherever either State is its member', () => {
  const hours = (requesting: string, requested: string) => {
    const clock = law.clock('iccpr:9.3.gc35', '2026-03-03' as CalendarDate, {
      requesting: requesting as StateCode,
      requested: requested as StateCode,
    })
    return clock?.length.kind === 'fixed' ? clock.length.amount : undefined
  }
  assert.deepEqual([hours('QV', 'QN'), hours('QN', 'QQ'), hours('QQ', 'QP')], [36, 36, 48])
  assert.equal(law.clock('iccpr:9.3.gc35')?.length.kind === 'fixed', true)
})
