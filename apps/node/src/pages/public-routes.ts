import { toHex } from '@comity/kernel'
import { digest, homePage, html, textPage } from '@comity/portal'
import { Hono } from 'hono'
import { frameOf, type Site, send, visit } from './site.ts'

/** The public door: no sign-in, no session. */
export function publicRoutes(site: Site): Hono {
  const routes = new Hono()
  routes.get('/', async (context) => {
    const here = await visit(site, context)
    return send(homePage(here.reader, await frameOf(here)))
  })
  routes.get('/help', async (context) => {
    const here = await visit(site, context)
    const { t } = here.reader
    return send(
      textPage(here.reader, await frameOf(here), t('help.title'), [
        t('help.p1'),
        t('help.p2'),
        t('help.p3'),
        t('help.p4'),
      ]),
    )
  })
  routes.get('/accessibility', async (context) => {
    const here = await visit(site, context)
    const { t } = here.reader
    return send(
      textPage(here.reader, await frameOf(here), t('accessibility.title'), [
        t('accessibility.p1'),
        t('accessibility.p2'),
      ]),
    )
  })
  routes.get('/verify', async (context) => {
    const here = await visit(site, context)
    const { t } = here.reader
    const witnessed = await site.node.ports.archive.latestWitnessed()
    const head = witnessed
      ? [
          html`${t('verify.p1', { size: witnessed.size })} ${digest(toHex(witnessed.root), 64)}`,
          html`<a href="/log/checkpoint">/log/checkpoint</a>`,
        ]
      : [t('verify.none')]
    return send(textPage(here.reader, await frameOf(here), t('verify.title'), [...head, t('verify.p2')]))
  })
  return routes
}
