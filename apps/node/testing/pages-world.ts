import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StateCode } from '@comity/kernel'
import { openLaw } from '@comity/law-files'
import { type BrowserPage, sharedBrowser } from '@comity/tools'
import { demoFront, demoSite } from '../src/demo/demo-site.ts'
import { type DemoWorld, startDemoWorld } from '../src/demo/demo-world.ts'

export type PagesWorld = DemoWorld & { readonly end: () => Promise<void> }

/** The demo world with its pages, in a temporary folder, on ports of its own. */
export async function pagesWorld(port: number, keepSigning = false): Promise<PagesWorld> {
  const law = openLaw()
  assert.ok(law.ok)
  const folder = mkdtempSync(join(tmpdir(), 'comity-pages-'))
  const world = await startDemoWorld({
    folder,
    port,
    speed: 1,
    law: law.value.law,
    packBytes: law.value.bytes,
    progress: () => {},
    note: () => {},
    pages: demoSite,
    front: demoFront,
    ...(keepSigning ? { keepSigning } : {}),
  })
  const end = async () => {
    await world.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...world, end }
}

export type Visitor = {
  readonly page: BrowserPage
  readonly go: (path: string) => Promise<number>
  readonly close: () => Promise<void>
}

/** One person at a browser of their own; without script unless a test needs axe, which is script itself. */
export async function visitor(
  world: DemoWorld,
  state: string,
  persona: string,
  { width = 1280, script = false, dark = false }: { width?: number; script?: boolean; dark?: boolean } = {},
): Promise<Visitor> {
  const context = await (await sharedBrowser()).newContext({
    javaScriptEnabled: script,
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
  })
  const page = await context.newPage()
  const base = world.urlOf(state as StateCode)
  await page.goto(`${base}/enter`)
  await page.locator(`button[name=persona][value="${persona}"]`).click()
  return { page, go: async (path) => (await page.goto(`${base}${path}`))?.status() ?? 0, close: () => context.close() }
}

/** From the page that shows what is to be signed, to the signer, and back. */
export async function signAtSigner(page: BrowserPage): Promise<void> {
  await page.getByRole('button', { name: /signer/ }).click()
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await page.getByRole('button', { name: /back to the desk/ }).click()
}
