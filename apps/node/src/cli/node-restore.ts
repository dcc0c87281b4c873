import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { nodeEngine } from '@comity/crypto-node'
import { readAct } from '@comity/procedure'
import { restoreArchive } from '@comity/store'
import { fileOf, readNodeFile } from '../setup/node-files.ts'
import { type Command, EXIT } from './command.ts'

const USAGE = 'comity node restore OUT DIR'

export const command: Command = {
  summary: 'make a node again from a backup, every act recomputed',
  help: `${USAGE}

Makes the new folder DIR from the backup OUT. Every act is read and its id computed again from its bytes; one that is
not what it was stops the restore, and DIR is not made. Put keys.json and api.key back into DIR before starting.

Exit codes: 0 done, 1 DIR exists or the backup is damaged, 2 usage.`,
  run: async ([backup, folder], terminal) => {
    if (!backup || !folder) {
      terminal.err(`Usage: ${USAGE}\n`)
      return EXIT.usage
    }
    readNodeFile(backup)
    if (existsSync(folder)) throw new Error(`${folder} exists already. Choose a new folder; nothing was changed.`)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const restored = await restoreInto(folder, backup).catch((error: unknown) => {
      rmSync(folder, { recursive: true })
      throw error
    })
    terminal.out(
      `Restored ${restored.acts} acts and ${restored.leaves} log entries to ${folder}. Put keys.json back, then: comity node start ${folder}\n`,
    )
    return EXIT.done
  },
}

async function restoreInto(folder: string, backup: string) {
  const restored = await restoreArchive(fileOf.archive(backup), fileOf.archive(folder), {
    verifyAct: async (act) => {
      if (act.standing === 'quarantined') return undefined
      const read = readAct(nodeEngine, act.jws, act.disclosures)
      return read.ok && read.value.id === act.id ? undefined : `act ${act.id} is not what it was when it was stored`
    },
  })
  cpSync(fileOf.lists(backup), fileOf.lists(folder), { recursive: true })
  // Written last: a folder without it is not a node.
  copyFileSync(fileOf.node(backup), fileOf.node(folder))
  return restored
}
