import type { CountingRuleId } from '../guarantees/schema.ts'

/** How a body of law counts time. The day of the event is never counted in any of them; caps on custody show the stricter reading too. */
export type CountingRule = {
  readonly id: CountingRuleId
  readonly title: string
  /** `whole-hours`: the hour in which the event falls is left out. `by-the-minute`: from the minute of the event. */
  readonly hours: 'by-the-minute' | 'whole-hours'
  /** What happens when the last day is no working day. `state-law`: the law of the State that must act decides, and is asked for. */
  readonly lastDay: 'next-working-day' | 'state-law' | 'stays'
  /** Least number of working days that a period of two days or more must hold. */
  readonly leastWorkingDays: number
  readonly source: string
  readonly status: 'checked' | 'unchecked'
}

const RULES: readonly CountingRule[] = [
  {
    id: 'reg-1182-71',
    title: 'Regulation (EEC, Euratom) No 1182/71',
    hours: 'whole-hours',
    lastDay: 'next-working-day',
    leastWorkingDays: 2,
    source: 'articles 2 and 3',
    status: 'checked',
  },
  {
    id: 'eu-fd-surrender',
    title: 'Framework decisions and directives, which have no clause on counting',
    hours: 'by-the-minute',
    lastDay: 'state-law',
    leastWorkingDays: 0,
    source: 'reading of the texts; the law that transposes them decides',
    status: 'unchecked',
  },
  {
    id: 'ets076',
    title: 'European Convention on the Calculation of Time-Limits, a model only: it does not govern criminal matters',
    hours: 'by-the-minute',
    lastDay: 'next-working-day',
    leastWorkingDays: 0,
    source: 'ETS 076 articles 1 to 5',
    status: 'unchecked',
  },
  {
    id: 'requested-party-law',
    title: 'Law of the requested State',
    hours: 'by-the-minute',
    lastDay: 'state-law',
    leastWorkingDays: 0,
    source: 'ETS 024 article 22',
    status: 'checked',
  },
  {
    id: 'treaty-national',
    title: 'Treaty limit, counted under the law of the State that must act',
    hours: 'by-the-minute',
    lastDay: 'state-law',
    leastWorkingDays: 0,
    source: 'Vienna Convention on the Law of Treaties article 31',
    status: 'unchecked',
  },
  {
    id: 'tca-national',
    title: 'Agreement between the European Union and the United Kingdom, counted under the law of the executing State',
    hours: 'by-the-minute',
    lastDay: 'state-law',
    leastWorkingDays: 0,
    source: 'no clause on counting was verified',
    status: 'unchecked',
  },
  {
    id: 'clock-hours',
    title: 'Hours by the clock',
    hours: 'by-the-minute',
    lastDay: 'stays',
    leastWorkingDays: 0,
    source: 'practice of the supervisory bodies',
    status: 'unchecked',
  },
  {
    id: 'ecthr-calendar',
    title: 'Period for an application to the European Court of Human Rights',
    hours: 'by-the-minute',
    lastDay: 'stays',
    leastWorkingDays: 0,
    source: 'ECHR article 35(1) and Sabri Gunes v. Turkey (2012)',
    status: 'unchecked',
  },
  {
    id: 'ccf-internal',
    title: 'Rules of the Commission for the Control of INTERPOL’s Files',
    hours: 'by-the-minute',
    lastDay: 'state-law',
    leastWorkingDays: 0,
    source: 'Statute of the Commission article 40',
    status: 'checked',
  },
  {
    id: 'qualitative',
    title: 'A term without a number',
    hours: 'by-the-minute',
    lastDay: 'stays',
    leastWorkingDays: 0,
    source: 'the text gives no figure',
    status: 'checked',
  },
  {
    id: 'see-instrument',
    title: 'Derived from the limits of its parts',
    hours: 'by-the-minute',
    lastDay: 'state-law',
    leastWorkingDays: 0,
    source: 'the parts it is derived from',
    status: 'checked',
  },
]

/** Every counting rule by its id; total, so that no clock is ever counted by a rule that does not exist. */
export const COUNTING_RULES = Object.fromEntries(RULES.map((rule) => [rule.id, rule])) as Readonly<
  Record<CountingRuleId, CountingRule>
>
