import { epochMsOf, type Instant } from '@comity/kernel'
import {
  dayText,
  type DeadlineClockView,
  type GateView,
  guaranteeText,
  html,
  linkButton,
  type LinkView,
  type MatterFrame,
  type MatterView,
  type NextStepView,
  tag,
  timeText,
} from '@comity/portal'
import { inCustody, type RunningClock } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import { mayMake } from './act-forms.ts'
import { citesOf } from './answers.ts'
import { numbersOf, titleOfAct } from './act-words.ts'
import { anchorOf, cardsOf } from './dossier-cards.ts'
import { clocksOf, gatesAhead } from './desk-view.ts'
import { type Site, stateName, type Visit } from './site.ts'

/** The name of the person, where this reader's node may read it. */
export function personName(here: Visit, loaded: LoadedDossier): string {
  const opening = loaded.folded.dossier.opened?.by
  const text = opening === undefined ? undefined : loaded.read.get(opening)?.shown['person']
  return text?.split(',')[0] ?? here.reader.t('matter.person-not-shown')
}

export function matterFrame(here: Visit, loaded: LoadedDossier): MatterFrame {
  const { reader } = here
  const { t } = reader
  const { dossier } = loaded.folded
  const { opened } = dossier
  if (!opened) throw new Error(`${dossier.id} was never opened`)
  const asking = stateName(here, opened.requesting)
  const asked = stateName(here, opened.requested)
  const person = personName(here, loaded)
  const arrest = dossier.custody.since === undefined ? undefined : dossier.settled.get(dossier.custody.since)?.act
  const open = dossier.breaches.filter(({ remediedBy }) => remediedBy === undefined)
  const without = loaded.folded.acts.filter(({ verdict }) => verdict.effect === 'none').length
  return {
    id: dossier.id,
    title: t(opened.procedure === 'extradition' ? 'matter.title.extradition' : 'matter.title.assistance', {
      asking,
      asked,
      person,
    }),
    status: [
      ...(inCustody(dossier) && arrest?.kind === 'arrested'
        ? [
            tag(
              html`${t('matter.custody-since', { when: `${dayText(t, arrest.body.arrestedAt, reader.place.zone)}, ${timeText(t, arrest.body.arrestedAt, reader.place.zone)}` })}`,
              'due',
            ),
          ]
        : []),
      ...(open.length > 0 ? [tag(html`${t('desk.breached', { count: open.length })}`, 'stop')] : []),
      ...(without > 0 ? [tag(html`${t('matter.orders-without-effect', { count: without })}`, 'stop')] : []),
      decisionWords(here, loaded),
    ],
    holder: lastOfOurs(here.site, loaded),
    runningHead: `${dossier.id}  ${asking} / ${asked}`,
    deskHref:
      here.persona?.kind === 'overseer' ? '/oversight' : here.persona?.kind === 'counsel' ? '/counsel' : '/desk',
  }
}

function decisionWords({ reader: { t } }: Visit, { folded: { dossier } }: LoadedDossier) {
  if (dossier.decisions.length > 1) return html`<b>${t('matter.decision.conflict')}</b>`
  const [decision] = dossier.decisions
  const consent = dossier.byKind
    .get('consent-recorded')
    ?.find((id) => dossier.settled.has(id) && !dossier.withdrawn.has(id))
  if (consent) return html`<b>${t('matter.decision.consented')}</b>`
  return html`<b>${t(decision ? `matter.decision.${decision.outcome}` : 'matter.nobody-decided')}</b>`
}

const lastOfOurs = (site: Site, { folded }: LoadedDossier): string | undefined => {
  const last = folded.acts.findLast(
    ({ verdict }) =>
      verdict.effect === 'effective' &&
      verdict.author.kind === 'authority' &&
      verdict.author.state === site.node.identity.state,
  )
  return last?.verdict.effect === 'effective' && last.verdict.author.kind === 'authority'
    ? last.verdict.author.holder
    : undefined
}

const FILTERS = ['all', 'orders', 'reports', 'person', 'without-effect'] as const
type Filter = (typeof FILTERS)[number]

export async function matterView(here: Visit, loaded: LoadedDossier, asked: string | undefined): Promise<MatterView> {
  const { t } = here.reader
  const frame = matterFrame(here, loaded)
  const cards = await cardsOf(here, loaded)
  const filter: Filter = FILTERS.find((key) => key === asked) ?? 'all'
  const passes: Readonly<Record<Filter, (card: (typeof cards)[number]) => boolean>> = {
    all: () => true,
    orders: ({ kind }) => kind === 'order' || kind === 'decision',
    reports: ({ kind }) => kind === 'report' || kind === 'breach',
    person: ({ rail }) => rail === 'person',
    'without-effect': ({ withoutEffect }) => withoutEffect === true,
  }
  const { opened } = loaded.folded.dossier
  const [clock] = clocksOf(here.site, loaded.folded).filter(({ state }) => state === 'running')
  const gates = gateViews(here, loaded)
  return {
    ...frame,
    ...(clock ? { clock: clockView(here, clock, 'earliest', t('matter.earliest-clock')) } : {}),
    next: nextOf(here, loaded, gates),
    gates,
    gatesNote: t(opened?.procedure === 'extradition' ? 'matter.gates.consent' : 'matter.gates.return'),
    heads: {
      asks: { title: t('matter.asks', { state: opened ? stateName(here, opened.requesting) : '' }) },
      person: { title: personName(here, loaded) },
      decides: { title: t('matter.decides', { state: opened ? stateName(here, opened.requested) : '' }) },
    },
    acts: cards.filter(passes[filter]),
    filter,
    filters: FILTERS.map((key) => ({ key, text: t(`matter.filter.${key}`), count: cards.filter(passes[key]).length })),
    steps: stepsFor(here, loaded),
    until: here.reader.now,
  }
}

