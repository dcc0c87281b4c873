import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  armorBytes,
  dearmorBytes,
  identityText,
  newAgeIdentity,
  openBytes,
  recipientOf,
  recipientText,
  sealBytes,
} from '@comity/crypto'
import { expectOk, utf8 } from '@comity/kernel'
import { nodeEngine as engine } from './node-engine.ts'
import { systemRandom } from './system-random.ts'

const version = spawnSync('age', ['--version'], { encoding: 'utf8' })
const where = { skip: version.error ? 'the program age is not installed' : false }

const identity = newAgeIdentity(systemRandom, 'x25519')
const recipient = recipientOf(engine, identity)
const plaintexts = [0, 1, 65_535, 65_536, 65_537, 300_000].map(systemRandom)

test('[CR-12] the age program opens what is sealed here, binary and armored', where, (t) => {
  withIdentityFile((file) => {
    for (const plaintext of plaintexts) {
      const sealed = sealBytes(
        engine,
        systemRandom,
        [recipient, recipientOf(engine, newAgeIdentity(systemRandom, 'x25519'))],
        plaintext,
      )
      assert.deepEqual(run(['--decrypt', '--identity', file], sealed), plaintext)
      assert.deepEqual(run(['--decrypt', '--identity', file], utf8(armorBytes(sealed))), plaintext)
    }
  })
  t.diagnostic(`age ${version.stdout.trim()}: ${plaintexts.length * 2} of ${plaintexts.length * 2} opened`)
})

test('[CR-12] what the age program seals opens here, binary and armored', where, (t) => {
  assert.ok(recipient.kind === 'x25519')
  for (const plaintext of plaintexts) {
    const sealed = run(['--encrypt', '--recipient', recipientText(recipient)], plaintext)
    assert.deepEqual(expectOk(openBytes(engine, [identity], sealed), 'sealed by the program'), plaintext)
    const armored = run(['--encrypt', '--armor', '--recipient', recipientText(recipient)], plaintext)
    assert.deepEqual(
      expectOk(openBytes(engine, [identity], expectOk(dearmorBytes(armored), 'armored by the program')), 'same'),
      plaintext,
    )
  }
  t.diagnostic(`age ${version.stdout.trim()}: ${plaintexts.length * 2} of ${plaintexts.length * 2} opened here`)
})

test('[CR-12] the age program refuses what is refused here: a cut file', where, () => {
  withIdentityFile((file) => {
    const sealed = sealBytes(engine, systemRandom, [recipient], systemRandom(100_000))
    for (const length of [100, sealed.length - 1, sealed.length - 40_000]) {
      assert.equal(openBytes(engine, [identity], sealed.subarray(0, length)).ok, false)
      assert.notEqual(
        spawnSync('age', ['--decrypt', '--identity', file], { input: sealed.subarray(0, length) }).status,
        0,
      )
    }
  })
})

function withIdentityFile(use: (file: string) => void): void {
  assert.ok(identity.kind === 'x25519')
  const folder = mkdtempSync(join(tmpdir(), 'comity-age-'))
  try {
    const file = join(folder, 'identity.txt')
    writeFileSync(file, `${identityText(identity)}\n`, { mode: 0o600 })
    use(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function run(args: readonly string[], input: Uint8Array): Uint8Array {
  const { status, stdout, stderr } = spawnSync('age', args, { input, maxBuffer: 1 << 24 })
  assert.equal(status, 0, stderr.toString())
  return new Uint8Array(stdout)
}
