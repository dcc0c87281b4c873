import { ActId, dateIn, DossierId, type JsonObject, toBase64Url, type ZoneName } from '@comity/kernel'
import {
  html,
  matterAccessPage,
  matterDeadlinesPage,
  matterPage,
  oneActPage,
  quoted,
  recordPage,
  wholeMoment,
  guaranteeText,
} from '@comity/portal'
import { gateStates, isKind, type Kind } from '@comity/procedure'
import { type Context, Hono } from 'hono'
import { exportResponse } from '../http/export-routes.ts'
import type { LoadedDossier } from '../node/dossiers.ts'
import { FORMS, mayMake, readForm, type Typed } from './act-forms.ts'
import { numbersOf, titleOfAct } from './act-words.ts'
import { notMadePage, refusedPage } from './answers.ts'
import { clocksOf } from './desk-view.ts'
import { authorLine, clearLines } from './dossier-cards.ts'
import { accessTo, looksAt, noteLook } from './looks.ts'
import { clockView, matterFrame, matterView } from './matter-view.ts'
import { recordView } from './record-view.ts'
import { answerOnce } from './repeated-posts.ts'
import { problem } from './signing-routes.ts'
import { refusalProblem, wishFor } from './signing.ts'
import { frameOf, send, type Site, visit, type Visit } from './site.ts'

