import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { axeViolations, type BrowserPage, horizontalOverflow, visit } from '@comity/tools'
import { quoted } from './components/marks.ts'
import { type Page, page } from './components/page.ts'
import { pageResponse } from './components/page-response.ts'
import { hostilePages } from './gallery/hostile.ts'
import { sceneOf } from './gallery/scene.ts'
import { GALLERY, gallery } from './gallery.ts'
import { balanced } from './html/bidi.ts'
import { html } from './html/html.ts'
import { sheetResponse } from './style/sheet-response.ts'

const { reader, frame } = sceneOf('home', 'en')
const ORIGIN = 'http://norvale.localhost'
const origins = { [ORIGIN]: gallery }
const address = (name: string, query: string) => `${ORIGIN}/gallery/${name}?${query}`
const VECTORS = process.env['COMITY_VECTORS'] ?? join(import.meta.dirname, '../../../../shared/vectors')

for (const name of GALLERY)
  for (const language of ['en', 'ar'])
    test(`[PO-19] ${name} in ${language}: nothing for axe to find, nothing wider than the window`, async () => {
      await visit({ origins }, async (visited) => {
        await visited.goto(address(name, `language=${language}`))
        for (const width of [320, 1280])
          for (const colorScheme of ['light', 'dark'] as const) {
            await visited.setViewportSize({ width, height: 900 })
            await visited.emulateMedia({ colorScheme })
            const found = { violations: await axeViolations(visited), overflow: await horizontalOverflow(visited) }
            assert.deepEqual(found, { violations: [], overflow: [] }, `${width} px, ${colorScheme}`)
          }
      })
    })

test('[PO-19] nothing for axe to find with forced colours, nor with a theme chosen against the system', async () => {
  for (const name of GALLERY)
    await visit({ origins, viewport: { width: 1280, height: 900 }, forcedColors: 'active' }, async (visited) => {
      await visited.goto(address(name, 'language=en'))
      assert.deepEqual(await axeViolations(visited), [], name)
    })
  for (const [theme, colorScheme] of [
    ['dark', 'light'],
    ['light', 'dark'],
  ] as const)
    await visit({ origins, colorScheme }, async (visited) => {
      await visited.goto(address('dossier', `language=en&theme=${theme}`))
      assert.deepEqual(await axeViolations(visited), [], theme)
      assert.equal(
        await visited.evaluate('getComputedStyle(document.body).backgroundColor'),
        theme === 'dark' ? 'rgb(17, 22, 29)' : 'rgb(251, 248, 241)',
      )
    })
})

test('[PO-19] long words, twice the letters and wide spacing widen no page', async () => {
  for (const name of GALLERY)
    await visit({ origins, viewport: { width: 320, height: 900 } }, async (visited) => {
      await visited.goto(address(name, 'language=en-XA'))
      assert.deepEqual(await horizontalOverflow(visited), [], name)
    })
  for (const name of ['dossier', 'desk', 'form', 'person'])
    await visit({ origins, viewport: { width: 1280, height: 900 } }, async (visited) => {
      await visited.goto(address(name, 'language=en'))
      await visited.evaluate("document.documentElement.style.fontSize = '200%'")
      assert.deepEqual(await horizontalOverflow(visited), [], `${name}, 200 %`)
      await visited.evaluate("document.documentElement.style.fontSize = ''")
      await visited.evaluate("document.body.style.cssText = 'letter-spacing:.12em;word-spacing:.16em;line-height:1.5'")
      assert.deepEqual(await horizontalOverflow(visited), [], `${name}, spaced`)
    })
})

test('[PO-20] the person’s page is one request, without script or font', async () => {
  for (const language of ['en', 'ar'])
    await visit({ origins }, async (visited) => {
      const asked: string[] = []
      visited.on('request', (request) => asked.push(request.resourceType()))
      await visited.goto(address('person', `language=${language}`), { waitUntil: 'networkidle' })
      assert.deepEqual(asked, ['document'])
      assert.equal(await visited.evaluate('document.scripts.length + document.fonts.size'), 0)
      assert.equal(
        await visited.evaluate("getComputedStyle(document.querySelector('main')).borderInlineStartWidth"),
        '4px',
        'the style within the page is in use',
      )
    })
})

test('[PO-20] what the person can press is large enough to press', async () => {
  await visit({ origins, viewport: { width: 320, height: 900 } }, async (visited) => {
    await visited.goto(address('person', 'language=ar'))
    const heights = await visited.evaluate<number[]>(
      "[...document.querySelectorAll('main .button')].map((button) => button.getBoundingClientRect().height)",
    )
    assert.ok(heights.length >= 8)
    assert.deepEqual(
      heights.filter((height) => height < 44),
      [],
    )
  })
})

