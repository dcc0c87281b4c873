import type { ActId, CalendarDate, Instant, StrandId } from '@comity/kernel'
import { evaluateWhere, matchesProof, type ProceduralLaw, type Proof } from '@comity/rules'
import type { ActPayload } from '../src/act.ts'
import { decide } from '../src/decide.ts'
import { type Dossier, newDossier, type Settled } from '../src/dossier.ts'
import { breachesOf } from '../src/breach.ts'
import { evolve } from '../src/evolve.ts'
import { carriedProofs, gateStates, proofKey } from '../src/gates.ts'
import { impedimentsOf } from '../src/impediment.ts'
import type { Act } from '../src/kinds.ts'
import { bodyJson, outOfTurn } from '../src/turn.ts'
import { minute, SAMPLE_FILE } from './pen.ts'
import { ARREST_REQUEST, BANK_RECORDS, QUESTIONED } from './sample-file.ts'

/** One order, what came before anything is asked, and every act that can happen, in any order, each at most once. */
export type GateModel = { readonly order: Act; readonly before: readonly Act[]; readonly steps: readonly Act[] }

export type ModelChecked = {
  readonly states: number
  readonly transitions: number
  /** States in which the order may be made. */
  readonly open: number
  /** Paths to a state in which a node lets the order pass although the law that is meant asks for more. */
  readonly unsafe: readonly (readonly string[])[]
  /** Paths to a state in which everything is met and the order is refused all the same. */
  readonly stuck: readonly (readonly string[])[]
}

const ON = '2026-03-03' as CalendarDate
const idAt = (place: number): ActId => place.toString(16).padStart(64, '0') as ActId

/**
 * Visits every state that the steps can reach, breadth first, and asks in each both gates: the author's node (`decide`)
 * and the receiving node, to which the order is shown with whatever proofs would serve it best. `meant` is the law that
 * should hold; `applied` the one that the nodes apply, the same but in a test of this check.
 */
export function checkGates(model: GateModel, meant: ProceduralLaw, applied = meant): ModelChecked {
  const start = model.before.reduce<State>((state, act) => go(state, act, applied), {
    dossier: newDossier(SAMPLE_FILE),
    done: [],
    path: [],
  })
  const seen = new Set([keyOf(start, meant, model.order)])
  const next = [start]
  const found = { states: 0, transitions: 0, open: 0, unsafe: [] as string[][], stuck: [] as string[][] }
  for (let state = next.shift(); state; state = next.shift()) {
    found.states += 1
    const passes = passesSomewhere(state.dossier, model.order, applied)
    const isMet = lawfully(state.done, model.order, meant)
    const isOpen = outOfTurn(state.dossier, model.order) === undefined
    if (passes) found.open += 1
    if (passes && !isMet) found.unsafe.push([...state.path])
    if (!passes && isMet && isOpen) found.stuck.push([...state.path])
    for (const step of model.steps) {
      if (state.done.includes(step)) continue
      found.transitions += 1
      const reached = go(state, step, applied)
      const key = keyOf(reached, meant, model.order)
      if (seen.has(key)) continue
      seen.add(key)
      next.push(reached)
    }
  }
  return found
}

type State = { readonly dossier: Dossier; readonly done: readonly Act[]; readonly path: readonly string[] }

function go({ dossier, done, path }: State, act: Act, law: ProceduralLaw): State {
  const place = done.length + 1
  const payload = {
    strand: 'QN/court' as StrandId,
    seq: place,
    prev: place === 1 ? null : idAt(place - 1),
    parents: [],
    claimed: minute(place) as Instant,
  } as unknown as ActPayload // the fields that folding reads
  const settled: Settled = {
    id: idAt(place),
    payload,
    act,
    author: { kind: 'counsel', key: 'x' as never },
    rail: 'asks',
  }
  return {
    dossier: evolve(dossier, settled, breachesOf(settled, dossier, law)),
    done: [...done, act],
    path: [...path, `${act.kind} ${JSON.stringify(act.body)}`],
  }
}

function passesSomewhere(dossier: Dossier, order: Act, law: ProceduralLaw): boolean {
  if (decide(dossier, order, law, ON).ok) return true
  if (outOfTurn(dossier, order)) return false
  // A dishonest author names whatever the receiving node would accept for each gate that is met at all.
  const proofs = Object.fromEntries(
    gateStates(dossier, { kind: order.kind, body: bodyJson(order) }, law, ON).flatMap(({ gate, ...state }) =>
      state.state === 'met' && state.by !== 'stated-in-the-order' ? [[proofKey(gate), state.by]] : [],
    ),
  )
  const body = { ...bodyJson(order), proofs }
  return impedimentsOf(dossier, order, carriedProofs(dossier, { kind: order.kind, body }, law, ON)).length === 0
}

/** The same question asked of the bare list of acts, without anything of the procedure: what a lawyer would read off the law. */
function lawfully(done: readonly Act[], order: Act, law: ProceduralLaw): boolean {
  const facts = done.map((act) => ({ kind: act.kind as string, body: bodyJson(act) }))
  const proves = (proof: Proof): boolean => {
    if (proof.lastBy === undefined) return facts.some((fact) => matchesProof(proof, fact))
    const last = facts.findLast((fact) => fact.kind === proof.act && isOfSubject(proof, fact.body))
    return last !== undefined && matchesProof(proof, last)
  }
  return law
    .gatesOf(order.kind)
    .every(
      ({ provedBy, barredBy }) =>
        (provedBy.length === 0 || provedBy.some(proves)) &&
        !barredBy.some(({ act, where, sharing }) =>
          facts.some(
            ({ kind, body }) =>
              kind === act &&
              evaluateWhere(where, body) &&
              sharing.every((field) => body[field] === bodyJson(order)[field]),
          ),
        ),
    )
}

