import { dateIn, type ZoneName } from '@comity/kernel'
import { breachesOpenedBy, type ProceduralLaw } from '@comity/rules'
import type { Breach, Dossier, Settled } from './dossier.ts'
import { factsInForce } from './gates.ts'
import { bodyJson } from './turn.ts'

const UTC = 'UTC' as ZoneName

/** A report of a wrong is recorded like any other; what it broke is opened by it, with its remedy and its taint. */
export function openBreaches(dossier: Dossier, settled: Settled, law: ProceduralLaw): Dossier {
  const body = bodyJson(settled.act)
  const on = dateIn(settled.payload.claimed, UTC)
  const before = factsInForce(dossier).filter(({ id }) => id !== settled.id)
  const opened = breachesOpenedBy(law, { kind: settled.act.kind, body }, before, on, dossier.opened).map(
    (breach): Breach => {
      const statement = body['statement']
      return {
        guarantee: breach.guarantee,
        by: settled.id,
        challengedBy: [],
        ...(breach.taints && typeof statement === 'string' ? { statement } : {}),
      }
    },
  )
  return opened.length === 0 ? dossier : { ...dossier, breaches: [...dossier.breaches, ...opened] }
}
