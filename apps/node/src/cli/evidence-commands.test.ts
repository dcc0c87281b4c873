import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import {
  type AgeIdentity,
  armorBytes,
  ed25519SigningKey,
  identityText,
  newAgeIdentity,
  recipientOf,
  recipientText,
  sealBytes,
} from '@comity/crypto'
import { nodeEngine as engine, systemRandom } from '@comity/crypto-node'
import { toBase64Url } from '@comity/kernel'
import { Decrypter } from 'age-encryption'
import { paperTerminal } from '../../testing/paper-terminal.ts'
import { toldWorld } from '../../testing/told-world.ts'
import { type Command, EXIT } from './command.ts'
import { command as open } from './evidence-open.ts'
import { command as seal } from './evidence-seal.ts'
import { command as verify } from './evidence-verify.ts'

const folder = mkdtempSync(join(tmpdir(), 'comity-evidence-'))
after(() => rmSync(folder, { recursive: true }))
const place = (name: string) => join(folder, name)
const write = (name: string, content: string | Uint8Array, mode = 0o600) => {
  writeFileSync(place(name), content)
  chmodSync(place(name), mode)
  return place(name)
}

const [hybrid, other] = [newAgeIdentity(systemRandom, 'hybrid'), newAgeIdentity(systemRandom, 'hybrid')]
const classical = newAgeIdentity(systemRandom, 'x25519')
const toOf = (identity: AgeIdentity) => {
  const recipient = recipientOf(engine, identity)
  return recipient.kind === 'passphrase' ? assert.fail('not a key') : recipientText(recipient)
}
const keyFile = (name: string, ...identities: readonly AgeIdentity[]) =>
  write(
    name,
    ['# made by a test', '', ...identities.map((id) => (id.kind === 'passphrase' ? '' : identityText(id))), ''].join(
      '\n',
    ),
  )
const mine = keyFile('mine.key', hybrid)
const theirs = keyFile('theirs.key', other)
const plaintext = systemRandom(150_000)
const records = write('records.pdf', plaintext)

const holder = 'Hélène Castagnier'
const seed = systemRandom(32)
const signing = write('clerk.key', JSON.stringify({ seed: toBase64Url(seed) }))

async function run(command: Command, args: readonly string[], terminal = paperTerminal()) {
  const code = await command.run(args, terminal)
  return { code, ...terminal.said, bytes: terminal.bytes() }
}
const manifested = (name: string, ...more: readonly string[]) => [
  ...['--manifest', place(name), '--key', signing, '--dossier', 'QV-2026-00431', '--purpose', 'case 2026/118'],
  ...more,
]

test('what is sealed is opened by each recipient, and by an independent program', async () => {
  for (const [identities, name] of [
    [[hybrid, other], 'hybrid'],
    [[classical], 'classical'],
  ] as const) {
    const out = place(`${name}.age`)
    const to = identities.flatMap((identity) => ['--to', toOf(identity)])
    assert.equal((await run(seal, [...to, '--out', out, records])).code, EXIT.done)
    for (const identity of identities) {
      const key = keyFile('one.key', identity)
      const opened = await run(open, ['-i', key, out])
      assert.deepEqual([opened.code, Buffer.from(opened.bytes).equals(plaintext)], [EXIT.done, true])
      assert.match(opened.err, /nothing proves who sealed/)
      const decrypter = new Decrypter()
      decrypter.addIdentity(identity.kind === 'passphrase' ? '' : identityText(identity))
      assert.deepEqual(Buffer.from(await decrypter.decrypt(readFileSync(out))), Buffer.from(plaintext))
    }
  }
})

test('standard input and output carry any bytes, also none', async () => {
  for (const input of [plaintext, new Uint8Array()]) {
    const sealed = await run(seal, ['--to', toOf(hybrid), '-'], paperTerminal({ input }))
    assert.equal(sealed.code, EXIT.done)
    const opened = await run(open, ['-i', mine, '-'], paperTerminal({ input: sealed.bytes }))
    assert.deepEqual([opened.code, Buffer.from(opened.bytes)], [EXIT.done, Buffer.from(input)])
  }
})

