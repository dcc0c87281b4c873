import { canonicalBytes, expectOk, type JsonValue } from '@comity/kernel'
import { type Law, readLaw } from './law.ts'

/** What a sample pack may set; the rest is empty. */
export type SamplePack = { readonly [key: string]: JsonValue }

/**
 * A small pack for tests and for trying out a binding: one general instrument that plays `rights`, bound as given. Its
 * digest is not that of its bytes, because this package computes no hash.
 */
export function samplePack(binds: readonly JsonValue[], more: SamplePack = {}): JsonValue {
  return {
    format: 'comity-law-pack/1',
    asOf: '2026-03-01',
    instruments: [sampleInstrument('sample', 'rights', binds)],
    decisions: [],
    states: [],
    profiles: [],
    guarantees: [],
    clocks: [],
    aliases: {},
    ...more,
  }
}

export function sampleInstrument(
  id: string,
  plays: 'basis' | 'rights',
  binds: readonly JsonValue[],
  more: SamplePack = {},
): JsonValue {
  return {
    id,
    title: `Sample ${id}`,
    short: `Sample ${id}`,
    kind: 'custom',
    plays,
    citation: 'none',
    subjects: ['sample'],
    parties: { label: 'all', complete: false },
    status: 'checked',
    provisions: [
      { id: `${id}:1`, article: 'art. 1', kind: 'sample', rule: 'A sample.', status: 'checked', source: 'none', binds },
    ],
    ...more,
  }
}

const noHash = (): Uint8Array => new Uint8Array(32)

export const readSample = (pack: JsonValue): ReturnType<typeof readLaw> => readLaw(canonicalBytes(pack), noHash)

export const sampleLaw = (binds: readonly JsonValue[], more: SamplePack = {}): Law =>
  expectOk(readSample(samplePack(binds, more)), 'a sample pack is sound')
