import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { signJws } from '@comity/crypto'
import { nodeEngine, systemRandom } from '@comity/crypto-node'
import { SEALED_LIMIT } from '@comity/exchange'
import {
  type ActId,
  type AuthorityId,
  type Digest,
  type DossierId,
  expectOk,
  type Instant,
  type JsonObject,
  type StateCode,
  type StrandId,
  toBase64,
} from '@comity/kernel'
import { type ActDraft, makeAct, type UnsignedAct } from '@comity/procedure'
import { type HttpWorld, httpWorld } from '../testing/http-world.ts'
import { at, type Step, teller } from './demo/telling.ts'
import { sealTo } from './node/seal-to.ts'

const FILE = 'QV-2026-00900' as DossierId
const [QN, QV] = ['QN' as StateCode, 'QV' as StateCode]
const MINISTRY = ['QV', 'QV/ministry', 'Hélène Castagnier'] as const
const JUDGE = ['QN', 'QN/saltmere-court', 'Judge Orla Vennick'] as const
const CUSTODY = ['QN', 'QN/saltmere-custody', 'Sergeant Tomas Reede'] as const
const POLICE = ['QN', 'QN/saltmere-police', 'Detective Paul Harrow'] as const
const PROSECUTOR = ['QV', 'QV/valserre-prosecutor', 'Bastien Orsolle'] as const
const say = teller(FILE)

/** A person is held in Norvale for Arvenia. Nobody has called a lawyer. */
const HELD: readonly Step[] = [
  say(
    '03-01T09:00',
    MINISTRY,
    'arrest-requested',
    { requesting: QV, requested: QN, basis: ['ets024'], offences: ['fraud'], purpose: 'prosecution', urgent: false },
    { label: 'request' },
  ),
  say('03-01T10:00', JUDGE, 'arrest-ordered', (told) => ({ request: told('request'), proofs: {} })),
  say('03-01T11:00', CUSTODY, 'arrested', { arrestedAt: at('03-01T10:50') }),
  say('03-01T11:05', CUSTODY, 'reasons-given', { at: at('03-01T10:55'), language: 'en', understood: true }),
]

/** What is done wrong is written down by whoever did it, at a node that works as it should. */
const QUESTIONED = say(
  '03-01T13:00',
  POLICE,
  'questioned',
  {
    from: at('03-01T12:00'),
    to: at('03-01T12:40'),
    counsel: 'absent',
    interpreter: 'not-needed',
    statement: 'statement-1',
  },
  { label: 'report' },
)

/** Arvenia's prosecutor relies on the statement, at a node that lets it pass. */
const reliedOn = (report: ActId): Step =>
  say(
    '03-01T14:00',
    PROSECUTOR,
    'evidence-relied-on',
    { report, statement: 'statement-1', proofs: {} },
    { label: 'relied', outcome: 'let-pass' },
  )

