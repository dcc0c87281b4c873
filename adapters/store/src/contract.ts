import { test } from 'node:test'
import type { Archive } from '@comity/archive'
import { actRules } from './contract/act-rules.ts'
import { commitRules } from './contract/commit-rules.ts'
import { documentRules } from './contract/document-rules.ts'
import { logRules } from './contract/log-rules.ts'
import { messageRules } from './contract/message-rules.ts'
import { modelRules } from './contract/model-rules.ts'

/** An archive of its own for one test. */
export type ArchiveUnderTest = {
  readonly archive: Archive
  /** Leaves the archive as a crash does, without closing it, and opens what was durable at that moment. */
  readonly crash: () => Promise<ArchiveUnderTest>
  /** Closes the archive and removes what it was kept in. */
  readonly end: () => Promise<void>
}

/** Declares one test of a rule for the archive under contract; `rule` opens with its number. */
export type Rule = (rule: string, show: (archive: Archive, under: ArchiveUnderTest) => Promise<void>) => void

/**
 * The suite that every implementation of `Archive` passes: AR-1 to AR-6, and ST-1 to ST-6 of this package. Call it in a
 * test file; `open` makes a new, empty archive. AR-7 to AR-9 are about files and belong to the implementation.
 */
export function archiveContract(name: string, open: () => Promise<ArchiveUnderTest>): void {
  const rule: Rule = (text, show) => {
    test(`${text} (${name})`, async () => {
      const under = await open()
      try {
        await show(under.archive, under)
      } finally {
        await under.end()
      }
    })
  }
  commitRules(rule)
  actRules(rule)
  logRules(rule)
  messageRules(rule)
  documentRules(rule)
  modelRules(name, open)
}
