import { dateIn } from '@comity/kernel'
import { type Content, guaranteeText, html, linkButton, type NextStepView, zonedMoment } from '@comity/portal'
import { type Dossier, definitionOf, type Kind, type RunningClock, settledOf } from '@comity/procedure'
import type { CitedProvision } from '@comity/rules'
import type { LoadedDossier } from '../node/dossiers.ts'
import { mayMake } from './act-forms.ts'
import { numbersOf, titleOfAct } from './act-words.ts'
import { citesFor } from './cites.ts'
import { clockWords } from './clock-words.ts'
import { clocksOf } from './desk-view.ts'
import { officesFor } from './offices.ts'
import { partiesOf } from './provisions-of-act.ts'
import { ACTS_IN_ORDER, type RightState } from './rights-view.ts'
import { type Site, stateName, type Visit } from './site.ts'
import { doWords, missingWords } from './step-words.ts'

/** Something that could be done next, and how pressing it is. */
type Candidate = {
  readonly kind: Kind
  readonly overdue: boolean
  readonly due?: RunningClock['passesAt']
  readonly why: Content
  readonly sources: readonly CitedProvision[]
  /** Whoever must act, where it is not the reader. */
  readonly who: Content
}

const ID = 'next'

/** The one thing to do in a matter: for whoever may do it a button, for everybody else who must act. */
export async function nextStepOf(
  here: Visit,
  loaded: LoadedDossier,
  rights: readonly RightState[],
): Promise<NextStepView> {
  const signature = await waitingSignature(here, loaded)
  if (signature) return signature
  const { t } = here.reader
  const { dossier } = loaded.folded
  if (here.persona?.kind === 'overseer') return forOverseer(here, loaded)
  if (dossier.closedBy) return { id: ID, what: t('matter.next.closed'), why: t('matter.next.closed.why') }
  const may = new Set(mayMake(here, loaded))
  const all = [...fromRights(here, loaded, rights), ...fromClocks(here, loaded), ...fromAssistance(here, loaded)]
    .filter(({ kind }) => isTimely(here, loaded, kind))
    .toSorted(byUrgency)
  const mine = all.filter(({ kind }) => may.has(kind))
  const [first] = mine
  if (first) return stepOf(here, loaded, first, mine.slice(1))
  const [others] = all
  if (!others) return { id: ID, what: t('matter.next.none'), why: t('matter.next.none.why') }
  return {
    id: ID,
    what: t('matter.next.others'),
    why: t.html('matter.next.others.why', { what: html`${doWords(t, others.kind)}`, who: html`${others.who}` }),
    cites: citesFor(here.site.law, others.sources, partiesOf(loaded)),
  }
}

function stepOf(here: Visit, loaded: LoadedDossier, step: Candidate, rest: readonly Candidate[]): NextStepView {
  const { t } = here.reader
  const { id } = loaded.folded.dossier
  const later = [...new Set(rest.map(({ kind }) => kind))].filter((kind) => kind !== step.kind).slice(0, 2)
  const href = step.kind === 'request-sent' ? `/drafts/${id}/send` : `/matters/${id}/record/${step.kind}`
  return {
    id: ID,
    what: doWords(t, step.kind),
    why: step.why,
    cites: citesFor(here.site.law, step.sources, partiesOf(loaded)),
    action: linkButton({ text: doWords(t, step.kind), href }),
    ...(later.length > 0
      ? { after: t('matter.next.after', { list: later.map((kind) => doWords(t, kind)).join('; ') }) }
      : {}),
  }
}

/** What this reader has to sign goes before everything: somebody prepared it and waits. */
async function waitingSignature(here: Visit, loaded: LoadedDossier): Promise<NextStepView | undefined> {
  const { persona, site, reader } = here
  if (!persona || !('key' in persona)) return undefined
  const mine = (await site.node.allPending()).filter(
    ({ dossier, author }) => dossier === loaded.folded.dossier.id && author === persona.key,
  )
  const last = mine.at(-1)
  if (!last) return undefined
  return {
    id: ID,
    what: reader.t('matter.next.sign', { what: reader.t(`form.kind.${last.kind as 'arrested'}`) }),
    why: reader.t('matter.next.sign.why'),
    action: linkButton({ text: reader.t('matter.next.sign.go'), href: `/sign/${last.id}` }),
  }
}

function forOverseer(here: Visit, loaded: LoadedDossier): NextStepView {
  const { t } = here.reader
  const without = loaded.folded.acts.find(({ verdict }) => verdict.effect === 'none')
  const breach = loaded.folded.dossier.breaches.find(({ remediedBy }) => remediedBy === undefined)
  const act = without?.id ?? breach?.by
  if (act === undefined) return { id: ID, what: t('matter.next.oversee.none'), why: t('matter.next.oversee.none.why') }
  return {
    id: ID,
    what: t('matter.next.oversee', { what: titleOfAct(here, loaded, act) }),
    why: t(without ? 'matter.next.oversee.order' : 'matter.next.oversee.breach'),
    action: linkButton({
      text: t('matter.next.oversee.go', { number: numbersOf(loaded).get(act) ?? 0 }),
      href: `/matters/${loaded.folded.dossier.id}/acts/${act}`,
    }),
  }
}

