import assert from 'node:assert/strict'
import { test } from 'node:test'
import { undertakingFor } from './assurances.ts'
import { Matter } from './matter.ts'
import { Cure } from './pack.ts'

const cure = Cure.parse({ by: ['no-torture-or-ill-treatment'], monitored: true })
const good = {
  covers: ['no-torture-or-ill-treatment'],
  issuedBy: 'foreign-ministry-or-embassy',
  issuerCanBind: true,
  specific: true,
  unconditional: true,
  monitoring: 'by-independent-body',
  pastCompliance: 'honoured',
}
const given = (assurances?: readonly unknown[], wanted = cure) =>
  undertakingFor(
    Matter.parse({
      id: 'm',
      request: { kind: 'extradition', requesting: 'QQ', requested: 'QN' },
      ...(assurances ? { assurances } : {}),
    }),
    wanted,
  )

test('[RC-12] an assurance cures only if it is specific, binding, unconditional, not belied, and watched where treatment is at stake', () => {
  assert.equal(given([good]).kind, 'sufficient')
  const faults = [
    { specific: false },
    { issuerCanBind: false },
    { unconditional: false },
    { monitoring: 'none' },
    { pastCompliance: 'breached' },
    { issuerCanBind: undefined, issuedBy: 'prosecutor' },
  ]
  for (const fault of faults) assert.equal(given([{ ...good, ...fault }]).kind, 'insufficient', JSON.stringify(fault))
  assert.equal(given([{ ...good, covers: ['fair-trial'] }]).kind, 'none')
  assert.equal(given([]).kind, 'none')
  assert.equal(given().kind, 'none')
})

test('[RC-12] one good assurance among bad ones is enough, and its place is named', () => {
  assert.deepEqual(given([{ ...good, specific: false }, good]).facts, ['/assurances/1'])
})

test('[RC-12] a promise of less space than dignity demands is no cure', () => {
  const space = Cure.parse({ by: ['detention-conditions'], minimumSpaceDm2: 300 })
  const promise = (promisedSpaceSquareMetres: number) =>
    given([{ ...good, covers: ['detention-conditions'], promisedSpaceSquareMetres }], space).kind
  assert.equal(promise(2.9), 'insufficient')
  assert.equal(promise(3), 'sufficient')
})
