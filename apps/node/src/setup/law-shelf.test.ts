import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Digest, expectOk } from '@comity/kernel'
import { openLaw } from '@comity/law-files'
import { checkGates, GATE_MODELS } from '@comity/procedure/testing'
import { lawShelf } from './law-shelf.ts'

const { law } = expectOk(openLaw(), 'the law of the repository')
const shelf = lawShelf(law)

for (const [name, model] of Object.entries(GATE_MODELS))
  test(`[NO-33] by the law in force no path leads to ${name} past an unmet gate, and none is blocked when all are met`, (t) => {
    const { states, transitions, open, unsafe, stuck } = checkGates(model, shelf.own.procedure)
    t.diagnostic(`${name}: ${states} states, ${transitions} transitions, open in ${open}`)
    assert.deepEqual(unsafe, [])
    assert.deepEqual(stuck, [])
    assert.equal(open > 0, !name.includes('absent'))
    assert.ok(shelf.own.procedure.gatesOf(model.order.kind).length > 0)
  })

test('[PR-15] a node finds the packs that it holds by their digest, and no other', () => {
  assert.equal(shelf.byDigest(law.digest), shelf.own.procedure)
  assert.equal(shelf.byDigest(`sha256:${'0'.repeat(64)}` as Digest), undefined)
})
