import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { pureEngine } from '@comity/crypto'
import { nodeEngine } from './node-engine.ts'

/** What the tests of this package share: the two engines, and published vectors where they are at hand. */
export const ENGINES = [nodeEngine, pureEngine] as const

const ROOT = process.env['COMITY_VECTORS'] ?? join(import.meta.dirname, '../../../../shared/vectors')

export const vectorPath = (...path: readonly string[]): string => join(ROOT, ...path)

/** Test options that skip by name what has no vectors here. */
export const whereVectors = (set: string): { readonly skip: string | false } => ({
  skip: existsSync(vectorPath(set)) ? false : `vectors not present: ${set}`,
})

/** A vector file as data whose shape the test knows. */
export const readVectors = <T>(...path: readonly string[]): T =>
  JSON.parse(readFileSync(vectorPath(...path), 'utf8')) as T

/** Counts verdicts, so that a set that silently shrank to nothing is a failure. */
export class Tally {
  tried = 0
  readonly differing: string[] = []

  /** Notes one vector by name and whether the verdict was the expected one. */
  note(name: string, asExpected: boolean): void {
    this.tried += 1
    if (!asExpected) this.differing.push(name)
  }

  /** Writes the figures where the runner shows them. */
  report(t: TestContext, set: string): void {
    t.diagnostic(`${set}: ${this.tried - this.differing.length} of ${this.tried} as expected`)
    if (this.tried === 0 || this.differing.length > 0)
      throw new Error(`${set}: ${this.tried} tried, differing: ${this.differing.join(', ')}`)
  }
}
