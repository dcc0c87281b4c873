import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { DossierId, Instant, StateCode } from '@comity/kernel'
import { type PagesWorld, pagesWorld } from '../../testing/pages-world.ts'
import { strandOf } from '../demo/telling.ts'

const NORVALE = 'QN' as StateCode
const FILE = 'QV-2026-00417' as DossierId
const ACTS = 200
let world: PagesWorld

before(async () => {
  world = await pagesWorld(4760, true)
})
after(() => world.end())

test('[NO-7] a dossier of 200 acts is one page of at most 60 kB compressed', async (context) => {
  const node = world.world.node(NORVALE)
  const holder = 'Sergeant Tomas Reede'
  const { kid } = world.keyOf(holder)
  const here = (await node.dossiers.load(FILE)).folded.acts.length
  for (let made = here; made < ACTS; made += 1) {
    const at = world.clock.now() as Instant
    const draft = { act: { kind: 'doctor-offered' as const, body: { at, wish: 'declined' as const } }, fields: {} }
    const prepared = await node.prepare(FILE, draft, { key: kid, strand: strandOf('QN/saltmere-custody', kid) })
    assert.ok(prepared.ok)
    const stored = await node.submit(prepared.value.id, await world.stage.sign(holder, prepared.value))
    assert.ok(stored.ok)
  }
  const base = world.urlOf(NORVALE).replace(/[a-z]+\.localhost/, '127.0.0.1')
  const entered = await fetch(`${base}/enter`, {
    method: 'POST',
    body: new URLSearchParams({ persona: 'edda-marlow' }),
    redirect: 'manual',
  })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const times: number[] = []
  let page = ''
  for (let turn = 0; turn < 5; turn += 1) {
    const started = performance.now()
    page = await (await fetch(`${base}/matters/${FILE}`, { headers: { cookie } })).text()
    times.push(performance.now() - started)
  }
  const bytes = gzipSync(page, { level: 9 }).length
  context.diagnostic(
    `${ACTS} acts: ${(bytes / 1024).toFixed(1)} kB compressed, median ${Math.round(times.sort((a, b) => a - b)[2] ?? 0)} ms`,
  )
  assert.match(page, new RegExp(`All ${ACTS}`))
  assert.ok(bytes <= 60 * 1024, `${bytes} bytes`)
})
