import { signJws, type SigningKey } from '@comity/crypto'
import {
  type ActId,
  type Digest,
  type DossierId,
  expectOk,
  fromUtf8,
  type Instant,
  type JsonObject,
  type JsonValue,
  type StrandId,
  utf8,
} from '@comity/kernel'
import {
  type ActDraft,
  type FoldedDossier,
  foldDossier,
  type Impediment,
  makeAct,
  readAct,
  type Verdict,
} from '@comity/procedure'
import { dossierRoot } from '@comity/verify'
import { at, engine, fixedRandom, signingKey } from './fixed.ts'
import { LENIENT, NOT_HELD, STRICT } from './packs.ts'
import { directoryOf, signedList } from './state-lists.ts'

const DOSSIER = 'QN-2026-00001' as DossierId
const counselKey = signingKey('counsel')
const COUNSEL = `counsel/${counselKey.kid}`

const NORVALE = { ministry: 'central-authority', registry: 'registry', court: 'court' } as const
const FIRST_OF_QN = signedList('QN', NORVALE)
/** A later version, which ends the key of the court. */
const SECOND_OF_QN = signedList('QN', NORVALE, {
  version: 2,
  previous: FIRST_OF_QN.digest,
  edit: (list) => ({ ...list, issued: at(40), authorities: (list['authorities'] as JsonObject[]).map(endCourt) }),
})

function endCourt(authority: JsonObject): JsonObject {
  const [key] = authority['keys'] as readonly JsonObject[]
  return authority['role'] === 'court' ? { ...authority, keys: [{ ...key, invalidAfter: at(30) }] } : authority
}

const LISTS = {
  QN: FIRST_OF_QN,
  QQ: signedList('QQ', { court: 'court', custody: 'custody', registry: 'registry', bar: 'bar' }),
  QV: signedList('QV', { court: 'court' }),
  XO: signedList('XO', { overseer: 'overseer' }),
}

type Written = {
  readonly id: ActId
  readonly object: string
  readonly strand: string
  readonly seq: number
  readonly what: string
}

type Writing = {
  readonly law?: Digest
  readonly claimed?: Instant
  /** What the author had seen of other strands; absent: everything written so far. */
  readonly seen?: readonly Written[]
  readonly parents?: readonly ActId[]
}

/** Writes acts as their authors' nodes would, each at the next place of its strand. */
class Writer {
  readonly acts: Written[] = []
  private readonly random = fixedRandom('dossier')

  write(what: string, strand: string, minute: number, kind: string, body: JsonObject, options: Writing = {}): Written {
    const own = this.headOf(strand)
    const state = strand.slice(0, 2) as keyof typeof LISTS
    const key: SigningKey = strand === COUNSEL ? counselKey : signingKey(strand)
    const draft = { act: { kind, body }, fields: {} } as unknown as ActDraft
    const made = makeAct(engine, this.random, draft, {
      dossier: DOSSIER,
      strand: strand as StrandId,
      seq: (own?.seq ?? 0) + 1,
      prev: own?.id ?? null,
      parents: options.parents ?? this.headsOf(options.seen ?? this.acts, strand),
      author: key.kid,
      list: (LISTS[state] ?? LISTS.QQ).digest,
      law: options.law ?? STRICT.digest,
      claimed: options.claimed ?? at(minute),
      seen: null,
    })
    const { id, payload } = expectOk(made, what)
    const { bytes } = signJws(engine, key, 'comity-act+json', payload as unknown as JsonObject)
    const written = { id, object: fromUtf8(bytes) ?? '', strand, seq: payload.seq, what }
    this.acts.push(written)
    return written
  }

  private headOf(strand: string): Written | undefined {
    return this.acts.findLast((act) => act.strand === strand)
  }

  private headsOf(seen: readonly Written[], own: string): readonly ActId[] {
    const heads = new Map(seen.map((act) => [act.strand, act.id]))
    heads.delete(own)
    return [...heads.values()]
  }
}

const OPENING: JsonObject = {
  requesting: 'QN',
  requested: 'QQ',
  basis: ['ets024'],
  offences: ['fraud'],
  purpose: 'prosecution',
  urgent: true,
}

