import type { SQLOutputValue } from 'node:sqlite'
import { ArchiveError } from '../archive-error.ts'

/** What the engine hands over. Columns have types and constraints, and yet what comes from a disk is read, not trusted. */
export type Row = Readonly<Record<string, SQLOutputValue>>

type Reader<T> = {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false }
}

export function text(row: Row, column: string): string {
  const value = row[column]
  return typeof value === 'string' ? value : unreadable(column)
}

export function whole(row: Row, column: string): number {
  const value = row[column]
  return typeof value === 'number' ? value : unreadable(column)
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column]
  return value instanceof Uint8Array ? value : unreadable(column)
}

/** A branded text, by the schema of its brand. */
export function read<T>(schema: Reader<T>, row: Row, column: string): T {
  const result = schema.safeParse(row[column])
  return result.success ? result.data : unreadable(column)
}

export function oneOf<const T extends string>(row: Row, column: string, words: readonly T[]): T {
  return words.find((word) => word === row[column]) ?? unreadable(column)
}

/** A JSON list of texts. */
export function texts(row: Row, column: string): readonly string[] {
  const items = parsed(text(row, column))
  return Array.isArray(items) && items.every((item) => typeof item === 'string') ? items : unreadable(column)
}

/** A JSON list of branded texts. */
export const list = <T>(schema: Reader<T>, row: Row, column: string): readonly T[] =>
  texts(row, column).map((item) => read(schema, { [column]: item }, column))

/** Nothing for NULL, else what `reader` makes of the column under `name`: to be spread, so that absent stays absent. */
export function optional<Name extends string, T>(
  name: Name,
  row: Row,
  column: string,
  reader: (row: Row, column: string) => T,
): { readonly [K in Name]?: T } {
  if (row[column] === null) return {}
  return { [name]: reader(row, column) } as { readonly [K in Name]: T } // a computed key loses its name to the compiler
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function unreadable(column: string): never {
  throw new ArchiveError(
    'damaged',
    `The archive is damaged: column ${column} holds what the program never writes. Stop the node, keep the file, and restore the latest backup.`,
  )
}