const isOfSubject = ({ where = {}, lastBy = [] }: Proof, body: ReturnType<typeof bodyJson>): boolean =>
  lastBy.every((field) => where[field] === undefined || where[field] === body[field])

/** Two states are the same where the same acts were done and the same one was last of each kind that has a last one. */
function keyOf({ done }: State, law: ProceduralLaw, order: Act): string {
  const contested = new Set(
    law
      .gatesOf(order.kind)
      .flatMap(({ provedBy }) => provedBy.flatMap(({ act, lastBy }) => (lastBy === undefined ? [] : [act as string]))),
  )
  const names = done.map((act) => `${act.kind}${JSON.stringify(act.body)}`)
  const last = [...contested].map((kind) => names.findLast((name) => name.startsWith(`${kind}{`)) ?? '')
  const plain = names.filter((_, at) => !contested.has(done[at]?.kind ?? ''))
  return [...plain.sort(), ...last.sort()].join('\n')
}

const at = minute(1)
const arrested: readonly Act[] = [
  { kind: 'arrest-requested', body: ARREST_REQUEST },
  { kind: 'arrested', body: { arrestedAt: at } },
]
const letter = (understood: boolean): Act => ({
  kind: 'letter-of-rights-given',
  body: { at, language: 'ar', form: 'paper', understood },
})
const reasons = (understood: boolean): Act => ({ kind: 'reasons-given', body: { at, language: 'ar', understood } })
const language = (interpreterNeeded: boolean): Act => ({
  kind: 'language-assessed',
  body: { at, language: 'ar', reads: true, interpreterNeeded },
})
const confirmed = (understood: boolean): Act => ({
  kind: 'interpretation-confirmed',
  body: { for: 'hearing', understood },
})
const advised = (isPrivate: boolean, consequencesExplained: boolean): Act => ({
  kind: 'counsel-advised',
  body: { at, private: isPrivate, interpreted: 'yes', consequencesExplained },
})
const heard: readonly Act[] = [
  language(true),
  language(false),
  { kind: 'counsel-appointed', body: { bar: 'QN/bar', where: 'requested' } },
  { kind: 'counsel-vouched', body: { appointment: idAt(1), kid: 'k' as never, key: {} as never } },
  { kind: 'interpreter-engaged', body: { for: 'hearing', language: 'ar' } },
  confirmed(true),
  confirmed(false),
  advised(true, false),
]
const consenting: readonly Act[] = [
  ...heard,
  letter(true),
  letter(false),
  reasons(true),
  reasons(false),
  advised(false, true),
  { kind: 'hearing-set', body: { at, before: 'judge' } },
]
const consent: Act = { kind: 'consent-recorded', body: { at, proofs: {} } }
const granted: readonly Act[] = [
  { kind: 'request-authorised', body: BANK_RECORDS },
  { kind: 'request-sent', body: { request: idAt(1) } },
  { kind: 'assistance-granted', body: { request: idAt(1), conditions: [], proofs: {} } },
]
const questioned = (over: Partial<typeof QUESTIONED>): readonly Act[] => [
  ...arrested,
  { kind: 'questioned', body: { ...QUESTIONED, ...over } },
]
const reliance: Pick<GateModel, 'order' | 'steps'> = {
  order: { kind: 'evidence-relied-on', body: { report: idAt(3), statement: 'statement-1', proofs: {} } },
  steps: [
    { kind: 'evidence-excluded', body: { report: idAt(3), statement: 'statement-1' } },
    { kind: 'evidence-challenged', body: { report: idAt(3), statement: 'statement-1', ground: 'no-counsel' } },
    { kind: 'consent-withdrawn', body: { consent: idAt(3) } },
    letter(true),
    advised(true, true),
  ],
}

/** The orders whose gates are checked in every state, by name. */
export const GATE_MODELS: Readonly<Record<string, GateModel>> = {
  'consent-recorded': { order: consent, before: arrested, steps: consenting },
  'speciality-renounced': {
    order: { kind: 'speciality-renounced', body: { at, consent: idAt(3), proofs: {} } },
    before: [...arrested, consent],
    steps: [...consenting, { kind: 'consent-withdrawn', body: { consent: idAt(3) } }],
  },
  'video-hearing-ordered': {
    order: { kind: 'video-hearing-ordered', body: { at, proofs: {} } },
    before: arrested,
    steps: [...heard, { kind: 'video-hearing-accepted', body: {} }],
  },
  'evidence-relied-on, counsel and interpreter present': { ...reliance, before: questioned({}) },
  'evidence-relied-on, counsel absent': { ...reliance, before: questioned({ counsel: 'absent' }) },
  'evidence-relied-on, interpreter absent': { ...reliance, before: questioned({ interpreter: 'absent' }) },
  'result-returned': {
    order: { kind: 'result-returned', body: { request: idAt(1), items: [], proofs: {} } },
    before: granted,
    steps: [
      { kind: 'privilege-reviewed', body: { result: 'nothing-privileged', documents: 3 } },
      { kind: 'remedy-notice-given', body: { at, until: '2026-04-01' as CalendarDate, postponedByJudge: false } },
      { kind: 'measure-executed', body: { on: ON, measure: 'bank-information', documents: 3 } },
      { kind: 'request-withdrawn', body: { request: idAt(1) } },
    ],
  },
}
