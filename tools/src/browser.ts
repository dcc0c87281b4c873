import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after } from 'node:test'
import { gzipSync } from 'node:zlib'
import sparticuz from '@sparticuz/chromium'
import type { AxeResults, RunOptions } from 'axe-core'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

let shared: Promise<Browser> | undefined

/**
 * One headless Chromium for all tests of a process, started by the first that asks and closed when the tests end. Its
 * binary comes from the npm registry and unpacks itself; nothing is looked for on the machine.
 */
export function sharedBrowser(): Promise<Browser> {
  shared ??= launch()
  return shared
}

async function launch(): Promise<Browser> {
  // A single-process Chromium dies with its first closed context, which is fit for one screenshot and not for tests.
  const args = sparticuz.args.filter((arg) => arg !== '--single-process')
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args: [...args, '--no-sandbox'] })
}

export async function closeSharedBrowser(): Promise<void> {
  const browser = await shared
  shared = undefined
  await browser?.close()
}

after(closeSharedBrowser)

/** Answers a request as an HTTP handler does, without a socket. */
export type Handler = (request: Request) => Response | Promise<Response>

export type VisitOptions = BrowserContextOptions & {
  /** Who answers, by origin: `{ 'http://norvale.localhost': handler }`. Any other address is refused. */
  readonly origins: Readonly<Record<string, Handler>>
}

/** Gives `work` a page of a fresh session and closes it afterwards, whatever happens. */
export async function visit<T>({ origins, ...options }: VisitOptions, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await (await sharedBrowser()).newContext(options)
  try {
    await answer(context, origins)
    return await work(await context.newPage())
  } finally {
    await context.close()
  }
}

async function answer(context: BrowserContext, origins: Readonly<Record<string, Handler>>): Promise<void> {
  await context.route('**/*', async (route) => {
    const sent = route.request()
    const handler = origins[new URL(sent.url()).origin]
    if (!handler) return route.abort('addressunreachable')
    const body = sent.postDataBuffer()
    const request = new Request(sent.url(), {
      method: sent.method(),
      headers: await sent.allHeaders(),
      redirect: 'manual',
      ...(body === null ? {} : { body: new Uint8Array(body) }),
    })
    const response = await handler(request)
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
  })
}

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
let axeSource: Promise<string> | undefined

/** What axe-core finds wrong with a page, one line a finding: rule, place and what it says. Empty is what we want. */
export async function axeViolations(page: Page, options: RunOptions = {}): Promise<string[]> {
  axeSource ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(await axeSource)
  const settings: RunOptions = { runOnly: { type: 'tag', values: AXE_TAGS }, resultTypes: ['violations'], ...options }
  const results = (await page.evaluate(`axe.run(document, ${JSON.stringify(settings)})`)) as AxeResults
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  )
}

/**
 * What makes a page wider than its window, so that it must be moved sideways to be read (WCAG 1.4.10): the elements that
 * reach out, innermost last. What is hidden on purpose, outside the line of sight, does not count.
 */
export const horizontalOverflow = (page: Page): Promise<string[]> => page.evaluate<string[]>(REACHING_OUT)

/** Runs in the page, whose globals this program has not, and is therefore text here. */
const REACHING_OUT = `(() => {
  const width = document.documentElement.clientWidth
  const whole = document.documentElement.scrollWidth
  if (whole <= width) return []
  const reaching = [...document.querySelectorAll('body *')].filter((element) => {
    const box = element.getBoundingClientRect()
    return box.width > 1 && (box.right > width + 0.5 || box.left < -0.5)
  })
  return [
    'the page is ' + whole + ' px wide in a window of ' + width + ' px',
    ...reaching.slice(0, 8).map((element) => element.tagName.toLowerCase() + '.' + (element.getAttribute('class') ?? '')),
  ]
})()`

/** Bytes on the wire, compressed as hard as gzip can: what budgets are counted in. */
export const gzipBytes = (content: string | Uint8Array): number => gzipSync(content, { level: 9 }).length
