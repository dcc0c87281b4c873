import type { DossierId } from '@comity/kernel'
import { type CiteView, guaranteeText, html, page, type PathStep, refusalPath } from '@comity/portal'
import type { GateState, Impediment } from '@comity/procedure'
import type { BoundGate } from '@comity/rules'
import type { NotMade } from '../node/carry-out.ts'
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

/** The page that takes the place of a refused step: what is missing, who must act, under which provision, what unlocks it. */
export async function refusedPage(
  here: Visit,
  dossier: DossierId | undefined,
  impediments: readonly Impediment[],
  met: readonly GateState[] = [],
): Promise<Response> {
  const { t } = here.reader
  const steps: PathStep[] = [
    ...met.flatMap((state): PathStep[] =>
      state.state === 'met' ? [{ state: 'met', title: guaranteeText(t, state.gate.guarantee).name }] : [],
    ),
    ...impediments.map((impediment): PathStep => {
      if (impediment.kind !== 'guarantee-unmet') {
        const code = impediment.kind === 'out-of-turn' ? impediment.turn.code : impediment.kind
        return { state: 'missing', title: t('refused.turn'), missing: code, who: '', cites: [], unlockedBy: '' }
      }
      const { gate } = impediment
      return {
        state: 'missing',
        title: guaranteeText(t, gate.guarantee).name,
        missing: guaranteeText(t, gate.guarantee).plain,
        who: gate.mustAct,
        cites: citesOf(gate),
        unlockedBy: gate.how,
      }
    }),
  ]
  const main = html`<h1>${t('refused.title')}</h1><p class="lead">${t('refused.lead')}</p>${refusalPath(t, steps)}${dossier === undefined ? '' : html`<p><a href="/matters/${dossier}">${t('refused.back')}</a></p>`}`
  return send(page(here.reader, await frameOf(here), { title: t('refused.title'), desk: true, main }), 409)
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
