import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { StateCode } from '@comity/kernel'
import { openLaw } from '@comity/law-files'
import { axeViolations, horizontalOverflow, sharedBrowser } from '@comity/tools'
import { demoFront, demoSite } from '../demo/demo-site.ts'
import { type DemoWorld, startDemoWorld } from '../demo/demo-world.ts'

const ARVENIA = 'QV' as StateCode
const NORVALE = 'QN' as StateCode
const folder = mkdtempSync(join(tmpdir(), 'comity-drafting-'))
let world: DemoWorld

before(async () => {
  const law = openLaw()
  assert.ok(law.ok)
  const { law: pack, bytes } = law.value
  world = await startDemoWorld({
    folder,
    port: 4720,
    speed: 1,
    law: pack,
    packBytes: bytes,
    progress: () => {},
    note: () => {},
    pages: demoSite,
    front: demoFront,
  })
})
after(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A browser of one person, without script, as on a borrowed phone with a bad line. */
async function browserOf(state: StateCode, persona: string, width = 1280, javaScriptEnabled = false) {
  const context = await (await sharedBrowser()).newContext({
    javaScriptEnabled,
    viewport: { width, height: 900 },
  })
  const page = await context.newPage()
  await page.goto(`${world.urlOf(state)}/enter`)
  await page.locator(`button[name=persona][value="${persona}"]`).click()
  return { page, close: () => context.close() }
}

const ANSWERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  people: { suspect: 'Ondine Vasseur, born 1979', otherAffected: 'Mireille Vasseur, joint holder' },
  facts: { facts: 'Ropes were paid for that were never delivered.', when: '12 May 2024', where: 'Port-Salin, Arvenia' },
  offence: { offence: 'Fraud, Penal Code art. 313; up to 5 years' },
  measure: {
    asked: 'Statements of one account, May 2024',
    whyNotLess: 'The payee is known only from them.',
    proportionate: 'One account, one month, a fraud of 9 150 florins.',
  },
  safeguards: { use: 'Case 2026/118 only' },
}

test('[NO-2] a request for bank records is drafted, signed by a second person through the signer, sent and received: without script', async () => {
  const clerk = await browserOf(ARVENIA, 'lucie-fontanel')
  const { page } = clerk
  await page.goto(`${world.urlOf(ARVENIA)}/drafts/new`)
  await page.selectOption('select[name=to]', NORVALE)
  await page.getByRole('button', { name: /which law/i }).click()
  assert.match((await page.textContent('main')) ?? '', /Port Solace/)
  await page.getByRole('button', { name: /begin/i }).click()
  const id = /QV-2026-\d{5}/.exec(page.url())?.[0]
  assert.ok(id, page.url())

  await page.goto(`${world.urlOf(ARVENIA)}/drafts/${id}/check`)
  await page.locator('button', { hasText: 'Send for signature' }).click()
  assert.match((await page.textContent('main')) ?? '', /things to add/, 'a draft with gaps is not sent on')

  for (const [part, answers] of Object.entries(ANSWERS)) {
    await page.goto(`${world.urlOf(ARVENIA)}/drafts/${id}/${part}`)
    for (const [name, text] of Object.entries(answers)) await page.fill(`[name=${name}]`, text)
    if (part === 'offence') await page.selectOption('select[name=category]', 'fraud')
    if (part === 'safeguards') {
      await page.check('input[name=noticePlan][value=given]')
      await page.check('input[name=urgent][value=no]')
    }
    await page.getByRole('button', { name: /Save/ }).click()
    assert.equal(page.url(), `${world.urlOf(ARVENIA)}/drafts/${id}`)
  }
  await page.goto(`${world.urlOf(ARVENIA)}/drafts/${id}/check`)
  assert.match((await page.textContent('main')) ?? '', /Complete: 11 of 11/)
  await page.selectOption('select[name=signer]', 'helene-castagnier')
  await page.locator('button', { hasText: 'Send for signature' }).click()
  await clerk.close()

  const signatory = await browserOf(ARVENIA, 'helene-castagnier')
  await signatory.page.goto(`${world.urlOf(ARVENIA)}/desk`)
  await signatory.page.locator(`li:has-text("${id}") a`).first().click()
  await signInSigner(signatory.page)
  assert.match(signatory.page.url(), new RegExp(`/matters/${id}`))
  await signatory.page.goto(`${world.urlOf(ARVENIA)}/drafts/${id}/send`)
  assert.match((await signatory.page.textContent('main')) ?? '', /Port-Salin/)
  await signatory.page.getByRole('button', { name: /Sign and send/ }).click()
  await signInSigner(signatory.page)
  await signatory.close()

  const other = await browserOf(NORVALE, 'petra-osei')
  for (let turn = 0; turn < 40 && !(await other.page.textContent('main'))?.includes(id); turn += 1) {
    await other.page.waitForTimeout(250)
    await other.page.goto(`${world.urlOf(NORVALE)}/desk`)
  }
  assert.match((await other.page.textContent('main')) ?? '', new RegExp(id))
  await other.close()
})

test('[NO-2] two clerks on one part: the second is told, and loses nothing', async () => {
  const first = await browserOf(ARVENIA, 'lucie-fontanel')
  await first.page.goto(`${world.urlOf(ARVENIA)}/drafts/new?to=QN`)
  await first.page.getByRole('button', { name: /begin/i }).click()
  const draft = first.page.url()
  const second = await browserOf(ARVENIA, 'helene-castagnier')
  await first.page.goto(`${draft}/people`)
  await second.page.goto(`${draft}/people`)
  await first.page.fill('[name=suspect]', 'typed by the first')
  await first.page.getByRole('button', { name: /Save/ }).click()
  await second.page.fill('[name=suspect]', 'typed by the second')
  await second.page.getByRole('button', { name: /Save/ }).click()
  const shown = await second.page.textContent('main')
  assert.match(shown ?? '', /typed by the first/)
  assert.equal(await second.page.inputValue('[name=suspect]'), 'typed by the second')
  await first.close()
  await second.close()
})

test('[NO-3] desk, outbox, home and drafting pages: axe finds nothing, nothing overflows, in both directions', async () => {
  for (const width of [1280, 320])
    for (const lang of ['en', 'ar']) {
      const { page, close } = await browserOf(NORVALE, 'edda-marlow', width, true)
      for (const path of [
        '/',
        '/enter',
        '/desk',
        '/desk/outbox',
        '/drafts',
        '/drafts/new?to=QV',
        '/help',
        '/verify',
        '/accessibility',
      ]) {
        await page.goto(`${world.urlOf(NORVALE)}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
        assert.deepEqual(await axeViolations(page), [], `${path} ${lang} ${width}`)
        assert.deepEqual(await horizontalOverflow(page), [], `${path} ${lang} ${width}`)
      }
      await close()
    }
})

/** From the page that shows what is to be signed, to the signer, and back. */
async function signInSigner(page: Awaited<ReturnType<typeof browserOf>>['page']): Promise<void> {
  await page.getByRole('button', { name: /signer/ }).click()
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await page.getByRole('button', { name: /back to the desk/ }).click()
}
