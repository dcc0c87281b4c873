import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { axeViolations, horizontalOverflow, visit } from '@comity/tools'
import { pageResponse } from './components/page-response.ts'
import { hostilePages } from './gallery/hostile.ts'
import { GALLERY, gallery } from './gallery.ts'
import { balanced } from './html/bidi.ts'
import { sheetResponse } from './style/sheet-response.ts'

const ORIGIN = 'http://norvale.localhost'
const origins = { [ORIGIN]: gallery }
const address = (name: string, query: string) => `${ORIGIN}/gallery/${name}?${query}`
const VECTORS = process.env['COMITY_VECTORS'] ?? join(import.meta.dirname, '../../../../shared/vectors')

for (const name of GALLERY)
  for (const language of ['en', 'ar'])
    test(`[PO-19] ${name} in ${language}: nothing for axe to find, nothing wider than the window`, async () => {
      for (const width of [320, 1280])
        for (const colorScheme of ['light', 'dark'] as const)
          await visit({ origins, viewport: { width, height: 900 }, colorScheme }, async (page) => {
            await page.goto(address(name, `language=${language}`))
            assert.deepEqual(
              { violations: await axeViolations(page), overflow: await horizontalOverflow(page) },
              { violations: [], overflow: [] },
              `${width} px, ${colorScheme}`,
            )
          })
    })

test('[PO-19] nothing for axe to find with forced colours, nor with a theme chosen against the system', async () => {
  for (const name of GALLERY)
    await visit({ origins, viewport: { width: 1280, height: 900 }, forcedColors: 'active' }, async (page) => {
      await page.goto(address(name, 'language=en'))
      assert.deepEqual(await axeViolations(page), [], name)
    })
  for (const [theme, colorScheme] of [
    ['dark', 'light'],
    ['light', 'dark'],
  ] as const)
    await visit({ origins, colorScheme }, async (page) => {
      await page.goto(address('dossier', `language=en&theme=${theme}`))
      assert.deepEqual(await axeViolations(page), [], theme)
      assert.equal(
        await page.evaluate('getComputedStyle(document.body).backgroundColor'),
        theme === 'dark' ? 'rgb(17, 22, 29)' : 'rgb(251, 248, 241)',
      )
    })
})

test('[PO-19] long words, twice the letters and wide spacing widen no page', async () => {
  for (const name of GALLERY)
    await visit({ origins, viewport: { width: 320, height: 900 } }, async (page) => {
      await page.goto(address(name, 'language=en-XA'))
      assert.deepEqual(await horizontalOverflow(page), [], name)
    })
  for (const name of ['dossier', 'desk', 'form', 'person'])
    await visit({ origins, viewport: { width: 1280, height: 900 } }, async (page) => {
      await page.goto(address(name, 'language=en'))
      await page.evaluate("document.documentElement.style.fontSize = '200%'")
      assert.deepEqual(await horizontalOverflow(page), [], `${name}, 200 %`)
      await page.evaluate("document.body.style.cssText = 'letter-spacing:.12em;word-spacing:.16em;line-height:1.5'")
      assert.deepEqual(await horizontalOverflow(page), [], `${name}, spaced`)
    })
})

test('[PO-20] the person’s page is one request, without script or font', async () => {
  for (const language of ['en', 'ar'])
    await visit({ origins }, async (page) => {
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.resourceType()))
      await page.goto(address('person', `language=${language}`), { waitUntil: 'networkidle' })
      assert.deepEqual(asked, ['document'])
      assert.equal(await page.evaluate('document.scripts.length + document.fonts.size'), 0)
      assert.equal(
        await page.evaluate("getComputedStyle(document.querySelector('main')).borderInlineStartWidth"),
        '4px',
        'the style within the page is in use',
      )
    })
})

test('[PO-20] what the person can press is large enough to press', async () => {
  await visit({ origins, viewport: { width: 320, height: 900 } }, async (page) => {
    await page.goto(address('person', 'language=ar'))
    const heights = await page.evaluate<number[]>(
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
    await visit({ origins }, async (page) => {
      await page.goto(address('person', `language=${language}`))
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      const [, sheets] = /\/Type\s*\/Pages[^>]*?\/Count (\d+)/.exec(pdf) ?? []
      assert.ok(Number(sheets) <= 2, `${language}: ${sheets} sheets`)
    })
})

test('[PO-15] the summary of errors has the focus, and its links lead to the fields', async () => {
  await visit({ origins, javaScriptEnabled: false }, async (page) => {
    await page.goto(address('form', 'language=en'))
    assert.equal(await page.locator(':focus').getAttribute('class'), 'error-summary')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    assert.match(page.url(), /#f-paid$/)
    assert.equal(await page.locator('#f-paid').getAttribute('name'), 'paid-day')
  })
})

test('the keyboard meets the skip link first, and sees where it is', async () => {
  await visit({ origins }, async (page) => {
    await page.goto(address('dossier', 'language=en'))
    await page.keyboard.press('Tab')
    const skip = page.locator(':focus')
    assert.equal(await skip.getAttribute('href'), '#main')
    assert.ok((await skip.boundingBox())?.height ?? 0 >= 24)
    assert.equal(
      await skip.evaluate((element) => element.ownerDocument.defaultView?.getComputedStyle(element).backgroundColor),
      'rgb(255, 191, 31)',
    )
  })
})

const naughtyStrings = join(VECTORS, 'naughty-strings/blns.json')
test('[PO-1] in a browser no string runs, loads or turns into anything but itself', {
  skip: existsSync(naughtyStrings) ? false : 'vectors naughty-strings are not here',
}, async () => {
  const strings: readonly string[] = [
    '"><img src=x onerror=alert(1)>',
    '\u2069\u202eturned',
    ...JSON.parse(readFileSync(naughtyStrings, 'utf8')),
  ]
  let pages = hostilePages('')
  const answer = ({ url }: Request): Response => {
    const { pathname, searchParams } = new URL(url)
    const page = pages[Number(searchParams.get('page'))]
    return (
      sheetResponse(pathname) ??
      (page && pathname === '/hostile' ? pageResponse(page) : new Response('', { status: 404 }))
    )
  }
  await visit({ origins: { [ORIGIN]: answer } }, async (page) => {
    const heard: string[] = []
    page.on('dialog', (dialog) => heard.push(`dialog ${dialog.message()}`))
    page.on('console', (message) => heard.push(`console ${message.text()}`))
    page.on('requestfailed', (request) => heard.push(`request ${request.url()}`))
    for (const text of strings) {
      pages = hostilePages(text)
      for (const index of pages.keys()) {
        await page.goto(`${ORIGIN}/hostile?page=${index}`)
        assert.equal(await page.evaluate('document.scripts.length'), 0)
        if (index === 0)
          assert.equal(
            await page.locator('#probe').textContent(),
            balanced(text).toWellFormed().replaceAll('\0', '\uFFFD'),
          )
      }
    }
    assert.deepEqual(heard, [])
  })
})
