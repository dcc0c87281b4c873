import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pureEngine as engine } from '@comity/crypto'
import { canonicalBytes, expectOk, fromUtf8, toBase64, utf8 } from '@comity/kernel'
import fc from 'fast-check'
import { SampleLog } from '../testing/index.ts'
import { findFork, ForkAlarm, verifyForkAlarm } from './fork.ts'

/** Two logs under one key that part ways at entry 5. */
const honest = new SampleLog(engine, 20)
const parted = new SampleLog(engine, 20, { entry: (index) => utf8(index < 5 ? `entry ${index}` : `other ${index}`) })
const log = honest.identity
const fault = (result: { ok: true } | { ok: false; error: string }) => (result.ok ? 'fork' : result.error)
const charge = async (a: string, b: string, larger = parted) => findFork(engine, log, [a, b], larger.read)

test('[RE-19] two roots at one size are an alarm that anybody can check', async () => {
  const [a, b] = [await honest.checkpoint(9), await parted.checkpoint(9)]
  const alarm = expectOk(await findFork(engine, log, [a, b]), 'a fork')
  assert.deepEqual(expectOk(await findFork(engine, log, [b, a]), 'a fork'), alarm, 'one charge has one spelling')
  const proven = expectOk(verifyForkAlarm(engine, JSON.parse(fromUtf8(canonicalBytes(alarm)) ?? ''), log), 'a fork')
  assert.deepEqual([proven.smaller.size, proven.larger.size], [9, 9])
  assert.notDeepEqual(proven.smaller.root, proven.larger.root)
})

test('[RE-19] a tree that does not begin with the smaller one is an alarm with its prefix', async () => {
  for (let smaller = 6; smaller < 20; smaller += 1) {
    for (let larger = smaller + 1; larger <= 20; larger += 1) {
      const found = await charge(await honest.checkpoint(smaller), await parted.checkpoint(larger))
      const alarm = expectOk(found, `${smaller} and ${larger}`)
      assert.ok(verifyForkAlarm(engine, JSON.parse(JSON.stringify(alarm)), log).ok)
    }
  }
})

test('[RE-19] an honest log is never named, whatever two of its checkpoints are shown with', async () => {
  for (let a = 0; a <= 20; a += 1)
    for (let b = a; b <= 20; b += 1)
      assert.equal(
        fault(await charge(await honest.checkpoint(a), await honest.checkpoint(b), honest)),
        'no-contradiction',
      )
  // Up to where they part, the two logs are one.
  assert.equal(fault(await charge(await honest.checkpoint(5), await parted.checkpoint(20))), 'no-contradiction')
  const [a, b] = [await honest.checkpoint(6), await honest.checkpoint(9)]
  for (const size of [6, 9]) {
    const invented = {
      root: toBase64(await parted.rootAt(size)),
      proof: (await parted.consistency(6, 9)).map(toBase64),
    }
    const alarm = {
      v: 1,
      kind: 'log-fork',
      origin: log.origin,
      vkey: vkeyOf(await forkAlarm()),
      smaller: a,
      larger: b,
      prefix: invented,
    }
    assert.equal(fault(verifyForkAlarm(engine, alarm, log)), 'no-contradiction')
    assert.equal(fault(verifyForkAlarm(engine, { ...alarm, prefix: null }, log)), 'no-contradiction')
  }
})

test('[RE-19] what cannot be shown is no alarm', async () => {
  const [a, b] = [await honest.checkpoint(6), await parted.checkpoint(9)]
  assert.equal(fault(await findFork(engine, log, [a, b])), 'tree-not-held')
  // The wrong tree shows nothing about the signed one.
  assert.equal(fault(await findFork(engine, log, [a, b], honest.read)), 'no-contradiction')
  const stranger = new SampleLog(engine, 9, { seed: 7 })
  assert.equal(fault(await findFork(engine, log, [a, await stranger.checkpoint()])), 'not-signed-by-known-key')
})

const forkAlarm = async () => expectOk(await charge(await honest.checkpoint(6), await parted.checkpoint(9)), 'a fork')
const vkeyOf = ({ vkey }: ForkAlarm) => vkey

test("[RE-19] the reader's own key of the log counts, not the one in the alarm", async () => {
  const alarm = await forkAlarm()
  const innocent = new SampleLog(engine, 1, { seed: 7 }).identity
  assert.equal(fault(verifyForkAlarm(engine, alarm, innocent)), 'other-log')
  assert.equal(fault(verifyForkAlarm(engine, alarm, { ...log, origin: 'qv.comity.example/log' })), 'other-log')
  const relabelled = { ...alarm, vkey: alarm.vkey.replace('qn.', 'qv.') }
  assert.equal(fault(verifyForkAlarm(engine, relabelled, log)), 'other-log')
})

test('[RE-19] hostile: members missing, added, of another kind, swapped or flipped', async () => {
  const alarm = await forkAlarm()
  const refused = (hostile: unknown) =>
    assert.equal(verifyForkAlarm(engine, hostile, log).ok, false, JSON.stringify(hostile)?.slice(0, 99))
  for (const member of Object.keys(alarm)) {
    const { [member]: _, ...rest } = alarm as Record<string, unknown>
    for (const wrong of [undefined, null, 0, '', [], {}, 'x'.repeat(200_000)]) refused({ ...rest, [member]: wrong })
    refused(rest)
  }
  refused({ ...alarm, more: 1 })
  refused({ ...alarm, smaller: alarm.larger, larger: alarm.smaller })
  refused({ ...alarm, larger: alarm.smaller })
  const { prefix } = alarm
  assert.ok(prefix)
  refused({ ...alarm, prefix: { ...prefix, proof: prefix.proof.toReversed() } })
  refused({ ...alarm, prefix: { ...prefix, proof: prefix.proof.slice(1) } })
  refused({ ...alarm, prefix: { ...prefix, proof: Array(64).fill(prefix.root) } })
  refused({ ...alarm, prefix: { ...prefix, root: toBase64(await honest.rootAt(6)) } })
  fc.assert(fc.property(fc.anything(), refused))
  const bytes = canonicalBytes(alarm)
  for (let bit = 0; bit < bytes.length * 8; bit += 3) {
    const flipped = bytes.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    refused(parsed(fromUtf8(flipped) ?? ''))
  }
})

test('[RE-19] the size of an empty tree charges nobody', async () => {
  assert.equal(fault(await charge(await honest.checkpoint(0), await parted.checkpoint(9))), 'no-contradiction')
  assert.deepEqual(ForkAlarm.safeParse({}).success, false)
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
