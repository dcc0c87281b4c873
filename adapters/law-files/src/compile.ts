import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { canonicalBytes, err, type JsonValue, ok, type Result } from '@comity/kernel'
import {
  ClockRecord,
  Decision,
  GuaranteeRecord,
  Instrument,
  type Law,
  Pack,
  Profile,
  Provision,
  readLaw,
  schemaFault,
  StateRecord,
} from '@comity/rules'
import { LineCounter, type Node, parseDocument } from 'yaml'
import { z } from 'zod'

/** What is wrong with the law's files: which file, where in it, and what to do. */
export type FileFault = {
  readonly file: string
  /** Line, where it is known. */
  readonly line?: number
  /** Path inside the file, or a JSON pointer into the pack for faults between files. */
  readonly place: string
  readonly message: string
  readonly remedy: string
}

/** A compiled pack: its canonical bytes and what was read from them. */
export type CompiledLaw = { readonly bytes: Uint8Array; readonly law: Law }

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

/** Reads a compiled pack from its bytes, with the platform's hash. */
export const loadPack = (bytes: Uint8Array): ReturnType<typeof readLaw> => readLaw(bytes, sha256)

const InstrumentFile = z.strictObject({
  instrument: Instrument.omit({ provisions: true }),
  provisions: z.array(Provision).min(1),
})
const StateFile = z.strictObject({ state: StateRecord })
const ProfileFile = z.strictObject({ profile: Profile })
const DecisionFile = z.strictObject({ decisions: z.array(Decision) })
const AliasFile = z.strictObject({ aliases: Pack.shape.aliases })
const PackFile = z.strictObject({ pack: z.strictObject({ asOf: Pack.shape.asOf }) })

/** A file of the law with its text, in the order of its path. */
export type LawFile = { readonly path: string; readonly text: string }

/** Every YAML file below a folder, sorted by path. Compiled forms and texts for people are passed over. */
export function readLawFiles(folder: string): readonly LawFile[] {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('compiled/'))
  return paths.sort().map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
}

/**
 * Compiles a folder of YAML into canonical JSON. The same law gives the same bytes whatever the order of files or keys.
 * Every fault found is reported, file by file; faults between files (references, weakened baseline) come after.
 */
export function compileLaw(folder: string): Result<CompiledLaw, readonly FileFault[]> {
  return compileFiles(readLawFiles(folder))
}

