import type { JsonObject, JsonValue } from '@comity/kernel'
import type { Bar, Proof, Where } from './schema.ts'

/** The clear part of an act, as far as the law may look at it. */
export type ActFacts = { readonly kind: string; readonly body: JsonObject }

/** Whether a body says what is asked. An absent field is unknown, and unknown proves nothing. */
export function evaluateWhere(where: Where | undefined, body: JsonObject): boolean {
  if (where === undefined) return true
  return Object.entries(where).every(([field, asked]) => {
    // Only own members count: a body cannot borrow `constructor` from a prototype.
    if (!Object.hasOwn(body, field)) return false
    const said = body[field]
    return Array.isArray(asked) ? asked.some((value) => value === said) : asked === said
  })
}

/** Whether one act, alone, says what the proof asks. */
export const matchesProof = (proof: Proof, act: ActFacts): boolean =>
  act.kind === proof.act && evaluateWhere(proof.where, act.body)

/**
 * The act that meets a proof, if any. `past`: the acts with effect in the causal past of the order, in the dossier's
 * order. A proof that names the order's own kind is read on the order itself, so an earlier order never vouches for a later one.
 */
export function findProof<A extends ActFacts>(
  proof: Proof,
  order: ActFacts,
  past: readonly A[],
): A | 'order' | undefined {
  if (proof.act === order.kind) return matchesProof(proof, order) ? 'order' : undefined
  const { lastBy } = proof
  if (lastBy === undefined) return past.findLast((act) => matchesProof(proof, act))
  const subject = Object.fromEntries(Object.entries(proof.where ?? {}).filter(([field]) => lastBy.includes(field)))
  const last = past.findLast((act) => act.kind === proof.act && evaluateWhere(subject, act.body))
  return last && matchesProof(proof, last) ? last : undefined
}

/** The act that stands in the way, if any: same values in every shared field, and a shared field that is absent bars nothing. */
export function findBar<A extends ActFacts>(bar: Bar, order: ActFacts, past: readonly A[]): A | undefined {
  return past.find(
    (act) =>
      act.kind === bar.act &&
      evaluateWhere(bar.where, act.body) &&
      bar.sharing.every((field) => sameMember(field, act.body, order.body)),
  )
}

function sameMember(field: string, a: JsonObject, b: JsonObject): boolean {
  return Object.hasOwn(a, field) && Object.hasOwn(b, field) && a[field] === b[field]
}

/** What stands at a JSON pointer (RFC 6901) in a body; `undefined` where nothing does. */
export function valueAt(pointer: string, body: JsonObject): JsonValue | undefined {
  let value: JsonValue | undefined = body
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return undefined
    value = (value as JsonObject)[name]
  }
  return value
}