test('[PO-21] on paper the person’s page is at most two sheets', async () => {
  for (const language of ['en', 'ar'])
    await visit({ origins }, async (visited) => {
      await visited.goto(address('person', `language=${language}`))
      const pdf = (await visited.pdf({ preferCSSPageSize: true })).toString('latin1')
      const [, sheets] = /\/Type\s*\/Pages[^>]*?\/Count (\d+)/.exec(pdf) ?? []
      assert.ok(Number(sheets) <= 2, `${language}: ${sheets} sheets`)
    })
})

test('[PO-15] the summary of errors has the focus, and its links lead to the fields', async () => {
  await visit({ origins, javaScriptEnabled: false }, async (visited) => {
    await visited.goto(address('form', 'language=en'))
    assert.equal(await visited.locator(':focus').getAttribute('class'), 'error-summary')
    await visited.keyboard.press('Tab')
    await visited.keyboard.press('Enter')
    assert.match(visited.url(), /#f-paid$/)
    assert.equal(await visited.locator('#f-paid').getAttribute('name'), 'paid-day')
  })
})

test('the keyboard meets the skip link first, and sees where it is', async () => {
  await visit({ origins }, async (visited) => {
    await visited.goto(address('dossier', 'language=en'))
    await visited.keyboard.press('Tab')
    const skip = visited.locator(':focus')
    assert.equal(await skip.getAttribute('href'), '#main')
    assert.ok((await skip.boundingBox())?.height ?? 0 >= 24)
    assert.equal(
      await skip.evaluate((element) => element.ownerDocument.defaultView?.getComputedStyle(element).backgroundColor),
      'rgb(255, 191, 31)',
    )
  })
})

const naughtyStrings = join(VECTORS, 'naughty-strings/blns.json')
const skip = existsSync(naughtyStrings) ? false : 'vectors naughty-strings are not here'
const ODD: readonly string[] = ['"><img src=x onerror=alert(1)>', '\u2069\u202eturned', '\r\n\tcarriage']
const naughty = (): readonly string[] => JSON.parse(readFileSync(naughtyStrings, 'utf8'))

test('[PO-1] in a browser every naughty string is shown as what it is', { skip }, async () => {
  const strings = [...ODD, ...naughty()]
  const main = strings.map((text) => html`<p title="${text}">${quoted(text)}</p>`)
  const pages = () => [page(reader, frame, { title: 'Naughty', main })]
  await visitHostile(pages, async (visited) => {
    await visited.goto(`${ORIGIN}/hostile?page=0`)
    const shown = await visited.evaluate<[string, string][]>(
      "[...document.querySelectorAll('p[title]')].map((p) => [p.title, p.textContent])",
    )
    const carried = strings.map((text) => text.toWellFormed().replaceAll('\0', '\uFFFD'))
    assert.deepEqual(
      shown,
      carried.map((text) => [text, balanced(text)]),
    )
  })
})

test('[PO-1] in a browser no string runs or loads anything, wherever it stands', { skip }, async () => {
  let pages = hostilePages('')
  await visitHostile(
    () => pages,
    async (visited, heard) => {
      for (const text of [...ODD, ...naughty().filter((text) => /[<>"'&`]|script:/i.test(text))]) {
        pages = hostilePages(text)
        await visited.goto(`${ORIGIN}/hostile?page=0`)
        assert.equal(await visited.evaluate('document.scripts.length'), 0, text)
        assert.deepEqual(heard, [], text)
      }
      pages = hostilePages(ODD.join(''))
      for (const index of pages.keys()) await visited.goto(`${ORIGIN}/hostile?page=${index}`)
      assert.deepEqual(heard, [])
    },
  )
})

/** Visits pages made at the moment they are asked for, and hears whatever a page tries to do. */
async function visitHostile(
  pages: () => readonly Page[],
  work: (visited: BrowserPage, heard: readonly string[]) => Promise<void>,
) {
  const answer = ({ url }: Request): Response => {
    const { pathname, searchParams } = new URL(url)
    const made = pages()[Number(searchParams.get('page'))]
    return (
      sheetResponse(pathname) ??
      (made && pathname === '/hostile' ? pageResponse(made) : new Response('', { status: 404 }))
    )
  }
  await visit({ origins: { [ORIGIN]: answer } }, async (visited) => {
    const heard: string[] = []
    visited.on('dialog', (dialog) => heard.push(`dialog ${dialog.message()}`))
    visited.on('console', (message) => heard.push(`console ${message.text()}`))
    visited.on('requestfailed', (request) => heard.push(`request ${request.url()}`))
    await work(visited, heard)
  })
}
