import type { Role } from '@comity/directory'
import type { AuthorityId, StateCode, ZoneName } from '@comity/kernel'
import type { AuthoritySpec, CastState } from '@comity/node'

/** Who signs for an authority: by the authority's name and a number. The registry is signed for by the node. */
const HOLDERS: Readonly<Record<string, { readonly role: Role; readonly people: number }>> = {
  ministry: { role: 'central-authority', people: 2 },
  court: { role: 'court', people: 2 },
  custody: { role: 'custody', people: 1 },
  police: { role: 'police', people: 1 },
  prosecutor: { role: 'prosecutor', people: 1 },
  registry: { role: 'registry', people: 0 },
  bar: { role: 'bar', people: 1 },
  // Honest people never use it: where its State is hostile, a forger does, beside the State's node.
  'side-court': { role: 'court', people: 1 },
}

export const FORGERS_AUTHORITY = 'side-court'
export const OVERSEER = 'XO' as StateCode

const authority = (state: string, name: string, role: Role, people: number): AuthoritySpec => ({
  id: `${state}/${name}` as AuthorityId,
  role,
  name: { en: `${name} of ${state}`, ar: `${name} ${state}` },
  holders: Array.from({ length: people }, (_, at) => `${state} ${name} ${at + 1}`),
})

const stateOf = (code: string, authorities: readonly AuthoritySpec[]): CastState => ({
  state: code as StateCode,
  host: code.toLowerCase(),
  name: { en: code, ar: code },
  zone: 'UTC' as ZoneName,
  authorities,
})

/** States of these codes, each with the same authorities, and an overseer over all of them. */
export function castOf(states: readonly string[]): readonly CastState[] {
  return [
    ...states.map((code) =>
      stateOf(
        code,
        Object.entries(HOLDERS).map(([name, { role, people }]) => authority(code, name, role, people)),
      ),
    ),
    stateOf(OVERSEER, [authority(OVERSEER, 'overseer', 'overseer', 1)]),
  ]
}

/** Codes for fictional States, in the order in which worlds take them. */
export const STATE_CODES = ['QN', 'QV', 'QQ', 'QP', 'QM'] as const
