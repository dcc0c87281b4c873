import { concealMembers, digestOfDisclosure, readDisclosure, signJws } from '@comity/crypto'
import {
  canonicalBytes,
  canonicalize,
  type Digest,
  type DossierId,
  expectOk,
  type JsonObject,
  type JsonValue,
  type StrandId,
  toBase64Url,
  toHex,
  utf8,
} from '@comity/kernel'
import { type ActDraft, definitionOf, makeAct, type Place, readAct, type UnsignedAct } from '@comity/procedure'
import { at, engine, fixedRandom, seedOf, signingKey } from './fixed.ts'

const AUTHOR = 'the ministry of QN'
const key = signingKey(AUTHOR)
const digest = (purpose: string) => `sha256:${toHex(seedOf(purpose))}` as Digest

const place: Place = {
  dossier: 'QN-2026-00001' as DossierId,
  strand: 'QN/ministry' as StrandId,
  seq: 1,
  prev: null,
  parents: [],
  author: key.kid,
  list: digest('a list'),
  law: digest('a pack'),
  claimed: at(1),
  seen: null,
}

const OPENING: ActDraft = {
  act: {
    kind: 'arrest-requested',
    body: {
      requesting: 'QN',
      requested: 'QQ',
      basis: ['ets024'],
      offences: ['fraud'],
      purpose: 'prosecution',
      urgent: true,
    },
  } as unknown as ActDraft['act'],
  fields: {
    summary: 'Invoices of a company that never existed.',
    person: 'Somebody, born 1990 \u2014 \u0634\u062e\u0635 \u0645\u0627',
  },
}

const made = (draft: ActDraft, where: Place, purpose: string): UnsignedAct =>
  expectOk(makeAct(engine, fixedRandom(purpose), draft, where), purpose)

const sign = (payload: unknown): string =>
  new TextDecoder().decode(signJws(engine, key, 'comity-act+json', payload as JsonObject).bytes)

const opening = made(OPENING, place, 'opening')
const asked = made(
  {
    act: {
      kind: 'information-asked',
      body: { replyBy: '2026-03-20', about: ['ets024:13'] },
    } as unknown as ActDraft['act'],
    fields: {},
  },
  {
    ...place,
    seq: 2,
    prev: opening.id,
    parents: [toHex(seedOf('head b')), toHex(seedOf('head a'))] as unknown as Place['parents'],
    seen: {
      origin: 'qn.comity.example/log',
      size: 7,
      root: `${toBase64Url(seedOf('root')).replaceAll('-', '+').replaceAll('_', '/')}=`,
    },
  } as Place,
  'question',
)

/** What NP-37 and NP-40 make of an act: its canonical payload and its id. */
function acceptedActs(): JsonValue {
  return [
    ['the first act of a dossier, with two hidden members', opening],
    ['a second act: it names the one before it, heads of other strands and a checkpoint, and hides nothing', asked],
  ].map(([what, act]) => {
    const { id, payload } = act as UnsignedAct
    return { what: what as string, payload: canonicalize(payload as unknown as JsonValue), id, object: sign(payload) }
  })
}

/** A change to one of the accepted payloads, in its own members or in those of its body. */
type Change = { readonly of: 0 | 1; readonly set?: JsonObject; readonly remove?: string; readonly inBody?: true }

/** Payloads that are no act's, however well they are signed. */
function refusedActs(): JsonValue {
  const hidden = (opening.payload.body as JsonObject)['_sd'] as readonly string[]
  const parents = [...asked.payload.parents]
  const many = Array.from({ length: 65 }, (_, number) => number.toString(16).padStart(64, '0'))
  const cases: readonly (readonly [string, Change])[] = [
    ['a member that nobody knows', { of: 0, set: { note: 'x' } }],
    ['a member missing', { of: 0, remove: 'claimed' }],
    ['another version', { of: 0, set: { v: 2 } }],
    ['no place before the first', { of: 0, set: { seq: 0 } }],
    ['a place beyond the last', { of: 1, set: { seq: 1_000_001 } }],
    ['a first act that names one before it', { of: 0, set: { prev: asked.id } }],
    ['a second act that names none before it', { of: 1, set: { prev: null } }],
    ['parents out of order', { of: 1, set: { parents: parents.toReversed() } }],
    ['one parent twice', { of: 1, set: { parents: [...parents.slice(0, 1), ...parents] } }],
    ['65 parents', { of: 1, set: { parents: many } }],
    ['an author that is not the signatory', { of: 0, set: { author: signingKey('somebody else').kid } }],
    ['a kind outside the procedure table', { of: 0, set: { kind: 'person-forgotten' } }],
    ['an instant without milliseconds', { of: 0, set: { claimed: '2026-03-03T07:01:00Z' } }],
    ['an instant that does not exist', { of: 0, set: { claimed: '2026-02-30T07:01:00.000Z' } }],
    ['a clear member that the kind does not have', { of: 0, inBody: true, set: { mood: 'bad' } }],
    ['a clear member that the kind needs', { of: 0, inBody: true, remove: 'urgent' }],
    ['a hidden member in the clear', { of: 0, inBody: true, set: { person: 'Somebody' } }],
    ['digests without classes', { of: 0, inBody: true, remove: 'sd_class' }],
    ['more classes than digests', { of: 0, inBody: true, set: { sd_class: ['identity', 'identity', 'identity'] } }],
    ['a class outside the list', { of: 0, inBody: true, set: { sd_class: ['identity', 'secret'] } }],
    ['digests out of order', { of: 0, inBody: true, set: { _sd: hidden.toReversed() } }],
    ['no digests at all, yet a list for them', { of: 0, inBody: true, set: { _sd: [], sd_class: [] } }],
  ]
  return cases.map(([what, change]): JsonValue => {
    if (readAct(engine, utf8(sign(changed(change))), []).ok) throw new Error(`${what} was read`)
    return { what, ...change }
  })
}

