import { type Digest, err, type JsonLimits, ok, parseCanonical, type Result, StateCode, toHex } from '@comity/kernel'
import type { z } from 'zod'
import type { ClockRecord, GuaranteeRecord } from './guarantees/schema.ts'
import { findTest } from './grounds/registry.ts'
import { proceduralFaults } from './guarantees/procedural-faults.ts'
import type { ResolveProvision } from './guarantees/procedural-law.ts'
import { proceduralRecordsOf } from './guarantees/records-of-pack.ts'
import type { Binding, Decision, DomesticPoint, Instrument, Profile, Provision, StateRecord } from './pack.ts'
import { Pack } from './pack.ts'
import { weakenings } from './weakening.ts'

/** A pack is public law, not a message: larger than a signed object, as deep as one. */
export const PACK_LIMITS: JsonLimits = { maxBytes: 1 << 24, maxDepth: 32 }

/** What is wrong with a pack, where, and what to do. `at` is a JSON pointer into the pack. */
export type LawFault = { readonly at: string; readonly message: string; readonly remedy: string }

/** A provision of an instrument, or a point of a State's own law, with what it stands in. */
export type Rule = {
  readonly provision: Provision
  readonly from: { readonly instrument: Instrument } | { readonly state: StateRecord; readonly point: DomesticPoint }
}

/** A law pack that has been read, checked and indexed. The only way to hold one is to have passed `readLaw`. */
export type Law = {
  readonly digest: Digest
  readonly pack: Pack
  readonly instruments: ReadonlyMap<string, Instrument>
  readonly states: ReadonlyMap<string, StateRecord>
  readonly decisions: ReadonlyMap<string, Decision>
  readonly guarantees: ReadonlyMap<string, GuaranteeRecord>
  readonly clocks: ReadonlyMap<string, ClockRecord>
  readonly profiles: readonly Profile[]
  /** The provision or domestic point of that id. */
  provision(id: string): Rule | undefined
  /** Instrument id for a short name; `null`: known to exist, text not held; `undefined`: unknown to the pack. */
  resolve(name: string): string | null | undefined
}

/**
 * Reads a compiled pack from its canonical bytes. `sha256` is handed in, because this package computes no hash itself.
 * Refuses bytes that are not canonical, a shape that is not the pack's, references that lead nowhere, bindings to tests
 * that do not exist, and profiles or declarations that weaken the baseline.
 */
export function readLaw(
  bytes: Uint8Array,
  sha256: (bytes: Uint8Array) => Uint8Array,
): Result<Law, readonly LawFault[]> {
  const json = parseCanonical(bytes, PACK_LIMITS)
  if (!json.ok)
    return err([
      {
        at: '',
        message: `the compiled pack is not canonical JSON (${json.error.kind} at ${json.error.at})`,
        remedy: 'Compile it again from the YAML.',
      },
    ])
  const pack = Pack.safeParse(json.value)
  if (!pack.success) return err(pack.error.issues.map(schemaFault))
  const law = index(pack.data, `sha256:${toHex(sha256(bytes))}` as Digest)
  const faults = [...duplicates(pack.data), ...dangling(law), ...weakenings(law)]
  // Only once every id leads somewhere can it be asked what the procedure makes of them.
  if (faults.length === 0) faults.push(...unsoundProcedure(law))
  return faults.length > 0 ? err(faults) : ok(law)
}

/** How the pack answers for a provision that its procedural half cites. */
export const citedIn =
  (law: Pick<Law, 'provision'>): ResolveProvision =>
  (id) => {
    const rule = law.provision(id)
    if (!rule) return undefined
    const instrument = 'instrument' in rule.from ? rule.from.instrument.id : rule.from.state.code
    return { instrument, text: rule.provision.rule, status: rule.provision.status }
  }

const unsoundProcedure = (law: Law): LawFault[] =>
  proceduralFaults(proceduralRecordsOf(law.pack), citedIn(law)).map(({ kind, where, message }) => ({
    at: kind === 'weakens-baseline' ? '/profiles' : '/guarantees',
    message: `${kind === 'weakens-baseline' ? 'a profile weakens the baseline: ' : ''}${where}: ${message}`,
    remedy:
      'A gate needs a provision that the pack holds, and a profile may only strengthen. Correct the record named.',
  }))

/** The faults of a value that is to become a pack, without reading its bytes: what a compiler reports file by file. */
export function schemaFault(issue: z.core.$ZodIssue): LawFault {
  const at = issue.path.map((part) => `/${String(part)}`).join('')
  if (issue.code === 'unrecognized_keys')
    return {
      at,
      message: `unknown field ${issue.keys.join(', ')}`,
      remedy: 'Remove it, or use a field that law/README.md describes.',
    }
  if (issue.code === 'invalid_value')
    return { at, message: `not a known value: ${issue.message}`, remedy: `Use one of: ${issue.values.join(', ')}.` }
  return { at, message: issue.message, remedy: 'Correct the value; what is not known is left out.' }
}

