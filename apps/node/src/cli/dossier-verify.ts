import { readFile } from 'node:fs/promises'
import { nodeEngine } from '@comity/crypto-node'
import { err, ok } from '@comity/kernel'
import { loadPack } from '@comity/law-files'
import { type DossierVerdict, type LawFromPack, verifyDossier } from '@comity/verify'
import { proceduralLawOf } from '../setup/law-shelf.ts'
import { readOptions } from '../setup/options.ts'
import { type Command, EXIT, type Terminal } from './command.ts'
import { sayFault } from './say-fault.ts'

const USAGE = 'comity dossier verify FILE [--trust LIST...] [--json]'

const HELP = `${USAGE}

Checks an exported dossier from its bytes alone: no node, no network. Signatures, strands, what has effect by which
law, proofs in witnessed logs, between which instants each act was made, what is withheld and what was refused.

  comity dossier verify al-najmi.comity --trust qn-1.json qv-1.json

  --trust  State lists that you have from the States themselves. Without them the lists in the file are used, and a note
           says for which States.
  --json   one line: root, acts, signatures, proofs, receipts, brackets, hidden, refused, problems

Exit codes: 0 verified, 1 a file could not be read, 2 usage, 4 not verified: each problem with place, ground, remedy.`

export const command: Command = {
  summary: 'check an exported dossier from its bytes alone',
  help: HELP,
  run: async (args, terminal) => {
    const options = readOptions(
      manyAfter('--trust', args),
      { trust: { type: 'string', multiple: true, default: [] }, json: { type: 'boolean', default: false } },
      terminal,
      USAGE,
    )
    if (!options) return EXIT.usage
    const trusted = [...options.values.trust]
    // In "verify --trust LIST... FILE" the last name is the file's.
    const file = options.positionals[0] ?? (trusted.length > 1 ? trusted.pop() : undefined)
    if (file === undefined || options.positionals.length > 1) {
      terminal.err(`One file is needed.\nUsage: ${USAGE}\n`)
      return EXIT.usage
    }
    const lists = await Promise.all(trusted.map((list) => readFile(list)))
    const trust = { lists, roots: {} }
    const verdict = verifyDossier(await readFile(file), { engine: nodeEngine, trust, lawFromPack })
    if (options.values.json) terminal.out(`${JSON.stringify(verdict)}\n`)
    else sayVerdict(verdict, terminal)
    return verdict.verified ? EXIT.done : EXIT.notVerified
  },
}

/** Reads a pack as a node would. */
export const lawFromPack: LawFromPack = (bytes) => {
  const law = loadPack(bytes)
  return law.ok ? ok(proceduralLawOf(law.value)) : err(law.error[0]?.message ?? 'it has faults')
}

/** `--trust A B` means `--trust A --trust B`. */
function manyAfter(option: string, args: readonly string[]): readonly string[] {
  let within = false
  return args.flatMap((arg) => {
    const repeated = within && !arg.startsWith('-')
    const follows = arg === option
    if (arg.startsWith('-')) within = follows
    return follows ? [] : repeated ? [option, arg] : [arg]
  })
}

function sayVerdict(verdict: DossierVerdict, terminal: Terminal): void {
  const failures = verdict.problems.filter(({ severity }) => severity === 'failure')
  const notes = verdict.problems.filter(({ severity }) => severity === 'note')
  terminal.out(verdict.verified ? 'Verified.\n' : `Not verified: ${failures.length} problems.\n`)
  if (verdict.dossier !== null) terminal.out(linesOf(verdict).join(''))
  if (failures.length > 0) terminal.out(`Problems\n${failures.map(sayFault).join('')}`)
  if (notes.length > 0) terminal.out(`To be known\n${notes.map(sayFault).join('')}`)
}

function linesOf({ dossier, exported, root, acts, signatures, proofs, receipts, brackets, ...more }: DossierVerdict) {
  const flagged = brackets.filter(({ flags }) => flags.length > 0).length
  const hidden = [...Map.groupBy(more.hidden, (field) => field.class)]
    .map(([name, fields]) => `${fields.length} ${name}`)
    .join(', ')
  return [
    `  dossier     ${dossier}, exported ${exported?.at} by ${exported?.by}\n`,
    `  root        ${root}\n`,
    `  acts        ${acts}, ${signatures} signed by their authors, ${proofs} proved in a witnessed log\n`,
    `  receipts    ${receipts}\n`,
    `  times       ${brackets.length} bracketed, ${flagged} with a remark\n`,
    `  withheld    ${hidden === '' ? 'nothing' : hidden}\n`,
    `  refused     ${more.refused.length}\n`,
    ...more.refused.map(
      ({ act, kind, strand, standing, unmet, otherwise }) =>
        `    ${act.slice(0, 8)} ${kind} by ${strand}: ${standing}${reasons([...unmet.map(({ guarantee }) => guarantee), ...otherwise])}\n`,
    ),
  ]
}

const reasons = (words: readonly string[]): string => (words.length === 0 ? '' : ` (${words.join(', ')})`)
