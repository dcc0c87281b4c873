import assert from 'node:assert/strict'
import { test } from 'node:test'
import { main } from '../cli/main.ts'

test('[NO-1] the story holds at live nodes: a right stops an order until it is honoured', async () => {
  const out: string[] = []
  const code = await main(['story', '--json'], {
    stdin: async function* () {},
    out: (text) => void out.push(text),
    outBytes: async () => {},
    err: () => {},
    env: {},
  })
  const { facts } = JSON.parse(out.join('')) as { facts: readonly { says: string; holds: boolean }[] }
  assert.deepEqual(
    facts.filter(({ holds }) => !holds),
    [],
  )
  assert.equal(facts.length, 9)
  assert.equal(code, 0)
})
