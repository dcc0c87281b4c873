import { type DossierId, type StateCode, toBase64Url } from '@comity/kernel'
import {
  type DraftRow,
  draftCheckPage,
  draftPage,
  draftPartPage,
  draftsPage,
  type FormError,
  sendRequestPage,
  startRequestPage,
} from '@comity/portal'
import { type Context, Hono } from 'hono'
import { Drafts } from '../drafts/drafts.ts'
import {
  actOf,
  type DraftField,
  gapsOf,
  isPart,
  LONGEST,
  PARTS,
  type Part,
  RequestDraft,
} from '../drafts/request-draft.ts'
import { notMadePage, refusedPage } from './answers.ts'
import { basisBetween, checkView, draftView, partView, sendView, stateOptions } from './draft-view.ts'
import type { Persona } from './persona.ts'
import { answerOnce } from './repeated-posts.ts'
import { wishFor } from './signing.ts'
import { frameOf, type Site, send, stateName, type Visit, visit } from './site.ts'

type Officer = Extract<Persona, { kind: 'officer' }>
type OfficersVisit = Visit & { readonly persona: Officer }

/** Drafting a request for bank records, having it signed by a second person, and sending it. */
export function draftRoutes(site: Site): Hono {
  const routes = new Hono()
  const drafts = new Drafts(site.node.ports.archive)
  const newKey = () => toBase64Url(site.node.ports.random(18))

  /** Central authorities draft; everybody else is asked to sign in as somebody who does. */
  const asDrafter = (handle: (here: OfficersVisit) => Promise<Response>) => async (context: Context) => {
    const here = await visit(site, context)
    const { persona } = here
    if (persona?.kind !== 'officer' || persona.role !== 'central-authority') return context.redirect('/enter', 303)
    return handle({ ...here, persona })
  }

  routes.get(
    '/drafts',
    asDrafter(async (here) => {
      const rows = (await drafts.all()).map(
        ({ value }): DraftRow => ({
          id: value.id,
          to: stateName(here, value.requested),
          about: value.asked,
          at: value.at as DraftRow['at'],
          by: value.by,
          gaps: gapsOf(value).length,
        }),
      )
      return send(draftsPage(here.reader, await frameOf(here), rows))
    }),
  )

  routes.get(
    '/drafts/new',
    asDrafter(async (here) => {
      const to = here.context.req.query('to')
      const options = stateOptions(here)
      const known = options.some(({ value }) => value === to && value !== '')
      const errors: FormError[] =
        to !== undefined && !known ? [{ name: 'to', text: here.reader.t('draft.to.missing') }] : []
      const basis = known && to !== undefined ? basisBetween(here, to as StateCode) : undefined
      const view = {
        states: options,
        key: newKey(),
        errors,
        ...(to === undefined ? {} : { chosen: to }),
        ...(basis ? { basis } : {}),
      }
      return send(startRequestPage(here.reader, await frameOf(here), view), errors.length > 0 ? 422 : 200)
    }),
  )

  routes.post(
    '/drafts',
    asDrafter(async (here) => {
      const form = await here.context.req.parseBody()
      const to = String(form['to'] ?? '')
      if (!stateOptions(here).some(({ value }) => value === to && value !== ''))
        return here.context.redirect('/drafts/new?to=', 303)
      return answerOnce(site.node.ports.archive, 'begin-draft', String(form['key'] ?? ''), async () => {
        const draft = await drafts.begin(site.node.identity.state, to as StateCode, here.persona.name, here.reader.now)
        return here.context.redirect(`/drafts/${draft.id}`, 303)
      })
    }),
  )

  /** A draft by the number in the address; a number without a draft leads to its matter, where it may have become an act. */
  const withDraft = (
    handle: (
      here: OfficersVisit,
      draft: { readonly version: number; readonly value: RequestDraft },
    ) => Promise<Response>,
  ) =>
    asDrafter(async (here) => {
      const id = here.context.req.param('id') ?? ''
      const draft = await drafts.read(id)
      return draft ? handle(here, draft) : here.context.redirect(`/matters/${encodeURIComponent(id)}`, 303)
    })

  routes.get(
    '/drafts/:id',
    withDraft(async (here, { value }) => send(draftPage(here.reader, await frameOf(here), draftView(here, value)))),
  )

  routes.get(
    '/drafts/:id/check',
    withDraft(async (here, { value }) =>
      send(draftCheckPage(here.reader, await frameOf(here), checkView(here, value, newKey(), false))),
    ),
  )

  routes.get(
    '/drafts/:id/send',
    asDrafter(async (here) => {
      const view = await sendView(here, here.context.req.param('id') as DossierId, newKey())
      return view ? send(sendRequestPage(here.reader, await frameOf(here), view)) : here.context.redirect('/desk', 303)
    }),
  )

  routes.post(
    '/drafts/:id/send',
    asDrafter(async (here) => {
      const id = here.context.req.param('id') as DossierId
      const form = await here.context.req.parseBody()
      const { folded } = await site.node.dossiers.load(id)
      const request = folded.dossier.opened?.by
      if (!request) return notMadePage(here, { kind: 'nothing-pending' })
      return answerOnce(site.node.ports.archive, 'send-request', String(form['key'] ?? ''), () =>
        toSignature(here, id, { act: { kind: 'request-sent', body: { request } }, fields: {} }),
      )
    }),
  )

  routes.get(
    '/drafts/:id/:part',
    withDraft(async (here, { value, version }) => {
      const part = here.context.req.param('part') ?? ''
      if (!isPart(part)) return here.context.notFound() as Response
      return send(draftPartPage(here.reader, await frameOf(here), partView(here, value, part, version, [])))
    }),
  )

  routes.post(
    '/drafts/:id/signature',
    withDraft(async (here, { value }) => {
      const gaps = gapsOf(value)
      if (gaps.length > 0)
        return send(draftCheckPage(here.reader, await frameOf(here), checkView(here, value, newKey(), true)), 422)
      const form = await here.context.req.parseBody()
      const signer = site.signIn.personas().find(({ id }) => id === form['signer'])
      // Whoever wrote it cannot sign it: four eyes are two people, not one person twice.
      if (signer?.kind !== 'officer' || signer.authority !== here.persona.authority || signer.name === value.by)
        return send(draftCheckPage(here.reader, await frameOf(here), checkView(here, value, newKey(), true)), 422)
      const basis = basisBetween(here, value.requested).instruments
      return answerOnce(site.node.ports.archive, 'draft-signature', String(form['key'] ?? ''), async () => {
        const wished = await wishFor(site, signer, value.id, actOf(value, basis, here.reader.now.slice(0, 10)))
        if (wished.kind === 'refused-by-right') return refusedPage(here, undefined, wished.impediments)
        if (wished.kind === 'not-made') return notMadePage(here, wished.why)
        return here.context.redirect(
          signer.id === here.persona.id && wished.kind === 'to-be-signed' ? `/sign/${wished.act}` : '/desk',
          303,
        )
      })
    }),
  )

  routes.post(
    '/drafts/:id/:part',
    withDraft(async (here, { value }) => {
      const part = here.context.req.param('part') ?? ''
      if (!isPart(part)) return here.context.notFound() as Response
      return savePart(here, drafts, value, part)
    }),
  )

  async function toSignature(
    here: OfficersVisit,
    dossier: DossierId,
    draft: Parameters<typeof wishFor>[3],
  ): Promise<Response> {
    const wished = await wishFor(site, here.persona, dossier, draft)
    switch (wished.kind) {
      case 'to-be-signed':
        return here.context.redirect(`/sign/${wished.act}`, 303)
      case 'refused-by-right':
        return refusedPage(here, dossier, wished.impediments)
      case 'not-made':
        return notMadePage(here, wished.why)
      case 'has-no-key':
        return here.context.redirect('/enter', 303)
    }
  }
  return routes
}