export function compileFiles(files: readonly LawFile[]): Result<CompiledLaw, readonly FileFault[]> {
  const faults: FileFault[] = []
  const owners = new Map<string, string>()
  const read = <T>(file: LawFile, schema: z.ZodType<T>): T | undefined => {
    const result = parseFile(file, schema)
    if (result.ok) return result.value
    faults.push(...result.error)
    return undefined
  }
  const pack: { -readonly [K in keyof Pack]: Pack[K] } = {
    format: 'comity-law-pack/1',
    asOf: '' as Pack['asOf'],
    instruments: [],
    decisions: [],
    states: [],
    profiles: [],
    guarantees: [],
    clocks: [],
    aliases: {},
  }
  for (const file of files) {
    const [top] = file.path.split('/')
    switch (top) {
      case 'pack.yaml':
        pack.asOf = read(file, PackFile)?.pack.asOf ?? pack.asOf
        break
      case 'aliases.yaml':
        Object.assign(pack.aliases, read(file, AliasFile)?.aliases)
        break
      case 'instruments': {
        const held = read(file, InstrumentFile)
        if (held) pack.instruments.push({ ...held.instrument, provisions: held.provisions })
        if (held) owners.set(`instrument ${held.instrument.id}`, file.path)
        break
      }
      case 'states': {
        const held = read(file, StateFile)
        if (held) pack.states.push(held.state)
        if (held) owners.set(`State ${held.state.code}`, file.path)
        break
      }
      case 'profiles': {
        const held = read(file, ProfileFile)
        if (held) pack.profiles.push(held.profile)
        break
      }
      case 'decisions':
        pack.decisions.push(...(read(file, DecisionFile)?.decisions ?? []))
        break
      case 'guarantees':
        pack.guarantees.push(...(read(file, z.array(GuaranteeRecord)) ?? []))
        break
      case 'time-limits':
        pack.clocks.push(...(read(file, z.array(ClockRecord)) ?? []))
        break
      default:
        faults.push({
          file: file.path,
          place: '',
          message: 'a file in a place that the pack does not know',
          remedy: 'Put it under instruments, states, decisions, profiles, guarantees or time-limits.',
        })
    }
  }
  if (pack.asOf.length === 0 && faults.length === 0)
    faults.push({
      file: 'pack.yaml',
      place: '/pack/asOf',
      message: 'the day to which the law was collected is missing',
      remedy: 'Add pack.yaml with pack.asOf.',
    })
  if (faults.length > 0) return err(faults)
  const sorted = sortPack(pack)
  // Undefined members drop out of canonical JSON, so the cast says only that the pack holds nothing but JSON.
  const bytes = canonicalBytes(sorted as unknown as JsonValue)
  const law = loadPack(bytes)
  return law.ok ? ok({ bytes, law: law.value }) : err(law.error.map((fault) => located(fault, sorted, owners)))
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function sortPack(pack: Pack): Pack {
  return {
    ...pack,
    instruments: [...pack.instruments].sort((a, b) => byText(a.id, b.id)),
    decisions: [...pack.decisions].sort((a, b) => byText(a.id, b.id)),
    states: [...pack.states].sort((a, b) => byText(a.code, b.code)),
    profiles: [...pack.profiles].sort((a, b) => byText(a.id, b.id)),
    guarantees: [...pack.guarantees].sort((a, b) => byText(a.id, b.id)),
    clocks: [...pack.clocks].sort((a, b) => byText(a.id, b.id)),
  }
}

/** A fault between files, with the file that holds the place. */
function located(
  fault: { at: string; message: string; remedy: string },
  pack: Pack,
  owners: ReadonlyMap<string, string>,
): FileFault {
  const [, list, position] = fault.at.split('/')
  const index = Number(position)
  const owner =
    list === 'instruments'
      ? owners.get(`instrument ${pack.instruments[index]?.id}`)
      : list === 'states'
        ? owners.get(`State ${pack.states[index]?.code}`)
        : undefined
  return { file: owner ?? list ?? '', place: fault.at, message: fault.message, remedy: fault.remedy }
}

function parseFile<T>(file: LawFile, schema: z.ZodType<T>): Result<T, readonly FileFault[]> {
  const lines = new LineCounter()
  const document = parseDocument(file.text, { lineCounter: lines, uniqueKeys: true, version: '1.2' })
  if (document.errors.length > 0)
    return err(
      document.errors.map((error) => ({
        file: file.path,
        ...(error.linePos ? { line: error.linePos[0].line } : {}),
        place: '',
        message: error.message.split('\n')[0] ?? 'not YAML',
        remedy: 'Correct the YAML at this line.',
      })),
    )
  let value: unknown
  try {
    // Aliases let a short file unfold into a huge one, and hide from a reviewer what is said where.
    value = document.toJS({ maxAliasCount: 0 })
  } catch {
    return err([
      {
        file: file.path,
        place: '',
        message: 'anchors and aliases are not used in the law',
        remedy: 'Write the text out.',
      },
    ])
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  return err(
    parsed.error.issues.map((issue) => {
      const fault = schemaFault(issue)
      const line = lineOf(document.contents, issue.path, lines, (path) => document.getIn(path, true))
      return {
        file: file.path,
        ...(line === undefined ? {} : { line }),
        place: fault.at,
        message: fault.message,
        remedy: fault.remedy,
      }
    }),
  )
}

/** Line of the deepest node on a path that the file has. */
function lineOf(
  root: unknown,
  path: readonly PropertyKey[],
  lines: LineCounter,
  at: (path: readonly PropertyKey[]) => unknown,
): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? root : at(path.slice(0, length))
    const range = (node as Node | undefined)?.range
    if (range) return lines.linePos(range[0]).line
  }
  return undefined
}
