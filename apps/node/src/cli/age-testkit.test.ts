import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { paperTerminal } from '../../testing/paper-terminal.ts'
import { EXIT } from './command.ts'
import { command as open } from './evidence-open.ts'

const vectors = join(
  process.env['COMITY_VECTORS'] ?? join(import.meta.dirname, '../../../../../shared/vectors'),
  'age-testkit',
)
const absent = !existsSync(vectors) && 'external vectors age-testkit are absent'
const folder = mkdtempSync(join(tmpdir(), 'comity-age-'))
after(() => rmSync(folder, { recursive: true }))

type Case = {
  readonly expect: string
  readonly payload: string | undefined
  readonly identities: readonly string[]
  readonly passphrase: string | undefined
  readonly file: Uint8Array
}

/** Lines `name: value`, an empty line, then the age file (C2SP/CCTV age). */
function readCase(bytes: Buffer): Case {
  const end = bytes.indexOf('\n\n')
  const fields = bytes
    .toString('latin1', 0, end)
    .split('\n')
    .map((line) => line.split(': ', 2) as [string, string])
  const fieldOf = (name: string) => fields.find(([key]) => key === name)?.[1]
  return {
    expect: fieldOf('expect') ?? '',
    payload: fieldOf('payload'),
    identities: fields.filter(([key]) => key === 'identity').map(([, value]) => value),
    passphrase: fieldOf('passphrase'),
    file: fieldOf('compressed') === 'zlib' ? inflateSync(bytes.subarray(end + 2)) : bytes.subarray(end + 2),
  }
}

const names = absent ? [] : readdirSync(vectors).filter((name) => name !== 'README.md')

test('the age test kit is there', { skip: absent }, () => assert.equal(names.length, 48))

for (const name of names)
  test(`age test kit: ${name}`, async () => {
    const kit = readCase(readFileSync(join(vectors, name)))
    const keys = join(folder, `${name}.key`)
    writeFileSync(keys, ['# from the test kit', ...kit.identities, ''].join('\n'))
    const args = kit.identities.length > 0 ? ['-i', keys] : []
    const env = kit.passphrase === undefined ? {} : { COMITY_PASSPHRASE: kit.passphrase }

    const terminal = paperTerminal({ input: kit.file, env })
    const code = await open.run([...args, '-'], terminal)
    const succeeds = kit.expect === 'success'
    assert.equal(code, succeeds ? EXIT.done : EXIT.notVerified, terminal.said.err)
    // A broken payload gives out what was authenticated before the break; every other failure gives out nothing.
    if (kit.expect === 'success' || kit.expect === 'payload failure')
      assert.equal(createHash('sha256').update(terminal.bytes()).digest('hex'), kit.payload)
    else assert.equal(terminal.bytes().length, 0)
    assert.equal(terminal.said.err.includes(FAULTS[kit.expect] ?? ''), true, terminal.said.err)

    const out = join(folder, `${name}.out`)
    const file = join(folder, `${name}.age`)
    writeFileSync(file, kit.file)
    assert.equal(await open.run([...args, '--out', out, file], paperTerminal({ env })), code)
    const left = readdirSync(folder).filter((entry) => entry === `${name}.out` || entry.startsWith(`.${name}.out`))
    assert.deepEqual(left, succeeds ? [`${name}.out`] : [], 'no file remains after a failure')
    if (succeeds) assert.deepEqual(readFileSync(out), Buffer.from(terminal.bytes()))
  })

const FAULTS: Readonly<Record<string, string>> = {
  'no match': 'it was sealed to others',
  'HMAC failure': 'was changed after it was sealed',
  'header failure': 'not a sealed file of the age format',
  'payload failure': 'its end is missing',
  'armor failure': 'text around the sealed file',
}
