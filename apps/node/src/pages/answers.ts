import type { DossierId } from '@comity/kernel'
import {
  type CiteView,
  glyph,
  guaranteeText,
  html,
  page,
  panel,
  type PathStep,
  refusalPath,
  section,
} from '@comity/portal'
import type { GateState, Impediment } from '@comity/procedure'
import type { BoundGate } from '@comity/rules'
import type { NotMade } from '../node/carry-out.ts'
import { refusalProblem } from './signing.ts'
import { frameOf, send, type Visit } from './site.ts'

/** How lawyers cite it, where it can be read, whether somebody compared the pack's words with the text. */
export const citesOf = (gate: Pick<BoundGate, 'sources'>): readonly CiteView[] =>
  gate.sources.map(({ id, instrument, status }) => ({
    label: citation(instrument, id),
    href: `/rules/${id.replace(':', '/')}`,
    checked: status === 'checked',
  }))

const citation = (instrument: string, id: string): string =>
  `${instrument.toUpperCase()} ${id.slice(id.indexOf(':') + 1)}`

/**
 * The page that takes the place of a refused step: what is missing, who must act, under which provision, what unlocks it;
 * what was kept; what it means for the person; and the same answer for machines.
 */
export async function refusedPage(
  here: Visit,
  dossier: DossierId | undefined,
  impediments: readonly Impediment[],
  met: readonly GateState[] = [],
  step?: string,
): Promise<Response> {
  const { t } = here.reader
  const title = step === undefined ? t('refused.title') : t('refused.title-of', { step })
  const missing = impediments.flatMap((impediment) => missingStep(here, impediment))
  const steps = [...metSteps(here, met), ...missing, { state: 'after' as const, title: t('refused.then') }]
  const machine = refusalProblem(impediments)
  const kept = html`<ul><li>${t('refused.kept.none')}</li><li>${t('refused.kept.left')}</li><li>${t('refused.kept.noted')}</li></ul>`
  const aside = html`${panel({ id: 'person', title: html`${glyph('person')} ${t('refused.person')}`, content: html`<p>${t('refused.person.text')}</p>`, about: 'person' })}${panel({ id: 'kept', title: t('refused.kept'), content: kept })}${panel(
    {
      id: 'around',
      title: t('refused.around'),
      content: html`<p>${t('refused.around.text')}</p><details><summary>${t('refused.machine')}</summary><p class="note"><code>409 ${machine.type}</code><br>${machine.gates.map(({ guarantee }) => html`<code>${guarantee}</code> `)}</p></details>`,
    },
  )}`
  const back = dossier === undefined ? '' : html`<p><a href="/matters/${dossier}">${t('refused.back')}</a></p>`
  const main = html`<h1>${title}</h1><p class="lead">${t('refused.lead')} <b>${t('refused.count', { count: missing.length })}</b></p><div class="cols"><div>${section({ id: 'path', title: t('refused.path'), content: refusalPath(t, steps) })}</div><div>${aside}${back}</div></div>`
  const crumbs =
    dossier === undefined ? [] : [{ text: dossier, href: `/matters/${dossier}`, isFileNumber: true }, { text: title }]
  return send(page(here.reader, await frameOf(here), { title, desk: true, crumbs, main }), 409)
}

/** Guarantees that are proved already, one line each. */
function metSteps({ reader: { t } }: Visit, states: readonly GateState[]): readonly PathStep[] {
  const open = new Set(states.filter(({ state }) => state !== 'met').map(({ gate }) => gate.guarantee))
  const names = new Set(states.filter(({ gate }) => !open.has(gate.guarantee)).map(({ gate }) => gate.guarantee))
  return [...names].map((guarantee): PathStep => ({ state: 'met', title: guaranteeText(t, guarantee).name }))
}

function missingStep({ reader: { t } }: Visit, impediment: Impediment): readonly PathStep[] {
  if (impediment.kind === 'law-not-held') return []
  if (impediment.kind === 'out-of-turn')
    return [
      {
        state: 'missing',
        title: t('refused.turn'),
        missing: t(`refused.turn.${impediment.turn.code}`),
        who: '–',
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
      missing:
        impediment.barredBy === undefined
          ? words.plain
          : t('refused.barred', { act: impediment.barredBy.slice(0, 12) }),
      who: t(`matter.role.${gate.mustAct}`),
      cites: citesOf(gate),
      unlockedBy: gate.how,
    },
  ]
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
