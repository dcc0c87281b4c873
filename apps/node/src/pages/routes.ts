import { sheetResponse } from '@comity/portal'
import { type Context, Hono, type Next } from 'hono'
import { counselRoutes } from './counsel-routes.ts'
import { deskRoutes } from './desk-routes.ts'
import { draftRoutes } from './draft-routes.ts'
import { matterRoutes } from './matter-routes.ts'
import { oversightRoutes } from './oversight-routes.ts'
import { ownRoutes } from './own-routes.ts'
import { publicRoutes } from './public-routes.ts'
import { recordRoutes } from './record-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { signingRoutes } from './signing-routes.ts'
import type { Site } from './site.ts'

/** All pages of a node, by door. */
export function pageRoutes(site: Site): Hono {
  const routes = new Hono()
  routes.use(sameOriginPosts(site))
  routes.get('/style/:file', (context) => sheetResponse(context.req.path) ?? context.notFound())
  routes.route('/', publicRoutes(site))
  routes.route('/', signInRoutes(site))
  routes.route('/', deskRoutes(site))
  routes.route('/', draftRoutes(site))
  routes.route('/', matterRoutes(site))
  routes.route('/', recordRoutes(site))
  routes.route('/', ownRoutes(site))
  routes.route('/', counselRoutes(site))
  routes.route('/', oversightRoutes(site))
  routes.route('/', signingRoutes(site))
  return routes
}

/**
 * Forms come from our own pages only. The one exception is a signature that the signer brings back: it needs no session,
 * because it proves by itself whose act it is.
 */
function sameOriginPosts(site: Site) {
  return async (context: Context, next: Next): Promise<Response | undefined> => {
    if (context.req.method !== 'POST' || context.req.path === '/signed') {
      await next()
      return undefined
    }
    const origin = context.req.header('origin')
    const fetchSite = context.req.header('sec-fetch-site')
    // Programs that call the interface send neither header; a browser always sends at least one.
    const foreign = (origin !== undefined && origin !== site.origin) || fetchSite === 'cross-site'
    if (foreign) return context.text('This form did not come from this site. Nothing was changed.\n', 403)
    await next()
    return undefined
  }
}
