import type { Instant } from '@comity/kernel'
import {
  type Content,
  dateText,
  fullMomentText,
  html,
  isClockTerm,
  type KnownClock,
  knownClock,
  quoted,
} from '@comity/portal'
import type { BoundClock, Step } from '@comity/rules'
import type { Visit } from './site.ts'

/** What a clock is called in the reader's language; a pack's own words, marked as English, where the catalogues have none. */
export function clockWords({ site, reader: { t } }: Visit, id: string): Content {
  const known = knownClock(id)
  if (known) return t(`clock-text.${known}.title`)
  const title = site.node.ports.law.own.procedure.clock(id)?.title
  return title === undefined ? id : quoted(title, 'en')
}

/** What it runs to, as the beginning of a sentence that the date ends. */
export function untilWords(here: Visit, clock: BoundClock): Content {
  const known = knownClock(clock.id)
  return known && hasUntil(known) ? here.reader.t(`clock-text.${known}.until`) : clockWords(here, clock.id)
}

/** The same, to the person whom it protects. */
export function ownUntilWords(here: Visit, clock: BoundClock): Content {
  const known = knownClock(clock.id)
  return known && hasUntil(known) ? here.reader.t(`clock-text.${known}.own`) : clockWords(here, clock.id)
}

const DATED = ['prompt-judge', 'papers-18', 'papers-40', 'counsel-48', 'reply', 'object'] as const
type Dated = (typeof DATED)[number]
const hasUntil = (known: KnownClock): known is Dated => DATED.some((dated) => dated === known)

const EFFECTS: Readonly<Record<string, EffectName>> = {
  'breach unless exceptional and justified': 'breach-unless',
  'release possible': 'release-possible',
  'release mandatory': 'release',
  release: 'release',
  breach: 'breach',
  'breach (incommunicado)': 'incommunicado',
  'breach; review and reconsideration (LaGrand 2001)': 'breach-consulate',
  'decision on the file': 'on-file',
  'none stated': 'none',
  'proceedings may go on without complaint': 'goes-on',
}
type EffectName =
  | 'breach-unless'
  | 'release-possible'
  | 'release'
  | 'breach'
  | 'incommunicado'
  | 'breach-consulate'
  | 'on-file'
  | 'none'
  | 'goes-on'

/** What follows in law when a clock passes. */
export function effectWords({ reader: { t } }: Visit, { onExpiry, effect }: BoundClock): Content {
  const known = EFFECTS[onExpiry]
  return known ? t(`clock-effect.${known}`) : quoted(effect, 'en')
}

/** One step of a computation, in the reader's language where the catalogues know the step. */
export function stepWords({ reader: { t, place } }: Visit, { code, values, text }: Step): Content {
  const moment = (value: unknown): string => {
    const instant = Temporal.ZonedDateTime.from(String(value)).toInstant().toString({ fractionalSecondDigits: 3 })
    return fullMomentText(t, instant as Instant, place.zone)
  }
  const day = (value: unknown): string => dateText(t, String(value) as never)
  switch (code) {
    case 'zone':
      return t('clock-step.zone', { when: moment(values['here']) })
    case 'by-the-clock':
      return t('clock-step.by-the-clock')
    case 'elapsed':
      return t('clock-step.elapsed', { hours: Number(values['hours']), when: moment(values['end']) })
    case 'hours-not-moved':
      return t('clock-step.hours-not-moved')
    case 'days':
      return t('clock-step.days', { days: Number(values['amount']), day: day(values['end']) })
    case 'cap-not-moved':
      return t('clock-step.cap-not-moved')
    case 'strict-reading':
      return t('clock-step.strict', { day: day(values['date']) })
    case 'stated':
      return /^\d{4}-\d{2}-\d{2}$/.test(String(values['due']))
        ? t('clock-step.stated', { day: day(values['due']) })
        : quoted(text, 'en')
    case 'term': {
      const term = String(values['term'])
      return t('clock-step.term', { term: isClockTerm(term) ? t(`clock-term.${slugOf(term)}`) : term })
    }
    case 'unchecked':
      return t('clock-step.unchecked')
    case 'rule-unchecked':
      return t('clock-step.rule-unchecked')
    default:
      return html`<span lang="en" dir="ltr">${text}</span>`
  }
}

/** How soon, where the law gives a word and no number. */
export function termWords({ reader: { t } }: Visit, term: string): Content {
  return isClockTerm(term) ? t(`clock-term.${slugOf(term)}`) : quoted(term, 'en')
}

type Slug<T extends string> = T extends `${infer A} ${infer B}` ? `${A}-${Slug<B>}` : T
const slugOf = <T extends string>(term: T): Slug<T> => term.replaceAll(' ', '-') as Slug<T> // spaces to hyphens, as the type says
