import assert from 'node:assert/strict'
import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, test } from 'node:test'
import { ed25519SigningKey } from '@comity/crypto'
import { nodeEngine } from '@comity/crypto-node'
import { type StateCode, utf8 } from '@comity/kernel'
import { freePort, start } from '../../testing/child-processes.ts'
import { clerkAt } from '../../testing/clerk.ts'
import { paperTerminal } from '../../testing/paper-terminal.ts'
import { COMITY, comity, setUpStates } from '../../testing/real-nodes.ts'
import { openNodeDirectory } from '../setup/node-directory.ts'
import { directoryOf, fileOf, readNodeFile } from '../setup/node-files.ts'
import { main } from './main.ts'

const folder = mkdtempSync(join(tmpdir(), 'comity-node-'))
after(() => rmSync(folder, { recursive: true, force: true }))

async function failing(...args: readonly string[]): Promise<{ readonly code: number; readonly err: string }> {
  const terminal = paperTerminal()
  const code = await main(args, terminal)
  return { code, err: terminal.said.err }
}

const QN = 'QN' as StateCode
const OPENING = {
  key: 'opening',
  dossier: 'QN-2026-00001',
  kind: 'arrest-requested',
  body: {
    requesting: 'QN',
    requested: 'QV',
    basis: ['ets024'],
    offences: ['fraud'],
    purpose: 'prosecution',
    urgent: false,
  },
}
let made = 0
async function newNode(...options: readonly string[]): Promise<string> {
  made += 1
  const at = join(folder, `node-${made}`)
  await comity('node', 'init', at, '--state=QN', '--name=Norvale', `--port=${await freePort()}`, ...options)
  return at
}

