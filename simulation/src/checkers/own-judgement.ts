import type { StateList } from '@comity/directory'
import type { ActId, StateCode } from '@comity/kernel'
import { kinds } from '@comity/procedure'
import type { GuaranteeRecord } from '@comity/rules'
import { classOf } from './own-order.ts'
import { type Clear, closureOf } from './reading.ts'

/** An act with those of its causal past that had effect, in the dossier's order. */
export type Case = {
  readonly act: Clear
  readonly past: readonly Clear[]
  /** Whether `one` lies in the causal past of `of`. */
  readonly knew: (of: ActId, one: ActId) => boolean
}

type Lists = ReadonlyMap<StateCode, StateList>

/**
 * A second judge, written from the law's own words and kept small on purpose: it knows who may write, which acts an order
 * must rest on and what was taken back. It does not know whose turn it is, so it never says that an act has effect; it
 * says which acts cannot have it, and which cannot be denied it.
 */
export class OwnJudge {
  private readonly lists: Lists
  private readonly digests: ReadonlyMap<string, StateCode>
  private readonly guarantees: readonly GuaranteeRecord[]

  constructor(lists: Lists, digests: ReadonlyMap<string, StateCode>, guarantees: readonly GuaranteeRecord[]) {
    this.lists = lists
    this.digests = digests
    this.guarantees = guarantees
  }

  /** Why the author may not make this act, going by what it rests on; nothing where they may. */
  authorFault({ act, past }: Case): string | undefined {
    if (act.strand.startsWith('counsel/')) return counselFault(act, past)
    const list = this.lists.get(this.digests.get(act.list) as StateCode)
    const authority = list?.authorities.find(({ keys }) => keys.some(({ kid }) => kid === act.author))
    if (!list || !authority) return 'key not listed'
    if (authority.id !== act.strand) return 'another authority’s strand'
    const openings = past.filter(({ kind }) => opens(kind))
    if (openings.length === 0) {
      if (!opens(act.kind)) return 'nothing was opened'
      if (act.body['requesting'] !== list.state || !act.dossier.startsWith(list.state)) return 'opens for another State'
    }
    const files = openings.length === 0 ? [act] : openings
    const is = (side: string) => files.some(({ body }) => body[side] === list.state)
    const side = is('requesting') ? 'requesting' : is('requested') ? 'requested' : undefined
    const oversees =
      side === undefined && authority.role === 'overseer' && files.some((file) => this.isOverseen(file, list.state))
    const may = makersOf(act.kind).some(
      (maker) =>
        (maker.side === 'oversight' && oversees) ||
        (side !== undefined &&
          (maker.side === 'either' || maker.side === side) &&
          (!maker.attesting || act.body['attested'] !== undefined) &&
          maker.roles.some((role) => role === authority.role)),
    )
    return may ? undefined : 'not in the roster for this'
  }

  private isOverseen({ body }: Clear, overseer: StateCode): boolean {
    return ['requesting', 'requested'].some((side) =>
      this.lists.get(body[side] as StateCode)?.overseers.includes(overseer),
    )
  }

  /** Guarantees that an order lacks: in its past no act in force proves them, or the order does not name one that does. */
  lacking({ act: order, past, knew }: Case): readonly string[] {
    const fallen = fallenIn(past)
    const inForce = past.filter(({ id }) => !fallen.has(id))
    const named = (order.body['proofs'] ?? {}) as Record<string, string>
    return this.guarantees.flatMap(({ id: guarantee, gates }) =>
      gates.flatMap((gate, index) => {
        const name = `${guarantee}/${index}`
        if (gate.order !== order.kind) return []
        if (gate.barredBy.some((bar) => inForce.some((act) => isBar(bar, act, order)))) return [`${name} (barred)`]
        const asked = gate.provedBy
        if (asked.length === 0 || asked.some(({ act, where }) => act === order.kind && says(order.body, where)))
          return []
        const holds = asked.some((proof) => proof.act !== order.kind && stillSo(proof, inForce, knew))
        const shown = inForce.find(({ id }) => id === named[name])
        return holds && shown && asked.some(({ act, where }) => act === shown.kind && says(shown.body, where))
          ? []
          : [name]
      }),
    )
  }
}

/** The case of an act of a dossier, going by the effects that somebody found. */
export function caseOf(
  act: Clear,
  acts: ReadonlyMap<ActId, Clear>,
  order: readonly ActId[],
  hasEffect: (id: ActId) => boolean,
): Case {
  const closure = closureOf(act.id, acts)
  const past = order.filter((id) => closure.has(id) && hasEffect(id)).flatMap((id) => acts.get(id) ?? [])
  return { act, past, knew: (of, one) => closureOf(of, acts).has(one) }
}

