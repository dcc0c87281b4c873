import { epochMsOf } from '@comity/kernel'
import {
  type ActCardView,
  type Content,
  dayText,
  type GateView,
  guaranteeText,
  html,
  type MatterFrame,
  type MatterView,
  moment,
  type StepGroup,
  span,
  tag,
  wholeMoment,
} from '@comity/portal'
import { type Dossier, definitionOf, inCustody, settledOf, standing } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import { factsOf, sentences } from './act-facts.ts'
import { mayMake } from './act-forms.ts'
import { numbersOf, titleOfAct } from './act-words.ts'
import { allCounsel, knownPerson, personName } from './authors.ts'
import { citesFor } from './cites.ts'
import { afterwards, clockView, runningClocks } from './clock-view.ts'
import { termWords } from './clock-words.ts'
import { clocksOf } from './desk-view.ts'
import { anchorOf, cardsOf } from './dossier-cards.ts'
import { draftCards } from './draft-cards.ts'
import { nextStepOf } from './next-step.ts'
import { officesFor } from './offices.ts'
import { partiesOf } from './provisions-of-act.ts'
import { type RightState, rightsOf } from './rights-view.ts'
import { nameIn, stateName, type Visit } from './site.ts'

/** What stands on every page of a matter: its name, where it stands, how to get back. */
export function matterFrame(here: Visit, loaded: LoadedDossier): MatterFrame {
  const { reader, persona } = here
  const { t } = reader
  const { dossier } = loaded.folded
  const { opened } = dossier
  if (!opened) throw new Error(`${dossier.id} was never opened`)
  const asking = stateName(here, opened.requesting)
  const asked = stateName(here, opened.requested)
  const person = personName(here, loaded)
  return {
    id: dossier.id,
    title: t(opened.procedure === 'extradition' ? 'matter.title.extradition' : 'matter.title.assistance', {
      asking,
      asked,
      person,
    }),
    status: statusOf(here, loaded),
    runningHead: `${dossier.id}  ${asking} / ${knownPerson(loaded) ?? '–'} / ${asked}`,
    desk: deskOf(t, persona),
    tabs: ['dossier', 'rights', 'deadlines', 'access'],
  }
}

function deskOf(t: Visit['reader']['t'], persona: Visit['persona']): MatterFrame['desk'] {
  switch (persona?.kind) {
    case 'overseer':
      return { text: t('oversight.title'), href: '/oversight' }
    case 'counsel':
      return { text: t('counsel.title'), href: '/counsel' }
    default:
      return { text: t('desk.inbox'), href: '/desk' }
  }
}

function statusOf(here: Visit, loaded: LoadedDossier): readonly Content[] {
  const { reader } = here
  const { t } = reader
  const { dossier, acts } = loaded.folded
  const breaches = dossier.breaches.filter(({ remediedBy }) => remediedBy === undefined).length
  const without = acts.filter(({ verdict }) => verdict.effect === 'none').length
  return [
    ...custodyItems(here, dossier),
    ...(breaches > 0 ? [tag(t('desk.breached', { count: breaches }), 'stop')] : []),
    ...(without > 0 ? [tag(t('matter.orders-without-effect', { count: without }), 'stop')] : []),
    ...(dossier.opened?.procedure === 'extradition'
      ? [t(dossier.byKind.has('extradition-requested') ? 'matter.status.stage.full' : 'matter.status.stage.arrest')]
      : []),
    html`<b>${decisionWords(here, dossier)}</b>`,
  ]
}

function custodyItems({ reader }: Visit, dossier: Dossier): readonly Content[] {
  const { t } = reader
  const arrest = dossier.custody.since === undefined ? undefined : dossier.settled.get(dossier.custody.since)?.act
  if (arrest?.kind !== 'arrested') return []
  if (inCustody(dossier)) {
    const held = epochMsOf(reader.now) - epochMsOf(arrest.body.arrestedAt)
    return [tag(t.html('matter.custody-for', { span: span(reader, held) }), 'due')]
  }
  const release = dossier.custody.ended === undefined ? undefined : dossier.settled.get(dossier.custody.ended)?.act
  return release?.kind === 'released'
    ? [tag(t.html('matter.status.released', { when: moment(reader, release.body.at) }), 'met')]
    : []
}

