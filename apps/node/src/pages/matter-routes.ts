import { ActId, DossierId } from '@comity/kernel'
import { actPage, matterAccessPage, matterDeadlinesPage, matterPage, matterRightsPage } from '@comity/portal'
import { type Context, Hono } from 'hono'
import { exportResponse } from '../http/export-routes.ts'
import type { LoadedDossier } from '../node/dossiers.ts'
import { accessView } from './access-view.ts'
import { actView } from './act-view.ts'
import { notMadePage, withoutAccessPage } from './answers.ts'
import { deadlinesView } from './deadlines-view.ts'
import { deliveriesOf } from './deliveries.ts'
import { accessTo, noteLook } from './looks.ts'
import { matterView } from './matter-view.ts'
import { rightsView } from './rights-page-view.ts'
import { frameOf, type Site, send, type Visit, visit } from './site.ts'

/** Somebody who may see this matter, and the matter. The look is noted before anything is shown. */
export type MatterHandler = (here: Visit, loaded: LoadedDossier) => Promise<Response>

export const withMatter = (site: Site, handle: MatterHandler) => async (context: Context) => {
  const here = await visit(site, context)
  if (!here.persona) return context.redirect('/enter', 303)
  const id = DossierId.safeParse(context.req.param('dossier'))
  const loaded = id.success ? await site.node.dossiers.load(id.data) : undefined
  const access = loaded && accessTo(here.persona, loaded, site)
  // A file that does not exist and one that is not for the asker look the same from outside.
  if (!loaded || !access?.ok) return withoutAccessPage(here, access?.ok === false ? access.error.why : 'no-policy')
  await noteLook(site, here.persona, access.value, loaded.folded.dossier.id, here.reader.now)
  return handle(here, loaded)
}

/** A matter behind its tabs, and each of its acts with what proves it. */
export function matterRoutes(site: Site): Hono {
  const routes = new Hono()
  const at = (path: string, handle: MatterHandler) => routes.get(`/matters/:dossier${path}`, withMatter(site, handle))

  at('', async (here, loaded) =>
    send(matterPage(here.reader, await frameOf(here), await matterView(here, loaded, here.context.req.query('show')))),
  )
  at('/rights', async (here, loaded) =>
    send(matterRightsPage(here.reader, await frameOf(here), rightsView(here, loaded))),
  )
  at('/deadlines', async (here, loaded) =>
    send(matterDeadlinesPage(here.reader, await frameOf(here), deadlinesView(here, loaded))),
  )
  at('/access', async (here, loaded) =>
    send(matterAccessPage(here.reader, await frameOf(here), await accessView(here, loaded))),
  )
  at('/export', async (here, loaded) => exportResponse(here.site.node, loaded.folded.dossier.id))

  const atAct = (path: string, handle: (here: Visit, loaded: LoadedDossier, act: ActId) => Promise<Response>) =>
    at(`/acts/:act${path}`, async (here, loaded) => {
      const id = ActId.safeParse(here.context.req.param('act'))
      const isHere = id.success && loaded.folded.verdicts.has(id.data)
      return isHere ? handle(here, loaded, id.data) : notMadePage(here, { kind: 'nothing-pending' })
    })

  atAct('', async (here, loaded, act) => {
    const view = await actView(here, loaded, act)
    return view ? send(actPage(here.reader, await frameOf(here), view)) : notMadePage(here, { kind: 'nothing-pending' })
  })
  atAct('/proof', async (here, _loaded, act) => {
    const proof = await site.node.proofs.ofObject(act)
    return proof === undefined
      ? notMadePage(here, { kind: 'nothing-pending' })
      : download(proof, `${act}.tlog-proof`, 'text/plain; charset=utf-8')
  })
  atAct('/bytes', async (_here, loaded, act) =>
    download(loaded.kept.get(act)?.jws ?? new Uint8Array(), `${act}.json`, 'application/jose+json'),
  )
  atAct('/receipts/:receipt', async (here, loaded, act) => {
    const held = await receiptOf(site, loaded.folded.dossier.id, act, here.context.req.param('receipt') ?? '')
    return held
      ? download(held, `${here.context.req.param('receipt')}.json`, 'application/jose+json')
      : notMadePage(here, { kind: 'nothing-pending' })
  })
  return routes
}

async function receiptOf(site: Site, dossier: DossierId, act: ActId, id: string): Promise<Uint8Array | undefined> {
  const delivered = (await deliveriesOf(site, dossier)).get(act) ?? []
  return delivered.flatMap(({ receipts }) => receipts).find((receipt) => receipt.id === id)?.jws
}

/** Bytes to keep, under a name of their own; never shown as a page. */
const download = (body: string | Uint8Array, name: string, type: string): Response =>
  new Response(typeof body === 'string' ? body : (body as Uint8Array<ArrayBuffer>), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