export const isOrder = (kind: string): boolean => classOf(kind) === 'order'
/** What is never refused: what happened, and what protects. */
export const isNeverRefused = (kind: string): boolean => classOf(kind) === 'report' || classOf(kind) === 'protective'

const opens = (kind: string): boolean => kind === 'request-authorised' || kind === 'arrest-requested'

function counselFault(act: Clear, past: readonly Clear[]): string | undefined {
  if (act.strand !== `counsel/${act.author}`) return 'another counsel’s strand'
  const vouched = past.some(
    (voucher) =>
      voucher.kind === 'counsel-vouched' &&
      voucher.body['kid'] === act.author &&
      past.some(
        ({ id, kind, body }) =>
          kind === 'counsel-appointed' && id === voucher.body['appointment'] && body['bar'] === voucher.strand,
      ),
  )
  if (!vouched) return 'no voucher of the bar that was asked'
  return makersOf(act.kind).some(({ side }) => side === 'counsel') ? undefined : 'not for counsel'
}

type OwnMaker = { readonly side: string; readonly roles: readonly string[]; readonly attesting: boolean }

function makersOf(kind: string): readonly OwnMaker[] {
  const definition = Object.hasOwn(kinds, kind) ? kinds[kind as keyof typeof kinds] : undefined
  return (definition?.by ?? []).map((maker) => ({
    side: maker.side,
    roles: 'roles' in maker ? maker.roles : [],
    attesting: 'attesting' in maker && maker.attesting,
  }))
}

const CONSENT = ['consent-recorded']
const REQUEST = ['request-authorised', 'arrest-requested', 'extradition-requested']
const RESTS_ON_REQUEST = ['extradition-requested', 'arrest-ordered', 'assistance-granted', 'result-returned']

/** Acts that no longer stand: taken back, resting on what was taken back, or relying on an excluded statement. */
function fallenIn(past: readonly Clear[]): ReadonlySet<ActId> {
  const namedBy = (kind: string, field: string, those: readonly string[]) =>
    past
      .filter((act) => act.kind === kind)
      .map(({ body }) => body[field])
      .filter((id) => past.some((act) => act.id === id && those.includes(act.kind)))
  const consents = new Set(namedBy('consent-withdrawn', 'consent', CONSENT))
  const requests = new Set(namedBy('request-withdrawn', 'request', REQUEST))
  const excluded = past.filter(({ kind }) => kind === 'evidence-excluded')
  const hasFallen = ({ id, kind, body }: Clear): boolean =>
    consents.has(id) ||
    requests.has(id) ||
    (kind === 'speciality-renounced' && consents.has(body['consent'])) ||
    (RESTS_ON_REQUEST.includes(kind) && requests.has(body['request'])) ||
    (kind === 'evidence-relied-on' &&
      excluded.some((act) => act.body['report'] === body['report'] && act.body['statement'] === body['statement']))
  return new Set(past.filter(hasFallen).map(({ id }) => id))
}

type Gate = GuaranteeRecord['gates'][number]

/** An act says it; and where the last word counts, with knowledge of every act that says otherwise of the same thing. */
function stillSo({ act, where, lastBy }: Gate['provedBy'][number], inForce: readonly Clear[], knew: Case['knew']) {
  const sayers = inForce.filter(({ kind, body }) => kind === act && says(body, where))
  if (lastBy === undefined) return sayers.length > 0
  const subject = Object.fromEntries(Object.entries(where ?? {}).filter(([field]) => lastBy.includes(field)))
  const others = inForce.filter(({ kind, body }) => kind === act && says(body, subject) && !says(body, where))
  return sayers.some(({ id }) => others.every((other) => knew(id, other.id)))
}

const isBar = (bar: Gate['barredBy'][number], { kind, body }: Clear, order: Clear): boolean =>
  kind === bar.act &&
  says(body, bar.where) &&
  bar.sharing.every((field) => Object.hasOwn(body, field) && body[field] === order.body[field])

function says(body: Readonly<Record<string, unknown>>, where: Readonly<Record<string, unknown>> | undefined): boolean {
  return Object.entries(where ?? {}).every(([field, asked]) => {
    if (!Object.hasOwn(body, field)) return false
    return Array.isArray(asked) ? asked.includes(body[field]) : asked === body[field]
  })
}