/** A matter, its acts, its clocks, and the forms by which acts are made in it. */
export function matterRoutes(site: Site): Hono {
  const routes = new Hono()

  /** Whoever may not see a matter learns no more than that there is nothing here for them. */
  const withMatter =
    (handle: (here: Visit, loaded: LoadedDossier) => Promise<Response>) => async (context: Context) => {
      const here = await visit(site, context)
      if (!here.persona) return context.redirect('/enter', 303)
      const id = DossierId.safeParse(context.req.param('dossier'))
      const loaded = id.success ? await site.node.dossiers.load(id.data) : undefined
      const access = loaded && accessTo(here.persona, loaded, site)
      if (!loaded || !access?.ok) return notMadePage(here, { kind: 'not-authorised', why: 'not-a-party' })
      await noteLook(site, here.persona, access.value, loaded.folded.dossier.id, here.reader.now)
      return handle(here, loaded)
    }

  routes.get(
    '/matters/:dossier',
    withMatter(async (here, loaded) =>
      send(
        matterPage(here.reader, await frameOf(here), await matterView(here, loaded, here.context.req.query('show'))),
      ),
    ),
  )

  routes.get(
    '/matters/:dossier/deadlines',
    withMatter(async (here, loaded) => {
      const clocks = clocksOf(site, loaded.folded).map((clock, at) =>
        clockView(here, clock, `clock-${at}`, clock.clock.title),
      )
      return send(matterDeadlinesPage(here.reader, await frameOf(here), { ...matterFrame(here, loaded), clocks }))
    }),
  )

  routes.get(
    '/matters/:dossier/access',
    withMatter(async (here, loaded) => {
      const { t } = here.reader
      const { id } = loaded.folded.dossier
      const attempts = (await site.node.attempts())
        .filter(({ dossier }) => dossier === id)
        .map(
          ({ at, kind, by, unmet }) =>
            html`${wholeMoment(here.reader, at as never)}: ${isKind(kind) ? t(`form.kind.${kind as 'arrested'}`) : kind} (${quoted(by)}). ${t('matter.missing', { what: unmet.map(({ guarantee }) => guaranteeText(t, guarantee).name).join(', ') })}`,
        )
      const looks = (await looksAt(site, id)).map(
        ({ who, at }) => html`${quoted(who)}, ${wholeMoment(here.reader, at)}`,
      )
      return send(matterAccessPage(here.reader, await frameOf(here), { ...matterFrame(here, loaded), attempts, looks }))
    }),
  )

  routes.get(
    '/matters/:dossier/acts/:act',
    withMatter(async (here, loaded) => {
      const id = ActId.safeParse(here.context.req.param('act'))
      const found = id.success ? loaded.folded.acts.find((act) => act.id === id.data) : undefined
      if (!found) return notMadePage(here, { kind: 'nothing-pending' })
      const { t } = here.reader
      const proof = await site.node.proofs.ofObject(found.id)
      const read = loaded.read.get(found.id)
      const witnessed = await witnessedAt(site, found.id)
      return send(
        oneActPage(here.reader, await frameOf(here), {
          ...matterFrame(here, loaded),
          number: numbersOf(loaded).get(found.id) ?? 0,
          heading: titleOfAct(here, loaded, found.id),
          lines: [
            {
              label: t('act.author'),
              value:
                found.verdict.effect === 'quarantined'
                  ? found.payload.strand
                  : authorLine(here, found.verdict.author as never),
            },
            { label: t('act.claimed'), value: wholeMoment(here.reader, found.payload.claimed) },
            {
              label: t('act.not-after'),
              value: witnessed ? wholeMoment(here.reader, witnessed) : t('act.not-witnessed'),
            },
            { label: t('act.effect'), value: t(`act.effect.${found.verdict.effect}`) },
            ...Object.entries(read?.shown ?? {}).map(([label, text]) => ({ label, value: quoted(text) })),
            ...clearLines(found.act.body as unknown as JsonObject).map(({ label, value }) => ({
              label,
              value: quoted(value),
            })),
            { label: 'SHA-256', value: html`<code>${found.id.match(/.{1,4}/g)?.join(' ') ?? ''}</code>` },
            { label: t('act.law'), value: html`<code>${found.payload.law.slice(7, 23)}</code>` },
            ...(proof
              ? [
                  {
                    label: t('act.proof'),
                    value: html`<a href="/matters/${loaded.folded.dossier.id}/acts/${found.id}/proof">.tlog-proof</a>`,
                  },
                ]
              : []),
          ],
        }),
      )
    }),
  )

  routes.get(
    '/matters/:dossier/acts/:act/proof',
    withMatter(async (here) => {
      const id = ActId.safeParse(here.context.req.param('act'))
      const proof = id.success ? await site.node.proofs.ofObject(id.data) : undefined
      return proof === undefined ? notMadePage(here, { kind: 'nothing-pending' }) : here.context.text(proof)
    }),
  )

  routes.get(
    '/matters/:dossier/export',
    withMatter(async (_here, loaded) => exportResponse(site.node, loaded.folded.dossier.id)),
  )

  const withStep = (handle: (here: Visit, loaded: LoadedDossier, kind: Kind) => Promise<Response>) =>
    withMatter(async (here, loaded) => {
      const kind = here.context.req.param('kind') ?? ''
      if (!isKind(kind) || FORMS[kind] === undefined || !mayMake(here, loaded).includes(kind))
        return notMadePage(here, { kind: 'not-authorised', why: kind })
      return handle(here, loaded, kind)
    })

  routes.get(
    '/matters/:dossier/record/:kind',
    withStep(async (here, loaded, kind) =>
      send(recordPage(here.reader, await frameOf(here), recordView(here, loaded, kind, undefined, [], newKey()))),
    ),
  )

  routes.post(
    '/matters/:dossier/record/:kind',
    withStep(async (here, loaded, kind) => {
      const form = await here.context.req.parseBody()
      const typed: Typed = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value)]))
      const read = readForm(here, loaded, kind, typed)
      if (!read.ok || !here.persona) {
        const faults = read.ok ? [] : read.error
        return send(
          recordPage(here.reader, await frameOf(here), recordView(here, loaded, kind, typed, faults, newKey())),
          422,
        )
      }
      const { persona } = here
      return answerOnce(
        site.node.ports.archive,
        `record ${kind}`,
        typed['key'] ?? here.context.req.header('idempotency-key'),
        async () => {
          const wished = await wishFor(site, persona, loaded.folded.dossier.id, read.value)
          switch (wished.kind) {
            case 'to-be-signed':
              return here.context.redirect(`/sign/${wished.act}`, 303)
            case 'refused-by-right': {
              if (here.context.req.header('accept')?.includes('json'))
                return problem(refusalProblem(wished.impediments))
              const { body } = read.value.act
              const on = dateIn(here.reader.now, 'UTC' as ZoneName)
              const met = gateStates(
                loaded.folded.dossier,
                { kind, body: body as unknown as JsonObject },
                site.node.ports.law.own.procedure,
                on,
              )
              return refusedPage(
                here,
                loaded.folded.dossier.id,
                wished.impediments,
                met,
                here.reader.t(`form.kind.${kind as 'arrested'}`),
              )
            }
            case 'not-made':
              return notMadePage(here, wished.why)
            case 'has-no-key':
              return here.context.redirect('/enter', 303)
          }
        },
      )
    }),
  )

  const newKey = () => toBase64Url(site.node.ports.random(18))
  return routes
}

/** When a witnessed checkpoint first held an act in this node's log: it was made before that. */
async function witnessedAt(site: Site, id: string) {
  const leaf = await site.node.ports.archive.leafOf(id)
  return leaf ? (await site.node.ports.archive.firstWitnessedFrom(leaf.index + 1))?.at : undefined
}