function decisionWords({ reader: { t } }: Visit, dossier: Dossier): string {
  if (dossier.decisions.length > 1) return t('matter.decision.conflict')
  if (settledOf(dossier, 'consent-recorded').some(({ id }) => standing(dossier, id)))
    return t('matter.decision.consented')
  const [decision] = dossier.decisions
  return t(decision ? `matter.decision.${decision.outcome}` : 'matter.nobody-decided')
}

const FILTERS = ['all', 'orders', 'reports', 'person', 'without-effect'] as const
type Filter = (typeof FILTERS)[number]

const PASSES: Readonly<Record<Filter, (card: ActCardView) => boolean>> = {
  all: () => true,
  orders: ({ kind }) => kind === 'order' || kind === 'decision',
  reports: ({ kind }) => kind === 'report' || kind === 'breach',
  person: ({ rail }) => rail === 'person',
  'without-effect': ({ withoutEffect }) => withoutEffect === true,
}

export async function matterView(here: Visit, loaded: LoadedDossier, asked: string | undefined): Promise<MatterView> {
  const { t } = here.reader
  const { opened } = loaded.folded.dossier
  const cards = await cardsOf(here, loaded)
  const filter: Filter = FILTERS.find((key) => key === asked) ?? 'all'
  const rights = rightsOf(here.site, loaded)
  const [clock, ...rest] = runningClocks(here, loaded)
  const latest = await here.site.node.ports.archive.latestCheckpoint()
  const shown = cards.filter(PASSES[filter])
  return {
    ...matterFrame(here, loaded),
    ...(clock
      ? { clock: { ...clockView(here, loaded, clock, 'earliest'), afterwards: afterwards(here, loaded, rest) } }
      : {}),
    next: await nextStepOf(here, loaded, rights),
    gates: rights.map((right) => gateView(here, loaded, right)),
    gatesNote: t(opened?.procedure === 'extradition' ? 'matter.gates.consent' : 'matter.gates.return'),
    heads: headsOf(here, loaded),
    acts: filter === 'all' ? [...shown, ...(await draftCards(here, loaded))] : shown,
    filter,
    filters: FILTERS.map((key) => ({ key, text: t(`matter.filter.${key}`), count: cards.filter(PASSES[key]).length })),
    steps: stepGroups(here, loaded),
    until: here.reader.now,
    silenceNote: (silence) => owedInSilence(here, loaded, silence),
    print: { acts: cards.length, logSize: latest?.size ?? 0 },
  }
}

/** What each rail is called, and who has written on it. */
function headsOf(here: Visit, loaded: LoadedDossier): MatterView['heads'] {
  const { t } = here.reader
  const { opened } = loaded.folded.dossier
  const counsel = allCounsel(here, loaded)
  const note = (rail: 'asks' | 'decides') => {
    const names = officesOn(here, loaded, rail)
    return names.length === 0 ? {} : { note: names.slice(0, 3).join(', ') }
  }
  return {
    asks: { title: t('matter.asks', { state: opened ? stateName(here, opened.requesting) : '' }), ...note('asks') },
    person: {
      title: personName(here, loaded),
      ...(counsel.length > 0 ? { note: t('matter.counsel-named', { names: counsel.join(', ') }) } : {}),
    },
    decides: {
      title: t('matter.decides', { state: opened ? stateName(here, opened.requested) : '' }),
      ...note('decides'),
    },
  }
}

function officesOn({ site, reader }: Visit, { folded }: LoadedDossier, rail: 'asks' | 'decides'): readonly string[] {
  const ids = folded.acts.flatMap(({ verdict }) =>
    verdict.effect === 'effective' && verdict.rail === rail && verdict.author.kind === 'authority'
      ? [verdict.author.authority]
      : [],
  )
  return [...new Set(ids)].flatMap((id) => {
    const authority = site.node.directory().authority(id)
    return authority ? [nameIn(authority.name, reader.t.language)] : []
  })
}

