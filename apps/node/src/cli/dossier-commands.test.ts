import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { paperTerminal } from '../../testing/paper-terminal.ts'
import { toldWorld } from '../../testing/told-world.ts'
import { AL_NAJMI, SEED_STORY } from '../demo/seed-story.ts'
import { EXIT } from './command.ts'
import { dossierExport } from './dossier-export.ts'
import { command as verify } from './dossier-verify.ts'

const folder = mkdtempSync(join(tmpdir(), 'comity-dossier-'))
after(() => rmSync(folder, { recursive: true }))
const place = (name: string) => join(folder, name)

const steps = SEED_STORY.filter(({ dossier }) => dossier === AL_NAJMI).slice(0, 5)
const world = await toldWorld(steps)
let closed = 0
const exportCommand = dossierExport(async (name) => {
  assert.equal(name, 'norvale')
  const close = async () => {
    closed += 1
  }
  return { node: world.node('QN'), close }
})
const lists = world
  .node('QN')
  .directory()
  .all()
  .map(({ list, bytes }) => {
    const file = place(`${list.state}.json`)
    writeFileSync(file, bytes)
    return file
  })

const exported = place('al-najmi.comity')
await exportCommand.run([AL_NAJMI, '--out', exported, '--node', 'norvale'], paperTerminal())

async function runVerify(...args: readonly string[]) {
  const terminal = paperTerminal()
  const code = await verify.run(args, terminal)
  return { code, ...terminal.said }
}

test('an export says what it wrote, as one line of JSON where asked, and closes the node', async () => {
  const terminal = paperTerminal()
  const file = place('again.comity')
  const before = closed
  assert.equal(await exportCommand.run([AL_NAJMI, '--out', file, '--node', 'norvale', '--json'], terminal), EXIT.done)
  const said = JSON.parse(terminal.said.out) as Record<string, unknown>
  assert.deepEqual([said['file'], said['acts'], said['verified'], said['problems']], [file, 5, true, []])
  assert.equal(closed, before + 1)
})

test('an export of what is not there, or without a place, writes nothing', async () => {
  const before = readdirSync(folder)
  for (const args of [
    [],
    ['--out', place('x')],
    ['QV-2026-1', '--out', place('x')],
    [AL_NAJMI],
    ['QV-2026-99999', '--out', place('x'), '--node', 'norvale'],
  ])
    assert.equal(await exportCommand.run(args, paperTerminal()), EXIT.usage, args.join(' '))
  assert.deepEqual(readdirSync(folder), before)
})

test('[VE-17] a good file is verified: JSON with the members that scripts rely on', async () => {
  const { code, out } = await runVerify(exported, '--json')
  assert.equal(code, EXIT.done)
  assert.equal(out.trimEnd().includes('\n'), false)
  const verdict = JSON.parse(out) as Record<string, unknown>
  for (const member of ['root', 'acts', 'signatures', 'proofs', 'brackets', 'hidden', 'refused', 'problems'])
    assert.ok(member in verdict, member)
  assert.deepEqual(
    (verdict['problems'] as { kind: string }[]).map(({ kind }) => kind),
    ['lists-not-independently-trusted'],
  )
})

test('[VE-9] with lists from the States there is nothing left to say', async () => {
  for (const args of [
    [exported, '--trust', ...lists],
    ['--trust', ...lists, exported],
    [exported, ...lists.flatMap((list) => ['--trust', list])],
    ['--json', '--trust', ...lists, '--json', exported],
  ]) {
    const { code, out } = await runVerify(...args, '--json')
    assert.equal(code, EXIT.done, args.join(' '))
    assert.deepEqual(JSON.parse(out).problems, [])
  }
  const { out } = await runVerify(exported, '--trust', ...lists)
  assert.match(out, /^Verified\.\n/)
  assert.match(out, /5 signed by their authors, 5 proved/)
})

test('[VE-17] an altered file is exit 4, with place, ground and remedy', async () => {
  const bytes = readFileSync(exported)
  const altered = place('altered.comity')
  const at = bytes.indexOf('"payload"') + 40
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  writeFileSync(altered, bytes)
  const { code, out } = await runVerify(altered)
  assert.equal(code, EXIT.notVerified)
  assert.match(
    out,
    /Not verified: 1 problems\.\nProblems\n {2}acts\/[0-9a-f]{64}\.json\n {4}This is not a dossier file .*damaged.*\n {4}Ask /,
  )
  writeFileSync(altered, 'nothing of the kind')
  assert.equal((await runVerify(altered, '--json')).code, EXIT.notVerified)
  writeFileSync(altered, '')
  assert.equal((await runVerify(altered)).code, EXIT.notVerified)
})

test('a file that is not there is the world’s fault, no file is a mistake in the command', async () => {
  await assert.rejects(runVerify(place('missing.comity')), /ENOENT/)
  assert.equal((await runVerify()).code, EXIT.usage)
  assert.equal((await runVerify(exported, exported)).code, EXIT.usage)
  assert.equal((await runVerify(exported, '--nonsense')).code, EXIT.usage)
})