/** Steps that a right of the person waits for. */
function fromRights(here: Visit, loaded: LoadedDossier, rights: readonly RightState[]): readonly Candidate[] {
  if (loaded.folded.dossier.opened?.procedure !== 'extradition' || !loaded.folded.dossier.custody.since) return []
  const { t } = here.reader
  return rights
    .filter(({ state }) => state === 'open' || state === 'overdue')
    .flatMap(({ owed, state, due, sources, guarantee }) =>
      owed.flatMap(({ kinds, mustAct }): Candidate[] => {
        const [kind] = kinds
        if (!kind) return []
        const by = due === undefined ? '' : html` ${t.html('matter.next.by', { when: zonedMoment(here.reader, due) })}`
        return [
          {
            kind,
            overdue: state === 'overdue',
            ...(due === undefined ? {} : { due }),
            why: html`${guaranteeText(t, guarantee).name}: ${missingWords(t, kind)}${by}`,
            sources,
            who: officesFor(here, loaded, mustAct),
          },
        ]
      }),
    )
}

/** Steps that a State owes by a clock, the other State's papers among them. */
function fromClocks(here: Visit, loaded: LoadedDossier): readonly Candidate[] {
  const { t } = here.reader
  return clocksOf(here.site, loaded.folded)
    .filter(({ satisfiedBy, passesAt }) => satisfiedBy === undefined && passesAt !== undefined)
    .flatMap((running): Candidate[] => {
      const kind = running.clock.satisfiedBy.map(({ act }) => act).find((act) => act !== 'released') as Kind | undefined
      if (!kind || running.passesAt === undefined) return []
      return [
        {
          kind,
          overdue: running.state === 'missed',
          due: running.passesAt,
          why: html`${clockWords(here, running.clock.id)}. ${t.html('matter.next.by', { when: zonedMoment(here.reader, running.passesAt) })}`,
          sources: running.clock.sources,
          who: running.owedBy === 'person' ? t('rail.person') : stateName(here, running.owedBy),
        },
      ]
    })
}

/** Where assistance stands: acknowledge, decide, carry out, tell the people affected, look for privilege, return, close. */
function fromAssistance(here: Visit, loaded: LoadedDossier): readonly Candidate[] {
  const { dossier } = loaded.folded
  const kind = assistanceStep(dossier)
  if (!kind) return []
  const side = definitionOf(kind).by[0]?.side === 'requesting' ? dossier.opened?.requesting : dossier.opened?.requested
  return [
    {
      kind,
      overdue: false,
      why: missingWords(here.reader.t, kind),
      sources: gateSources(here.site, kind),
      who: side ? stateName(here, side) : '',
    },
  ]
}

function assistanceStep(dossier: Dossier): Kind | undefined {
  if (dossier.opened?.procedure !== 'mutual-legal-assistance' || dossier.withdrawn.has(dossier.opened.by))
    return undefined
  const has = (kind: Kind) => dossier.byKind.has(kind)
  if (!has('request-sent')) return 'request-sent'
  if (!has('request-acknowledged')) return 'request-acknowledged'
  const answered = new Set(settledOf(dossier, 'information-supplied').map(({ act }) => act.body.asked))
  if (settledOf(dossier, 'information-asked').some(({ id }) => !answered.has(id))) return 'information-supplied'
  if (dossier.decisions.length === 0) return 'assistance-granted'
  if (dossier.decisions[0]?.outcome === 'refused') return 'matter-closed'
  const rest: readonly Kind[] = [
    'measure-executed',
    'remedy-notice-given',
    'privilege-reviewed',
    'result-returned',
    'matter-closed',
  ]
  return rest.find((kind) => !has(kind))
}

const gateSources = (site: Site, kind: Kind): readonly CitedProvision[] =>
  site.node.ports.law.own.procedure
    .guarantees()
    .find(({ gates }) => gates.some(({ provedBy }) => provedBy.some(({ act }) => act === kind)))?.sources ?? []

/** A step is not pressed for before its day: nobody is brought before a judge ahead of the hearing that was set. */
function isTimely(here: Visit, { folded: { dossier } }: LoadedDossier, kind: Kind): boolean {
  const hearing = settledOf(dossier, 'hearing-set').at(-1)
  const { now, place } = here.reader
  const ahead = hearing !== undefined && dateIn(hearing.act.body.at, place.zone) > dateIn(now, place.zone)
  if (kind === 'brought-before-judge' || kind === 'interpretation-confirmed') return !ahead
  return true
}

function byUrgency(a: Candidate, b: Candidate): number {
  const late = Number(b.overdue) - Number(a.overdue)
  if (late !== 0) return late
  const order = (kind: Kind) => {
    const at = ACTS_IN_ORDER.indexOf(kind)
    return at === -1 ? ACTS_IN_ORDER.length : at
  }
  return order(a.kind) - order(b.kind) || (a.due ?? '9').localeCompare(b.due ?? '9')
}
