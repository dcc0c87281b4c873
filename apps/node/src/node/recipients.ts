import type { Directory } from '@comity/directory'
import type { StateCode } from '@comity/kernel'
import { type Dossier, overseersOf } from '@comity/procedure'

/**
 * To whom a node passes the acts that were made at it. A request for assistance stays at home, in the overseers' sight,
 * until its sending is an act of its own; from then on both States and every overseer that either names hold the same acts.
 */
export function recipientsOf(dossier: Dossier, directory: Directory, self: StateCode): readonly StateCode[] {
  if (!dossier.opened) return []
  const { requesting, requested, procedure } = dossier.opened
  const sent = procedure !== 'mutual-legal-assistance' || dossier.byKind.has('request-sent')
  const all = [requesting, ...(sent ? [requested] : []), ...overseersOf({ requesting, requested }, directory)]
  return [...new Set(all)].filter((state) => state !== self)
}
