import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Defect, type Instant } from '@comity/kernel'
import type { CosignedHead, WitnessStore } from './witness-store.ts'

const ORIGIN = 'qn.comity.example/log'
const head = (size: number, fill = size): CosignedHead => ({
  size,
  root: new Uint8Array(32).fill(fill),
  note: `${ORIGIN}\n${size}\nroot ${fill}\n\n— signature\n`,
  at: `2026-03-03T10:00:${String(size % 60).padStart(2, '0')}.000Z` as Instant,
})

/** What every WitnessStore must do. `open` gives an empty store of its own to each test, two views of one where asked. */
export function witnessStoreContract(name: string, open: () => readonly [WitnessStore, WitnessStore]): void {
  test(`[WI-5] ${name}: keeps what was put, by origin`, async () => {
    const [store] = open()
    assert.equal(await store.latest(ORIGIN), undefined)
    assert.equal(await store.replace(ORIGIN, 0, head(5)), true)
    assert.deepEqual(await store.latest(ORIGIN), head(5))
    assert.equal(await store.latest(`${ORIGIN}2`), undefined)
    assert.equal(await store.replace(`${ORIGIN}2`, 0, head(3)), true)
    assert.deepEqual(await store.latest(ORIGIN), head(5))
  })

  test(`[WI-2] ${name}: replaces only what has the size that the caller has seen`, async () => {
    const [store] = open()
    assert.equal(await store.replace(ORIGIN, 5, head(6)), false)
    assert.equal(await store.replace(ORIGIN, 0, head(5)), true)
    for (const from of [0, 4, 6]) assert.equal(await store.replace(ORIGIN, from, head(9)), false)
    assert.deepEqual(await store.latest(ORIGIN), head(5))
    assert.equal(await store.replace(ORIGIN, 5, head(9)), true)
    assert.deepEqual(await store.latest(ORIGIN), head(9))
  })

  test(`[WI-2] ${name}: an empty tree is continued like nothing at all`, async () => {
    const [store] = open()
    assert.equal(await store.replace(ORIGIN, 0, head(0)), true)
    assert.equal(await store.replace(ORIGIN, 0, head(4)), true)
    assert.equal(await store.replace(ORIGIN, 0, head(5)), false)
  })

  test(`[WI-1] ${name}: never goes back to a smaller size`, async () => {
    const [store] = open()
    await store.replace(ORIGIN, 0, head(5))
    await assert.rejects(store.replace(ORIGIN, 5, head(4)), Defect)
    assert.deepEqual(await store.latest(ORIGIN), head(5))
  })

  test(`[WI-2] ${name}: of many at once from one old size, through two views, one wins`, async () => {
    const views = open()
    for (const from of [0, 10, 20]) {
      const attempts = Array.from({ length: 20 }, (_, index) => {
        const [a, b] = views
        return (index % 2 === 0 ? a : b).replace(ORIGIN, from, head(from + 10, index))
      })
      assert.equal((await Promise.all(attempts)).filter((won) => won).length, 1)
    }
  })

  test(`[WI-5] ${name}: holds the largest size that can be`, async () => {
    const [store] = open()
    assert.equal(await store.replace(ORIGIN, 0, head(Number.MAX_SAFE_INTEGER, 1)), true)
    assert.equal((await store.latest(ORIGIN))?.size, Number.MAX_SAFE_INTEGER)
  })
}
