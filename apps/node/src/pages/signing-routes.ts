import { ActId, parseCanonical } from '@comity/kernel'
import { button, form, html, page, type Reader, summaryList } from '@comity/portal'
import { Hono } from 'hono'
import { type Pending, payloadBytes } from '../node/carry-out.ts'
import { notMadePage, refusedPage } from './answers.ts'
import { refusalProblem, takeSigned } from './signing.ts'
import { frameOf, type Site, send, visit } from './site.ts'

/** Where an act goes to its signature and where the signature comes back: plain forms, other process, no script. */
export function signingRoutes(site: Site): Hono {
  const routes = new Hono()

  routes.get('/sign/:act', async (context) => {
    const here = await visit(site, context)
    const id = ActId.safeParse(context.req.param('act'))
    if (!id.success) return notMadePage(here, { kind: 'nothing-pending' })
    const renewed = await site.node.renew(id.data)
    if (!renewed.ok) {
      if (renewed.error.kind === 'refused-by-right') return refusedPage(here, undefined, renewed.error.impediments)
      return notMadePage(here, renewed.error)
    }
    if (renewed.value !== id.data) return context.redirect(`/sign/${renewed.value}`, 303)
    const pending = await site.node.pending(id.data)
    if (!pending) return notMadePage(here, { kind: 'nothing-pending' })
    return send(
      page(here.reader, await frameOf(here), {
        title: here.reader.t('sign.title'),
        desk: true,
        main: signMain(here.reader, site, pending),
      }),
    )
  })

  routes.post('/signed', async (context) => {
    const here = await visit(site, context)
    const body = await context.req.parseBody()
    const made = await takeSigned(site, String(body['act'] ?? ''), String(body['jws'] ?? ''))
    if (made.ok) {
      const kept = await site.node.ports.archive.act(made.value.id)
      return context.redirect(kept ? `/matters/${kept.dossier}#act-${made.value.id.slice(0, 12)}` : '/desk', 303)
    }
    if (made.error.kind === 'refused-by-right') {
      if (context.req.header('accept')?.includes('json')) return problem(refusalProblem(made.error.impediments))
      return refusedPage(here, undefined, made.error.impediments)
    }
    return notMadePage(here, made.error)
  })
  return routes
}

export const problem = (body: object): Response =>
  new Response(JSON.stringify(body), { status: 409, headers: { 'content-type': 'application/problem+json' } })

/** What is about to be signed, and the form that takes it to the signer with every text that the act's digests stand for. */
function signMain({ t }: Reader, site: Site, pending: Pending) {
  const parsed = parseCanonical(payloadBytes(pending))
  const claimed =
    parsed.ok && typeof parsed.value === 'object' && parsed.value !== null && 'claimed' in parsed.value
      ? String(parsed.value['claimed'])
      : ''
  return html`<h1>${t('sign.title')}</h1><p class="lead">${t('sign.lead')}</p>${summaryList(t, [
    { label: t('sign.file'), value: html`<bdi>${pending.dossier}</bdi>` },
    { label: t('sign.kind'), value: pending.kind },
    { label: t('sign.claimed'), value: claimed },
    { label: 'SHA-256', value: html`<code>${pending.id.match(/.{1,4}/g)?.join(' ') ?? ''}</code>` },
  ])}${form({
    action: `${site.signerUrl}/sign`,
    hidden: { payload: pending.payload, returnTo: `${site.origin}/signed` },
    content: html`${pending.disclosures.map((text) => html`<input type="hidden" name="disclosure" value="${text}">`)}${button({ text: t('sign.go') })}`,
  })}<p class="note">${t('sign.note')}</p>`
}
