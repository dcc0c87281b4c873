import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeViolations, gzipBytes, type Handler, horizontalOverflow, sharedBrowser, visit } from './browser.ts'

const HERE = 'http://norvale.localhost'
const document = (body: string) =>
  `<!doctype html><html lang="en"><head><title>Test</title></head><body><main><h1>Test</h1>${body}</main></body></html>`
const serving =
  (body: string, headers: Record<string, string> = {}): Handler =>
  () =>
    new Response(document(body), { headers: { 'content-type': 'text/html', ...headers } })

test('one browser serves all tests of a process', async () => {
  assert.equal(await sharedBrowser(), await sharedBrowser())
})

test('what axe finds is told with rule and place; a page without fault has nothing to tell', async () => {
  await visit({ origins: { [HERE]: serving('<img src="/a.png"><p>Text</p>') } }, async (page) => {
    await page.goto(HERE)
    assert.match((await axeViolations(page)).join('\n'), /^image-alt at img: /)
  })
  await visit({ origins: { [HERE]: serving('<p>Text</p>') } }, async (page) => {
    await page.goto(HERE)
    assert.deepEqual(await axeViolations(page), [])
  })
})

test('axe runs under a policy that forbids every script', async () => {
  const strict = { 'content-security-policy': "default-src 'none'; require-trusted-types-for 'script'" }
  await visit({ origins: { [HERE]: serving('<p>Text</p>', strict) } }, async (page) => {
    await page.goto(HERE)
    assert.deepEqual(await axeViolations(page), [])
  })
})

test('what widens a page is named', async () => {
  await visit(
    {
      origins: { [HERE]: serving('<p class="wide" style="inline-size:500px">x</p>') },
      viewport: { width: 320, height: 600 },
    },
    async (page) => {
      await page.goto(HERE)
      assert.match((await horizontalOverflow(page)).join('\n'), /px wide in a window of 320 px\n(?:.*\n)*p\.wide/)
    },
  )
})

test('a form reaches the handler as a browser would send it, and a redirect with its cookie is followed', async () => {
  const asked: string[] = []
  const handler: Handler = async (request) => {
    const path = new URL(request.url).pathname
    asked.push(`${request.method} ${path} ${await request.text()} ${request.headers.get('cookie') ?? ''}`.trim())
    if (request.method === 'POST')
      return new Response(null, { status: 303, headers: { location: '/done', 'set-cookie': 'seen=yes; Path=/' } })
    return new Response(
      document('<form method="post" action="/send"><input name="said" value="a&amp;b ع"><button>Send</button></form>'),
      { headers: { 'content-type': 'text/html; charset=utf-8' } },
    )
  }
  await visit({ origins: { [HERE]: handler }, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${HERE}/`)
    await page.click('button')
    await page.waitForURL('**/done')
  })
  assert.deepEqual(asked, ['GET /', 'POST /send said=a%26b+%D8%B9', 'GET /done  seen=yes'])
})

test('what no handler answers for is not reached', async () => {
  await visit({ origins: { [HERE]: serving('<img alt="" src="http://elsewhere.example/a.png">') } }, async (page) => {
    const failed: string[] = []
    page.on('requestfailed', (request) => failed.push(request.url()))
    await page.goto(HERE, { waitUntil: 'networkidle' })
    assert.deepEqual(failed, ['http://elsewhere.example/a.png'])
    await assert.rejects(page.goto('http://elsewhere.example/'))
  })
})

test('weights are counted as they go over the wire', () => {
  assert.ok(gzipBytes('a'.repeat(10_000)) < 100)
  assert.equal(gzipBytes('abc'), gzipBytes(new TextEncoder().encode('abc')))
})
