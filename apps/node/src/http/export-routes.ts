import { DossierId } from '@comity/kernel'
import { type Context, Hono } from 'hono'
import { exportDossier } from '../export/dossier-export.ts'
import type { Node } from '../node/node.ts'

/** Dossiers of a running node as files, for programs that show the node's own key. */
export function exportRoutes(node: Node, mayExport: (context: Context) => boolean): Hono {
  const routes = new Hono()
  routes.get('/dossiers/:dossier/export', async (context) => {
    if (!mayExport(context)) return context.json({ error: 'not-admitted' }, 401)
    return exportResponse(node, context.req.param('dossier'))
  })
  return routes
}

/** One dossier as a download; 404 where this node holds none of that number. */
export async function exportResponse(node: Node, dossier: string): Promise<Response> {
  const id = DossierId.safeParse(dossier)
  const exported = id.success ? await exportDossier(node, id.data) : undefined
  if (!id.success || !exported?.ok)
    return Response.json({ error: exported?.ok === false ? exported.error : 'no-such-dossier' }, { status: 404 })
  return new Response(exported.value.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${id.data}.comity"`,
      'cache-control': 'no-store',
    },
  })
}