describe('setting up', () => {
  const jwk = join(folder, 'clerk.jwk')
  const key = ed25519SigningKey(nodeEngine, nodeEngine.sha256(utf8('clerk')))
  writeFileSync(jwk, JSON.stringify(key.jwk))

  test('[OP-7] secrets are for their owner alone, and the root key is a file of its own', async () => {
    const at = await newNode()
    for (const file of [fileOf.keys(at), fileOf.root(at), fileOf.apiKey(at)])
      assert.equal(statSync(file).mode & 0o077, 0)
    const { seed } = JSON.parse(readFileSync(fileOf.root(at), 'utf8'))
    assert.ok(!readFileSync(fileOf.keys(at), 'utf8').includes(seed))
    rmSync(fileOf.root(at))
    await (await openNodeDirectory(at)).close()
  })

  test('[OP-7] a folder that holds a node is left as it is', async () => {
    const at = await newNode()
    const before = readFileSync(fileOf.keys(at))
    const { code, err } = await failing('node', 'init', at, '--state=QN')
    assert.equal(code, 1)
    assert.match(err, /already holds a node/)
    assert.deepEqual(readFileSync(fileOf.keys(at)), before)
  })

  test('[OP-8] an enrolled person stands in the next list, which follows from the first', async () => {
    const at = await newNode()
    const person = ['--authority=QN/oia', '--role=central-authority', '--holder=Edda Marlow', `--key=${jwk}`]
    assert.match((await failing('node', 'enroll', at, ...person)).err, /new to the list/)
    await comity('node', 'enroll', at, ...person, '--name=Office')
    const list = directoryOf(at, readNodeFile(at).pins).of(QN)
    assert.equal(list?.version, 2)
    assert.deepEqual(
      list?.authorities.map(({ id, keys }) => [id, keys.length]),
      [
        ['QN/registry', 1],
        ['QN/oia', 1],
      ],
    )
    assert.match((await failing('node', 'enroll', at, ...person)).err, /listed twice/)
    const registry = ['--authority=QN/registry', '--role=registry', '--holder=Somebody', `--key=${jwk}`]
    assert.match((await failing('node', 'enroll', at, ...registry)).err, /the node's own key/)
  })

  test('[OP-8] without the root key of the State nobody is enrolled', async () => {
    const [at, other] = [await newNode(), await newNode()]
    const person = ['--authority=QN/oia', '--role=court', '--name=Court', '--holder=A Judge', `--key=${jwk}`]
    const { code, err } = await failing('node', 'enroll', at, ...person, `--root-key=${fileOf.root(other)}`)
    assert.equal(code, 1)
    assert.match(err, /must be the root key of QN/)
    assert.equal(directoryOf(at, readNodeFile(at).pins).of(QN)?.version, 1)
  })

  test('[OP-8] a key outside the profile is not enrolled', async () => {
    const at = await newNode()
    const bad = join(folder, 'bad.jwk')
    const person = ['--authority=QN/oia', '--role=court', '--name=Court', '--holder=A Judge', `--key=${bad}`]
    for (const text of ['{}', 'not json', JSON.stringify({ ...key.jwk, d: 'AAAA' })]) {
      writeFileSync(bad, text)
      assert.equal((await failing('node', 'enroll', at, ...person)).code, 2)
    }
  })

  test("[OP-9] another State's list is taken by the root key that was read aloud, and by no other", async () => {
    const [at, other] = [await newNode(), join(folder, 'arvenia')]
    const arvenia = JSON.parse(await comity('node', 'init', other, '--state=QV', '--json'))
    const stranger = JSON.parse(await comity('node', 'init', join(folder, 'stranger'), '--state=QQ', '--json'))
    assert.match((await failing('node', 'accept', at, arvenia.list)).err, /is not known here/)
    assert.match((await failing('node', 'accept', at, arvenia.list, `--root=${stranger.root}`)).err, /Do not trust it/)
    assert.match((await failing('node', 'accept', at, jwk, `--root=${arvenia.root}`)).err, /not a signed State list/)
    assert.deepEqual(Object.keys(readNodeFile(at).pins), ['QN'])
    await comity('node', 'accept', at, arvenia.list, `--root=${arvenia.root}`)
    const { node, close } = await openNodeDirectory(at)
    assert.equal(node.directory().of('QV' as StateCode)?.version, 1)
    await close()
  })

  test('[OP-9] later lists follow from the one held, each in its turn, and a changed one is refused', async () => {
    const [at, other] = [await newNode(), join(folder, 'qamara')]
    const qamara = JSON.parse(await comity('node', 'init', other, '--state=QQ', '--json'))
    const person = ['--authority=QQ/court', '--role=court', '--name=Court', '--holder=A Judge', `--key=${jwk}`]
    const second = JSON.parse(await comity('node', 'enroll', other, ...person, '--json'))
    const later = join(folder, 'later.jwk')
    writeFileSync(later, JSON.stringify(ed25519SigningKey(nodeEngine, nodeEngine.sha256(utf8('later'))).jwk))
    const vkey = 'overseer.example/witness+00000000+AA=='
    assert.match(
      (await failing('node', 'witness', other, `--vkey=${vkey}`, '--url=http://127.0.0.1:1')).err,
      /not a witness/,
    )
    await comity('node', 'accept', at, qamara.list, `--root=${qamara.root}`)
    const changed = join(folder, 'changed.json')
    writeFileSync(changed, readFileSync(second.list, 'utf8').replace('"signature":"', '"signature":"A'))
    assert.equal((await failing('node', 'accept', at, changed)).code, 1)
    const judge = [
      '--authority=QQ/high-court',
      '--role=court',
      '--name=High Court',
      '--holder=A Judge',
      `--key=${later}`,
    ]
    const third = JSON.parse(await comity('node', 'enroll', other, ...judge, '--json'))
    assert.match((await failing('node', 'accept', at, third.list)).err, /does not follow version 1/)
    await comity('node', 'accept', at, second.list)
    assert.equal(directoryOf(at, readNodeFile(at).pins).of('QQ' as StateCode)?.version, 2)
  })

  test('[OP-9] the root key of one State does not speak for another', async () => {
    const [at, other] = [await newNode(), join(folder, 'pretender')]
    const pretender = JSON.parse(await comity('node', 'init', other, '--state=QP', '--json'))
    const file = readNodeFile(at)
    // QV is pinned to the key of whoever made the list of QP: that list is nobody's here.
    writeFileSync(fileOf.node(at), JSON.stringify({ ...file, pins: { ...file.pins, QV: pretender.root } }))
    copyFileSync(pretender.list, join(fileOf.lists(at), 'qp-1.json'))
    const notes: string[] = []
    const { node, close } = await openNodeDirectory(at, { note: ({ event }) => notes.push(event) })
    assert.equal(node.directory().of('QP' as StateCode), undefined)
    assert.deepEqual(notes, ['list-not-accepted'])
    await close()
  })
})

describe('starting', () => {
  const startFails = async (at: string): Promise<string> => {
    const { code, err } = await failing('node', 'start', at)
    assert.equal(code, 1)
    return err
  }

  test('[OP-10] a damaged node.json is said with the place, and what to do', async () => {
    const at = await newNode()
    writeFileSync(fileOf.node(at), '{"v":1,')
    assert.match(await startFails(at), /node\.json cannot be read as JSON\. Correct it, or restore it/)
    writeFileSync(
      fileOf.node(at),
      JSON.stringify({ v: 1, state: 'QN', registry: null, port: 0, pins: {}, witnesses: {} }),
    )
    assert.match(await startFails(at), /node\.json: \/port: .*Correct it/)
  })

  test('[OP-10] missing and damaged keys are said without a word of what the file holds', async () => {
    const at = await newNode()
    const whole = readFileSync(fileOf.keys(at), 'utf8')
    writeFileSync(fileOf.keys(at), whole.slice(0, 200))
    const cut = await startFails(at)
    assert.match(cut, /keys\.json cannot be read as JSON\. Put back the copy of the keys/)
    assert.ok(!cut.includes(JSON.stringify(JSON.parse(whole).seeds.node).slice(1, 10)))
    writeFileSync(fileOf.keys(at), JSON.stringify({ v: 1, seeds: { node: 'short' } }))
    assert.match(await startFails(at), /\/seeds\/node is missing or is not a key/)
    rmSync(fileOf.keys(at))
    assert.match(await startFails(at), /keys\.json is missing/)
  })

  test('[OP-10] an archive of a newer form is left as it is, and said', async () => {
    const at = await newNode()
    await (await openNodeDirectory(at)).close()
    const db = new DatabaseSync(fileOf.archive(at))
    db.exec("UPDATE meta SET value = '999' WHERE name = 'form'")
    db.close()
    const before = readFileSync(fileOf.archive(at))
    assert.match(await startFails(at), /has form 999.*Start it with the newer program/)
    assert.deepEqual(readFileSync(fileOf.archive(at)), before)
  })

  test('[OP-10] an archive that another process serves is said', async () => {
    const at = await newNode()
    const running = await start(COMITY, ['node', 'start', at], /is ready/)
    assert.match(await startFails(at), /archive\.sqlite/)
    assert.match((await failing('node', 'backup', at, join(folder, 'locked'))).err, /archive\.sqlite/)
    assert.equal((await running.interrupt()).code, 0)
  })
})

describe('stopping', () => {
  test('[OP-11] within five seconds, whoever does not answer meanwhile', async (t) => {
    const { states, startWitness } = await setUpStates(join(folder, 'stopping'), { QN: 'Norvale', QV: 'Arvenia' })
    const [sender, receiver] = states
    assert.ok(sender && receiver)
    // Takes every connection and says nothing.
    const hole = createServer(() => {}).listen(receiver.port, '127.0.0.1')
    t.after(() => {
      hole.closeAllConnections()
      hole.close()
    })
    const witness = await startWitness()
    const running = await sender.start()
    assert.ok(await clerkAt(sender).insist(OPENING, AbortSignal.timeout(10_000)))
    const { code, afterMs } = await running.interrupt()
    assert.equal(code, 0)
    assert.ok(afterMs < 5_000, `it took ${afterMs} ms`)
    assert.equal((await witness.interrupt()).code, 0)
  })

  test('[OP-11] the demonstration ends within five seconds, with its signer', async () => {
    const running = await start(COMITY, ['demo', '--port', `${await freePort()}`], /Comity is ready/)
    const { code, afterMs } = await running.interrupt()
    assert.equal(code, 0)
    assert.ok(afterMs < 5_000, `it took ${afterMs} ms`)
  })
})

describe('backing up', () => {
  test('[OP-12] a backup restores to a node with the same acts, log and lists, and holds no secret', async () => {
    const { states, startWitness } = await setUpStates(join(folder, 'backup'), { QN: 'Norvale', QV: 'Arvenia' })
    const [norvale] = states
    assert.ok(norvale)
    const witness = await startWitness()
    const running = await norvale.start()
    const id = await clerkAt(norvale).insist(OPENING, AbortSignal.timeout(10_000))
    await running.interrupt()
    await witness.interrupt()
    const [out, back] = [join(folder, 'out'), join(folder, 'back')]
    await comity('node', 'backup', norvale.folder, out)
    for (const secret of [fileOf.keys(out), fileOf.root(out), fileOf.apiKey(out)])
      assert.equal(statSync(secret, { throwIfNoEntry: false }), undefined)
    await comity('node', 'restore', out, back)
    assert.match((await failing('node', 'start', back)).err, /keys\.json is missing/)
    const [damaged, never] = [join(folder, 'damaged'), join(folder, 'never')]
    cpSync(out, damaged, { recursive: true })
    const bytes = readFileSync(fileOf.archive(damaged))
    const at = bytes.indexOf('"payload":"') + 30
    writeFileSync(fileOf.archive(damaged), bytes.with(at, (bytes[at] ?? 0) ^ 1))
    assert.equal((await failing('node', 'restore', damaged, never)).code, 1)
    assert.equal(existsSync(never), false)
    copyFileSync(fileOf.keys(norvale.folder), fileOf.keys(back))
    const [before, restored] = [await openNodeDirectory(norvale.folder), await openNodeDirectory(back)]
    assert.equal((await restored.archive.act(id as never))?.standing, 'in-strand')
    assert.equal(await restored.archive.logSize(), await before.archive.logSize())
    assert.deepEqual(restored.node.directory().all().length, before.node.directory().all().length)
    await before.close()
    await restored.close()
  })
})
