import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { EXIT, type Terminal } from './command.ts'
import { command as assessCommand } from './law-assess.ts'
import { command as betweenCommand } from './law-between.ts'
import { command as explainCommand } from './law-explain.ts'

function listen() {
  const said = { out: '', err: '' }
  const terminal: Terminal = {
    stdin: () => process.stdin,
    out: (text) => {
      said.out += text
    },
    outBytes: async () => {},
    err: (text) => {
      said.err += text
    },
    env: {},
  }
  return { said, terminal }
}

const folder = mkdtempSync(join(tmpdir(), 'law-'))
const file = (name: string, value: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}
const request = { kind: 'extradition', requesting: 'QQ', requested: 'QN', asOf: '2026-03-03' }
const good = file('good.json', {
  id: 'good',
  request,
  offences: [{ description: 'x', punishableIn: { requested: false } }],
})

test('an unreadable matter gives its line in its place and exit 2 at the end', async () => {
  const { said, terminal } = listen()
  const files = [good, file('bad.json', { id: 'bad' }), file('broken.json', '{'), join(folder, 'missing.json'), good]
  assert.equal(await assessCommand.run(['--json', ...files], terminal), EXIT.usage)
  const lines = said.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual(
    lines.map(({ matter }) => matter),
    ['good', null, null, null, 'good'],
  )
  assert.deepEqual(Object.keys(lines[1].error), ['pointer', 'message', 'remedy'])
  assert.equal(lines[0].outcome, 'refuse')
})

test('an outcome is never an exit code, and no file is a usage error', async () => {
  const { said, terminal } = listen()
  assert.equal(await assessCommand.run([good], terminal), EXIT.done)
  assert.match(said.out, /good: refuse/)
  assert.equal(await assessCommand.run([], terminal), EXIT.usage)
})

test('law between answers in the promised shape, also where nothing binds', async () => {
  const { said, terminal } = listen()
  assert.equal(
    await betweenCommand.run(['QN', 'QQ', '--about', 'evidence', '--on', '2026-03-03', '--json'], terminal),
    EXIT.done,
  )
  const answer = JSON.parse(said.out)
  assert.deepEqual(Object.keys(answer), [
    'requesting',
    'requested',
    'about',
    'on',
    'law',
    'instruments',
    'basis',
    'channel',
    'languages',
    'form',
    'unknown',
  ])
  assert.deepEqual(Object.keys(answer.instruments[0]), ['id', 'role', 'inForceBetween', 'relation', 'why'])
  assert.equal(
    await betweenCommand.run(['ZZ', 'ZY', '--about', 'joint-team', '--on', '1950-01-01'], listen().terminal),
    EXIT.done,
  )
  assert.equal(
    await betweenCommand.run(['ZZ', '--about', 'joint-team', '--on', '1950-01-01'], listen().terminal),
    EXIT.usage,
  )
  assert.equal(
    await betweenCommand.run(['QN', 'QQ', '--about', 'evidence', '--on', '2026-02-30'], listen().terminal),
    EXIT.usage,
  )
})

test('law explain goes from facts to effect, one finding or all', async () => {
  const { said, terminal } = listen()
  assert.equal(await explainCommand.run([good, '--finding', '1', '--json'], terminal), EXIT.done)
  const one = JSON.parse(said.out)
  assert.equal(one.effect, 'bar')
  assert.equal(one.facts[0].pointer, '/offences/0/punishableIn/requested')
  assert.equal(await explainCommand.run([good, '--finding', '99'], listen().terminal), EXIT.usage)
  assert.equal(await explainCommand.run([file('bad2.json', {})], listen().terminal), EXIT.usage)
})