describe('what a hostile node sends over HTTP', () => {
  let world: HttpWorld
  before(async () => {
    world = await httpWorld()
  })
  after(() => world.close())

  test('[OP-2] consent without counsel from a node without gates is kept, has no effect, is refused, and is before the overseer', async () => {
    await world.tell(HELD)
    assertStopped(await observed(world, await consentWithoutCounsel(world)))
  })

  test('[OP-3] an act from outside the roster is kept aside, and moves nothing', async () => {
    const before = await stateOf(world)
    const outsider = world.keyOf('Nobody whom a list names')
    const act = await nextAct(world, QV, 'QV/ministry', outsider.kid)
    assert.equal(await post(world, await message(world, { acts: [await carried(world, act, outsider)] })), 200)
    const kept = await world.node('QN').ports.archive.act(act.id)
    assert.deepEqual([kept?.standing, kept?.reason], ['quarantined', 'key-not-listed'])
    assert.deepEqual(await stateOf(world), before)
    assert.ok(world.noted.some(({ state, event }) => state === QN && event.event === 'act-quarantined'))
  })

  test('[OP-3] the same act by somebody on the roster is taken in: it was the roster that kept the other out', async () => {
    const clerk = world.keyOf('Hélène Castagnier')
    const act = await nextAct(world, QV, 'QV/ministry', clerk.kid)
    assert.equal(await post(world, await message(world, { acts: [await carried(world, act, clerk)] })), 200)
    assert.equal((await world.node('QN').ports.archive.act(act.id))?.standing, 'in-strand')
    // Its own node learns of it too, as it would have from its own desk.
    assert.equal((await effectOf(world, 'QN', act.id))?.effect, 'effective')
  })

  test('[OP-4] a report of questioning without counsel is kept and tainted, and neither side can rely on the statement', async () => {
    const report = (await world.tell([QUESTIONED]))('report')
    for (const state of ['QN', 'QV', 'XO']) {
      assert.equal((await effectOf(world, state, report))?.effect, 'effective')
      const { folded } = await world.node(state).dossiers.load(FILE)
      assert.ok(folded.dossier.breaches.some(({ by, statement }) => by === report && statement === 'statement-1'))
    }
    for (const [state, strand, holder] of [JUDGE, PROSECUTOR]) {
      const draft = { kind: 'evidence-relied-on', body: { report, statement: 'statement-1', proofs: {} } } as const
      const wisher = { key: world.keyOf(holder).kid, strand: strand as StrandId }
      const tried = await world.node(state).prepare(FILE, { act: draft, fields: {} }, wisher)
      assert.ok(!tried.ok && tried.error.kind === 'refused-by-right')
      assert.ok(!tried.ok && tried.error.kind === 'refused-by-right')
      assert.ok(tried.error.impediments.some((one) => one.kind === 'guarantee-unmet' && one.barredBy === report))
    }
    // A node without gates lets its prosecutor rely on it all the same: the other State does not.
    const order = (await world.tell([reliedOn(report)]))('relied')
    assert.equal((await effectOf(world, 'QN', order))?.effect, 'none')
    assert.deepEqual(await refusalsOf(world, 'QN', order), ['QN/registry'])
    assert.equal((await effectOf(world, 'XO', order))?.effect, 'none')
  })

  test('[OP-5] a message that is forged, mis-addressed or too long changes nothing, and its sender learns nothing', async () => {
    const before = await everything(world)
    const clerk = world.keyOf('Hélène Castagnier')
    const acts = [await carried(world, await nextAct(world, QV, 'QV/ministry', clerk.kid), clerk)]
    const whole = await message(world, { acts })
    const flipped = whole.with(whole.length - 20, (whole.at(-20) ?? 0) ^ 1)
    const attempts: readonly (readonly [string, Uint8Array, number])[] = [
      ['signed by another node', await message(world, { acts }, 'XO'), 400],
      ['from nobody', await message(world, { acts, from: 'QZ' }), 400],
      ['meant for another node', await message(world, { acts, to: 'XO' }), 400],
      ['of another form', await message(world, { acts, extra: 1 }), 400],
      ['cut off', whole.subarray(0, whole.length - 1), 400],
      ['with one bit turned', flipped, 400],
      ['not sealed', new TextEncoder().encode('{}'), 400],
      ['of nothing', new Uint8Array(), 400],
      ['longer than any message', new Uint8Array(SEALED_LIMIT + 1), 413],
    ]
    const noted = world.noted.length
    for (const [what, bytes, status] of attempts) assert.equal(await post(world, bytes), status, what)
    assert.deepEqual(await everything(world), before)
    const events = world.noted.slice(noted).map(({ event }) => event.event)
    assert.deepEqual(new Set(events), new Set(['message-not-taken']))
  })

  test('[OP-5] a message that comes again gets the answer that it got, and changes nothing', async () => {
    const clerk = world.keyOf('Hélène Castagnier')
    const act = await nextAct(world, QV, 'QV/ministry', clerk.kid)
    const acts = [await carried(world, act, clerk)]
    const body = await unsealed(world, { acts })
    const first = await answered(world, sealed(world, body))
    const before = await everything(world)
    assert.deepEqual(await answered(world, sealed(world, body)), first)
    assert.deepEqual(await everything(world), before)
  })

  test('[OP-5] a message after its time is refused with a receipt, and the file stays as it was', async () => {
    const before = await stateOf(world)
    const clerk = world.keyOf('Hélène Castagnier')
    const act = await nextAct(world, QV, 'QV/ministry', clerk.kid)
    const acts = [await carried(world, act, clerk)]
    assert.equal(await post(world, await message(world, { acts, expires: '2026-01-02T00:00:00.000Z' })), 200)
    assert.equal(await world.node('QN').ports.archive.act(act.id), undefined)
    assert.deepEqual(await stateOf(world), before)
  })
})

