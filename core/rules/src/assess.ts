import type { Assessment, Finding, Source } from './assessment.ts'
import { SUBJECT_OF, select } from './between.ts'
import { within } from './calendar.ts'
import {
  type Composed,
  compareText,
  compose,
  type Layer,
  outcomeOf,
  questionsOf,
  type Weighed,
  weigh,
} from './compose.ts'
import { type Reading, Terms } from './grounds/ground.ts'
import { findTest } from './grounds/registry.ts'
import type { Law, Rule } from './law.ts'
import type { Matter } from './matter.ts'
import type { Binding, DomesticPoint, Instrument, Profile, Provision } from './pack.ts'
import { type Scene, sceneOf } from './scene.ts'
import { triggeredBy } from './triggered.ts'

/** A provision that governs the matter, one of its bindings, and the layer it stands in. */
type Bound = { readonly id: string; readonly layer: Layer; readonly binding: Binding }

/** An assessment with what it was made from: enough to recompute and to explain every finding. */
export type Examination = { readonly assessment: Assessment; readonly composed: readonly Composed[] }

/**
 * What the law says about a matter as of a date: `asOf`, else the date the matter sets, else that of the request, else
 * the day to which the pack was collected. Never throws on a matter that `readMatter` accepts; equal input gives an
 * equal answer, bit for bit.
 */
export function assess(law: Law, matter: Matter, asOf?: string): Assessment {
  return examine(law, matter, asOf).assessment
}

/** Like `assess`, keeping the way from facts over tests and provisions to effects. */
export function examine(law: Law, matter: Matter, asOf?: string): Examination {
  const on = asOf ?? matter.request.asOf ?? matter.request.date ?? law.pack.asOf
  const { request } = matter
  const categories = [...new Set((matter.offences ?? []).flatMap((offence) => offence.categories ?? []))]
  const selection = select(law, request.requesting, request.requested, SUBJECT_OF[request.kind], on, {
    names: request.basis ?? [],
    categories,
  })
  const profile = law.profiles.find((candidate) => appliesTo(candidate, law, request.requested, on))
  const bound = [
    ...selection.governing.flatMap(({ instrument, role }) => fromInstrument(instrument, role === 'basis', on)),
    ...fromState(law, request.requested, on),
    ...(profile?.binds ?? []).map((binding): Bound => ({ id: binding.provision, layer: 'baseline', binding })),
  ]
    .filter(({ binding }) => !binding.kinds || binding.kinds.includes(request.kind))
    .filter(({ layer }) => layer === 'baseline' || !outsideProcedure(matter))
  const scene = sceneOf(law, matter, on)
  const { weighed, readings } = read(scene, bound)
  const composed = compose(weighed)
  const assessment: Assessment = {
    matter: matter.id,
    asOf: on,
    law: { digest: law.digest, ...(profile ? { profile: profile.id } : {}) },
    outcome: outcomeOf(composed, matter.offences?.length ?? 0),
    findings: composed.map((one) => finding(law, one, on)),
    questions: questionsOf(readings),
    instruments: selection.candidates.map(({ id, role, inForceBetween, why }) => ({ id, role, inForceBetween, why })),
    guarantees: triggeredBy(law, matter, new Set(selection.governing.map(({ instrument }) => instrument.id)), (id) => {
      const rule = law.provision(id)
      return rule && sourceOf(rule)
    }),
  }
  return { assessment, composed }
}

/** Expulsion and the like are not extradition: treaties and statutes on it do not govern them, the person's rights do. */
function outsideProcedure({ request }: Matter): boolean {
  return request.purpose === 'removal' || (request.route !== undefined && request.route !== 'formal-procedure')
}

function appliesTo(profile: Profile, law: Law, state: string, on: string): boolean {
  if (profile.states.some((code) => code === state)) return true
  const memberships = law.states.get(state)?.memberships ?? []
  return (
    profile.group !== undefined &&
    memberships.some((membership) => membership.of === profile.group && within(membership, on))
  )
}

function fromInstrument(instrument: Instrument, basis: boolean, on: string): Bound[] {
  const layer: Layer = basis ? (instrument.kind === 'custom' ? 'general' : 'basis') : 'baseline'
  return fromProvisions(instrument.provisions, layer, on)
}

