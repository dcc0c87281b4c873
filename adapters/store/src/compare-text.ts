import { compareBytes, utf8 } from '@comity/kernel'

/**
 * Order of code points, which is the order of UTF-8 bytes: SQLite's BINARY and PostgreSQL's "C" collation. The `<` of
 * strings compares UTF-16 units and differs above the basic plane.
 */
export const compareText = (a: string, b: string): number => (a === b ? 0 : compareBytes(utf8(a), utf8(b)))
