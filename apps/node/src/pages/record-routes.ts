import { decideAccess } from '@comity/access'
import { DossierId, type JsonObject, toBase64Url } from '@comity/kernel'
import { recordPage } from '@comity/portal'
import { isKind, type Kind, settledOf } from '@comity/procedure'
import { type Context, Hono } from 'hono'
import type { LoadedDossier } from '../node/dossiers.ts'
import { FORMS, mayMake } from './act-forms.ts'
import { notMadePage, refusedPage, withoutAccessPage } from './answers.ts'
import { forgetForm, keepForm, keptForm } from './kept-forms.ts'
import { subjectOf } from './looks.ts'
import { withMatter } from './matter-routes.ts'
import type { Persona } from './persona.ts'
import { readForm, type Typed } from './read-form.ts'
import { recordView } from './record-view.ts'
import { answerOnce } from './repeated-posts.ts'
import { wishFor } from './signing.ts'
import { frameOf, type Site, send, type Visit, visit } from './site.ts'

type StepVisit = Visit & { readonly persona: Persona }
type StepHandler = (here: StepVisit, loaded: LoadedDossier, kind: Kind) => Promise<Response>

/** The forms by which acts are made in a matter: one page for each step, one post, then the signature outside the node. */
export function recordRoutes(site: Site): Hono {
  const routes = new Hono()
  const newKey = () => toBase64Url(site.node.ports.random(18))

  /** The step named in the address, where the reader's office may take it in this matter. */
  const withStep = (handle: StepHandler) => async (context: Context) => {
    const kind = context.req.param('kind') ?? ''
    if (kind === 'counsel-vouched') return vouching(context, handle)
    const step = withMatter(site, async (here, loaded) => {
      const { persona } = here
      if (!persona || !isKind(kind) || FORMS[kind] === undefined || !mayMake(here, loaded).includes(kind))
        return notMadePage(here, { kind: 'not-authorised', why: kind })
      return handle({ ...here, persona }, loaded, kind)
    })
    return step(context)
  }

  /** A bar sees no file: it reaches this one form by the appointments that name it. */
  async function vouching(context: Context, handle: StepHandler): Promise<Response> {
    const here = await visit(site, context)
    const { persona } = here
    if (!persona) return context.redirect('/enter', 303)
    const id = DossierId.safeParse(context.req.param('dossier'))
    const loaded = id.success ? await site.node.dossiers.load(id.data) : undefined
    if (!loaded) return withoutAccessPage(here, 'no-policy')
    const bars = settledOf(loaded.folded.dossier, 'counsel-appointed').map(({ act }) => act.body.bar as never)
    const access = decideAccess(subjectOf(persona), { kind: 'appointments', dossier: loaded.folded.dossier.id, bars })
    return access.ok
      ? handle({ ...here, persona }, loaded, 'counsel-vouched')
      : withoutAccessPage(here, access.error.why)
  }

  routes.get(
    '/matters/:dossier/record/:kind',
    withStep(async (here, loaded, kind) => {
      const kept = await keptForm(site, here.persona, loaded.folded.dossier.id, kind)
      const view = recordView(here, loaded, kind, {
        faults: [],
        key: newKey(),
        kept: kept !== undefined,
        ...(kept ? { typed: kept } : {}),
      })
      return send(recordPage(here.reader, await frameOf(here), view))
    }),
  )

  routes.post(
    '/matters/:dossier/record/:kind',
    withStep(async (here, loaded, kind) => {
      const form = await here.context.req.parseBody()
      const typed: Typed = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value)]))
      const read = readForm(here, loaded, kind, typed)
      if (!read.ok) {
        const view = recordView(here, loaded, kind, { typed, faults: read.error, kept: false, key: newKey() })
        return send(recordPage(here.reader, await frameOf(here), view), 422)
      }
      const { id } = loaded.folded.dossier
      const key = typed['once'] ?? here.context.req.header('idempotency-key')
      return answerOnce(site.node.ports.archive, `record ${id} ${kind} ${here.persona.id}`, key, async () => {
        const wished = await wishFor(site, here.persona, id, read.value)
        switch (wished.kind) {
          case 'to-be-signed':
            await forgetForm(site, here.persona, id, kind)
            return here.context.redirect(`/sign/${wished.act}`, 303)
          case 'refused-by-right':
            await keepForm(site, here.persona, id, kind, typed)
            return refusedPage(here, id, wished.impediments, {
              kind,
              body: read.value.act.body as unknown as JsonObject,
              kept: true,
            })
          case 'not-made':
            return notMadePage(here, wished.why)
          case 'has-no-key':
            return here.context.redirect('/enter', 303)
        }
      })
    }),
  )
  return routes
}
