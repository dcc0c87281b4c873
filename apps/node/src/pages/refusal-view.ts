import type { Instant, JsonObject } from '@comity/kernel'
import {
  between,
  type Content,
  html,
  linkButton,
  type PathStep,
  quoted,
  type RefusedView,
  zonedMoment,
} from '@comity/portal'
import { type GateState, type Impediment, type Kind, settledOf } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import { turnWords } from './act-facts.ts'
import { mayMake } from './act-forms.ts'
import { actLink } from './act-view.ts'
import { numbersOf } from './act-words.ts'
import { personName } from './authors.ts'
import { citesFor } from './cites.ts'
import { runningClocks } from './clock-view.ts'
import { clockWords } from './clock-words.ts'
import { matterFrame, proofWords } from './matter-view.ts'
import { officesFor } from './offices.ts'
import { partiesOf } from './provisions-of-act.ts'
import { gatesInOrder } from './rights-view.ts'
import { refusalProblem } from './signing.ts'
import { stateName, type Visit } from './site.ts'
import { doWords, missingWords, unlockWords } from './step-words.ts'

/** What was wanted when a right said no, and what was kept of it. */
export type Refused = {
  readonly kind: Kind
  readonly body: JsonObject
  readonly impediments: readonly Impediment[]
  readonly kept: boolean
}

/** Acts that belong to one step of the way: whoever takes it does not meet them one by one. */
const STEPS: Readonly<Partial<Record<Kind, StepName>>> = {
  'reasons-given': 'reasons',
  'letter-of-rights-given': 'letter',
  'language-assessed': 'language',
  'counsel-appointed': 'counsel',
  'counsel-vouched': 'counsel',
  'interpreter-engaged': 'interpreter',
  'interpretation-confirmed': 'interpreter',
  'counsel-advised': 'advice',
  'hearing-set': 'judge',
  'brought-before-judge': 'judge',
  'video-hearing-accepted': 'video',
  'consent-recorded': 'consent',
  'remedy-notice-given': 'notice',
  'privilege-reviewed': 'privilege',
}
type StepName =
  | 'reasons'
  | 'letter'
  | 'language'
  | 'counsel'
  | 'interpreter'
  | 'advice'
  | 'judge'
  | 'video'
  | 'consent'
  | 'notice'
  | 'privilege'

const TITLED = [
  'consent-recorded',
  'speciality-renounced',
  'video-hearing-ordered',
  'evidence-relied-on',
  'arrest-ordered',
  'result-returned',
  'assistance-granted',
  'request-authorised',
] as const

/** The page that takes the place of a refused order, in the order in which the law lets things happen. */
export function refusalView(here: Visit, loaded: LoadedDossier, refused: Refused): RefusedView {
  const { t } = here.reader
  const { id } = loaded.folded.dossier
  const frame = matterFrame(here, loaded)
  const steps = stepsOf(here, loaded, refused)
  const missing = steps.filter(({ state }) => state === 'missing').length
  const waiting = steps.filter(({ state }) => state === 'waiting').length
  const titled = TITLED.find((kind) => kind === refused.kind)
  const problem = refusalProblem(refused.impediments)
  return {
    title: titled ? t(`refused.title.${titled}`) : t('refused.title'),
    lead: leadOf(here, loaded, refused.kind),
    count: t('refused.missing-count', { count: missing, waiting }),
    crumbs: [
      { text: frame.desk.text, href: frame.desk.href },
      { text: id, href: `/matters/${id}`, isFileNumber: true },
      { text: doWords(t, refused.kind) },
    ],
    steps,
    person: personPanel(here, loaded),
    kept: [
      ...(refused.kept ? [html`<a href="/matters/${id}/record/${refused.kind}">${t('refused.kept.draft')}</a>`] : []),
      t('refused.kept.nothing'),
      t.html('refused.kept.seen', { log: html`<a href="/matters/${id}/access">${t('refused.kept.log')}</a>` }),
    ],
    around: t('refused.around.state', { state: otherState(here, loaded) }),
    machine: {
      type: problem.type,
      gates: [...new Set(problem.gates.map(({ guarantee }) => guarantee as string))],
      otherwise: problem.otherwise.map(({ code }) => code),
    },
    back: { text: t('refused.back.dossier'), href: `/matters/${id}` },
  }
}

function leadOf(here: Visit, loaded: LoadedDossier, kind: Kind): Content {
  const { t } = here.reader
  const person = personName(here, loaded)
  const { opened } = loaded.folded.dossier
  const state = opened ? stateName(here, opened.requesting) : ''
  switch (kind) {
    case 'consent-recorded':
    case 'speciality-renounced':
      return t('refused.lead.consent', { person, state })
    case 'video-hearing-ordered':
      return t('refused.lead.video', { person })
    case 'evidence-relied-on':
      return t('refused.lead.evidence', { person })
    default:
      return t('refused.lead.other')
  }
}

function stepsOf(here: Visit, loaded: LoadedDossier, { kind, body, impediments }: Refused): readonly PathStep[] {
  const { t } = here.reader
  const turns = impediments.flatMap((impediment) => (impediment.kind === 'out-of-turn' ? [impediment.turn] : []))
  const outOfTurn = turns.map(({ code, needs }): PathStep => {
    const opens = needs.map((need) => doWords(t, need)).join(', ')
    return {
      state: 'missing',
      title: t('refused.turn'),
      missing: turnWords(t, code),
      who: '',
      cites: [],
      unlockedBy: opens === '' ? t('refused.turn.unlock') : opens,
    }
  })
  const groups = Map.groupBy(gatesInOrder(here.site, loaded, kind, body), ({ gate }) => stepName(gate))
  const may = new Set(mayMake(here, loaded))
  let hasPrimary = false
  const gates = [...groups].map(([name, states]): PathStep => {
    const step = stepFrom(here, loaded, name, states, may, !hasPrimary)
    hasPrimary ||= step.state === 'missing' && step.action !== undefined
    return step
  })
  return [...outOfTurn, ...gates, afterStep(here, kind)]
}