async function savePart(here: OfficersVisit, drafts: Drafts, before: RequestDraft, part: Part): Promise<Response> {
  const form = await here.context.req.parseBody()
  const fields: readonly DraftField[] = PARTS[part]
  const typed = Object.fromEntries(fields.map((field) => [field, String(form[field] ?? '').replaceAll('\r\n', '\n')]))
  const over = Number(form['over'] ?? 0)
  const errors = fields
    .filter((field) => (typed[field] ?? '').length > LONGEST[field])
    .map((field): FormError => ({ name: field, text: here.reader.t('draft.too-long', { most: LONGEST[field] }) }))
  const candidate = RequestDraft.safeParse({ ...before, ...typed, by: here.persona.name, at: here.reader.now })
  if (errors.length > 0 || !candidate.success) {
    const shown = { ...before, ...typed } as RequestDraft // shown again as typed, whatever the schema thinks of it
    return send(draftPartPage(here.reader, await frameOf(here), partView(here, shown, part, over, errors)), 422)
  }
  const saved = await drafts.save(candidate.data, over)
  if (saved.kind === 'changed-by-other')
    return send(
      draftPartPage(
        here.reader,
        await frameOf(here),
        partView(here, candidate.data, part, saved.version, [], saved.theirs),
      ),
      409,
    )
  return here.context.redirect(`/drafts/${before.id}`, 303)
}