test('[OP-2] with its gate taken out the receiving node is fooled: it was the gate that stopped the order', async (t) => {
  const world = await httpWorld()
  t.after(() => world.close())
  await world.tell(HELD)
  // Both nodes work without gates: the one that records the consent, and the one that asked for the person.
  const consent = await world.tampered.during(QV, async () => {
    const made = await consentWithoutCounsel(world)
    const seen = await observed(world, made)
    assert.equal(seen.effect, 'effective')
    assert.throws(() => assertStopped(seen))
    return made
  })
  // The overseer still has its own: what two States agree to overlook is overlooked by nobody else.
  assert.equal((await effectOf(world, 'XO', consent))?.effect, 'none')
})

test('[OP-4] with its gate taken out the receiving node would use the statement: it was the gate that kept it out', async (t) => {
  const world = await httpWorld()
  t.after(() => world.close())
  const told = await world.tell([...HELD, QUESTIONED])
  const relied = reliedOn(told('report'))
  const effect = await world.tampered.during(QN, async () => {
    const order = (await world.tell([relied]))('relied')
    return (await effectOf(world, 'QN', order))?.effect
  })
  assert.equal(effect, 'effective')
})

/** Norvale's judge records a consent at a node from which somebody has taken the gates. */
async function consentWithoutCounsel(world: HttpWorld): Promise<ActId> {
  const told = await world.tell([
    say(
      '03-01T12:00',
      JUDGE,
      'consent-recorded',
      { at: at('03-01T11:55'), proofs: {} },
      { label: 'consent', outcome: 'let-pass' },
    ),
  ])
  return told('consent')
}

type Observed = {
  readonly kept: boolean
  readonly effect: string | undefined
  readonly unmet: readonly string[]
  readonly refusedBy: readonly string[]
  readonly overseerSees: { readonly effect: string | undefined; readonly refusals: number }
}

/** What became of an act at Arvenia, which received it, and at the overseer. */
async function observed(world: HttpWorld, id: ActId): Promise<Observed> {
  const verdict = await effectOf(world, 'QV', id)
  const kept = await world.node('QV').ports.archive.act(id)
  return {
    kept: kept?.standing === 'in-strand',
    effect: verdict?.effect,
    unmet:
      verdict?.effect === 'none'
        ? verdict.impediments.flatMap((one) => (one.kind === 'guarantee-unmet' ? [one.gate.guarantee] : []))
        : [],
    refusedBy: await refusalsOf(world, 'QV', id),
    overseerSees: {
      effect: (await effectOf(world, 'XO', id))?.effect,
      refusals: (await refusalsOf(world, 'XO', id)).length,
    },
  }
}

function assertStopped({ kept, effect, unmet, refusedBy, overseerSees }: Observed): void {
  assert.equal(kept, true)
  assert.equal(effect, 'none')
  assert.ok(unmet.some((guarantee) => guarantee.includes('counsel')))
  assert.deepEqual(refusedBy, ['QV/registry'])
  assert.deepEqual(overseerSees, { effect: 'none', refusals: 1 })
}

async function effectOf(world: HttpWorld, state: string, id: ActId) {
  const { folded } = await world.node(state).dossiers.load(FILE)
  return folded.verdicts.get(id)
}

