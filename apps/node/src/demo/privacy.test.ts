import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { expectOk, type KeyId } from '@comity/kernel'
import { openLaw } from '@comity/law-files'
import { freePort } from '../../testing/child-processes.ts'
import { CAST, SIGNATORIES } from './cast.ts'
import { demoFront, demoSite, personasAt } from './demo-site.ts'
import { type DemoWorld, startDemoWorld } from './demo-world.ts'
import { SEED_STORY } from './seed-story.ts'

/** Persons of the story who have no key, as its texts name them. */
const PERSONS = ['Al-Najmi', 'Darwish', 'Vasseur', 'Tobias Lune']
/** So many characters of a text are enough to know it by, and to be no accident. */
const TELLING = 16

describe('what the demo world leaves outside its files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'comity-privacy-'))
  const lines: string[] = []
  let demo: DemoWorld
  before(async () => {
    const { law, bytes: packBytes } = expectOk(openLaw(), 'the law of the repository')
    demo = await startDemoWorld({
      folder: join(folder, 'world'),
      port: await freePort(),
      speed: 1,
      law,
      packBytes,
      progress: () => {},
      note: (state, event) => lines.push(JSON.stringify({ state, ...event })),
      pages: demoSite,
      front: demoFront,
    })
  })
  after(async () => {
    await demo.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('[OP-6] the log lines of the whole story hold no name and no text of it', () => {
    assert.ok(lines.length > SEED_STORY.length)
    assert.deepEqual(personalIn(lines), [])
  })

  test('[OP-6] no address that a page links to, posts to or redirects to holds a name or a text', async () => {
    const addresses = new Set<string>()
    for (const { state } of CAST)
      for (const persona of [undefined, ...personasAt(demo, state).map(({ id }) => id)])
        for (const address of await walk(demo.urlOf(state), portless(demo, state), persona)) addresses.add(address)
    assert.ok(addresses.size > 20)
    assert.deepEqual(personalIn([...addresses].map((address) => decodeURIComponent(address))), [])
  })

  test('[OP-6] what a node says of its health, and to whoever asks amiss, holds no name and no text', async () => {
    const said: string[] = []
    for (const { state } of CAST) {
      const url = portless(demo, state)
      for (const path of [
        '/health',
        '/log/checkpoint',
        '/log/tile/9/000',
        '/matters/QV-2026-00417',
        '/desk',
        '/nowhere',
      ])
        said.push(await textOf(`${url}${path}`))
      for (const path of ['/exchange/messages', '/exchange/acts', '/signed'])
        said.push(await textOf(`${url}${path}`, { method: 'POST', body: 'nonsense' }))
    }
    assert.deepEqual(personalIn(said), [])
    // The page on which one chooses whom to be shows names, and the search finds them.
    assert.ok(personalIn([await textOf(`${portless(demo, 'QN')}/enter`)]).length > 5)
  })
})

/** Names and beginnings of texts that stand in any of these lines. */
function personalIn(lines: readonly string[]): readonly string[] {
  const all = lines.join('\n')
  return telling().filter((text) => all.includes(text))
}

function telling(): readonly string[] {
  const told = (() => '0'.repeat(64)) as never
  const keyOf = () => ({ kid: 'k' as KeyId, jwk: {} as never })
  const texts = SEED_STORY.flatMap((step) => Object.values(step.draft(told, keyOf).fields))
  const names = SIGNATORIES.flatMap((name) => [name, ...name.split(' ').filter((part) => part.length > 5)])
  const slugs = SIGNATORIES.map((name) => name.toLowerCase().replaceAll(' ', '-'))
  return [...new Set([...PERSONS, ...names, ...slugs, ...texts.map((text) => text.slice(0, TELLING))])]
}

/** Where the node of a State listens, by number: `*.localhost` is for browsers. */
const portless = (demo: DemoWorld, state: string): string =>
  `http://127.0.0.1:${new URL(demo.urlOf(state as never)).port}`

const textOf = async (url: string, init?: RequestInit): Promise<string> =>
  (await fetch(url, { redirect: 'manual', ...init })).text()

const MOST_PAGES = 25

/** Addresses found from a persona's first page on. */
async function walk(origin: string, url: string, persona: string | undefined): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  const cookie = persona === undefined ? '' : await enter(url, origin, persona, found)
  const [open, seen] = [['/', '/desk', '/counsel', '/oversight'], new Set<string>()]
  for (let path = open.shift(); path !== undefined && seen.size < MOST_PAGES; path = open.shift()) {
    if (seen.has(path)) continue
    seen.add(path)
    const response = await fetch(`${url}${path}`, { headers: { cookie }, redirect: 'manual' })
    const text = await response.text()
    const next = [...text.matchAll(/(?:href|action|src)="([^"]*)"/g)].map(([, address = '']) => address)
    for (const address of [...next, response.headers.get('location') ?? '']) {
      found.add(address)
      const [plain = ''] = address.replace(origin, '').split('#')
      if (plain.startsWith('/') && !plain.includes('lang=') && !plain.startsWith('/style/')) open.push(plain)
    }
  }
  return found
}

async function enter(url: string, origin: string, persona: string, found: Set<string>): Promise<string> {
  const body = new URLSearchParams({ persona })
  const response = await fetch(`${url}/enter`, { method: 'POST', body, headers: { origin }, redirect: 'manual' })
  assert.equal(response.status, 303, await response.text())
  found.add(response.headers.get('location') ?? '')
  return (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
}