/** Gates of the order towards which the matter moves, one line a guarantee, and the breaches beside them. */
export function gateViews(here: Visit, loaded: LoadedDossier): readonly GateView[] {
  const { t } = here.reader
  const numbers = numbersOf(loaded)
  const states = Map.groupBy(gatesAhead(here.site, loaded.folded), ({ gate }) => gate.guarantee)
  const gates = [...states].map(([guarantee, parts]): GateView => {
    const open = parts.find(({ state }) => state !== 'met')
    const met = parts.findLast((part) => part.state === 'met' && part.by !== 'stated-in-the-order')
    const proof = met?.state === 'met' ? met.by : undefined
    const [first] = parts
    return {
      name: guaranteeText(t, guarantee).name,
      state: open ? 'open' : 'met',
      detail: open
        ? t('matter.gate.owner', { who: t(`matter.role.${open.gate.mustAct}`), how: open.gate.how })
        : t('gate.act', { number: numbers.get(proof ?? '') ?? 0 }),
      ...(open && first ? { cites: citesOf(open.gate).slice(0, 2) } : {}),
      ...(!open && proof !== undefined && proof !== 'stated-in-the-order' ? { href: `#${anchorOf(proof)}` } : {}),
    }
  })
  const breaches = loaded.folded.dossier.breaches
    .filter(({ remediedBy }) => remediedBy === undefined)
    .map(
      ({ guarantee, by }): GateView => ({
        name: guaranteeText(t, guarantee).breached,
        state: 'breached',
        detail: titleOfAct(here, loaded, by),
        href: `#${anchorOf(by)}`,
      }),
    )
  return [...breaches, ...gates]
}

/** The one thing to do: for whoever may do it a button, for everybody else who must act. */
function nextOf(here: Visit, loaded: LoadedDossier, gates: readonly GateView[]): NextStepView {
  const { t } = here.reader
  const { dossier } = loaded.folded
  const id = 'next'
  const own = here.site.node.identity.state
  if (
    dossier.opened?.procedure === 'mutual-legal-assistance' &&
    !dossier.byKind.has('request-sent') &&
    dossier.opened.requesting === own
  )
    return {
      id,
      what: t('send.title', { state: stateName(here, dossier.opened.requested) }),
      why: t('send.lead'),
      action: linkButton({ text: t('matter.next.send'), href: `/drafts/${dossier.id}/send` }),
    }
  const open = gates.find(({ state }) => state === 'open')
  if (!open) return { id, what: t('matter.next.none'), why: t('matter.next.none.why') }
  const steps = stepsFor(here, loaded)
  const [first] = steps
  return {
    id,
    what: open.name,
    why: open.detail ?? '',
    ...(open.cites ? { cites: open.cites } : {}),
    ...(first ? { action: linkButton({ text: t('matter.next.record'), href: '#steps' }) } : {}),
  }
}

const stepsFor = (here: Visit, loaded: LoadedDossier): readonly LinkView[] =>
  mayMake(here, loaded).map((kind) => ({
    text: here.reader.t(`form.kind.${kind}`),
    href: `/matters/${loaded.folded.dossier.id}/record/${kind}`,
  }))

export function clockView(here: Visit, clock: RunningClock, id: string, heading: string): DeadlineClockView {
  const { t } = here.reader
  const why = {
    steps: clock.deadline.steps.map(({ text }) => text),
    ifPassed: clock.clock.effect,
    ...(clock.deadline.strictReading === undefined ? {} : { strict: clock.deadline.strictReading }),
    cites: citesOf(clock.clock),
  }
  const shared = { id, heading, what: clock.clock.title, why, wording: 'desk' as const }
  const at = startOf(clock)
  const from = at === undefined ? {} : { from: { at, label: t('matter.clock.start') } }
  const { passesAt } = clock
  const due =
    clock.deadline.due !== undefined && !clock.deadline.due.includes('T') && passesAt
      ? { on: clock.deadline.due as never, endsAt: passesAt }
      : passesAt
        ? { at: passesAt }
        : undefined
  if (clock.state === 'met') return { ...shared, state: { kind: 'satisfied', at: passesAt ?? here.reader.now } }
  if (!due)
    return {
      ...shared,
      state: {
        kind: 'not-started',
        startsWith: clock.clock.length.kind === 'qualitative' ? clock.clock.length.term : clock.clock.startsWith,
      },
    }
  return { ...shared, ...from, state: { kind: clock.state === 'missed' ? 'overdue' : 'running', due } }
}

const startOf = (clock: RunningClock): Instant | undefined =>
  Number.isFinite(epochMsOf(clock.startedAt as Instant)) && clock.startedAt.includes('T')
    ? (clock.startedAt as Instant)
    : undefined
