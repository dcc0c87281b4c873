import { reached } from './calendar.ts'
import type { InForce } from './assessment.ts'
import type { Law } from './law.ts'
import type { Instrument } from './pack.ts'

/** Whether a State belongs to a group (`eu`, `coe`, a treaty's own parties) on a date, as far as the pack knows. */
export function memberOf(law: Law, group: string, state: string, on: string): InForce {
  const memberships = (law.states.get(state)?.memberships ?? []).filter((membership) => membership.of === group)
  const answers = memberships.map((membership): InForce => {
    const begun = membership.from === undefined ? 'not-known' : reached(membership.from, on)
    if (begun === 'no') return 'no'
    if (membership.to !== undefined && on.slice(0, membership.to.length) > membership.to) return 'no'
    return begun
  })
  return strongest(answers) ?? 'not-known'
}

function strongest(answers: readonly InForce[]): InForce | undefined {
  return (['yes', 'not-known', 'no'] as const).find((answer) => answers.includes(answer))
}

/** Whether an instrument has begun and not ended on a date, whoever its parties are. */
export function inForceAtAll(instrument: Instrument, on: string): InForce {
  if (instrument.kind === 'custom') return 'yes'
  const start = instrument.inForce ?? (bindsNobody(instrument) ? instrument.adopted : undefined)
  if (start === undefined) return 'no'
  if (instrument.ended !== undefined && on.slice(0, instrument.ended.length) > instrument.ended) return 'no'
  return reached(start, on)
}

/** Models and recommendations are read as guidance from the day they were adopted; they bind nobody by themselves. */
export const bindsNobody = (instrument: Instrument): boolean =>
  instrument.kind === 'soft-law' || instrument.kind === 'model'

/** Whether an instrument binds one State on a date. A list that is not complete can say yes, never no. */
export function binds(law: Law, instrument: Instrument, state: string, on: string): InForce {
  const begun = inForceAtAll(instrument, on)
  const { parties } = instrument
  if (begun === 'no' || instrument.kind === 'custom') return begun
  const byRecord = law.states.get(state)?.memberships.some((membership) => membership.of === instrument.id)
  if (byRecord) return memberOf(law, instrument.id, state, on)
  // A State that is not identified may be any; one that is, and stands outside the circle, is not bound.
  if (parties.openTo && state !== 'XX' && !parties.openTo.some((code) => code === state)) return 'no'
  if (bindsNobody(instrument)) return begun
  if (parties.except.some((code) => code === state)) return 'no'
  if (parties.group !== undefined) {
    const member = memberOf(law, parties.group, state, on)
    if (member !== 'not-known')
      return member === 'yes' ? begun : parties.codes.some((code) => code === state) ? begun : 'no'
  }
  if (parties.codes.some((code) => code === state)) return begun
  // A State that the pack identifies and a full list of parties that does not name it: not a party.
  return parties.complete && state !== 'XX' ? 'no' : 'not-known'
}

/** Whether an instrument is in force between two States on a date. */
export function inForceBetween(law: Law, instrument: Instrument, a: string, b: string, on: string): InForce {
  const both = [binds(law, instrument, a, on), binds(law, instrument, b, on)]
  if (both.includes('no')) return 'no'
  return both.includes('not-known') ? 'not-known' : 'yes'
}