function changed({ of, set = {}, remove, inBody }: Change): JsonObject {
  const payload = [opening, asked][of]?.payload as unknown as JsonObject
  const edit = (object: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries({ ...object, ...set }).filter(([name]) => name !== remove))
  return inBody ? { ...payload, body: edit(payload['body'] as JsonObject) } : edit(payload)
}

const disclosureOf = (salt: Uint8Array, name: JsonValue, value: JsonValue): string =>
  toBase64Url(canonicalBytes([toBase64Url(salt), name, value]))

/** What NP-50 to NP-53 make of disclosures beside the first act. */
function disclosures(): JsonValue {
  const [first = '', second = ''] = opening.disclosures
  const salt = seedOf('salt').slice(0, 16)
  const misfiled = misfiledAct()
  const shownBy = (given: readonly string[]) => {
    const { shown, hidden } = expectOk(readAct(engine, utf8(sign(opening.payload)), given), 'own disclosures')
    return { shown, hidden: hidden.map((field): JsonValue => ({ ...field })) }
  }
  const refused: readonly (readonly [string, string, readonly string[]])[] = [
    ['one comes twice', sign(opening.payload), [first, first]],
    ['one that opens nothing here', sign(opening.payload), [disclosureOf(salt, 'person', 'Somebody else')]],
    ['one of 15 bytes of salt', ...opens(disclosureOf(salt.slice(1), 'summary', 'x'))],
    ['one of a reserved name', ...opens(disclosureOf(salt, '_sd', 'x'))],
    ['one that hides again', ...opens(disclosureOf(salt, 'summary', { _sd: [] }))],
    ['one of a name that the kind does not have', ...opens(disclosureOf(salt, 'mood', 'bad'))],
    ['one of a name that stands in the clear', ...opens(disclosureOf(salt, 'urgent', 'no'))],
    ['one with a value that the kind does not take', ...opens(disclosureOf(salt, 'summary', 7))],
    ['one of four elements', ...opens(toBase64Url(canonicalBytes([toBase64Url(salt), 'summary', 'x', 'y'])))],
    ['one that is not canonical', ...opens(toBase64Url(utf8(`["${toBase64Url(salt)}", "summary", "x"]`)))],
    ['one filed under another class than its own', misfiled.object, [misfiled.disclosure]],
  ]
  return {
    made: opening.disclosures.map((text): JsonValue => {
      const { name, value } = expectOk(readDisclosure(text), 'own disclosure')
      const { class: named = 'ordinary' } = definitionOf('arrest-requested').disclosable[name] ?? {}
      return { text, digest: digestOfDisclosure(engine, text), name, value, class: named }
    }),
    object: sign(opening.payload),
    read: [
      { what: 'nothing shown', given: [], ...shownBy([]) },
      { what: 'one shown', given: [first], ...shownBy([first]) },
      { what: 'all shown, in any order', given: [second, first], ...shownBy([second, first]) },
    ],
    refused: refused.map(([what, object, given]): JsonValue => {
      if (readAct(engine, utf8(object), given).ok) throw new Error(`${what} was read`)
      return { what, object, given: [...given] }
    }),
  }
}

/** An act that hides exactly what this text opens, and the text: so that nothing but the text can be at fault. */
function opens(text: string): readonly [string, readonly string[]] {
  const members = { _sd: [digestOfDisclosure(engine, text)], sd_class: ['ordinary'] }
  return [sign({ ...opening.payload, body: { ...OPENING.act.body, ...members } }), [text]]
}

function misfiledAct() {
  const { members, disclosures: made } = concealMembers(engine, fixedRandom('misfiled'), {
    person: { value: 'Somebody', class: 'ordinary' },
  })
  const object = sign({ ...opening.payload, body: { ...OPENING.act.body, ...members } })
  return { object, disclosure: made[0]?.text ?? '' }
}

export function actVectors(): JsonObject {
  return {
    author: { seedHex: toHex(seedOf(AUTHOR)), jwk: key.jwk, kid: key.kid },
    accepted: acceptedActs(),
    refused: refusedActs(),
    disclosures: disclosures(),
  }
}
