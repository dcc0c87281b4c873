import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { nodeEngine as engine } from '@comity/crypto-node'
import { canonicalBytes, expectOk, type JsonValue, utf8 } from '@comity/kernel'
import { findFork, formatVerifierKey } from '@comity/record'
import { SampleLog } from '@comity/record/testing'
import { paperTerminal } from '../../testing/paper-terminal.ts'
import { toldWorld } from '../../testing/told-world.ts'
import { AL_NAJMI, SEED_STORY } from '../demo/seed-story.ts'
import { listenOnLoopback, nodeApp } from '../http/node-app.ts'
import { command as verifyAlarm } from './alarm-verify.ts'
import { type Command, EXIT } from './command.ts'
import { command as verifyLog } from './log-verify.ts'

const folder = mkdtempSync(join(tmpdir(), 'comity-log-'))
after(() => rmSync(folder, { recursive: true }))
const place = (name: string) => join(folder, name)

const log = new SampleLog(engine, 300)
const vkey = formatVerifierKey(log.identity.key)
for (const [path, bytes] of await log.files()) {
  mkdirSync(dirname(place(`copy/log/${path}`)), { recursive: true })
  writeFileSync(place(`copy/log/${path}`), bytes)
}

async function run(command: Command, ...args: readonly string[]) {
  const terminal = paperTerminal()
  const code = await command.run(args, terminal)
  return { code, ...terminal.said }
}

test('[VE-19] a log in a folder, with or without its prefix, and what was kept of it', async () => {
  writeFileSync(place('earlier'), await log.checkpoint(17))
  for (const where of ['copy', 'copy/log']) {
    const { code, out } = await run(verifyLog, place(where), '--vkey', vkey, '--seen', place('earlier'))
    assert.equal(code, EXIT.done)
    assert.match(out, /300 entries/)
    assert.match(out, /continues the checkpoint of 17/)
  }
})

test('[VE-19] a folder that was altered is exit 4, with the tile', async () => {
  const entries = place('copy/log/tile/entries/000')
  const good = readFileSync(entries)
  writeFileSync(entries, Buffer.from(good).fill('!', good.indexOf('entry 7'), good.indexOf('entry 7') + 1))
  const { code, err } = await run(verifyLog, place('copy'), '--vkey', vkey)
  writeFileSync(entries, good)
  assert.equal(code, EXIT.notVerified)
  assert.match(err, /tile\/entries\/000\n {4}entry \d+ is not the one that was logged/)
})

test('[VE-19] the log that a node serves', async () => {
  const world = await toldWorld(SEED_STORY.filter(({ dossier }) => dossier === AL_NAJMI).slice(0, 3))
  const node = world.node('QV')
  const { server, port } = await listenOnLoopback((request) => nodeApp(node).fetch(request), 46_000)
  const nodeKey = node.directory().of(node.identity.state)?.log.vkey ?? ''
  try {
    for (const address of [`http://127.0.0.1:${port}/log`, `http://arvenia.localhost:${port}/log/`]) {
      const { code, out } = await run(verifyLog, address, '--vkey', nodeKey, '--json')
      assert.equal(code, EXIT.done)
      assert.equal(JSON.parse(out).size, (await node.ports.archive.latestWitnessed())?.size)
    }
    assert.equal((await run(verifyLog, `http://127.0.0.1:${port}/log`, '--vkey', vkey)).code, EXIT.notVerified)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test('plain http leaves this machine for nobody; a missing option is usage', async () => {
  for (const args of [
    ['http://example.com/log', '--vkey', vkey],
    ['ftp://127.0.0.1/log', '--vkey', vkey],
    [place('copy')],
    ['--vkey', vkey],
  ])
    assert.equal((await run(verifyLog, ...args)).code, EXIT.usage, args.join(' '))
  await assert.rejects(run(verifyLog, place('nowhere'), '--vkey', vkey), /there is no folder/)
})

const parted = new SampleLog(engine, 20, { entry: (index) => utf8(index < 5 ? `entry ${index}` : `other ${index}`) })
const honest = new SampleLog(engine, 20)
const alarm = expectOk(
  await findFork(engine, parted.identity, [await honest.checkpoint(9), await parted.checkpoint(20)], parted.read),
  'a fork',
)

test('an alarm proves that a log signed two histories, to anybody', async () => {
  writeFileSync(place('fork.json'), canonicalBytes(alarm as JsonValue))
  const own = await run(verifyAlarm, place('fork.json'))
  assert.equal(own.code, EXIT.done)
  assert.match(own.out, /signed two histories/)
  assert.match(own.err, /compare .* with the State list/)
  const known = await run(verifyAlarm, place('fork.json'), '--vkey', vkey, '--json')
  assert.deepEqual([known.code, known.err], [EXIT.done, ''])
  assert.equal(JSON.parse(known.out).smaller.size, 9)
})

test('an alarm against another key, altered, or of two checkpoints that agree, is exit 4', async () => {
  const other = formatVerifierKey(new SampleLog(engine, 0, { seed: 9 }).identity.key)
  assert.equal((await run(verifyAlarm, place('fork.json'), '--vkey', other)).code, EXIT.notVerified)
  const forgeries: JsonValue[] = [
    { ...alarm, larger: await honest.checkpoint(20) } as JsonValue,
    { ...alarm, prefix: null } as JsonValue,
    { ...alarm, origin: 'other' } as JsonValue,
    { ...alarm, more: 1 } as JsonValue,
    [],
  ]
  for (const forgery of forgeries) {
    writeFileSync(place('forged.json'), JSON.stringify(forgery))
    assert.equal((await run(verifyAlarm, place('forged.json'))).code, EXIT.notVerified)
  }
  writeFileSync(place('forged.json'), Uint8Array.of(0xff, 0x00))
  assert.equal((await run(verifyAlarm, place('forged.json'))).code, EXIT.notVerified)
  assert.equal((await run(verifyAlarm)).code, EXIT.usage)
})