function index(pack: Pack, digest: Digest): Law {
  const instruments = new Map(pack.instruments.map((instrument) => [instrument.id, instrument]))
  const rules = new Map<string, Rule>()
  for (const instrument of pack.instruments)
    for (const provision of instrument.provisions) rules.set(provision.id, { provision, from: { instrument } })
  for (const state of pack.states)
    for (const point of state.points) rules.set(point.id, { provision: point, from: { state, point } })
  return {
    digest,
    pack,
    instruments,
    states: new Map(pack.states.map((state) => [state.code, state])),
    decisions: new Map(pack.decisions.map((decision) => [decision.id, decision])),
    guarantees: new Map(pack.guarantees.map((guarantee) => [guarantee.id, guarantee])),
    clocks: new Map(pack.clocks.map((clock) => [clock.id, clock])),
    profiles: pack.profiles,
    provision: (id) => rules.get(id),
    resolve: (name) => (instruments.has(name) ? name : pack.aliases[name]),
  }
}

function duplicates(pack: Pack): LawFault[] {
  const seen = new Set<string>()
  const faults: LawFault[] = []
  const once = (id: string, at: string) => {
    if (seen.has(id))
      faults.push({ at, message: `the id ${id} is given twice`, remedy: 'Give each thing an id of its own.' })
    seen.add(id)
  }
  for (const [i, instrument] of pack.instruments.entries()) {
    once(`instrument ${instrument.id}`, `/instruments/${i}`)
    for (const [p, provision] of instrument.provisions.entries())
      once(provision.id, `/instruments/${i}/provisions/${p}`)
  }
  for (const [i, state] of pack.states.entries()) {
    once(`State ${state.code}`, `/states/${i}`)
    for (const [p, point] of state.points.entries()) once(point.id, `/states/${i}/points/${p}`)
  }
  for (const [i, decision] of pack.decisions.entries()) once(decision.id, `/decisions/${i}`)
  for (const [i, guarantee] of pack.guarantees.entries()) once(`guarantee ${guarantee.id}`, `/guarantees/${i}`)
  for (const [i, clock] of pack.clocks.entries()) once(`clock ${clock.id}`, `/clocks/${i}`)
  return faults
}

/** Every id that the pack names must be in the pack: a finding that cites nothing is worth nothing. */
function dangling(law: Law): LawFault[] {
  const faults: LawFault[] = []
  const missing = (what: string, id: string, at: string) =>
    faults.push({ at, message: `there is no ${what} ${id} in the pack`, remedy: `Add the ${what}, or correct the id.` })
  const needProvision = (id: string, at: string) => law.provision(id) ?? missing('provision', id, at)
  const bindings = (list: readonly Binding[], at: string) => {
    for (const [b, binding] of list.entries()) {
      if (!findTest(binding.ground, binding.test))
        missing(`test of ${binding.ground} called`, binding.test, `${at}/binds/${b}/test`)
      for (const id of binding.see) if (!law.decisions.has(id)) missing('decision', id, `${at}/binds/${b}/see`)
    }
  }
  const { pack } = law
  for (const [i, instrument] of pack.instruments.entries()) {
    const at = `/instruments/${i}`
    for (const [p, provision] of instrument.provisions.entries()) {
      if (!provision.id.startsWith(`${instrument.id}:`))
        faults.push({
          at: `${at}/provisions/${p}/id`,
          message: `${provision.id} does not begin with the id of its instrument, ${instrument.id}`,
          remedy: `Begin it with "${instrument.id}:".`,
        })
      bindings(provision.binds, `${at}/provisions/${p}`)
    }
    for (const relation of instrument.relations) {
      if (!law.instruments.has(relation.instrument)) missing('instrument', relation.instrument, `${at}/relations`)
      if (relation.source) needProvision(relation.source, `${at}/relations`)
    }
  }
  for (const [i, state] of pack.states.entries()) {
    for (const [p, point] of state.points.entries()) bindings(point.binds, `/states/${i}/points/${p}`)
    for (const [d, declaration] of (state.declarations ?? []).entries()) {
      needProvision(declaration.provision, `/states/${i}/declarations/${d}/provision`)
      bindings(declaration.binds, `/states/${i}/declarations/${d}`)
    }
  }
  for (const [i, profile] of pack.profiles.entries()) {
    for (const binding of profile.binds) needProvision(binding.provision, `/profiles/${i}/binds`)
    bindings(profile.binds, `/profiles/${i}`)
    for (const { guarantee, sources } of profile.tightens) {
      if (!law.guarantees.has(guarantee)) missing('guarantee', guarantee, `/profiles/${i}/tightens`)
      for (const id of sources) needProvision(id, `/profiles/${i}/tightens`)
    }
    for (const { sources } of [...profile.adds, ...profile.clocks])
      for (const id of sources) needProvision(id, `/profiles/${i}`)
  }
  for (const [i, guarantee] of pack.guarantees.entries()) {
    for (const id of guarantee.sources) needProvision(id, `/guarantees/${i}/sources`)
    for (const stronger of guarantee.strengthenings) needProvision(stronger.source, `/guarantees/${i}/strengthenings`)
    for (const id of guarantee.clocks) if (!law.clocks.has(id)) missing('clock', id, `/guarantees/${i}/clocks`)
  }
  for (const [i, clock] of pack.clocks.entries())
    for (const id of clock.sources) needProvision(id, `/clocks/${i}/sources`)
  for (const [name, id] of Object.entries(pack.aliases))
    if (id !== null && !law.instruments.has(id)) missing('instrument', id, `/aliases/${name}`)
  return faults
}

/** The state record, or what is known of a State that the pack does not hold: nothing. */
export function stateOf(law: Law, code: string): StateRecord {
  return law.states.get(code) ?? NOT_HELD(code)
}

const NOT_HELD = (code: string): StateRecord => ({
  code: StateCode.parse(code),
  name: code,
  fictional: false,
  memberships: [],
  points: [],
})
