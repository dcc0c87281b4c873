import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActId } from '@comity/kernel'
import fc from 'fast-check'
import { type CausalNode, causalOrder } from './causal-order.ts'
import type { ActClass } from './kind.ts'

const id = (name: number) => name.toString(16).padStart(64, '0') as ActId
const node = (name: number, actClass: ActClass, ...names: readonly number[]): CausalNode => ({
  id: id(name),
  class: actClass,
  names: names.map(id),
})
const namesOf = ({ order }: { readonly order: readonly CausalNode[] }) =>
  order.map((one) => Number.parseInt(one.id, 16))

/** Nodes of which each names some of those before it; ids say nothing about the order. */
const graphs = fc
  .array(
    fc.record({
      class: fc.constantFrom<ActClass>('order', 'report', 'neutral', 'protective'),
      names: fc.array(fc.nat(), { maxLength: 4 }),
      rank: fc.nat({ max: 0xffff }),
    }),
    { maxLength: 25 },
  )
  .map((parts) => {
    const ids = parts.map(({ rank }, index) => rank * 32 + index)
    return parts.map((part, index) =>
      node(ids[index] ?? 0, part.class, ...(index === 0 ? [] : part.names.map((name) => ids[name % index] ?? 0))),
    )
  })

test('[PR-2] acts stand after all that they name', () => {
  fc.assert(
    fc.property(graphs, (nodes) => {
      const { order, waiting } = causalOrder(nodes)
      assert.equal(order.length, nodes.length)
      assert.deepEqual(waiting, [])
      for (const [at, one] of order.entries())
        for (const name of one.names) assert.ok(order.findIndex((other) => other.id === name) < at)
    }),
  )
})

test('[PR-2] orders come first, then what is neutral or reports, then what protects, then the id decides', () => {
  const root = node(9, 'neutral')
  const ids = namesOf(
    causalOrder([
      root,
      node(1, 'protective', 9),
      node(2, 'report', 9),
      node(3, 'neutral', 9),
      node(4, 'order', 9),
      node(5, 'order', 9),
    ]),
  )
  assert.deepEqual(ids, [9, 4, 5, 2, 3, 1])
})

test('[PR-3] in whatever order acts arrive, and however often, their order is the same', () => {
  fc.assert(
    fc.property(
      graphs.chain((nodes) =>
        fc.tuple(fc.constant(nodes), fc.shuffledSubarray([...nodes, ...nodes], { minLength: nodes.length * 2 })),
      ),
      ([nodes, shuffled]) => {
        assert.deepEqual(namesOf(causalOrder(shuffled)), namesOf(causalOrder(nodes)))
      },
    ),
  )
})

test('[PR-3] an act’s past is in the same order whatever else is there', () => {
  fc.assert(
    fc.property(graphs, fc.nat(), (nodes, pick) => {
      const whole = causalOrder(nodes)
      const one = whole.order[pick % Math.max(1, whole.order.length)]
      if (!one) return
      const past = whole.pastOf(one.id)
      assert.equal(past.length, whole.pastSize(one.id))
      assert.ok(past.every(({ id: ancestor }) => whole.isPast(ancestor, one.id) && !whole.isPast(one.id, ancestor)))
      assert.deepEqual(
        namesOf(causalOrder(past)),
        past.map((other) => Number.parseInt(other.id, 16)),
      )
    }),
  )
})

test('[PR-2] an act whose parent is missing waits, and so does all that rests on it', () => {
  const { order, waiting } = causalOrder([
    node(1, 'neutral'),
    node(2, 'report', 1, 7),
    node(3, 'protective', 2),
    node(4, 'order', 1),
  ])
  assert.deepEqual(
    order.map(({ id: name }) => name),
    [id(1), id(4)],
  )
  assert.deepEqual(
    waiting.map(({ node: { id: name }, missing }) => [name, missing]),
    [
      [id(2), [id(7)]],
      [id(3), []],
    ],
  )
})

test('[PR-2] acts that name each other in a circle, which no hash allows, wait and harm nobody', () => {
  const { order, waiting } = causalOrder([
    node(1, 'order', 2),
    node(2, 'order', 1),
    node(3, 'order', 3),
    node(4, 'order'),
  ])
  assert.deepEqual(
    order.map(({ id: name }) => name),
    [id(4)],
  )
  assert.equal(waiting.length, 3)
})
