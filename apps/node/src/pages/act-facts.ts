import { type ActId, dateIn, type Instant, unreachable } from '@comity/kernel'
import { type Content, dateText, dayText, guaranteeText, html, languageName, quoted, timeText } from '@comity/portal'
import type { Act, ReadAct } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import { numbersOf } from './act-words.ts'
import { citesFor } from './cites.ts'
import { clockWords } from './clock-words.ts'
import { named } from './provisions-of-act.ts'
import { nameIn, type Visit } from './site.ts'

/** What an act says in its clear fields, in sentences of the reader's language. Nothing is added to what was signed. */
export function factsOf(
  here: Visit,
  loaded: LoadedDossier,
  { act, payload }: Pick<ReadAct, 'act' | 'payload'>,
): Content[] {
  const { reader, site } = here
  const { t, place } = reader
  const numbers = numbersOf(loaded)
  const numberOf = (id: ActId): number => numbers.get(id) ?? 0
  /** The hour; with the day where it is not that of the act. */
  const when = (at: Instant): string =>
    dateIn(at, place.zone) === dateIn(payload.claimed, place.zone)
      ? timeText(t, at, place.zone)
      : `${dayText(t, at, place.zone)}, ${timeText(t, at, place.zone)}`
  const language = (tag: string): string => languageName(t, tag)
  const officeOf = (id: string): string => {
    const authority = site.node.directory().authority(id as never)
    return authority ? nameIn(authority.name, t.language) : id
  }
  const understood = (yes: boolean): string => t(yes ? 'fact.understood' : 'fact.not-understood')
  switch (act.kind) {
    case 'arrest-requested':
      return [
        t('fact.request', {
          purpose: act.body.purpose === 'prosecution' ? 'trial' : 'other',
          offences: offences(t, act.body.offences),
        }),
        act.body.urgent && t('fact.urgent'),
      ]
    case 'request-authorised':
      return [t('fact.records', { offences: offences(t, act.body.offences) }), t(`fact.notice.${act.body.noticePlan}`)]
    case 'extradition-requested':
      return [t('fact.papers', { count: act.body.documents })]
    case 'request-sent':
    case 'arrest-ordered':
    case 'counsel-vouched':
    case 'video-hearing-accepted':
    case 'video-hearing-ordered':
      return []
    case 'request-acknowledged':
      return [act.body.expected !== undefined && t('fact.expected', { day: dateText(t, act.body.expected) })]
    case 'information-asked':
      return [t('fact.reply-by', { day: dateText(t, act.body.replyBy) })]
    case 'information-supplied':
      return [t('fact.answers', { number: numberOf(act.body.asked) })]
    case 'supplement-asked':
      return [
        t('fact.supplement', { number: numberOf(act.body.act) }),
        citesFor(site.law, named(site.law, act.body.provisions), [], 4)
          .map(({ label }) => label)
          .join(' · '),
      ]
    case 'assistance-granted':
      return act.body.conditions.length === 0
        ? []
        : [
            t('fact.conditions', {
              list: act.body.conditions.map((condition) => t(`fact.condition.${condition}`)).join(', '),
            }),
          ]
    case 'assistance-refused':
      return [act.body.grounds.map(({ provision }) => provision).join(' · ')]
    case 'measure-executed':
      return [t('fact.executed', { day: dateText(t, act.body.on), count: act.body.documents })]
    case 'remedy-notice-given':
      return [
        t('fact.told-at', { when: when(act.body.at) }),
        t(act.body.postponedByJudge ? 'fact.postponed-until' : 'fact.object-until', {
          day: dateText(t, act.body.until),
        }),
      ]
    case 'privilege-reviewed':
      return [t(`fact.privilege.${act.body.result}`, { count: act.body.documents })]
    case 'result-returned':
      return [t('fact.items', { count: act.body.items.length })]
    case 'request-withdrawn':
      return [t('fact.takes-back', { number: numberOf(act.body.request) })]
    case 'arrested':
      return [t('fact.clocks-from', { when: when(act.body.arrestedAt) })]
    case 'reasons-given':
      return [
        t('fact.at-in', { when: when(act.body.at), language: language(act.body.language) }),
        understood(act.body.understood),
      ]
    case 'letter-of-rights-given':
      return [
        t(`fact.letter.${act.body.form}`, { when: when(act.body.at), language: language(act.body.language) }),
        understood(act.body.understood),
      ]
    case 'language-assessed':
      return [
        t('fact.at-in', { when: when(act.body.at), language: language(act.body.language) }),
        t(act.body.interpreterNeeded ? 'fact.interpreter-needed' : 'fact.no-interpreter-needed'),
        t(act.body.reads ? 'fact.reads' : 'fact.does-not-read'),
      ]
    case 'counsel-appointed':
      return [t('fact.vouch-asked', { bar: officeOf(act.body.bar) })]
    case 'counsel-advised':
      return [
        t('fact.at', { when: when(act.body.at) }),
        t(act.body.private ? 'fact.private' : 'fact.not-private'),
        t(`fact.interpreted.${act.body.interpreted}`),
        t(act.body.consequencesExplained ? 'fact.consequences' : 'fact.no-consequences'),
      ]
    case 'interpreter-engaged':
      return [t('fact.engaged', { for: t(`form.choice.${act.body.for}`), language: language(act.body.language) })]
    case 'interpretation-confirmed':
      return [t('fact.confirmed', { for: t(`form.choice.${act.body.for}`) }), understood(act.body.understood)]
    case 'consulate-information-given':
      return [t('fact.at', { when: when(act.body.at) }), t(`fact.consulate.${act.body.wish}`)]
    case 'third-person-informed':
      return [t('fact.at', { when: when(act.body.at) }), t(`fact.third.${act.body.wish}`)]
    case 'doctor-offered':
      return [t('fact.at', { when: when(act.body.at) }), t(`fact.doctor.${act.body.wish}`)]
    case 'questioned':
      return [
        t('fact.from-to', { from: when(act.body.from), to: timeText(t, act.body.to, place.zone) }),
        t(`fact.counsel.${act.body.counsel}`),
        t(`fact.interpreter.${act.body.interpreter}`),
        t('fact.report-kept'),
      ]
    case 'hearing-set':
      return [t('fact.before-judge')]
    case 'brought-before-judge':
    case 'consent-recorded':
    case 'speciality-renounced':
      return [t('fact.at', { when: when(act.body.at) })]
    case 'consent-withdrawn':
      return [t('fact.takes-back', { number: numberOf(act.body.consent) })]
    case 'evidence-challenged':
      return [t('fact.challenge', { number: numberOf(act.body.report), ground: t(`form.choice.${act.body.ground}`) })]
    case 'evidence-excluded':
    case 'evidence-relied-on':
      return [t('fact.from-report', { number: numberOf(act.body.report) })]
    case 'objection-filed':
      return [act.body.against !== undefined && t('fact.against', { number: numberOf(act.body.against) })]
    case 'released':
      return [t('fact.at', { when: when(act.body.at) }), t(`form.choice.${act.body.ground}`)]
    case 'order-refused':
      return [t('matter.missing', { what: missingIn(here, act).join(', ') }), act.body.alarm && t('matter.alarm')]
    case 'deadline-met':
    case 'deadline-missed':
    case 'deadline-observed':
      return [clockWords(here, act.body.clock), t('fact.started-by', { number: numberOf(act.body.startedBy) })]
    case 'finding-made':
      return [
        act.body.about.length > 0 &&
          t('fact.about', { list: act.body.about.map((id) => String(numberOf(id))).join(', ') }),
        act.body.answerBy !== undefined && t('fact.reply-by', { day: dateText(t, act.body.answerBy) }),
      ]
    case 'matter-closed':
      return [t(`form.choice.${act.body.outcome}`)]
    default:
      return unreachable(act)
  }
}