/** Strands on which an order is refused, as a State's node holds them. */
async function refusalsOf(world: HttpWorld, state: string, id: ActId): Promise<readonly string[]> {
  const { folded } = await world.node(state).dossiers.load(FILE)
  return folded.acts.flatMap(({ act, payload }) =>
    act.kind === 'order-refused' && act.body.act === id && act.body.alarm ? [payload.strand] : [],
  )
}

/** A question that would be the next act of a strand as Norvale holds it. */
async function nextAct(world: HttpWorld, state: StateCode, strand: string, author: UnsignedAct['payload']['author']) {
  const node = world.node('QN')
  const { folded } = await node.dossiers.load(FILE)
  const own = folded.heads.get(strand)
  const draft: ActDraft = {
    act: { kind: 'information-asked', body: { replyBy: '2026-04-01' as never, about: [] } },
    fields: { question: 'Where is he held?' },
  }
  const place = {
    dossier: FILE,
    strand: strand as AuthorityId as string as StrandId,
    seq: (own?.seq ?? 0) + 1,
    prev: own?.id ?? null,
    parents: [...folded.heads].filter(([other]) => other !== strand).map(([, head]) => head.id),
    author,
    list: node.directory().current(state)?.digest as Digest,
    law: node.ports.law.own.digest,
    claimed: world.clock.now(),
    seen: null,
  }
  return expectOk(makeAct(nodeEngine, systemRandom, draft, place), 'a well-formed act')
}

async function carried(world: HttpWorld, act: UnsignedAct, key: ReturnType<HttpWorld['keyOf']>) {
  assert.ok(world)
  const { bytes } = signJws(nodeEngine, key, 'comity-act+json', act.payload as unknown as JsonObject)
  return { jws: toBase64(bytes), disclosures: [...act.disclosures], salt: toBase64(systemRandom(32)) }
}

type Contents = { readonly acts: readonly JsonObject[] } & Readonly<Record<string, unknown>>

/** A message from Arvenia to Norvale, signed by Arvenia's node unless another is named. */
async function unsealed(world: HttpWorld, contents: Contents, signer = 'QV'): Promise<Uint8Array> {
  const payload = {
    v: 1,
    from: 'QV',
    to: 'QN',
    seq: 900,
    sent: world.clock.now(),
    expires: '2027-01-01T00:00:00.000Z' as Instant,
    checkpoints: [],
    dossier: FILE,
    ...contents,
  }
  const { keys } = world.node(signer).ports
  return signJws(nodeEngine, keys.node, 'comity-message+json', payload as unknown as JsonObject).bytes
}

function sealed(world: HttpWorld, bytes: Uint8Array): Uint8Array {
  const list = world.node('QN').directory().of(QN)
  assert.ok(list)
  return sealTo(nodeEngine, systemRandom, list, bytes)
}

const message = async (world: HttpWorld, contents: Contents, signer?: string): Promise<Uint8Array> =>
  sealed(world, await unsealed(world, contents, signer))

/** Posts on a connection of its own: the node ends one on which it was told too much. */
function send(world: HttpWorld, body: Uint8Array): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const sending = request(`${world.urlOf('QN')}/exchange/messages`, { method: 'POST', agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sending.once('error', reject).end(body)
  })
}

async function post(world: HttpWorld, body: Uint8Array): Promise<number> {
  const { status, text } = await send(world, body)
  // Of what is wrong a stranger hears only that it is not accepted.
  if (status !== 200) assert.match(text, /^\{"error":"(?:not-accepted|too-large)"\}$/)
  return status
}

const answered = async (world: HttpWorld, body: Uint8Array): Promise<string> => (await send(world, body)).text

/** The file as Norvale reads it. */
async function stateOf(world: HttpWorld) {
  const { folded } = await world.node('QN').dossiers.load(FILE)
  return { acts: folded.acts.map(({ id }) => id), heads: [...folded.heads] }
}

/** All that Norvale keeps of the file, and how long its log is. */
async function everything(world: HttpWorld) {
  const { archive } = world.node('QN').ports
  return {
    acts: await archive.actsOf(FILE),
    size: await archive.logSize(),
    outbox: await archive.outboxOf(FILE),
    heard: await archive.documents('heard-checkpoints'),
  }
}
