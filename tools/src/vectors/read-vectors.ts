import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const VECTORS = join(import.meta.dirname, '../../../protocol/vectors')

/** One file of vectors, as a rival would read it. The caller says what it expects in it. */
export const readVectors = <T>(name: string): T => JSON.parse(readFileSync(join(VECTORS, name), 'utf8'))

export const readVectorBytes = (name: string): Uint8Array => new Uint8Array(readFileSync(join(VECTORS, name)))