/** One right as a line: its proof where it is met, who must act and by when where it is not. */
export function gateView(here: Visit, loaded: LoadedDossier, right: RightState): GateView {
  const { t } = here.reader
  const { breach } = right
  if (breach) {
    const remedy = breach.remediedBy ? 'remedied' : breach.challengedBy.length > 0 ? 'challenged' : 'unchallenged'
    return {
      name: titleOfAct(here, loaded, breach.by),
      state: 'breached',
      detail: html`${t(`matter.right.${remedy}`)}. ${actReference(here, loaded, breach.by)}`,
      href: `#${anchorOf(breach.by)}`,
    }
  }
  const name = guaranteeText(t, right.guarantee).name
  if (right.state === 'met') {
    const [proof] = right.proofs
    return {
      name,
      state: 'met',
      detail: proof === undefined ? '' : html`${proofWords(here, loaded, proof)} ${actReference(here, loaded, proof)}`,
      ...(proof === undefined ? {} : { href: `#${anchorOf(proof)}` }),
    }
  }
  return {
    name,
    state: right.state === 'overdue' ? 'overdue' : 'open',
    detail: owedWords(here, loaded, right),
    cites: citesFor(here.site.law, right.sources, partiesOf(loaded), 1),
    href: `/matters/${loaded.folded.dossier.id}/rights#${right.guarantee}`,
  }
}

/** The two facts of an act that say most about how a right was met. */
export function proofWords(here: Visit, loaded: LoadedDossier, id: RightState['proofs'][number]): Content {
  const read = loaded.read.get(id)
  if (!read) return ''
  if (read.act.kind === 'counsel-appointed') return html`${allCounsel(here, loaded).join(', ')}`
  return sentences(factsOf(here, loaded, read).slice(0, 2))
}

export const actReference = (here: Visit, loaded: LoadedDossier, id: string): Content => {
  const number = numbersOf(loaded).get(id)
  return number === undefined ? '' : here.reader.t('gate.act', { number })
}

/** Who must act, and by when. */
export function owedWords(here: Visit, loaded: LoadedDossier, { owed, due }: RightState): Content {
  const { t } = here.reader
  const [first] = owed
  const who = first ? t.html('matter.right.must', { who: html`${officesFor(here, loaded, first.mustAct)}` }) : ''
  const term =
    first?.clock?.clock.length.kind === 'qualitative' ? termWords(here, first.clock.clock.length.term) : undefined
  const by = due === undefined ? term : t.html('matter.right.by', { when: wholeMoment(here.reader, due) })
  return by === undefined ? html`${who}.` : html`${who}: ${by}.`
}

/** The steps that this reader may record, by what they are in law. */
function stepGroups(here: Visit, loaded: LoadedDossier): readonly StepGroup[] {
  const { t } = here.reader
  const links = mayMake(here, loaded).map((kind) => ({
    class: definitionOf(kind).class,
    text: t(`do.${kind as 'arrested'}`),
    href: `/matters/${loaded.folded.dossier.id}/record/${kind}`,
  }))
  const group = (title: string, ...classes: readonly string[]): StepGroup[] => {
    const own = links.filter((link) => classes.includes(link.class))
    return own.length === 0 ? [] : [{ title, links: own }]
  }
  return [
    ...group(t('matter.steps.protect'), 'protective'),
    ...group(t('matter.steps.reports'), 'report'),
    ...group(t('matter.steps.orders'), 'order'),
    ...group(t('matter.steps.procedure'), 'neutral'),
  ]
}

/** Whose answer was due within a silence. */
function owedInSilence(here: Visit, loaded: LoadedDossier, { from, to }: { from: string; to: string }): Content {
  const { t, place } = here.reader
  const due = clocksOf(here.site, loaded.folded).find(
    ({ passesAt, startedAt, satisfiedBy, owedBy }) =>
      owedBy !== 'person' &&
      passesAt !== undefined &&
      startedAt <= to &&
      passesAt > from &&
      passesAt < to &&
      (satisfiedBy === undefined || (loaded.folded.dossier.settled.get(satisfiedBy)?.payload.claimed ?? to) >= to),
  )
  if (!due?.passesAt || due.owedBy === 'person') return ''
  const { deadline, passesAt, owedBy } = due
  const day =
    deadline.due !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(deadline.due) ? `${deadline.due}T12:00:00.000Z` : passesAt
  return t('matter.silence.owed', {
    state: stateName(here, owedBy),
    day: dayText(t, day as typeof passesAt, place.zone),
  })
}