function fromState(law: Law, state: string, on: string): Bound[] {
  const record = law.states.get(state)
  if (!record) return []
  const points = record.points.filter((point: DomesticPoint) => point.role !== 'requesting')
  const declared = (record.declarations ?? []).flatMap((declaration) =>
    declaration.binds.map((binding): Bound => ({ id: declaration.provision, layer: 'basis', binding })),
  )
  return [...fromProvisions(points, 'domestic', on), ...declared]
}

function fromProvisions(provisions: readonly Provision[], layer: Layer, on: string): Bound[] {
  const bound: Bound[] = []
  for (const provision of provisions) {
    if (provision.binds.length === 0 || !within(provision, on)) continue
    for (const binding of provision.binds) bound.push({ id: provision.id, layer, binding })
  }
  return bound
}

/** Runs each test once per set of parameters, whatever number of provisions binds it. */
function read(scene: Scene, bound: readonly Bound[]): { weighed: Weighed[]; readings: Reading[] } {
  const answers = new Map<string, readonly Reading[]>()
  const weighed: Weighed[] = []
  for (const { id, layer, binding } of bound) {
    const test = findTest(binding.ground, binding.test)
    if (!test) continue
    const key = `${binding.ground}|${binding.test}|${JSON.stringify(binding.with)}`
    const readings = answers.get(key) ?? test(scene, new Terms(binding.with))
    answers.set(key, readings)
    for (const reading of readings) {
      const one = weigh(scene.matter, id, layer, binding, reading)
      if (one) weighed.push(one)
    }
  }
  return { weighed, readings: [...answers.values()].flat() }
}

function finding(law: Law, composed: Composed, on: string): Finding {
  const conflict = conflictOf(law, composed)
  return {
    ground: composed.ground,
    effect: composed.effect,
    sources: sourcesOf(law, composed.resting, on),
    why: conflict ? `${composed.why} ${conflict}` : composed.why,
    facts: [...composed.facts],
  }
}

/** Where provisions pull in two directions, the finding says which prevailed. */
function conflictOf(law: Law, composed: Composed): string | undefined {
  const other = composed.overruled.find((weighed) => weighed.effect !== 'no-obstacle')
  const rule = other && law.provision(other.provision)
  if (!other || !rule) return undefined
  return `${nameOf(rule)}, ${rule.provision.article} alone would lead to "${other.effect}"; the stricter rule prevails.`
}

const nameOf = (rule: Rule): string =>
  'instrument' in rule.from ? rule.from.instrument.short : rule.from.point.statute

/** The provisions a finding rests on, and the decisions that had read them so by the date. */
export function sourcesOf(law: Law, resting: readonly Weighed[], on: string): Source[] {
  const provisions = [...new Set(resting.map((weighed) => weighed.provision))].sort(compareText)
  const decisions = [...new Set(resting.flatMap((weighed) => weighed.binding.see))].sort(compareText)
  return [
    ...provisions.flatMap((id) => {
      const rule = law.provision(id)
      return rule ? [sourceOf(rule)] : []
    }),
    ...decisions.flatMap((id): Source[] => {
      const decision = law.decisions.get(id)
      if (!decision || decision.decided > on) return []
      return [
        {
          instrument: decision.title,
          provision: decision.citation,
          authority: 'case-law',
          id,
          status: decision.status,
        },
      ]
    }),
  ]
}

function sourceOf({ provision, from }: Rule): Source {
  const { id, article, status } = provision
  if ('state' in from) return { instrument: from.point.statute, provision: article, authority: 'statute', id, status }
  return {
    instrument: from.instrument.short,
    provision: article,
    authority: AUTHORITY[from.instrument.kind],
    id,
    status,
  }
}

const AUTHORITY: Readonly<Record<Instrument['kind'], NonNullable<Source['authority']>>> = {
  multilateral: 'treaty',
  regional: 'treaty',
  bilateral: 'treaty',
  eu: 'eu-law',
  custom: 'case-law',
  'soft-law': 'soft-law',
  model: 'soft-law',
}
