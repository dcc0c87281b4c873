import type { Engine } from '@comity/crypto'
import { err, type Instant, ok, type Result, toHex } from '@comity/kernel'
import type { VerifiedSignature } from './note.ts'
import { COSIGNATURE, isSameBody, parseVerifierKey, type VerifierKey } from './note-key.ts'

/** How many cosigners of a group there must be. */
export type QuorumGroup = {
  readonly group: string
  readonly members: readonly VerifierKey[]
  readonly atLeast: number
}
/** Every group must be met: "2 of other States and 1 of civil society". Without any group it is met by nobody. */
export type Quorum = readonly QuorumGroup[]

export type QuorumFault =
  /** No group is asked for: a policy that anything would meet. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad-witness-key'; readonly vkey: string }
  | { readonly kind: 'group-asked-twice'; readonly group: string }
  /** One key in two groups would be one body playing two. */
  | { readonly kind: 'key-in-two-groups'; readonly name: string }
  /** The group has fewer keys than are asked for, or none is asked for. */
  | { readonly kind: 'unreachable'; readonly group: string }

/** Reads the quorum out of what a State list says: its witnesses by group, and how many of each. */
export function quorumOf(
  engine: Engine,
  witnesses: readonly { readonly group: string; readonly vkey: string }[],
  demands: readonly { readonly group: string; readonly atLeast: number }[],
): Result<Quorum, QuorumFault> {
  if (demands.length === 0) return err({ kind: 'empty' })
  const members: { readonly group: string; readonly key: VerifierKey }[] = []
  for (const { group, vkey } of witnesses) {
    const key = parseVerifierKey(engine, vkey)
    if (!key.ok || key.value.type !== COSIGNATURE) return err({ kind: 'bad-witness-key', vkey })
    const same = members.find((member) => isSameBody(member.key, key.value))
    if (same && same.group !== group) return err({ kind: 'key-in-two-groups', name: key.value.name })
    members.push({ group, key: key.value })
  }
  const quorum: QuorumGroup[] = []
  for (const { group, atLeast } of demands) {
    if (quorum.some((other) => other.group === group)) return err({ kind: 'group-asked-twice', group })
    const keys = members.filter((member) => member.group === group).map(({ key }) => key)
    const bodies = new Set(keys.map(({ publicKey }) => toHex(publicKey))).size
    if (!Number.isSafeInteger(atLeast) || atLeast < 1 || atLeast > bodies) return err({ kind: 'unreachable', group })
    quorum.push({ group, members: keys, atLeast })
  }
  return ok(quorum)
}

export const membersOf = (quorum: Quorum): readonly VerifierKey[] => quorum.flatMap(({ members }) => members)

export type QuorumCount = {
  readonly groups: readonly { readonly group: string; readonly counted: number; readonly atLeast: number }[]
  /** When the last cosignature that was needed was made; absent while the quorum is not met. */
  readonly metAt?: Instant
}

/**
 * Counts cosigners, in the order of the groups. A cosigner is a key, not a name: under two names, or with two
 * cosignatures, it counts once and by its earliest. Cosignatures later than `latest`, the reader's own time with its
 * allowance, are not counted: a witness whose clock is ahead would move a person's time limits.
 */
export function countCosigners(quorum: Quorum, verified: readonly VerifiedSignature[], latest?: Instant): QuorumCount {
  const counted = new Set<string>()
  const groups = quorum.map(({ group, members, atLeast }) => {
    const times = new Map<string, Instant>()
    for (const { key, at } of verified) {
      const body = toHex(key.publicKey)
      if (at === undefined || (latest !== undefined && at > latest) || counted.has(body)) continue
      if (!members.some((member) => isSameBody(member, key))) continue
      const before = times.get(body)
      times.set(body, before !== undefined && before < at ? before : at)
    }
    for (const body of times.keys()) counted.add(body)
    return { group, counted: times.size, atLeast, metAt: [...times.values()].sort()[atLeast - 1] }
  })
  const shown = groups.map(({ group, counted: count, atLeast }) => ({ group, counted: count, atLeast }))
  const completed = groups.map(({ metAt }) => metAt).filter((at) => at !== undefined)
  const metAt = completed.length === groups.length ? completed.sort().at(-1) : undefined
  return metAt === undefined ? { groups: shown } : { groups: shown, metAt }
}