/** An extradition with everything that can become of an act, in the order in which it was written. */
function story(): readonly Written[] {
  const writer = new Writer()
  const { write } = { write: writer.write.bind(writer) }
  const opening = write('opens the dossier', 'QN/ministry', 1, 'arrest-requested', OPENING)
  write('a report', 'QQ/custody', 2, 'arrested', { arrestedAt: at(0) })
  const early = write(
    'an order whose guarantees are unmet by its author\u2019s own pack',
    'QQ/court',
    3,
    'consent-recorded',
    { at: at(3), proofs: {} },
  )
  write('the other State\u2019s answer to it', 'QN/registry', 4, 'order-refused', {
    act: early.id,
    unmet: [{ guarantee: 'access-to-counsel', provisions: ['cets209:4.2'] }],
    otherwise: [],
    alarm: true,
  })
  const appointment = write(
    'the person appoints counsel, which the custody officer attests',
    'QQ/custody',
    5,
    'counsel-appointed',
    {
      attested: { for: 'person', how: 'spoken' },
      bar: 'QQ/bar',
      where: 'requested',
    },
  )
  write('counsel writes before the bar has vouched for the key', COUNSEL, 5, 'objection-filed', {}, { seen: [opening] })
  write('the bar vouches for counsel\u2019s key', 'QQ/bar', 6, 'counsel-vouched', {
    appointment: appointment.id,
    kid: counselKey.kid,
    key: counselKey.jwk as JsonValue,
  })
  const advice = write('counsel advises', COUNSEL, 7, 'counsel-advised', {
    at: at(7),
    private: true,
    interpreted: 'yes',
    consequencesExplained: true,
  })
  write(
    'the same order, proved for its author\u2019s lenient pack and not for ours',
    'QQ/court',
    8,
    'consent-recorded',
    { at: at(8), proofs: { 'access-to-counsel/0': advice.id } },
    { law: LENIENT.digest },
  )
  write(
    'an order by a pack that is not held',
    'QQ/court',
    8,
    'consent-recorded',
    { at: at(8), proofs: { 'access-to-counsel/0': advice.id } },
    { law: NOT_HELD },
  )
  const understood = write('a step that proves', 'QQ/court', 9, 'interpretation-confirmed', {
    for: 'hearing',
    understood: true,
  })
  write('an order that names an act which proves nothing', 'QQ/court', 10, 'consent-recorded', {
    at: at(10),
    proofs: { 'access-to-counsel/0': understood.id, 'interpretation/0': understood.id },
  })
  write('a second opening act, by who knew of the first', 'QN/ministry', 10, 'arrest-requested', OPENING)
  write('an answer to no question', 'QQ/court', 10, 'information-supplied', { asked: opening.id })
  const proofs = { 'access-to-counsel/0': advice.id, 'interpretation/0': understood.id }
  const consent = write('the order, proved', 'QQ/court', 11, 'consent-recorded', { at: at(11), proofs })
  write('a second consent, while the first is in force', 'QQ/court', 12, 'consent-recorded', { at: at(12), proofs })
  const questioned = write('a report of a wrong', 'QQ/custody', 12, 'questioned', {
    from: at(11),
    to: at(12),
    counsel: 'absent',
    interpreter: 'present',
    statement: 's1',
  })
  const before = [...writer.acts]
  write(
    'concurrent: an order on the consent, by who had not seen its withdrawal',
    'QQ/court',
    13,
    'speciality-renounced',
    { at: at(13), consent: consent.id, proofs: {} },
    { seen: before },
  )
  write(
    'concurrent: a question',
    'QN/ministry',
    13,
    'information-asked',
    { replyBy: '2026-03-20', about: [] },
    { seen: before },
  )
  write(
    'concurrent: a report',
    'QN/registry',
    13,
    'deadline-observed',
    { clock: 'ets024:16.4.40', startedBy: questioned.id, state: 'met' },
    { seen: before },
  )
  write(
    'concurrent: counsel challenges the statement',
    COUNSEL,
    13,
    'evidence-challenged',
    { report: questioned.id, statement: 's1', ground: 'no-counsel' },
    { seen: before },
  )
  write(
    'concurrent: the person withdraws the consent',
    'QQ/registry',
    13,
    'consent-withdrawn',
    { consent: consent.id, attested: { for: 'person', how: 'spoken' } },
    { seen: before },
  )
  write('an order on a consent that its author knows to be withdrawn', 'QQ/court', 14, 'speciality-renounced', {
    at: at(14),
    consent: consent.id,
    proofs: {},
  })
  write('an order that a challenge bars', 'QQ/court', 15, 'evidence-relied-on', {
    report: questioned.id,
    statement: 's1',
    proofs: {},
  })
  write('the overseer', 'XO/overseer', 16, 'finding-made', { about: [questioned.id] })
  write('a role that may not make this act', 'QQ/bar', 17, 'arrested', { arrestedAt: at(0) })
  write('a State that is no party', 'QV/court', 17, 'released', { at: at(17), ground: 'court-order' })
  write('a second consent, after the first was withdrawn', 'QQ/court', 16, 'consent-recorded', { at: at(16), proofs })
  write('a report with a key that has ended since: kept, and marked', 'QN/court', 17, 'deadline-met', {
    clock: 'ets024:16.4.40',
    startedBy: questioned.id,
    by: questioned.id,
  })
  write(
    'a question with a key that has ended since, which no log is known to have held before',
    'QN/court',
    18,
    'information-asked',
    { replyBy: '2026-03-20', about: [] },
  )
  write(
    'a key before its time',
    'QN/registry',
    18,
    'deadline-observed',
    { clock: 'ets024:16.4.40', startedBy: questioned.id, state: 'met' },
    { claimed: at(-1) },
  )
  write(
    'an act that rests on one which is not here',
    'QQ/custody',
    19,
    'released',
    { at: at(19), ground: 'court-order' },
    {
      parents: ['fe'.repeat(32) as ActId],
    },
  )
  return writer.acts
}

