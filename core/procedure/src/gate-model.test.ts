import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkGates, GATE_MODELS, type GateModel, lawOf, SAMPLE_GUARANTEES, sampleLaw } from '../testing/index.ts'

for (const [name, model] of Object.entries(GATE_MODELS)) {
  test(`[PR-14] no path leads to ${name} past an unmet gate, and none is blocked when all are met`, (t) => {
    const { states, transitions, open, unsafe, stuck } = checkGates(model, sampleLaw)
    t.diagnostic(`${name}: ${states} states, ${transitions} transitions, open in ${open}`)
    assert.deepEqual(unsafe, [])
    assert.deepEqual(stuck, [])
    assert.equal(open > 0, !name.includes('absent'))
  })

  test(`[PR-14] the check finds a gate that was taken from ${name}`, (t) => {
    for (const gate of sampleLaw.gatesOf(model.order.kind)) {
      const { unsafe } = checkGates(withoutContraries(model), sampleLaw, withoutGate(gate))
      // Some are held twice: by the taint of a statement, and by the consent that a renunciation must name.
      const isHeldTwice = gate.barredBy.some(({ act }) => act === 'questioned') || gate.guarantee === 'speciality'
      const cannotHappen = gate.barredBy.length > 0 && name.includes('absent')
      assert.equal(unsafe.length > 0, !isHeldTwice && !cannotHappen, `${gate.guarantee}/${gate.index}`)
      const [shortest] = unsafe
      if (shortest) t.diagnostic(`without ${gate.guarantee}/${gate.index}: found after ${shortest.length} acts`)
    }
  })
}

const withoutGate = ({ guarantee, index }: { readonly guarantee: string; readonly index: number }) =>
  lawOf(
    SAMPLE_GUARANTEES.map((record) => ({
      ...record,
      gates: record.gates.filter((_, at) => !(record.id === guarantee && at === index)),
    })),
  )

/** A gate that is missing is found on the straight way too: states are fewer where nothing is said and taken back. */
const withoutContraries = (model: GateModel): GateModel => ({
  ...model,
  steps: model.steps.filter(
    ({ body }) => !('understood' in body && !body.understood) && !('reads' in body && !body.interpreterNeeded),
  ),
})
