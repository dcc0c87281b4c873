import type { ActId, CalendarDate, DossierId, JsonValue, StateCode } from '@comity/kernel'
import type {
  CheckView,
  CiteView,
  Completeness,
  DraftView,
  FormError,
  GateView,
  Option,
  PartField,
  PartView,
  RiskView,
  SendView,
  StartView,
} from '@comity/portal'
import { assess, between, readMatter } from '@comity/rules'
import {
  CATEGORIES,
  type DraftField,
  gapsOf,
  matterOf,
  PARTS,
  type Part,
  partOf,
  partState,
  REQUIRED,
  type RequestDraft,
} from '../drafts/request-draft.ts'
import { citesOf } from './answers.ts'
import { stateName, type Visit } from './site.ts'

/** States that may be asked: every one whose list this node accepts, itself and overseers aside. */
export function stateOptions(here: Visit): readonly Option[] {
  const { site, reader } = here
  const others = site.node
    .directory()
    .states()
    .filter(
      (list) =>
        list.state !== site.node.identity.state && list.authorities.some(({ role }) => role === 'central-authority'),
    )
  return [
    { value: '', text: reader.t('draft.choose') },
    ...others.map(({ state }) => ({ value: state as string, text: stateName(here, state) })),
  ]
}

type Basis = NonNullable<StartView['basis']> & { readonly instruments: readonly string[] }

/** What binds the two States for evidence today, as the rules say it. */
export function basisBetween({ site, reader }: Visit, to: StateCode): Basis {
  const answer = between(site.law, site.node.identity.state, to, 'evidence', reader.now.slice(0, 10) as CalendarDate)
  const basis = answer.instruments.find(({ role }) => role === 'basis')
  const alternatives = answer.instruments.filter(
    ({ role, inForceBetween }) => role === 'alternative' && inForceBetween === 'yes',
  )
  const nameOf = (id: string) => site.law.instruments.get(id)?.short ?? id
  return {
    name: basis ? nameOf(basis.id) : reader.t('draft.basis.none'),
    why: basis?.why ?? '',
    alternatives: alternatives.map(({ id }) => nameOf(id)),
    languages: answer.languages,
    channel: answer.channel ?? '',
    instruments: [...(basis ? [basis.id] : []), ...alternatives.map(({ id }) => id)].slice(0, 10),
  }
}

/** The provisions behind a required field: named ones, and those of the guarantee that it serves. */
function citesFor({ site }: Visit, field: DraftField): readonly CiteView[] {
  const required = REQUIRED.find((entry) => entry.field === field)
  const guarantee =
    required?.guarantee === undefined ? undefined : site.node.ports.law.own.procedure.guarantee(required.guarantee)
  const named = (required?.provisions ?? []).map((id) => {
    const rule = site.law.provision(id)
    return { id, instrument: id.slice(0, id.indexOf(':')), text: '', status: rule?.provision.status ?? 'not-held' }
  })
  return [...citesOf({ sources: named as never }), ...(guarantee ? citesOf(guarantee) : [])].slice(0, 3)
}

export function completenessOf(here: Visit, draft: RequestDraft): Completeness {
  const gaps = gapsOf(draft)
  return {
    done: REQUIRED.length - gaps.length,
    all: REQUIRED.length,
    gaps: gaps.map(
      ({ field }): GateView => ({
        name: here.reader.t(`draft.field.${field}`),
        state: 'open',
        cites: citesFor(here, field),
        href: `/drafts/${draft.id}/${partOf(field)}#f-${field}`,
      }),
    ),
  }
}

export function draftView(here: Visit, draft: RequestDraft): DraftView {
  const status = { 'not-started': 'not-started', 'in-progress': 'in-progress', complete: 'complete' } as const
  return {
    id: draft.id,
    to: stateName(here, draft.requested),
    savedAt: draft.at as DraftView['savedAt'],
    tasks: (Object.keys(PARTS) as Part[]).map((part) => ({
      title: here.reader.t(`draft.part.${part}`),
      href: `/drafts/${draft.id}/${part}`,
      status: status[partState(draft, part)],
    })),
    completeness: completenessOf(here, draft),
  }
}

export function partView(
  here: Visit,
  draft: RequestDraft,
  part: Part,
  version: number,
  errors: readonly FormError[],
  theirs?: RequestDraft,
): PartView {
  const { t } = here.reader
  const fields = PARTS[part].map((name): PartField => {
    const error = errors.find((candidate) => candidate.name === name)
    return {
      name,
      label: t(`draft.field.${name}`),
      hint: t(`draft.field.${name}.hint`),
      value: draft[name],
      control: controlOf(here, name),
      ...(error ? { error: error.text } : {}),
      ...(REQUIRED.some(({ field }) => field === name) ? {} : { optional: true }),
    }
  })
  const differing = theirs ? PARTS[part].filter((name) => theirs[name] !== draft[name]) : []
  return {
    id: draft.id,
    part,
    title: t(`draft.part.${part}`),
    version,
    savedAt: draft.at as PartView['savedAt'],
    fields,
    errors,
    ...(theirs
      ? { theirs: differing.map((name) => ({ label: t(`draft.field.${name}`), text: theirs[name], by: theirs.by })) }
      : {}),
  }
}

function controlOf({ reader: { t } }: Visit, name: DraftField): PartField['control'] {
  switch (name) {
    case 'category':
      return {
        kind: 'select',
        options: [
          { value: '', text: t('draft.choose') },
          ...CATEGORIES.map((value) => ({ value, text: t(`draft.category.${value}`) })),
        ],
      }
    case 'noticePlan':
      return {
        kind: 'choice',
        options: (['given', 'postponed-by-judge', 'none'] as const).map((value) => ({
          value,
          text: t(`draft.notice.${value}`),
        })),
      }
    case 'urgent':
      return {
        kind: 'choice',
        options: (['no', 'yes'] as const).map((value) => ({ value, text: t(`draft.urgent.${value}`) })),
      }
    case 'when':
    case 'where':
      return { kind: 'text' }
    default:
      return { kind: 'area', rows: name === 'facts' ? 8 : 4 }
  }
}

