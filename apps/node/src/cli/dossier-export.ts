import { nodeEngine } from '@comity/crypto-node'
import { DossierId } from '@comity/kernel'
import { ArchiveError } from '@comity/store'
import { verifyDossier } from '@comity/verify'
import { type DossierExport, exportDossier } from '../export/dossier-export.ts'
import type { Node } from '../node/node.ts'
import { HOST } from '../http/node-app.ts'
import { openNodeDirectory } from '../setup/node-directory.ts'
import { listsIn, readApiKey, readNodeFile } from '../setup/node-files.ts'
import { readOptions } from '../setup/options.ts'
import { type Command, EXIT, type ExitCode, type Terminal } from './command.ts'
import { lawFromPack } from './dossier-verify.ts'
import { writeWhole } from './output-file.ts'
import { sayFault } from './say-fault.ts'

const USAGE = 'comity dossier export ID --out FILE.comity [--node DIR] [--json]'

const HELP = `${USAGE}

Writes a dossier as this node holds it to one file that anybody can check without any node: acts, disclosures, proofs,
receipts, State lists, law packs, and what was set aside. The file is checked before it is said to be done.

  comity dossier export QV-2026-00417 --out al-najmi.comity --node ./norvale

  --node   the folder of the node, stopped or running; the current folder without it
  --json   one line: file, root, acts, problems

Exit codes: 0 written and verified, 1 the node or its disk failed, 2 usage or no such dossier,
4 written, and it does not verify: the reasons are listed.`

/** Opens the node in a folder; handed in, so that a test can bring its own. */
export type OpenNode = (folder: string) => Promise<{ readonly node: Node; readonly close: () => Promise<void> }>

export function dossierExport(open: OpenNode): Command {
  return {
    summary: 'write a dossier to a file that can be checked without any node',
    help: HELP,
    run: async (args, terminal) => {
      const options = readOptions(
        args,
        { out: { type: 'string' }, node: { type: 'string', default: '.' }, json: { type: 'boolean', default: false } },
        terminal,
        USAGE,
      )
      if (!options) return EXIT.usage
      const id = DossierId.safeParse(options.positionals[0])
      const { out, node: folder, json } = options.values
      if (!id.success || options.positionals.length > 1 || out === undefined) {
        terminal.err(`One file number, like QV-2026-00417, and --out are needed.\nUsage: ${USAGE}\n`)
        return EXIT.usage
      }
      let opened: Awaited<ReturnType<OpenNode>>
      try {
        opened = await open(folder)
      } catch (error) {
        if (error instanceof ArchiveError && error.fault === 'in-use')
          return exportFromRunning(folder, id.data, out, json, terminal)
        throw error
      }
      try {
        return await exportTo(opened.node, id.data, out, json, terminal)
      } finally {
        await opened.close()
      }
    },
  }
}

export const command: Command = dossierExport(openNodeDirectory)

/** A running node keeps its archive to itself: it is asked for the file, and what it gives is checked here. */
async function exportFromRunning(
  folder: string,
  id: DossierId,
  out: string,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const { port } = readNodeFile(folder)
  const answer = await fetch(`http://${HOST}:${port}/api/dossiers/${id}/export`, {
    headers: { authorization: `Bearer ${readApiKey(folder)}` },
  })
  if (answer.status === 404) {
    terminal.err(NOT_EXPORTED['no-such-dossier'](id))
    return EXIT.usage
  }
  if (!answer.ok)
    throw new Error(
      `the node that runs in ${folder} answers ${answer.status}: is it this node that listens on port ${port}?`,
    )
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const lists = [...listsIn(folder)]
  const verdict = verifyDossier(bytes, { engine: nodeEngine, trust: { lists, roots: {} }, lawFromPack })
  await writeWhole(out, bytes)
  return sayExported(out, { bytes, verdict, waiting: [] }, json, terminal)
}

async function exportTo(node: Node, id: DossierId, out: string, json: boolean, terminal: Terminal): Promise<ExitCode> {
  const exported = await exportDossier(node, id)
  if (!exported.ok) {
    terminal.err(NOT_EXPORTED[exported.error](id))
    return exported.error === 'no-such-dossier' ? EXIT.usage : EXIT.failed
  }
  await writeWhole(out, exported.value.bytes)
  return sayExported(out, exported.value, json, terminal)
}

function sayExported(out: string, exported: DossierExport, json: boolean, terminal: Terminal): ExitCode {
  const { verdict, waiting } = exported
  if (json) terminal.out(`${JSON.stringify(summaryOf(out, exported))}\n`)
  else terminal.out(`${out}: ${verdict.acts} acts, root ${verdict.root}\n`)
  if (waiting.length > 0)
    terminal.err(`${waiting.length} acts wait for others that they rest on, and are not in the file yet.\n`)
  if (verdict.verified) return EXIT.done
  terminal.err(`The file is written, and does not verify:\n${verdict.problems.map(sayFault).join('')}`)
  return EXIT.notVerified
}

const NOT_EXPORTED = {
  'no-such-dossier': (id: DossierId) =>
    `This node holds no dossier ${id}. Check the number, or the folder of the node.\n`,
  'too-many-files': (id: DossierId) => `${id} has more files than one export holds (65 535). Nothing was written.\n`,
  'too-large': (id: DossierId) => `${id} is larger than one export holds (256 MiB). Nothing was written.\n`,
}

const summaryOf = (file: string, { verdict, waiting }: DossierExport) => ({
  file,
  root: verdict.root,
  acts: verdict.acts,
  verified: verdict.verified,
  waiting: waiting.length,
  problems: verdict.problems,
})