/** What a refusal says was missing, each thing once. */
function missingIn({ reader: { t } }: Visit, { body }: Extract<Act, { kind: 'order-refused' }>): readonly string[] {
  const rights = [...new Set(body.unmet.map(({ guarantee }) => guaranteeText(t, guarantee).name))]
  return [...rights, ...body.otherwise.map((code) => turnWords(t, code))]
}

const TURNS = [
  'already-open',
  'not-open-yet',
  'closed',
  'withdrawn',
  'not-sent',
  'already-decided',
  'not-granted',
  'names-no-such-act',
  'not-in-custody',
  'already-consented',
  'no-consent',
  'statement-tainted',
] as const

/** Why a step was out of its turn; a code that has no words is shown as it is. */
export function turnWords(t: Visit['reader']['t'], code: string): string {
  const known = TURNS.find((turn) => turn === code)
  return known ? t(`refused.turn.${known}`) : code
}

const OFFENCES = [
  'fraud',
  'embezzlement',
  'corruption',
  'money-laundering',
  'tax',
  'organised-crime',
  'drug-trafficking',
  'other',
] as const

/** Offences by their kind in the reader's language, where the catalogue has it. */
function offences(t: Visit['reader']['t'], codes: readonly string[]): string {
  return codes
    .map((code) => {
      const known = OFFENCES.find((offence) => offence === code)
      return known ? t(`draft.category.${known}`) : code
    })
    .join(', ')
}

/** The sentences that there are, one after the other. */
export const sentences = (parts: readonly Content[]): Content =>
  parts
    .filter((part) => part !== false && part !== undefined && part !== '')
    .map((part, at) => html`${at > 0 ? ' ' : ''}${part}`)

/** Not read on a card: the facts in machine form, and a name that the title already says. */
const NOT_READ_OUT: ReadonlySet<string> = new Set(['matter', 'counselName'])

/** Texts that the author wrote and that this reader may see, in the author's own language. */
export const textsOf = ({ shown }: Pick<ReadAct, 'shown'>): readonly Content[] =>
  Object.entries(shown)
    .filter(([name]) => !NOT_READ_OUT.has(name))
    .map(([, text]) => quoted(text))
