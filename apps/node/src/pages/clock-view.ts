import { type CalendarDate, epochMsOf, type Instant } from '@comity/kernel'
import {
  between,
  type ClockState,
  type Content,
  type DeadlineClockView,
  type Due,
  dateText,
  dayText,
  html,
  type RulerMark,
  shortWeekdayText,
  timeText,
} from '@comity/portal'
import { type RunningClock, settledOf } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import { numbersOf } from './act-words.ts'
import { citesFor } from './cites.ts'
import { clockWords, effectWords, ownUntilWords, stepWords, termWords, untilWords } from './clock-words.ts'
import { clocksOf } from './desk-view.ts'
import { partiesOf } from './provisions-of-act.ts'
import type { Visit } from './site.ts'

/** A clock of a matter, with every step of its arithmetic. */
export function clockView(
  here: Visit,
  loaded: LoadedDossier,
  running: RunningClock,
  id: string,
  wording: 'desk' | 'own' = 'desk',
): DeadlineClockView {
  const { site, reader } = here
  const { t } = reader
  const { clock, deadline, startedAt } = running
  const strict = deadline.strictReading
  const isInstant = startedAt.includes('T')
  return {
    id,
    heading: html`${clockWords(here, clock.id)}`,
    what: html`${wording === 'own' ? ownUntilWords(here, clock) : untilWords(here, clock)}`,
    state: stateOf(here, loaded, running),
    ...(isInstant ? { from: { at: startedAt as Instant, label: startLabel(here, loaded, running) } } : {}),
    marks: marksOf(here, loaded, running),
    why: {
      steps: deadline.steps.map((step) => stepWords(here, step)),
      ifPassed: html`${effectWords(here, clock)}`,
      ...(strict !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(strict)
        ? { strict: dateText(t, strict as CalendarDate) }
        : {}),
      cites: citesFor(site.law, clock.sources, partiesOf(loaded)),
    },
    wording,
  }
}

function stateOf(here: Visit, loaded: LoadedDossier, running: RunningClock): ClockState {
  const { satisfiedBy, state, clock } = running
  const due = dueOf(running)
  if (satisfiedBy !== undefined && state === 'met') {
    const { payload, act } = loaded.folded.dossier.settled.get(satisfiedBy) ?? {}
    const at = act && 'at' in act.body ? act.body.at : payload?.claimed
    return { kind: 'satisfied', at: at ?? here.reader.now, proof: actLink(here, loaded, satisfiedBy) }
  }
  if (satisfiedBy !== undefined)
    return { kind: 'late', proof: actLink(here, loaded, satisfiedBy), ...(due ? { due } : {}) }
  if (!due)
    return clock.length.kind === 'qualitative'
      ? { kind: 'term', term: html`${termWords(here, clock.length.term)}` }
      : { kind: 'not-started', startsWith: clock.startsWith }
  return { kind: state === 'missed' ? 'overdue' : 'running', due }
}

const actLink = (here: Visit, loaded: LoadedDossier, id: string): Content => {
  const number = numbersOf(loaded).get(id)
  return number === undefined
    ? ''
    : html`<a href="/matters/${loaded.folded.dossier.id}/acts/${id}">${here.reader.t('gate.act', { number })}</a>`
}

function dueOf({ deadline, passesAt }: RunningClock): Due | undefined {
  if (passesAt === undefined) return undefined
  const isDate = deadline.due !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(deadline.due)
  return isDate ? { on: deadline.due as CalendarDate, endsAt: passesAt } : { at: passesAt }
}

const startLabel = ({ reader: { t } }: Visit, { folded }: LoadedDossier, { startedBy }: RunningClock): string =>
  t(folded.dossier.settled.get(startedBy)?.act.kind === 'arrested' ? 'matter.clock.arrest' : 'matter.clock.start')

/** A hearing that is set before the time is over. */
function marksOf(here: Visit, loaded: LoadedDossier, { passesAt, clock }: RunningClock): readonly RulerMark[] {
  const { t, place, now } = here.reader
  if (passesAt === undefined || !clock.onLiberty) return []
  return settledOf(loaded.folded.dossier, 'hearing-set').flatMap(({ act }): RulerMark[] => {
    const { at } = act.body
    if (at <= now || at >= passesAt) return []
    const when = `${shortWeekdayText(t, at, place.zone)} ${timeText(t, at, place.zone)}`
    return [{ at, label: t('matter.clock.judge', { when }), role: 'decides' }]
  })
}

/** The clocks that run after the first, in a sentence: the law's next words on the same liberty. */
export function afterwards(here: Visit, loaded: LoadedDossier, rest: readonly RunningClock[]): Content {
  const { t, place } = here.reader
  const named = rest.filter(({ passesAt }) => passesAt !== undefined).slice(0, 2)
  if (named.length === 0) return undefined
  const lines = named.map((running) => {
    const due = dueOf(running)
    const day = due && 'on' in due ? dateText(t, due.on) : dayText(t, running.passesAt ?? here.reader.now, place.zone)
    return html`${clockWords(here, running.clock.id)}: ${day}`
  })
  return html`${t('matter.clock.then')} ${between(lines, '; ')}. <a href="/matters/${loaded.folded.dossier.id}/deadlines">${t('matter.clock.all')}</a>`
}

/** Clocks that still run, the one on liberty that ends first before all others. */
export const runningClocks = (here: Visit, loaded: LoadedDossier): readonly RunningClock[] =>
  clocksOf(here.site, loaded.folded).filter(({ state, passesAt }) => state === 'running' && passesAt !== undefined)

export const leftMs = (here: Visit, { passesAt }: RunningClock): number =>
  passesAt === undefined ? 0 : Math.max(0, epochMsOf(passesAt) - epochMsOf(here.reader.now))