/** What NP-43 to NP-48 make of a dossier with concurrent acts: one order, and a verdict on each act. */
export function dossierVectors(): JsonObject {
  const acts = story()
  const lists = [...Object.values(LISTS), SECOND_OF_QN]
  const laws = new Map([LENIENT, STRICT].map(({ digest, law }) => [digest, law]))
  const folded = foldDossier(
    DOSSIER,
    acts.map(({ object, what }) => expectOk(readAct(engine, utf8(object), []), what)),
    { directory: directoryOf(lists), lawOf: (digest) => laws.get(digest), ownLaw: STRICT.law },
  )
  const inside = folded.acts.filter(({ verdict }) => verdict.effect !== 'quarantined').map(({ id }) => id)
  const asTheyCame = acts.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return {
    dossier: DOSSIER,
    lists: lists.map(({ object }) => object),
    packs: [LENIENT, STRICT].map(({ digest, bytes }) => ({ digest, pack: fromUtf8(bytes) ?? '' })),
    ownPack: STRICT.digest,
    acts: asTheyCame.map(({ id, what, object }) => ({ what, id, object })),
    order: folded.acts.map(({ id }) => id),
    verdicts: Object.fromEntries(folded.acts.map(({ id, verdict }) => [id, verdictJson(verdict)])),
    waiting: folded.waiting.map(({ act, missing }) => ({ id: act.id, missing: [...missing] })),
    heads: headsJson(folded),
    root: dossierRoot(engine, inside),
  }
}

/** Last act of each strand, over all placed acts. */
export const headsJson = ({ heads }: FoldedDossier): JsonValue =>
  Object.fromEntries([...heads].map(([strand, { id, seq }]) => [strand, { id, seq }]))

/** A verdict as the vectors say it: codes, never words for people. */
export function verdictJson(verdict: Verdict): JsonValue {
  switch (verdict.effect) {
    case 'effective':
      return { effect: 'effective', rail: verdict.rail, ...(verdict.doubt ? { doubt: verdict.doubt } : {}) }
    case 'quarantined':
      return { effect: 'quarantined', reason: verdict.reason }
    case 'none':
      return { effect: 'none', against: verdict.against, impediments: verdict.impediments.map(impedimentJson) }
  }
}

function impedimentJson(impediment: Impediment): JsonValue {
  switch (impediment.kind) {
    case 'guarantee-unmet': {
      const { gate, barredBy } = impediment
      const provisions = gate.sources.map(({ id }) => id)
      return {
        guarantee: gate.guarantee,
        gate: gate.index,
        provisions,
        ...(barredBy === undefined ? {} : { barredBy }),
      }
    }
    case 'out-of-turn':
      return { outOfTurn: impediment.turn.code }
    case 'law-not-held':
      return { packNotHeld: impediment.digest }
  }
}
