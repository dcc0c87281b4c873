import {
  AuthorityId,
  CalendarDate,
  Digest,
  DossierId,
  Instant,
  type JsonObject,
  KeyId,
  StateCode,
  StrandId,
} from '@comity/kernel'

const THUMBPRINT = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'
const HEX = 'ab'.repeat(32)

/** What names, dates and digests may look like, and what only resembles one. */
const NAMES = {
  state: { schema: StateCode, good: ['QV', 'XX'], bad: ['qv', 'QVA', 'Q', 'Q1', ''] },
  dossier: {
    schema: DossierId,
    good: ['QV-2026-00417'],
    bad: [
      'QV-2026-417',
      'qv-2026-00417',
      'QV-26-00417',
      'QV-2026-00417 ',
      'QV-2026-000417',
      'QV-2026-\u0660\u0660\u0664\u0661\u0667',
    ],
  },
  authority: {
    schema: AuthorityId,
    good: ['QN/saltmere-court', 'QN/court2'],
    bad: ['QN/', 'QN/Court', 'QN/a--b', 'QN/-a', 'QN/a-', 'QN/a/b', 'qn/court', 'court', 'QN/caf\u00e9'],
  },
  strand: {
    schema: StrandId,
    good: ['QN/saltmere-court', `counsel/${THUMBPRINT}`],
    bad: ['counsel/', `counsel/${THUMBPRINT}a`, `Counsel/${THUMBPRINT}`, 'counsel/ailsa', `${THUMBPRINT}`],
  },
  key: {
    schema: KeyId,
    good: [THUMBPRINT],
    bad: [`${THUMBPRINT}=`, THUMBPRINT.slice(1), THUMBPRINT.replace('_', '/')],
  },
  digest: {
    schema: Digest,
    good: [`sha256:${HEX}`],
    bad: [HEX, `sha256:${HEX.toUpperCase()}`, `sha512:${HEX}`, `sha256:${HEX.slice(2)}`],
  },
  instant: {
    schema: Instant,
    good: ['2026-03-03T07:01:00.000Z', '2024-02-29T23:59:59.999Z'],
    bad: [
      '2026-03-03T07:01:00Z',
      '2026-03-03T07:01:00.000+00:00',
      '2026-03-03T07:01:00.0000Z',
      '2026-03-03 07:01:00.000Z',
      '2026-03-03t07:01:00.000z',
      '2026-02-29T07:01:00.000Z',
      '2026-03-03T24:00:00.000Z',
      '2026-03-03T23:59:60.000Z',
      '2026-13-03T07:01:00.000Z',
    ],
  },
  date: {
    schema: CalendarDate,
    good: ['2026-03-03', '2024-02-29'],
    bad: ['2026-3-3', '2026-02-29', '2026-04-31', '20260303', '2026-03-03T00:00:00.000Z'],
  },
} as const

/** What NP-14 and NP-20 to NP-24 make of texts. */
export function nameVectors(): JsonObject {
  return Object.fromEntries(
    Object.entries(NAMES).map(([name, { schema, good, bad }]) => {
      const wrong = [
        ...good.filter((text) => !schema.safeParse(text).success),
        ...bad.filter((text) => schema.safeParse(text).success),
      ]
      if (wrong.length > 0) throw new Error(`${name}: ${wrong}`)
      return [name, { accepted: [...good], refused: [...bad] }]
    }),
  )
}

/** Whether the code takes a text for a name of this sort. */
export const isName = (sort: string, text: string): boolean =>
  Object.hasOwn(NAMES, sort) && NAMES[sort as keyof typeof NAMES].schema.safeParse(text).success