test('armored files and files of a passphrase are opened', async () => {
  const recipient = recipientOf(engine, hybrid)
  const armored = write('mail.asc', armorBytes(sealBytes(engine, systemRandom, [recipient], plaintext)))
  assert.deepEqual(Buffer.from((await run(open, ['-i', mine, armored])).bytes), Buffer.from(plaintext))

  const locked = { kind: 'passphrase', passphrase: 'six words of a person', workFactor: 10 } as const
  const file = write('locked.age', sealBytes(engine, systemRandom, [locked], plaintext))
  const fromEnvironment = paperTerminal({ env: { COMITY_PASSPHRASE: locked.passphrase } })
  assert.equal((await run(open, [file], fromEnvironment)).code, EXIT.done)
  const asked: string[] = []
  const askSecret = async (question: string) => {
    asked.push(question)
    return locked.passphrase
  }
  assert.equal((await run(open, ['-i', mine, file], { ...paperTerminal(), askSecret })).code, EXIT.done)
  assert.equal(
    (await run(open, ['-i', mine, records.replace('records.pdf', 'hybrid.age')], { ...paperTerminal(), askSecret }))
      .code,
    EXIT.done,
  )
  assert.deepEqual(asked, ['Passphrase: '], 'asked only where it is needed')
  assert.equal((await run(open, [file])).code, EXIT.notVerified)
  assert.equal((await run(open, [file], paperTerminal({ env: { COMITY_PASSPHRASE: 'wrong' } }))).code, EXIT.notVerified)
})

test('[VE-18] a manifest binds the file to who sealed it, for whom and for what', async () => {
  const sealed = place('with.age')
  const sealing = await run(seal, ['--to', toOf(hybrid), ...manifested('with.manifest', '--out', sealed, records)])
  assert.equal(sealing.code, EXIT.done)
  const opened = await run(open, ['-i', mine, '--manifest', place('with.manifest'), '--out', place('with.pdf'), sealed])
  assert.equal(opened.code, EXIT.done)
  assert.match(opened.err, /QV-2026-00431, for "case 2026\/118"/)
  assert.equal(statSync(place('with.pdf')).mode & 0o077, 0, 'plaintext is its owner’s alone')
  for (const [file, kind] of [
    [sealed, 'sealed'],
    [place('with.pdf'), 'opened'],
    [write('with.asc', armorBytes(readFileSync(sealed))), 'sealed'],
  ] as const) {
    const verified = await run(verify, ['--manifest', place('with.manifest'), '--json', file])
    assert.equal(verified.code, EXIT.done, kind)
    const said = JSON.parse(verified.out) as Record<string, unknown>
    assert.deepEqual([said['file'], said['signedBy']], [kind, ed25519SigningKey(engine, seed).kid])
  }
})

test('[VE-18] another file, another reader, a forged or foreign manifest: nothing remains', async () => {
  const good = ['-i', mine, '--manifest', place('with.manifest')]
  await run(seal, ['--to', toOf(hybrid), ...manifested('second.manifest', '--out', place('second.age'), records)])
  const passedOn = place('passed-on.age')
  await run(seal, ['--to', toOf(other), '--out', passedOn, place('with.pdf')])
  const altered = readFileSync(place('with.manifest'))
  altered.writeUInt8(altered.readUInt8(200) ^ 1, 200)
  const attempts: readonly (readonly string[])[] = [
    [...good, place('second.age')],
    ['-i', theirs, '--manifest', place('with.manifest'), passedOn],
    ['-i', mine, '--manifest', write('altered.manifest', altered), place('with.age')],
    ['-i', mine, '--manifest', records, place('with.age')],
    ['-i', mine, '--manifest', place('absent.manifest'), place('with.age')],
  ]
  for (const [at, args] of attempts.entries()) {
    const attempt = await run(open, ['--out', place('stolen.pdf'), ...args])
    assert.equal(attempt.code, EXIT.notVerified, `attempt ${at}`)
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('stolen')),
      [],
      `attempt ${at}`,
    )
    assert.equal(attempt.err.split('\n').filter((line) => line.startsWith('    ')).length, 2, 'ground and remedy')
  }
  // From standard input the manifest is held against what came, at the end.
  const streamed = paperTerminal({ input: readFileSync(place('second.age')) })
  assert.equal((await run(open, [...good, '--out', place('stolen.pdf'), '-'], streamed)).code, EXIT.notVerified)
  assert.equal((await run(verify, ['--manifest', place('with.manifest'), place('second.age')])).code, EXIT.notVerified)
})

