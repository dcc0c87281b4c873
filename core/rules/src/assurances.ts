import type { Matter } from './matter.ts'
import type { Cure } from './pack.ts'

/** Whether the file holds an assurance that removes an obstacle; if not, what it lacks. */
export type Undertaking =
  | { readonly kind: 'sufficient'; readonly why: string; readonly facts: readonly string[] }
  | { readonly kind: 'insufficient'; readonly why: string; readonly facts: readonly string[] }
  | { readonly kind: 'none'; readonly why: string; readonly facts: readonly string[] }

type Assurance = NonNullable<Matter['assurances']>[number]

/** These speak for the State towards other States (Vienna Convention on the Law of Treaties, art. 7). */
const SPEAKS_FOR_STATE: readonly string[] = [
  'head-of-state-or-government',
  'foreign-ministry-or-embassy',
  'justice-ministry',
]

/**
 * Looks for an assurance that cures. It must be specific and unconditional, given by someone who can bind those who will
 * decide, not belied by past breaches and, where treatment in custody is at stake, checked by someone else than the giver.
 */
export function undertakingFor(matter: Matter, cure: Cure): Undertaking {
  if (matter.assurances === undefined) return { kind: 'none', why: 'no assurance is on the file', facts: [] }
  const covering = matter.assurances
    .map((assurance, index) => ({ assurance, pointer: `/assurances/${index}` }))
    .filter(({ assurance }) => assurance.covers.some((cover) => cure.by.includes(cover)))
  if (covering.length === 0) return { kind: 'none', why: 'no assurance on the file covers it', facts: ['/assurances'] }
  const judged = covering.map((entry) => ({ ...entry, lacks: shortcomings(entry.assurance, cure) }))
  const good = judged.find(({ lacks }) => lacks.length === 0)
  if (good) return { kind: 'sufficient', why: 'a specific and binding assurance covers it', facts: [good.pointer] }
  const best = judged.reduce((a, b) => (b.lacks.length < a.lacks.length ? b : a))
  return {
    kind: 'insufficient',
    why: `the assurance given does not suffice: it is ${best.lacks.join(', ')}`,
    facts: judged.map(({ pointer }) => pointer),
  }
}

function shortcomings(assurance: Assurance, cure: Cure): string[] {
  const lacks: string[] = []
  if (assurance.specific !== true) lacks.push('not specific to the person and the treatment')
  const binding = assurance.issuerCanBind ?? SPEAKS_FOR_STATE.includes(assurance.issuedBy ?? 'other')
  if (!binding) lacks.push('not shown to bind those who will decide')
  if (assurance.unconditional === false) lacks.push('conditional')
  if (assurance.pastCompliance === 'breached') lacks.push('belied by earlier breaches')
  const watched = assurance.monitoring !== undefined && assurance.monitoring !== 'none'
  if (cure.monitored && !watched) lacks.push('not monitored by anyone else')
  if (assurance.pastCompliance === 'mixed' && !watched)
    lacks.push('given by a State that has not always kept such promises, without monitoring')
  // Below three square metres even a promise kept would be ill-treatment as a rule.
  if (cure.minimumSpaceDm2 !== undefined && (assurance.promisedSpaceSquareMetres ?? 99) * 100 < cure.minimumSpaceDm2)
    lacks.push('promising less space than dignity demands')
  return lacks
}
