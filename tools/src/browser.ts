import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { after } from 'node:test'
import { gzipSync } from 'node:zlib'
import sparticuz from '@sparticuz/chromium'
import type { AxeResults, RunOptions } from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

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

/** A page in the browser, so that tests need no other package to name it. */
export type BrowserPage = Page

export async function closeSharedBrowser(): Promise<void> {
  const browser = await shared
  shared = undefined
  await browser?.close()
}

after(closeSharedBrowser)

/** Answers a request as an HTTP handler does. */
export type Handler = (request: Request) => Response | Promise<Response>

export type VisitOptions = BrowserContextOptions & {
  /** Who answers, by origin: `{ 'http://norvale.localhost': handler }`. Any other address is out of reach. */
  readonly origins: Readonly<Record<string, Handler>>
}

/** Gives `work` a page of a fresh session and closes it afterwards, whatever happens. */
export async function visit<T>({ origins, ...options }: VisitOptions, work: (page: Page) => Promise<T>): Promise<T> {
  const proxy = await listening(proxyTo(origins))
  try {
    // Requests that playwright answers by itself lose their redirects and cookies, so the session gets a proxy of its own.
    const context = await (await sharedBrowser()).newContext({ ...options, proxy: { server: addressOf(proxy) } })
    try {
      return await work(await context.newPage())
    } finally {
      await context.close()
    }
  } finally {
    proxy.closeAllConnections()
    proxy.close()
  }
}

function proxyTo(origins: Readonly<Record<string, Handler>>): Server {
  const server = createServer((asked, answer) => {
    const url = URL.parse(asked.url ?? '')
    const handler = url ? origins[url.origin] : undefined
    if (!url || !handler) return answer.destroy()
    return respond(asked, answer, url, handler).catch((reason: unknown) => {
      // A handler that throws is a fault under test: it must show, not hang.
      answer
        .writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
        .end(String(reason instanceof Error ? reason.stack : reason))
    })
  })
  return server.on('connect', (_, socket) => socket.destroy())
}

async function respond(asked: IncomingMessage, answer: ServerResponse, url: URL, handler: Handler): Promise<void> {
  const body = await bytesOf(asked)
  const headers = Object.entries(asked.headersDistinct).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  )
  const request = new Request(url, {
    method: asked.method ?? 'GET',
    headers,
    redirect: 'manual',
    ...(body.length > 0 ? { body } : {}),
  })
  const response = await handler(request)
  // Several cookies are several headers; all others may be one.
  answer.setHeaders(response.headers)
  answer.writeHead(response.status).end(new Uint8Array(await response.arrayBuffer()))
}

const bytesOf = async (asked: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(Buffer.concat(await asked.toArray()))

async function listening(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

function addressOf(server: Server): string {
  const address = server.address()
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
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
