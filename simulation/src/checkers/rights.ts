import type { ActId, DossierId, StateCode } from '@comity/kernel'
import type { Checker, Sight, ToldDossier } from '../sight.ts'
import { type Case, caseOf, isNeverRefused, isOrder, OwnJudge } from './own-judgement.ts'
import { ownOrder } from './own-order.ts'
import { type Clear, clearOf, platformVerifies } from './reading.ts'
import { isHonestAuthor } from './truth.ts'

/** I-2: equal roots are equal bytes in one order, and the order is the one that the acts themselves give. */
export const sameActsSameFile: Checker = {
  invariant: 'I-2',
  watch: (sight, fail, checked) => {
    const bytesOf = new Map<string, { readonly state: StateCode; readonly bytes: string }>()
    return {
      told(state, _dossier, { order, waiting }) {
        const acts = actsAt(sight, state, [...order, ...waiting])
        const own = ownOrder(acts)
        if (own.order.join() !== order.join()) fail(`${state} tells the acts in an order that is not theirs`)
        if (own.left.toSorted().join() !== [...waiting].sort().join()) fail(`${state} leaves out what it could place`)
        const root = order.join()
        const bytes = order
          .map((id) => Buffer.from(sight.kept(state).acts.get(id)?.jws ?? []).toString('latin1'))
          .join()
        const other = bytesOf.get(root) ?? { state, bytes }
        if (other.bytes !== bytes) fail(`${state} and ${other.state} have one root over different bytes`)
        bytesOf.set(root, other)
        checked()
      },
    }
  },
}

const actsAt = (sight: Sight, state: string, ids: readonly ActId[]): readonly Clear[] =>
  ids.flatMap((id) => {
    const kept = sight.kept(state).acts.get(id)
    return kept ? [clearOf(kept)] : []
  })

/** I-14: the verdict on an act depends on what it says and rests on, not on who reads it or when. */
export const oneVerdict: Checker = {
  invariant: 'I-14',
  watch: (sight, fail, checked) => {
    const verdicts = new Map<ActId, { readonly state: StateCode; readonly effect: string }>()
    return {
      told(state, _dossier, { effects }) {
        if (!sight.isHonest(state)) return
        for (const [act, effect] of effects) {
          const first = verdicts.get(act) ?? { state, effect }
          if (first.effect !== effect) fail(`${act} is "${first.effect}" at ${first.state} and "${effect}" at ${state}`)
          verdicts.set(act, first)
          checked()
        }
      },
    }
  },
}

/** I-22: no order has effect without what its guarantees ask for, and neither a report nor a protective act is denied its own. */
export const rightsHold: Checker = {
  invariant: 'I-22',
  watch: (sight, fail, checked) => {
    const judge = new OwnJudge(sight.lists, sight.listDigests, sight.guarantees)
    return {
      told(state, _dossier, told) {
        if (!sight.isHonest(state)) return
        for (const seen of judged(sight, state, told)) {
          const { act, effect } = seen
          if (effect === 'effective' && isOrder(act.kind)) {
            const lacking = judge.lacking(seen)
            if (lacking.length > 0) fail(`${act.kind} ${act.id} has effect at ${state} without ${lacking.join(', ')}`)
            checked()
          }
          if (effect !== 'effective' && isNeverRefused(act.kind) && judge.authorFault(seen) === undefined)
            fail(`${act.kind} ${act.id} is denied its effect at ${state}`)
        }
      },
      refused(state, kind) {
        if (isNeverRefused(kind)) fail(`${state} refused to record ${kind}`)
        checked()
      },
      durable(state, changes) {
        if (!sight.isHonest(state)) return
        for (const change of changes) {
          if (change.do !== 'put-act' || change.act.standing !== 'quarantined') continue
          const act = clearOf(change.act)
          const isGenuine = Buffer.from(sight.signed.get(act.id)?.jws ?? []).equals(change.act.jws)
          if (isGenuine && isHonestAuthor(sight, act) && isNeverRefused(act.kind))
            fail(`${state} has put ${act.kind} ${act.id} aside: ${change.act.reason}`)
        }
      },
    }
  },
}

type Seen = Case & { readonly effect: string }

/** Every act of a told dossier as a case for the other judge. */
function* judged(sight: Sight, state: StateCode, { order, effects }: ToldDossier): Generator<Seen> {
  const acts = new Map(actsAt(sight, state, order).map((act) => [act.id, act]))
  for (const act of acts.values())
    yield {
      ...caseOf(act, acts, order, (id) => effects.get(id) === 'effective'),
      effect: effects.get(act.id) ?? 'missing',
    }
}

/** I-53: nothing stands under a key that did not sign it, or in the name of somebody who may not write it. */
export const nobodyWritesForAnother: Checker = {
  invariant: 'I-53',
  watch: (sight, fail, checked) => {
    const judge = new OwnJudge(sight.lists, sight.listDigests, sight.guarantees)
    return {
      durable(state, changes) {
        for (const change of changes) {
          if (change.do !== 'put-act' || change.act.standing !== 'in-strand') continue
          const act = clearOf(change.act)
          const registry = sight.nodeKeys.get(act.author)
          const { jws } = sight.kept(state).acts.get(act.id) ?? change.act
          const genuine = registry ? platformVerifies(jws, registry.x) : sight.signed.has(act.id)
          if (!genuine)
            fail(`${act.kind} ${act.id} stands at ${state} in the name of ${act.strand}, who never signed it`)
          checked()
        }
      },
      told(state, _dossier: DossierId, told) {
        if (!sight.isHonest(state)) return
        for (const seen of judged(sight, state, told)) {
          const { act, effect } = seen
          const fault = effect === 'effective' ? judge.authorFault(seen) : undefined
          if (fault) fail(`${act.kind} ${act.id} of ${act.strand} has effect at ${state}: ${fault}`)
          checked()
        }
      },
    }
  },
}
