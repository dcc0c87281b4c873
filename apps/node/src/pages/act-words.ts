import { type ActId, epochMsOf, type Instant } from '@comity/kernel'
import { actTitle, dayText, knownClock, languageName, timeText } from '@comity/portal'
import type { Act } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import type { Visit } from './site.ts'

/** Numbers of the acts of a dossier, in the one order: the same at every node that holds the same acts. */
export function numbersOf({ folded }: LoadedDossier): ReadonlyMap<string, number> {
  const known = numbered.get(folded)
  if (known) return known
  const numbers = new Map<string, number>(folded.acts.map(({ id }, at) => [id, at + 1]))
  numbered.set(folded, numbers)
  return numbers
}

const numbered = new WeakMap<LoadedDossier['folded'], ReadonlyMap<string, number>>()

/** The verb phrase that heads an act. */
export function titleOfAct(here: Visit, loaded: LoadedDossier, id: string): string {
  const read = loaded.read.get(id as ActId)
  return read ? titleOf(here, loaded, read) : id.slice(0, 12)
}

/** The same for an act that is not in the dossier yet. */
export function titleOf(
  here: Visit,
  loaded: LoadedDossier,
  { act, shown }: { readonly act: Act; readonly shown: Readonly<Record<string, string>> },
): string {
  const { t, place } = here.reader
  const when = (at: Instant) => `${dayText(t, at, place.zone)}, ${timeText(t, at, place.zone)}`
  const statement = ({ body }: { readonly body: { readonly report: ActId; readonly statement: string } }) => {
    const report = loaded.folded.dossier.settled.get(body.report)?.act
    return report?.kind === 'questioned'
      ? t('matter.statement.of', { time: timeText(t, report.body.from, place.zone) })
      : t('matter.statement', { label: body.statement })
  }
  switch (act.kind) {
    case 'request-sent':
      return actTitle(t, { kind: act.kind, about: 'records' })
    case 'information-asked':
      return actTitle(t, { kind: act.kind, questions: 1 })
    case 'arrested':
      return actTitle(t, { kind: act.kind, time: timeText(t, act.body.arrestedAt, place.zone) })
    case 'counsel-appointed':
    case 'counsel-vouched':
      return actTitle(t, { kind: act.kind, counsel: shown['counselName'] ?? t('matter.counsel') })
    case 'interpreter-engaged':
      return actTitle(t, { kind: act.kind, language: languageName(t, act.body.language) })
    case 'questioned': {
      const minutes = Math.round((epochMsOf(act.body.to) - epochMsOf(act.body.from)) / 60_000)
      return actTitle(t, {
        kind: act.kind,
        minutes,
        counsel: act.body.counsel === 'waived' ? 'other' : act.body.counsel,
      })
    }
    case 'hearing-set':
    case 'video-hearing-ordered':
      return actTitle(t, { kind: act.kind, when: when(act.body.at) })
    case 'evidence-challenged':
    case 'evidence-relied-on':
    case 'evidence-excluded':
      return actTitle(t, { kind: act.kind, evidence: statement(act) })
    case 'order-refused':
      return actTitle(t, { kind: act.kind, number: numbersOf(loaded).get(act.body.act) ?? 0 })
    case 'deadline-met':
    case 'deadline-missed':
    case 'deadline-observed':
      return actTitle(t, { kind: act.kind, step: clockTitle(t, act.body.clock) })
    case 'finding-made':
      return actTitle(t, { kind: act.kind, finding: shown['finding'] ?? '' })
    case 'objection-filed':
      return loaded.folded.dossier.opened?.procedure === 'extradition'
        ? actTitle(t, { kind: act.kind })
        : t('matter.objection')
    case 'remedy-notice-given':
    case 'privilege-reviewed':
    case 'extradition-requested':
    case 'video-hearing-accepted':
      return t(`matter.act.${act.kind}`)
    default:
      return actTitle(t, { kind: act.kind })
  }
}

const clockTitle = (t: Visit['reader']['t'], id: string): string => {
  const known = knownClock(id)
  return known ? t(`clock-text.${known}.title`) : id
}

export type CardKind =
  | 'request'
  | 'question'
  | 'answer'
  | 'order'
  | 'decision'
  | 'report'
  | 'breach'
  | 'refusal'
  | 'protective'
  | 'challenge'
  | 'choice'
  | 'notice'
  | 'result'
  | 'finding'
  | 'deadline'

const KINDS: Partial<Record<Act['kind'], CardKind>> = {
  'arrest-requested': 'request',
  'extradition-requested': 'request',
  'request-sent': 'request',
  'information-asked': 'question',
  'supplement-asked': 'question',
  'information-supplied': 'answer',
  'request-acknowledged': 'answer',
  'order-refused': 'refusal',
  'assistance-refused': 'decision',
  'assistance-granted': 'decision',
  'result-returned': 'result',
  'evidence-challenged': 'challenge',
  'objection-filed': 'challenge',
  'consulate-information-given': 'choice',
  'letter-of-rights-given': 'notice',
  'reasons-given': 'notice',
  'hearing-set': 'notice',
  'remedy-notice-given': 'notice',
  'third-person-informed': 'notice',
  'finding-made': 'finding',
  'deadline-met': 'deadline',
  'deadline-missed': 'deadline',
  'deadline-observed': 'deadline',
}

const ORDERS: ReadonlySet<Act['kind']> = new Set([
  'arrest-ordered',
  'video-hearing-ordered',
  'consent-recorded',
  'speciality-renounced',
  'evidence-relied-on',
  'request-authorised',
])
const REPORTS: ReadonlySet<Act['kind']> = new Set([
  'arrested',
  'questioned',
  'brought-before-judge',
  'measure-executed',
])

/** What sort of thing an act is to whoever reads the dossier. */
export function cardKindOf(act: Act, opensBreach: boolean): CardKind {
  if (opensBreach) return 'breach'
  if (ORDERS.has(act.kind)) return 'order'
  if (REPORTS.has(act.kind)) return 'report'
  return KINDS[act.kind] ?? 'protective'
}
