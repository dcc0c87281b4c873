import { dateIn, type JsonObject, type ZoneName } from '@comity/kernel'
import type { ProceduralLaw } from '@comity/rules'
import type { Breach, Dossier, Settled } from './dossier.ts'
import { findProof } from './gates.ts'

const UTC = 'UTC' as ZoneName

/** A report of a wrong is recorded like any other; what it broke is opened by it, with its remedy and its taint. */
export function openBreaches(dossier: Dossier, settled: Settled, law: ProceduralLaw): Dossier {
  const body = settled.act.body as JsonObject
  const on = dateIn(settled.payload.claimed, UTC)
  const opened: Breach[] = law
    .breachesOf(settled.act.kind, body, on, dossier.opened)
    .filter((breach) => !breach.unless.some((proof) => findProof(dossier, proof, settled.id)))
    .map((breach) => ({
      guarantee: breach.guarantee,
      by: settled.id,
      challengedBy: [],
      ...(breach.taints && typeof body['statement'] === 'string' ? { statement: body['statement'] } : {}),
    }))
  return opened.length === 0 ? dossier : { ...dossier, breaches: [...dossier.breaches, ...opened] }
}
