import type { SigningKey } from '@comity/crypto'
import { signJws } from '@comity/crypto'
import type { Directory } from '@comity/directory'
import type { Instant, JsonObject, StrandId } from '@comity/kernel'
import {
  type CheckedAct,
  type FoldedDossier,
  type Impediment,
  makeAct,
  type ReadAct,
  readAct,
  type Verdict,
} from '@comity/procedure'
import type { NodeIdentity, Ports } from './ports.ts'

type WithoutEffect = Extract<Verdict, { effect: 'none' }>

/**
 * The acts by which this node's registry answers orders that have no effect here: a refusal with every unmet guarantee
 * and its provisions, or, where only our own law asks for more, a supplement asked for. Orders already answered by our
 * registry, and those of our own State (which never got past its own node), are passed over.
 */
export function answersOwed(
  folded: FoldedDossier,
  identity: NodeIdentity,
): readonly { readonly order: CheckedAct; readonly verdict: WithoutEffect }[] {
  const { opened } = folded.dossier
  if (!identity.registry || !opened || (identity.state !== opened.requesting && identity.state !== opened.requested))
    return []
  const answered = new Set(
    folded.acts.flatMap(({ act, payload }) =>
      payload.strand === identity.registry && (act.kind === 'order-refused' || act.kind === 'supplement-asked')
        ? [act.body.act]
        : [],
    ),
  )
  return folded.acts.flatMap(({ verdict, ...order }) => {
    if (verdict.effect !== 'none' || answered.has(order.id)) return []
    // What waits for a pack that we do not hold is not refused: it is not known yet what it means.
    if (verdict.impediments.some(({ kind }) => kind === 'law-not-held')) return []
    if (verdict.author.kind === 'authority' && verdict.author.state === identity.state) return []
    return [{ order, verdict }]
  })
}

export type Answering = {
  readonly ports: Ports
  readonly identity: NodeIdentity
  readonly directory: Directory
  readonly seen: ReadAct['payload']['seen']
}

/** Writes, signs and reads back one answer, at the next place of the registry's strand. */
export function answer(
  { ports, identity, directory, seen }: Answering,
  folded: FoldedDossier,
  { order, verdict }: { readonly order: CheckedAct; readonly verdict: WithoutEffect },
  now: Instant,
): ReadAct | undefined {
  const list = directory.current(identity.state)
  if (!identity.registry || !list) return undefined
  const strand = identity.registry as string as StrandId
  const own = folded.heads.get(strand)
  const made = makeAct(
    ports.engine,
    ports.random,
    { act: wording(order, verdict), fields: {} },
    {
      dossier: folded.dossier.id,
      strand,
      seq: (own?.seq ?? 0) + 1,
      prev: own?.id ?? null,
      parents: [...folded.heads].filter(([other]) => other !== strand).map(([, head]) => head.id),
      author: ports.keys.registry.kid,
      list: list.digest,
      law: ports.law.own.digest,
      claimed: now,
      seen,
    },
  )
  return made.ok ? sign(ports, ports.keys.registry, made.value.payload as unknown as JsonObject) : undefined
}

function wording(order: CheckedAct, { impediments, against }: WithoutEffect) {
  const unmet = unmetGuarantees(impediments)
  const provisions = [...new Set(unmet.flatMap((entry) => entry.provisions))].slice(0, 20)
  if (against === 'own-law' && provisions.length > 0)
    return {
      kind: 'supplement-asked' as const,
      body: { act: order.id, provisions, guarantees: unmet.map(({ guarantee }) => guarantee) },
    }
  const otherwise = impediments.flatMap((impediment) =>
    impediment.kind === 'out-of-turn' ? [impediment.turn.code] : [],
  )
  return {
    kind: 'order-refused' as const,
    body: { act: order.id, unmet: [...unmet], otherwise, alarm: against === 'authors-law' },
  }
}

function unmetGuarantees(impediments: readonly Impediment[]) {
  const byGuarantee = new Map(
    impediments.flatMap((impediment) =>
      impediment.kind === 'guarantee-unmet' ? [[impediment.gate.guarantee, impediment.gate] as const] : [],
    ),
  )
  return [...byGuarantee.values()].map((gate) => ({
    guarantee: gate.guarantee,
    provisions: gate.sources.map(({ id }) => id).slice(0, 20),
  }))
}

function sign(ports: Ports, key: SigningKey, payload: JsonObject): ReadAct | undefined {
  const signed = signJws(ports.engine, key, 'comity-act+json', payload)
  const read = readAct(ports.engine, signed.bytes, [])
  return read.ok ? read.value : undefined
}
