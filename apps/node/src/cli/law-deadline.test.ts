import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { EXIT } from './command.ts'
import { command } from './law-deadline.ts'

async function run(...args: string[]) {
  const said = { out: '', err: '' }
  const code = await command.run(args, {
    stdin: async function* () {},
    out: (text) => {
      said.out += text
    },
    outBytes: async () => {},
    err: (text) => {
      said.err += text
    },
    env: {},
  })
  return { code, ...said }
}

const folder = mkdtempSync(join(tmpdir(), 'deadline-'))
test.after(() => rmSync(folder, { recursive: true }))

async function askFile(text: string) {
  const file = join(folder, 'questions.json')
  writeFileSync(file, text)
  return run('--json', '--questions', file)
}

test('[RT-3] one question, for people: the date, the stricter reading, the steps and what follows', async () => {
  const { code, out } = await run(
    'ets024:16.4.40',
    '--from',
    '2026-02-25T10:00:00+01:00[Europe/Berlin]',
    '--state',
    'DE',
  )
  assert.equal(code, EXIT.done)
  assert.match(out, /^ets024:16\.4\.40: 2026-04-06\nstricter reading: 2026-04-05\n/)
  assert.match(out, /Day 40 is Monday 6 April 2026\.[\s\S]*then: The person must be released\.\n$/)
})

test('[RT-12] a file of questions: one answer a line, in order, a fault in its place', async () => {
  const good = {
    id: 'a',
    provision: 'iccpr:9.3.gc35',
    event: { what: 'arrest', at: '2026-03-28T14:30:00+01:00[Europe/Berlin]' },
  }
  const { code, out } = await askFile(
    JSON.stringify([good, { id: 'b' }, { ...good, id: 'c', provision: 'nobody:1' }, 7, good]),
  )
  assert.equal(code, EXIT.usage)
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual(
    lines.map(({ id, due, error }) => [id, due, error?.pointer]),
    [
      ['a', '2026-03-30T15:30:00+02:00[Europe/Berlin]', undefined],
      [undefined, undefined, '/provision'],
      ['c', undefined, '/provision'],
      [undefined, undefined, ''],
      ['a', '2026-03-30T15:30:00+02:00[Europe/Berlin]', undefined],
    ],
  )
  assert.ok(lines[0].steps.every((step: unknown) => typeof step === 'string'))
})

test('[RT-11] hostile files and lines are usage errors with a reason, and nothing is printed as a result', async () => {
  for (const text of ['', '{}', '[{]', '[{"id":1,"id":2}]', `${'['.repeat(100)}${']'.repeat(100)}`, '\ufeff[]']) {
    const { code, out, err } = await askFile(text)
    assert.deepEqual([code, out], [EXIT.usage, ''])
    assert.match(err, /questions\.json/)
  }
  for (const args of [
    [],
    ['ets024:16.4.40'],
    ['a:1', 'b:2', '--from', '2026-01-01', '--state', 'DE'],
    ['--nonsense'],
    ['a:1', '--questions', 'x'],
  ])
    assert.equal((await run(...args)).code, EXIT.usage)
})
