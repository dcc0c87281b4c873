import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { nodeEngine as engine } from '@comity/crypto-node'
import { expectOk, toHex } from '@comity/kernel'
import { addCosignatures, COSIGNATURE, formatVerifierKey, parseVerifierKey } from '@comity/record'
import { SampleLog, sampleSeed } from '@comity/record/testing'
import { ConfigError, loadConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'comity-witness-'))
const children = new Set<ChildProcess>()
after(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

const log = new SampleLog(engine, 20)
const config = {
  name: 'overseer.example/witness',
  keyFile: 'witness.key',
  store: 'witness.sqlite',
  port: 0,
  logs: [{ origin: log.identity.origin, vkey: formatVerifierKey(log.identity.key) }],
}
function write(name: string, content: unknown, mode = 0o600): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  chmodSync(path, mode)
  return path
}
write('witness.key', `${toHex(sampleSeed(40))}\n`)

async function startProcess() {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), write('witness.json', config)])
  children.add(child)
  child.once('exit', () => children.delete(child))
  let printed = ''
  child.stdout.setEncoding('utf8')
  for await (const part of child.stdout) {
    printed += part
    const [, vkey, url] = /^(.+)\nWitness is ready {2}(http:\S+)\n/.exec(printed) ?? []
    if (vkey !== undefined && url !== undefined) return { child, vkey, url }
  }
  return assert.fail(`the witness did not start: ${printed}`)
}

const post = async (url: string, body: Uint8Array) => {
  const response = await fetch(new URL('add-checkpoint', url), { method: 'POST', body: new Uint8Array(body) })
  return { status: response.status, text: await response.text() }
}

test('[WI-5] a witness that was killed keeps what it has said, over real HTTP', async () => {
  const first = await startProcess()
  const key = expectOk(parseVerifierKey(engine, first.vkey), 'its vkey')
  assert.equal(key.type, COSIGNATURE)
  const answered = await post(first.url, await log.request(0, 9))
  assert.equal(answered.status, 200)
  assert.notEqual(
    expectOk(addCosignatures(engine, await log.checkpoint(9), answered.text, [key]), 'a line'),
    await log.checkpoint(9),
  )
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')

  const second = await startProcess()
  assert.equal(second.vkey, first.vkey)
  assert.deepEqual(await post(second.url, await log.request(0, 5)), { status: 409, text: '9\n' })
  assert.equal((await post(second.url, await log.request(9, 20))).status, 200)
  assert.equal((await fetch(new URL('health', second.url))).status, 200)
  second.child.kill('SIGINT')
  assert.deepEqual(await once(second.child, 'exit'), [0, null])
})

test('[WI-10] a configuration that cannot be used is refused with what to do', () => {
  const refused = (of: unknown, reason: RegExp) =>
    assert.throws(
      () => loadConfig(write('bad.json', of)),
      (error) => error instanceof ConfigError && reason.test(error.message),
    )
  assert.equal(loadConfig(write('good.json', config)).port, 0)
  refused('{', /cannot be read as JSON/)
  refused({ ...config, more: 1 }, /more/)
  refused({ ...config, host: '0.0.0.0' }, /host/)
  refused({ ...config, name: 'two words' }, /name/)
  refused({ ...config, logs: [] }, /logs/)
  refused({ ...config, logs: [{ origin: 'x', vkey: 'nonsense' }] }, /State list/)
  refused({ ...config, keyFile: 'absent.key' }, /openssl rand/)
  write('short.key', 'abcd')
  refused({ ...config, keyFile: 'short.key' }, /64/)
  if (process.platform === 'win32') return
  write('open.key', toHex(sampleSeed(40)), 0o644)
  refused({ ...config, keyFile: 'open.key' }, /chmod 600/)
})

test('[WI-10] without a configuration, or with a bad one, the process ends with code 2', async () => {
  for (const args of [[], [write('bad.json', '{')]]) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args])
    assert.deepEqual(await once(child, 'exit'), [2, null])
  }
})
