import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axeViolations, gzipBytes, horizontalOverflow } from '@comity/tools'
import { type PagesWorld, pagesWorld, signAtSigner, type Visitor, visitor } from '../../testing/pages-world.ts'

const FILE = '/matters/QV-2026-00417'
let world: PagesWorld

before(async () => {
  world = await pagesWorld(4740)
})
after(() => world.end())

/** Fills one form of a matter, choices by name, and goes on to the signature. */
async function record(at: Visitor, kind: string, choices: Readonly<Record<string, string>> = {}): Promise<void> {
  assert.equal(await at.go(`${FILE}/record/${kind}`), 200, kind)
  for (const [name, value] of Object.entries(choices)) {
    const control = at.page.locator(`[name="${name}"]`).first()
    if ((await control.evaluate((element) => element.tagName)) === 'SELECT') await control.selectOption(value)
    else await at.page.check(`input[name="${name}"][value="${value}"]`)
  }
  await at.page.getByRole('button', { name: /signature/ }).click()
}

const text = async (at: Visitor): Promise<string> => (await at.page.textContent('main')) ?? ''

test('[NO-4] consent without counsel, interpreter and advice is answered by a page that says what is missing and who must act', async () => {
  const judge = await visitor(world, 'QN', 'judge-orla-vennick')
  await record(judge, 'consent-recorded')
  assert.match(await text(judge), /Consent cannot be recorded yet/)
  for (const part of [/Who must act/, /Counsel/, /Provision/, /Unlocked by/, /No act was made/])
    assert.match(await text(judge), part)
  await judge.go(`${FILE}/access`)
  assert.match(await text(judge), /Record consent/, 'the attempt stands in the access log')
  await judge.close()
})

test('[NO-4] with every guarantee met by the right person, consent is recorded: each role, without script, through the signer', async () => {
  const judge = await visitor(world, 'QN', 'judge-orla-vennick')
  await record(judge, 'interpreter-engaged', { for: 'hearing', language: 'ar' })
  await signAtSigner(judge.page)
  await record(judge, 'interpretation-confirmed', { for: 'hearing', understood: 'yes' })
  await signAtSigner(judge.page)
  const counsel = await visitor(world, 'QN', 'ailsa-brannock')
  await record(counsel, 'counsel-advised', { private: 'yes', interpreted: 'yes', consequencesExplained: 'yes' })
  await signAtSigner(counsel.page)
  await record(judge, 'consent-recorded')
  await signAtSigner(judge.page)
  assert.match(judge.page.url(), /QV-2026-00417#act-/)
  assert.match(await text(judge), /Records consent to surrender/)
  await judge.close()
  await counsel.close()
})

test('[NO-5] the person objects alone, and gets the number of the act as a receipt', async () => {
  const person = await visitor(world, 'QN', 'idris-al-najmi', { width: 320 })
  await person.go('/my/QV-2026-00417')
  await person.page.getByRole('link', { name: 'Say that I object' }).click()
  await person.page.fill('textarea[name=reasons]', 'أعترض')
  await person.page.getByRole('button', { name: 'I object' }).click()
  assert.match(await text(person), /You said that you object/)
  await person.close()
})

test('[NO-6] whoever has no part in a matter sees nothing of it', async () => {
  const stranger = await visitor(world, 'QP', 'amani-mwakio')
  assert.equal(await stranger.go(FILE), 403)
  assert.doesNotMatch(await text(stranger), /Al-Najmi/)
  await stranger.close()
})

test("[NO-5] the person's page is one request of at most 14 kB, without script, in both languages", async () => {
  const person = await visitor(world, 'QN', 'idris-al-najmi')
  for (const lang of ['en', 'ar']) {
    const requests: string[] = []
    person.page.on('request', (request) => requests.push(request.url()))
    await person.go(`/my/QV-2026-00417?lang=${lang}`)
    const markup = await person.page.content()
    assert.ok(gzipBytes(markup) <= 14 * 1024, `${gzipBytes(markup)} bytes`)
    assert.equal(requests.length, 1)
    assert.doesNotMatch(markup, /<script/)
    person.page.removeAllListeners('request')
  }
  await person.close()
})

test('[NO-3] matter, forms, person and oversight: axe finds nothing, nothing overflows, light and dark, both directions', async () => {
  const doors = [
    ['QN', 'judge-orla-vennick', [FILE, `${FILE}/deadlines`, `${FILE}/access`, `${FILE}/record/questioned`]],
    ['QN', 'idris-al-najmi', ['/my/QV-2026-00417', '/my/QV-2026-00417/object']],
    ['QN', 'ailsa-brannock', ['/counsel', `${FILE}/record/evidence-challenged`]],
    ['XO', 'noor-eriksen', ['/oversight', FILE]],
  ] as const
  for (const [state, persona, paths] of doors)
    for (const [width, lang, dark] of [
      [1280, 'en', false],
      [320, 'ar', true],
    ] as const) {
      const at = await visitor(world, state, persona, { width, dark, script: true })
      for (const path of paths) {
        assert.equal(await at.go(`${path}?lang=${lang}`), 200, path)
        assert.deepEqual(await axeViolations(at.page), [], `${path} ${lang} ${width}`)
        assert.deepEqual(await horizontalOverflow(at.page), [], `${path} ${lang} ${width}`)
      }
      await at.close()
    }
})
