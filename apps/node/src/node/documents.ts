import type { Archive, Change } from '@comity/archive'
import { canonicalBytes, Defect, type JsonValue, parseJson } from '@comity/kernel'
import type { z } from 'zod'

/** A small record with the version under which it may be replaced. */
export type Versioned<T> = { readonly version: number; readonly value: T }

/** Reads one record; `undefined` where there is none. Bytes that break the schema are a defect of ours, never guessed at. */
export async function readDocument<T>(
  archive: Archive,
  collection: string,
  key: string,
  schema: z.ZodType<T>,
): Promise<Versioned<T> | undefined> {
  const document = await archive.document(collection, key)
  return document && { version: document.version, value: decode(document.value, schema, `${collection}/${key}`) }
}

export async function readDocuments<T>(
  archive: Archive,
  collection: string,
  schema: z.ZodType<T>,
): Promise<readonly (Versioned<T> & { readonly key: string })[]> {
  const documents = await archive.documents(collection)
  return documents.map(({ key, version, value }) => ({
    key,
    version,
    value: decode(value, schema, `${collection}/${key}`),
  }))
}

export const putDocument = (collection: string, key: string, expect: number, value: JsonValue): Change => ({
  do: 'put-document',
  collection,
  key,
  expect,
  value: canonicalBytes(value),
})

function decode<T>(bytes: Uint8Array, schema: z.ZodType<T>, where: string): T {
  const parsed = parseJson(bytes)
  const checked = parsed.ok ? schema.safeParse(parsed.value) : undefined
  if (!checked?.success) throw new Defect(`record ${where} does not have the form in which it was written`)
  return checked.data
}
