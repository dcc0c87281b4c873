import { copyFileSync, cpSync, existsSync, mkdirSync } from 'node:fs'
import { openSqliteArchive } from '@comity/store'
import { join } from 'node:path'
import { fileOf, readNodeFile } from '../setup/node-files.ts'
import { type Command, EXIT } from './command.ts'

const USAGE = 'comity node backup DIR OUT'

export const command: Command = {
  summary: 'write a consistent copy of a stopped node to a new folder',
  help: `${USAGE}

Copies the archive (whole commits only, checked), node.json and lists/ to the new folder OUT. Keys are not copied:
keep them apart. Test a backup by restoring it: comity node restore OUT DIR2

Exit codes: 0 done, 1 the node runs, OUT exists or the disk failed, 2 usage.`,
  run: async ([folder, out], terminal) => {
    if (!folder || !out) {
      terminal.err(`Usage: ${USAGE}\n`)
      return EXIT.usage
    }
    readNodeFile(folder)
    if (existsSync(out)) throw new Error(`${out} exists already. Choose a new folder; nothing was changed.`)
    const archive = await openSqliteArchive(fileOf.archive(folder))
    try {
      mkdirSync(out, { recursive: true, mode: 0o700 })
      await archive.backup(join(out, 'archive.sqlite'))
    } finally {
      await archive.close()
    }
    cpSync(fileOf.lists(folder), fileOf.lists(out), { recursive: true })
    copyFileSync(fileOf.node(folder), fileOf.node(out))
    terminal.out(`Backup written to ${out}. Keys are not in it.\n`)
    return EXIT.done
  },
}
