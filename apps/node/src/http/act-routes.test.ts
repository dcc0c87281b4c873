import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Running } from '../../testing/child-processes.ts'
import { clerkAt, type Intention } from '../../testing/clerk.ts'
import { type SetUpState, setUpStates } from '../../testing/real-nodes.ts'

const opening = {
  kind: 'arrest-requested',
  body: {
    requesting: 'QN',
    requested: 'QV',
    basis: ['ets024'],
    offences: ['fraud'],
    purpose: 'prosecution',
    urgent: false,
  },
}

describe('acts for programs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'comity-acts-'))
  let [running, state]: [Running?, SetUpState?] = []
  let clerk: ReturnType<typeof clerkAt>
  before(async () => {
    ;[state] = (await setUpStates(folder, { QN: 'Norvale', QV: 'Arvenia' })).states
    assert.ok(state)
    running = await state.start()
    clerk = clerkAt(state)
  })
  after(async () => {
    await running?.interrupt()
    rmSync(folder, { recursive: true, force: true })
  })
  let number = 0
  const intention = (more: Partial<Intention> = {}): Intention => {
    number += 1
    return { key: `intention ${number}`, dossier: `QN-2026-${String(number).padStart(5, '0')}`, ...opening, ...more }
  }
  const prepared = async (one: Intention) => (await clerk.prepare(one)).body as { id: string; payload: string }

  test('[OP-13] an act is prepared, signed elsewhere and stored; a second signature of it has the same answer', async () => {
    const { id, payload } = await prepared(intention())
    const jws = clerk.sign(payload)
    const first = await clerk.submit(id, jws)
    assert.deepEqual(first, { status: 200, body: { id, effect: 'effective' } })
    assert.deepEqual(await clerk.submit(id, jws), first)
  })

  test('[OP-13] one Idempotency-Key is one act, also where both come at once', async () => {
    const one = intention()
    const [first, second] = await Promise.all([clerk.prepare(one), clerk.prepare(one)])
    assert.equal(first.status, 201)
    assert.deepEqual(second, first)
    assert.deepEqual(await clerk.prepare(one), first)
  })

  test('[OP-14] nobody prepares an act without the key of the node', async () => {
    const { dossier, kind, body } = intention()
    const wanted = { dossier, kind, body, author: state?.key.kid, strand: state?.authority }
    for (const headers of [{}, { authorization: 'Bearer ' }, { authorization: `Bearer ${'A'.repeat(43)}` }]) {
      const answer = await clerk.post('/api/acts', wanted, headers as Record<string, string>)
      assert.deepEqual([answer.status, answer.body['type']], [401, 'urn:comity:not-admitted'])
    }
  })

  test('[OP-15] an act that is not open is refused with its gates, as application/problem+json', async () => {
    const one = intention({ kind: 'arrest-ordered', body: { request: '0'.repeat(64), proofs: {} } })
    const { status, body } = await clerk.prepare(one)
    assert.equal(status, 409)
    assert.equal(body['type'], 'urn:comity:refused-by-right')
    assert.ok(Array.isArray(body['gates']))
  })

  test('[OP-15] what is malformed is said with its place; what nobody prepared, or somebody else signed, is not stored', async () => {
    const { dossier } = intention()
    const cases: readonly (readonly [Intention, number])[] = [
      [intention({ body: { ...opening.body, urgent: 'very' } }), 422],
      [intention({ kind: 'no-such-kind' }), 422],
      [intention({ dossier: 'nothing' }), 422],
      [intention({ fields: { nonsense: 'x' } }), 422],
    ]
    for (const [one, status] of cases) {
      const answer = await clerk.prepare(one)
      assert.equal(answer.status, status)
      assert.equal(answer.body['type'], 'urn:comity:malformed')
    }
    assert.equal((await clerk.submit('0'.repeat(64), 'AAAA')).status, 404)
    assert.equal((await clerk.submit('nonsense', 'AAAA')).status, 404)
    const { id } = await prepared(intention())
    const { payload } = await prepared(intention({ dossier }))
    assert.equal((await clerk.submit(id, clerk.sign(payload))).status, 400)
    assert.equal((await clerk.submit(id, '')).status, 422)
  })

  test('[OP-15] of two acts prepared for one place the second is told to prepare again', async () => {
    const { dossier } = intention()
    const [first, second] = [await prepared(intention({ dossier })), await prepared(intention({ dossier }))]
    assert.equal((await clerk.submit(first.id, clerk.sign(first.payload))).status, 200)
    const late = await clerk.submit(second.id, clerk.sign(second.payload))
    assert.deepEqual([late.status, late.body['type']], [409, 'urn:comity:moved-on'])
  })
})
