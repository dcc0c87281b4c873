import { pureEngine } from '@comity/crypto'
import { Defect, type JsonObject, type JsonValue, type StateCode, toHex, utf8 } from '@comity/kernel'
import { fileName, NO_TRUST, type Trust, verifyDossier } from '@comity/verify'
import {
  altered,
  packSample,
  rememberingEngine,
  sampleDossier,
  sampleKey,
  sampleLawFromPack,
  withIndex,
} from '@comity/verify/testing'

const engine = rememberingEngine()
const sample = await sampleDossier()
const { acts, parts } = sample
const GOOD = sample.bytes
const STATES = ['QN', 'QQ', 'XO']
const ROOTS = Object.fromEntries(STATES.map((state) => [state, sampleKey(`${state} root`).kid]))

/** A change that a reader can make again: files taken out or put in their place, before the index counts them anew. */
type Edit = {
  readonly what: string
  readonly remove?: readonly string[]
  /** File -> the file whose content it gets. */
  readonly copy?: Readonly<Record<string, string>>
  /** File -> its text. */
  readonly text?: Readonly<Record<string, string>>
}

const EDITS: readonly Edit[] = [
  {
    what: 'the last act left out, with what belongs to it',
    remove: [fileName('acts', acts.consent.id), fileName('proofs', acts.consent.id)],
  },
  {
    what: 'an act in the middle left out',
    remove: [fileName('acts', acts.arrest.id), fileName('proofs', acts.arrest.id)],
  },
  { what: 'the proof of an order left out', remove: [fileName('proofs', acts.consent.id)] },
  { what: 'the proof of a report left out: a note, no failure', remove: [fileName('proofs', acts.arrest.id)] },
  {
    what: 'one act under the name of another',
    copy: { [fileName('acts', acts.arrest.id)]: fileName('acts', acts.advice.id) },
  },
  {
    what: 'the proof of another act',
    copy: { [fileName('proofs', acts.consent.id)]: fileName('proofs', acts.arrest.id) },
  },
  {
    what: 'disclosures that open another act',
    copy: { [fileName('disclosures', acts.arrest.id)]: fileName('disclosures', acts.opening.id) },
  },
  { what: 'a disclosure that is none', text: { [fileName('disclosures', acts.opening.id)]: '["WyJ4Il0"]' } },
  {
    what: 'the law pack left out',
    remove: parts.packs.map(({ digest }) => fileName('packs', digest.slice('sha256:'.length))),
  },
  {
    what: 'the receipt of another State for an act that is not here',
    remove: [fileName('acts', acts.tooEarly.id), fileName('proofs', acts.tooEarly.id)],
  },
  { what: 'a list that is none', text: { [fileName('lists', 'ab'.repeat(32))]: '{}' } },
  { what: 'a file that dossier files do not hold', text: { 'acts/readme.txt': 'hello' } },
]

const apply = ({ remove = [], copy = {}, text = {} }: Edit): Uint8Array =>
  altered(GOOD, (files) => {
    for (const name of remove) files.delete(name)
    for (const [to, from] of Object.entries(copy)) files.set(to, files.get(from) ?? new Uint8Array())
    for (const [name, content] of Object.entries(text)) files.set(name, utf8(content))
  })

const reader = (trust: Trust) => ({ engine, trust, lawFromPack: sampleLawFromPack })
const trusted: Trust = { lists: [], roots: ROOTS as Trust['roots'] }

const kindsIn = (bytes: Uint8Array, trust = trusted): string[] => {
  const kinds = verifyDossier(bytes, reader(trust)).problems.map(({ kind, severity }) => `${severity} ${kind}`)
  return [...new Set(kinds)].sort()
}

/** Bytes of the good file changed where they lie: the container itself is refused. */
const SPLICES: readonly (readonly [string, number, number, string])[] = [
  ['one bit of a stored file', 400, 1, toHex(Uint8Array.of((GOOD[400] ?? 0) ^ 1))],
  ['the compression method of the first file', 8, 1, '08'],
  ['a time', 10, 1, '01'],
  ['a byte before the container', 0, 0, '00'],
  ['a byte after the container', GOOD.length, 0, '00'],
  ['the last byte missing', GOOD.length - 1, 1, ''],
]

function splice(at: number, remove: number, insertHex: string): Uint8Array {
  const insert = Uint8Array.from(insertHex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return Uint8Array.of(...GOOD.subarray(0, at), ...insert, ...GOOD.subarray(at + remove))
}

/** The beginning of the dossier, stated in the name of a State whose node did not sign. */
const restated = (): Uint8Array =>
  packSample({
    ...parts,
    by: 'QN' as StateCode,
    acts: parts.acts.slice(0, 1),
    checkpoints: [],
    lists: parts.lists.slice(0, 2),
    setAside: [],
    receipts: [],
  })

/** Files by name, and what a verifier finds in them. */
export function dossierFileVectors(): {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly expected: JsonObject
} {
  const good = verifyDossier(GOOD, reader(trusted))
  if (!good.verified) throw new Defect(`the good file: ${JSON.stringify(good.problems)}`)
  const bad = new Map([['statement-of-another-node.comity', restated()]])
  const sha256 = (bytes: Uint8Array) => toHex(pureEngine.sha256(bytes))
  const otherDigest = withIndex(GOOD, (index) => ({ ...index, root: '0'.repeat(64) }))
  return {
    files: new Map([['good.comity', GOOD], ...bad]),
    expected: {
      roots: ROOTS,
      good: { file: 'good.comity', sha256: sha256(GOOD), ...verdictJson(good) },
      goodWithoutTrust: { problems: kindsIn(GOOD, NO_TRUST) },
      files: [...bad].map(([file, bytes]): JsonValue => ({ file, sha256: sha256(bytes), problems: kindsIn(bytes) })),
      edits: EDITS.map((edit): JsonValue => {
        const bytes = apply(edit)
        const { what, remove = [], copy = {}, text = {} } = edit
        return { what, remove: [...remove], copy, text, sha256: sha256(bytes), problems: kindsIn(bytes) }
      }),
      index: [
        {
          what: 'another root in the index',
          set: { root: '0'.repeat(64) },
          sha256: sha256(otherDigest),
          problems: kindsIn(otherDigest),
        },
      ],
      splices: SPLICES.map(([what, at, remove, insertHex]): JsonValue => {
        const bytes = splice(at, remove, insertHex)
        return { what, at, remove, insertHex, sha256: sha256(bytes), problems: kindsIn(bytes) }
      }),
    },
  }
}

function verdictJson({
  dossier,
  exported,
  root,
  acts: count,
  signatures,
  proofs,
  receipts,
  brackets,
  hidden,
  refused,
}: ReturnType<typeof verifyDossier>): JsonObject {
  return {
    dossier,
    exported,
    root,
    acts: count,
    signatures,
    proofs,
    receipts,
    brackets,
    hidden,
    refused,
  } as unknown as JsonObject
}
