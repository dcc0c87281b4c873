import type { Refused as AccessRefused } from '@comity/access'
import type { DossierId, JsonObject } from '@comity/kernel'
import {
  type CiteView,
  closedPage,
  guaranteeText,
  html,
  type PathStep,
  page,
  quoted,
  type RefusedView,
  refusedPage as refusedPageOf,
} from '@comity/portal'
import { type Impediment, isKind, type Kind } from '@comity/procedure'
import type { BoundGate } from '@comity/rules'
import type { NotMade } from '../node/carry-out.ts'
import { turnWords } from './act-facts.ts'
import { citesFor } from './cites.ts'
import { refusalView } from './refusal-view.ts'
import { refusalProblem } from './signing.ts'
import { frameOf, send, type Visit } from './site.ts'

/** How lawyers cite it, where it can be read, whether somebody compared the pack's words with the text. */
export const citesOf = (gate: Pick<BoundGate, 'sources'>): readonly CiteView[] =>
  gate.sources.map(({ id, instrument, status }) => ({
    label: `${instrument.toUpperCase()} ${id.slice(id.indexOf(':') + 1)}`,
    href: `/rules/${id.replace(':', '/')}`,
    checked: status === 'checked',
  }))

/** What was wanted, as far as the page that asks knows it. */
export type Wanted = { readonly kind: Kind; readonly body: JsonObject; readonly kept: boolean }

/** The page that takes the place of a step that a right refused; for a program the same answer as a problem object. */
export async function refusedPage(
  here: Visit,
  dossier: DossierId | undefined,
  impediments: readonly Impediment[],
  wanted?: Wanted,
): Promise<Response> {
  if (here.context.req.header('accept')?.includes('json')) return problem(refusalProblem(impediments))
  const loaded = dossier && (await here.site.node.dossiers.load(dossier))
  const kind = wanted?.kind ?? orderIn(impediments)
  const view =
    loaded?.folded.dossier.opened && kind
      ? refusalView(here, loaded, { kind, body: wanted?.body ?? {}, impediments, kept: wanted?.kept ?? false })
      : withoutMatter(here, dossier, impediments)
  return send(refusedPageOf(here.reader, await frameOf(here), view), 409)
}

export const problem = (body: object): Response =>
  new Response(JSON.stringify(body), { status: 409, headers: { 'content-type': 'application/problem+json' } })

/** The order whose gates were not met: each gate says for which order it stands. */
function orderIn(impediments: readonly Impediment[]): Kind | undefined {
  const gate = impediments.find((impediment) => impediment.kind === 'guarantee-unmet')
  return gate?.kind === 'guarantee-unmet' && isKind(gate.gate.order) ? gate.gate.order : undefined
}

/** A step that opens a matter, and has none yet whose dossier could say more. */
function withoutMatter(here: Visit, dossier: DossierId | undefined, impediments: readonly Impediment[]): RefusedView {
  const { t } = here.reader
  const steps = impediments.flatMap((impediment) => openStep(here, impediment))
  const machine = refusalProblem(impediments)
  return {
    title: t('refused.title'),
    lead: t('refused.lead.other'),
    count: t('refused.missing-count', { count: steps.length, waiting: 0 }),
    crumbs: [],
    steps: [...steps, { state: 'after', title: t('refused.after.other') }],
    person: { title: t('refused.person'), lines: [t('refused.person.text')] },
    kept: [t('refused.kept.nothing'), t('refused.kept.noted')],
    around: t('refused.around.text'),
    machine: {
      type: machine.type,
      gates: machine.gates.map(({ guarantee }) => guarantee),
      otherwise: machine.otherwise.map(({ code }) => code),
    },
    back: dossier
      ? { text: t('refused.back'), href: `/matters/${dossier}` }
      : { text: t('refused.desk'), href: '/desk' },
  }
}

function openStep({ reader: { t }, site }: Visit, impediment: Impediment): readonly PathStep[] {
  if (impediment.kind === 'law-not-held') return []
  if (impediment.kind === 'out-of-turn')
    return [
      {
        state: 'missing',
        title: t('refused.turn'),
        missing: turnWords(t, impediment.turn.code),
        who: '',
        cites: [],
        unlockedBy: t('refused.turn.unlock'),
      },
    ]
  const { gate } = impediment
  const words = guaranteeText(t, gate.guarantee)
  return [
    {
      state: 'missing',
      title: words.name,
      missing: words.plain,
      who: t(`matter.role.${gate.mustAct}`),
      cites: citesFor(site.law, gate.sources),
      unlockedBy: quoted(gate.how, 'en'),
    },
  ]
}

/** The page for whoever may not see something: why, and where they may go instead. */
export async function withoutAccessPage(here: Visit, why: AccessRefused['why']): Promise<Response> {
  const { t } = here.reader
  const isBar = here.persona?.kind === 'officer' && here.persona.role === 'bar'
  const view = {
    title: t('access.title'),
    why: t(`access.why.${why}`),
    note: t('access.what'),
    links: isBar
      ? [{ text: t('access.appointments'), href: '/appointments' }]
      : [{ text: t('refused.desk'), href: '/desk' }],
  }
  return send(closedPage(here.reader, await frameOf(here), view), 403)
}

const STATUS: Readonly<Record<Exclude<NotMade['kind'], 'refused-by-right'>, number>> = {
  malformed: 422,
  'not-authorised': 403,
  'nothing-pending': 404,
  'not-the-signature': 400,
  'moved-on': 409,
}

/** Why an act was not made, for reasons that are nobody's right: said in words, with what to do. */
export async function notMadePage(here: Visit, why: Exclude<NotMade, { kind: 'refused-by-right' }>): Promise<Response> {
  const { t } = here.reader
  const main = html`<h1>${t(`not-made.${why.kind}.title`)}</h1><p class="lead">${t(`not-made.${why.kind}.what`)}</p><p><a href="/desk">${t('refused.desk')}</a></p>`
  return send(
    page(here.reader, await frameOf(here), { title: t(`not-made.${why.kind}.title`), desk: true, main }),
    STATUS[why.kind],
  )
}