test('[VE-18] whose key signed is read in State lists, at the time of signing', async () => {
  const world = await toldWorld([])
  const list = world
    .node('QV')
    .directory()
    .current('QV' as never)
  const file = write('qv.json', list?.bytes ?? '')
  const clerk = world.keyOf(holder)
  const listed = write('listed.key', JSON.stringify({ seed: toBase64Url(world.seedOf(holder)) }))
  const sealed = await run(seal, [
    ...['--to', toOf(hybrid), '--out', place('listed.age'), '--manifest', place('listed.manifest'), '--key', listed],
    ...['--dossier', 'QV-2026-00431', '--purpose', 'p', records],
  ])
  assert.equal(sealed.code, EXIT.done)
  const verified = await run(verify, ['--manifest', place('listed.manifest'), '--trust', file, place('listed.age')])
  assert.match(verified.out, /signed by {2}Hélène Castagnier, QV\/ministry/)
  assert.equal(
    clerk.kid,
    JSON.parse((await run(verify, ['--json', '--manifest', place('listed.manifest'), place('listed.age')])).out)
      .signedBy,
  )
  const stranger = await run(open, [
    '-i',
    mine,
    '--manifest',
    place('with.manifest'),
    '--trust',
    file,
    place('with.age'),
  ])
  assert.equal(stranger.code, EXIT.notVerified)
  assert.match(stranger.err, /stands in none of the lists/)
})

test('a key that others may read, or that is none, signs nothing', async () => {
  const open644 = write('open.key', readFileSync(signing), 0o644)
  const seals = (key: string) =>
    run(seal, [
      '--to',
      toOf(hybrid),
      '--manifest',
      place('no.manifest'),
      '--key',
      key,
      '--dossier',
      'QV-2026-00431',
      '--purpose',
      'p',
      '--out',
      place('no.age'),
      records,
    ])
  for (const key of [open644, write('no.key', '{"seed":"short"}'), write('more.key', '{"seed":"", "more":1}'), mine])
    assert.equal((await seals(key)).code, EXIT.usage)
  assert.match((await seals(open644)).err, /chmod 600/)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('no.') && name !== 'no.key'),
    [],
  )
})

test('recipients that cannot be sealed to are named before anything is written', async () => {
  for (const to of [[], ['age1nobody'], [toOf(hybrid), toOf(classical)], [toOf(hybrid).slice(0, -1)]]) {
    const attempt = await run(seal, [...to.flatMap((text) => ['--to', text]), '--out', place('none.age'), records])
    assert.equal(attempt.code, EXIT.usage)
    assert.match(attempt.err, /Nothing was sealed/)
  }
  assert.equal((await run(seal, ['--to', toOf(hybrid)])).code, EXIT.usage)
  assert.equal((await run(seal, ['--to', toOf(hybrid), '--purpose', 'alone', records])).code, EXIT.usage)
  await assert.rejects(run(seal, ['--to', toOf(hybrid), '--out', place('none.age'), place('missing')]))
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('none')),
    [],
  )
})

test('identity files that are none say so without showing their lines', async () => {
  const secret = `${identityText(hybrid as AgeIdentity & { kind: 'hybrid' })}X`
  for (const file of [write('broken.key', secret), write('empty.key', '# nothing\n'), place('missing.key')]) {
    const attempt = await run(open, ['-i', file, place('hybrid.age')])
    assert.equal(attempt.code, EXIT.notVerified)
    assert.equal(attempt.err.includes(secret.slice(20, 40)), false)
  }
  assert.equal((await run(open, [place('hybrid.age')])).code, EXIT.notVerified)
  assert.equal((await run(open, [])).code, EXIT.usage)
})