/** How a typed value is read back: choices in their words, the rest as typed. */
function wordsOf({ reader: { t } }: Visit, draft: RequestDraft, name: DraftField): string {
  if (draft[name] === '') return ''
  switch (name) {
    case 'category':
      return t(`draft.category.${draft.category as (typeof CATEGORIES)[number]}`)
    case 'noticePlan':
      return draft.noticePlan === '' ? '' : t(`draft.notice.${draft.noticePlan}`)
    case 'urgent':
      return draft.urgent === '' ? '' : t(`draft.urgent.${draft.urgent}`)
    default:
      return draft[name]
  }
}

export function checkView(here: Visit, draft: RequestDraft, key: string, afterTry: boolean): CheckView {
  const { t } = here.reader
  const gaps = new Set(gapsOf(draft).map(({ field }) => field))
  const missing = (name: DraftField) => t('draft.missing', { what: t(`draft.field.${name}`) })
  return {
    id: draft.id,
    to: stateName(here, draft.requested),
    savedAt: draft.at as CheckView['savedAt'],
    sections: (Object.keys(PARTS) as Part[]).map((part) => ({
      id: part,
      title: t(`draft.part.${part}`),
      answers: PARTS[part].map((name) => ({
        label: t(`draft.field.${name}`),
        value: wordsOf(here, draft, name),
        changeHref: `/drafts/${draft.id}/${part}#f-${name}`,
        name,
        ...(afterTry && gaps.has(name) ? { error: missing(name) } : {}),
      })),
    })),
    completeness: completenessOf(here, draft),
    errors: afterTry ? [...gaps].map((name) => ({ name, text: missing(name) })) : [],
    risks: risksOf(here, draft),
    affected: t(draft.otherAffected.trim() === '' ? 'draft.affected.nobody' : 'draft.affected.named'),
    letter: letterOf(here, draft),
    signers: signersFor(here, draft),
    key,
  }
}

function signersFor({ site, persona, reader }: Visit, draft: RequestDraft): readonly Option[] {
  const colleagues = site.signIn
    .personas()
    .filter(
      (candidate) =>
        candidate.kind === 'officer' &&
        persona?.kind === 'officer' &&
        candidate.authority === persona.authority &&
        candidate.name !== draft.by,
    )
  return [
    { value: '', text: reader.t('draft.choose') },
    ...colleagues.map(({ id, name }) => ({ value: id, text: name })),
  ]
}

/** What the rules say of the facts typed so far. */
function risksOf(here: Visit, draft: RequestDraft): readonly RiskView[] {
  const { site, reader } = here
  const matter = readMatter(
    matterOf(draft, basisBetween(here, draft.requested).instruments, reader.now.slice(0, 10)) as JsonValue,
  )
  if (!matter.ok) return []
  const { t } = reader
  return assess(site.law, matter.value).findings.map(
    (finding): RiskView => ({
      ground: finding.ground.replaceAll('-', ' '),
      effect: t(
        `draft.effect.${finding.effect === 'bar' || finding.effect === 'may-refuse' || finding.effect === 'no-obstacle' ? finding.effect : 'other'}`,
      ),
      why: finding.why,
      weight: finding.effect === 'bar' ? 'stop' : finding.effect === 'no-obstacle' ? 'met' : 'due',
      cites: finding.sources.map(({ instrument, provision, id, status }) => ({
        label: `${instrument}${provision === undefined ? '' : ` ${provision}`}`,
        href: id === undefined ? '/help' : `/rules/${id.replace(':', '/')}`,
        checked: status !== 'unchecked',
      })),
    }),
  )
}

function letterOf(here: Visit, draft: RequestDraft): readonly string[] {
  const { t } = here.reader
  const or = (text: string, field: DraftField) => (text.trim() === '' ? `[${t(`draft.field.${field}`)}: ?]` : text)
  return [
    or(draft.asked, 'asked'),
    `${or(draft.when, 'when')}, ${or(draft.where, 'where')}. ${or(draft.facts, 'facts')}`,
    or(draft.offence, 'offence'),
    or(draft.use, 'use'),
    basisBetween(here, draft.requested).name,
  ]
}

/** What leaves when a signed request is sent: read from the act itself, not from the draft it came from. */
export async function sendView(here: Visit, id: DossierId, key: string): Promise<SendView | undefined> {
  const { site, reader } = here
  const { folded, read, kept } = await site.node.dossiers.load(id)
  const { opened } = folded.dossier
  const act = opened && read.get(opened.by as ActId)
  if (!opened || !act) return undefined
  const list = site.node.directory().of(opened.requested)
  const { t } = reader
  const held = [...kept.values()]
  const bytes = held.reduce((sum, { jws, disclosures }) => sum + jws.length + disclosures.join('').length, 0)
  const line = (label: string, field: string) => ({ label, value: act.shown[field] ?? '' })
  return {
    id,
    to: stateName(here, opened.requested),
    bytes: Math.ceil((bytes * 4) / 3) + 2000,
    recipient: `${list?.node.recipient.slice(0, 28) ?? ''}…`,
    lines: [
      { label: t('send.to'), value: stateName(here, opened.requested) },
      line(t('send.asked'), 'asked'),
      line(t('send.facts'), 'facts'),
      line(t('send.person'), 'person'),
    ],
    key,
    cites: [],
  }
}
