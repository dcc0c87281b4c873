import type { ActId, GuaranteeId, ProvisionId, StrandId } from '@comity/kernel'
import { type FoldedDossier, type Impediment, settledOf } from '@comity/procedure'
import type { AsideAct } from './checks/check-set-aside.ts'

/** An act that is kept and has no effect, or is refused by an act of the other State. */
export type RefusedAct = {
  readonly act: ActId
  readonly kind: string
  readonly strand: StrandId
  /**
   * without-effect: by the law in this file. refused-by-act: an act of this dossier says so, by a law that asks for more.
   * set-aside: never a part of the dossier.
   */
  readonly standing: 'without-effect' | 'refused-by-act' | 'set-aside'
  readonly unmet: readonly { readonly guarantee: GuaranteeId; readonly provisions: readonly ProvisionId[] }[]
  /** Codes of what else stands in the way. */
  readonly otherwise: readonly string[]
  /** Acts of refusal, or that ask for a supplement. */
  readonly answeredBy: readonly ActId[]
}

/** In causal order, and after them what was set aside. */
export function refusedActs({ acts, dossier }: FoldedDossier, aside: readonly AsideAct[]): readonly RefusedAct[] {
  const answers = new Map<ActId, ActId[]>()
  for (const { id, act } of [...settledOf(dossier, 'order-refused'), ...settledOf(dossier, 'supplement-asked')])
    answers.set(act.body.act, [...(answers.get(act.body.act) ?? []), id])
  const inside = acts.flatMap(({ id, act, payload, verdict }): RefusedAct[] => {
    const answeredBy = answers.get(id) ?? []
    const said = { act: id, kind: act.kind, strand: payload.strand, answeredBy }
    if (verdict.effect === 'none') return [{ ...said, standing: 'without-effect', ...groundsOf(verdict.impediments) }]
    return answeredBy.length > 0 ? [{ ...said, standing: 'refused-by-act', unmet: [], otherwise: [] }] : []
  })
  const outside = aside.map(({ act: { id, act, payload }, reasons }): RefusedAct => {
    const said = { act: id, kind: act.kind, strand: payload.strand, answeredBy: [] }
    return { ...said, standing: 'set-aside', unmet: [], otherwise: reasons }
  })
  return [...inside, ...outside]
}

function groundsOf(impediments: readonly Impediment[]): Pick<RefusedAct, 'unmet' | 'otherwise'> {
  // One guarantee may have several gates on one order: it is named once.
  const unmet = new Map<GuaranteeId, readonly ProvisionId[]>()
  const otherwise: string[] = []
  for (const impediment of impediments) {
    if (impediment.kind === 'guarantee-unmet')
      unmet.set(
        impediment.gate.guarantee,
        impediment.gate.sources.map(({ id }) => id),
      )
    else otherwise.push(impediment.kind === 'out-of-turn' ? impediment.turn.code : impediment.kind)
  }
  return { unmet: [...unmet].map(([guarantee, provisions]) => ({ guarantee, provisions })), otherwise }
}