/** The step that a gate belongs to; a gate that a pack brings and nobody foresaw is a step of its own. */
const stepName = (gate: GateState['gate']): string =>
  STEPS[(gate.provedBy[0]?.act ?? 'none') as Kind] ?? `guarantee ${gate.guarantee}`

function stepFrom(
  here: Visit,
  loaded: LoadedDossier,
  name: string,
  states: readonly GateState[],
  may: ReadonlySet<Kind>,
  isFirst: boolean,
): PathStep {
  const { t } = here.reader
  const title = stepTitle(here, name, states)
  const open = states.filter(({ state }) => state !== 'met')
  if (open.length === 0) return metStep(here, loaded, title, states)
  const [first] = open
  const kinds = open.flatMap(({ gate }) => (gate.provedBy[0] ? [gate.provedBy[0].act as Kind] : []))
  const unique = [...new Set(kinds)]
  const barred = open.flatMap((state) => (state.state === 'barred' ? [state.by] : []))
  const doable = unique.find((kind) => may.has(kind))
  return {
    state: 'missing',
    title,
    missing:
      barred.length > 0
        ? html`${t('refused.barred.report', { number: numbersOf(loaded).get(barred[0] ?? '') ?? 0 })} ${barred.map((id) => actLink(here, loaded, id))}`
        : html`${between(
            unique.map((kind) => missingWords(t, kind)),
            ' ',
          )}`,
    who: barred.length > 0 || !first ? '' : officesFor(here, loaded, first.gate.mustAct),
    cites: citesFor(
      here.site.law,
      open.flatMap(({ gate }) => gate.sources),
      partiesOf(loaded),
      3,
    ),
    unlockedBy:
      barred.length > 0
        ? t('refused.barred.never')
        : unlocked(
            here,
            open.map(({ gate }) => gate),
            unique,
          ),
    ...(doable && barred.length === 0
      ? {
          action: linkButton(
            { text: doWords(t, doable), href: `/matters/${loaded.folded.dossier.id}/record/${doable}` },
            isFirst ? 'primary' : 'second',
          ),
        }
      : {}),
  }
}

function unlocked(here: Visit, gates: readonly GateState['gate'][], kinds: readonly Kind[]): Content {
  const words = kinds.map((kind) => unlockWords(here.reader.t, kind))
  if (words.some((text) => text === undefined)) return html`${gates.map(({ how }) => quoted(`${how} `, 'en'))}`
  return html`${between(words, '; ')}`
}

function stepTitle({ reader: { t }, site }: Visit, name: string, states: readonly GateState[]): string {
  const known = Object.values(STEPS).find((step) => step === name)
  if (known) return t(`refused.step.${known}`)
  const [first] = states
  return first
    ? (site.node.ports.law.own.procedure.guarantee(first.gate.guarantee)?.title ?? first.gate.guarantee)
    : name
}

/** A step that is done shows by what; a hearing that is set is not held yet. */
function metStep(here: Visit, loaded: LoadedDossier, title: string, states: readonly GateState[]): PathStep {
  const { reader } = here
  const ids = [
    ...new Set(
      states.flatMap((state) => (state.state === 'met' && state.by !== 'stated-in-the-order' ? [state.by] : [])),
    ),
  ]
  const numbers = numbersOf(loaded)
  const links = ids.map(
    (id) =>
      html`<a href="/matters/${loaded.folded.dossier.id}/acts/${id}">${reader.t('gate.act', { number: numbers.get(id) ?? 0 })}</a>`,
  )
  const hearing = settledOf(loaded.folded.dossier, 'hearing-set').find(({ id }) => ids.includes(id))
  const isAhead = hearing !== undefined && hearing.act.body.at > reader.now
  if (isAhead)
    return {
      state: 'waiting',
      title,
      note: html`${reader.t.html('refused.waiting.hearing', { when: zonedMoment(reader, hearing.act.body.at) })} ${links}`,
    }
  const [first] = ids
  return {
    state: 'met',
    title,
    note: html`${first && proofWords(here, loaded, first)} ${between(links, ' · ')}`,
  }
}

const afterStep = ({ reader: { t } }: Visit, kind: Kind): PathStep => ({
  state: 'after',
  title: t(kind === 'consent-recorded' ? 'refused.after.consent-recorded' : 'refused.after.other'),
  ...(kind === 'consent-recorded' ? { note: t('refused.after.speciality') } : {}),
})

/** What a refusal means for the person: nothing moved, and the clock that protects them runs on. */
function personPanel(here: Visit, loaded: LoadedDossier): RefusedView['person'] {
  const { reader } = here
  const { t } = reader
  const [clock] = runningClocks(here, loaded)
  const passesAt: Instant | undefined = clock?.passesAt
  return {
    title: t('refused.person.named', { person: personName(here, loaded) }),
    lines: [
      t('refused.person.nothing'),
      ...(clock && passesAt
        ? [
            t.html('refused.person.clock', {
              what: html`${clockWords(here, clock.clock.id)}`,
              when: zonedMoment(reader, passesAt),
            }),
          ]
        : []),
    ],
  }
}

function otherState(here: Visit, { folded: { dossier } }: LoadedDossier): string {
  const own = here.site.node.identity.state
  const { opened } = dossier
  if (!opened) return ''
  return stateName(here, opened.requesting === own ? opened.requested : opened.requesting)
}
