import {
  identityText,
  newAgeIdentity,
  openBytes,
  readJws,
  recipientOf,
  recipientText,
  sealBytes,
  signJws,
} from '@comity/crypto'
import { ActsWanted, Message, Receipt } from '@comity/exchange'
import {
  type ActId,
  concat,
  expectOk,
  fromUtf8,
  type JsonObject,
  type JsonValue,
  toBase64,
  toHex,
  utf8,
} from '@comity/kernel'
import { actVectors } from './acts.ts'
import { at, engine, fixedRandom, seedOf, signingKey } from './fixed.ts'

const identity = newAgeIdentity(fixedRandom('identity of the node of QQ'), 'hybrid')
const recipient = recipientOf(engine, identity)
const sender = signingKey('node of QN')

const act = (actVectors()['accepted'] as readonly JsonObject[])[0] ?? {}
const shown = ((actVectors()['disclosures'] as JsonObject)['made'] as readonly JsonObject[])[0] ?? {}

const MESSAGE: JsonObject = {
  v: 1,
  from: 'QN',
  to: 'QQ',
  seq: 1,
  sent: at(2),
  expires: at(50),
  checkpoints: [],
  dossier: 'QN-2026-00001',
  acts: [
    {
      jws: toBase64(utf8(String(act['object']))),
      disclosures: [shown['text'] ?? ''],
      salt: toBase64(seedOf('salt of the leaf')),
    },
  ],
}

const WANTED: JsonObject = {
  v: 1,
  from: 'QQ',
  to: 'QN',
  asked: at(3),
  dossier: 'QN-2026-00001',
  acts: ['ab'.repeat(32)],
}

const seal = (bytes: Uint8Array, purpose: string): Uint8Array =>
  sealBytes(engine, fixedRandom(purpose), [recipient], bytes)

/** Payloads that are no message's. */
function refusedMessages(): readonly (readonly [string, JsonObject])[] {
  // The form of what is carried is not that of the message: two bytes stand for an act.
  const carried = { jws: toBase64(utf8('{}')), disclosures: [], salt: toBase64(seedOf('salt of the leaf')) }
  const withAct = (change: JsonObject): JsonObject => ({ ...MESSAGE, acts: [{ ...carried, ...change }] })
  const whole = withAct({})
  const { expires: _, ...endless } = whole
  return [
    ['a member that nobody knows', { ...whole, note: 'x' }],
    ['no end', endless],
    ['no acts', { ...whole, acts: [] }],
    ['65 acts', { ...whole, acts: Array.from({ length: 65 }, () => carried) }],
    ['the place before the first', { ...whole, seq: 0 }],
    ['17 checkpoints', { ...whole, checkpoints: Array.from({ length: 17 }, () => 'x') }],
    ['another version', { ...whole, v: 2 }],
    ['a member of an act that nobody knows', withAct({ note: 'x' })],
    ['an act that is not base64', withAct({ jws: '?' })],
    ['a question in the place of a message', WANTED],
  ]
}

/** What NP-60 to NP-72 make of a message: opened by a fixed identity, read, and checked against the sender's node key. */
export function messageVectors(): JsonObject {
  if (identity.kind !== 'hybrid' || recipient.kind !== 'hybrid')
    throw new Error('nodes are sealed to by the hybrid recipient')
  const signed = signJws(engine, sender, 'comity-message+json', MESSAGE)
  const sealed = seal(signed.bytes, 'a message')
  expectOk(openBytes(engine, [identity], sealed), 'own message')
  Message.parse(MESSAGE)
  ActsWanted.parse(WANTED)
  const broken: readonly (readonly [string, Uint8Array])[] = [
    ['one bit of the last tag', flip(sealed, sealed.length - 1)],
    ['one bit of the payload', flip(sealed, sealed.length - 100)],
    ['the last byte missing', sealed.slice(0, -1)],
    ['the last chunk missing', sealed.slice(0, sealed.length - signed.bytes.length - 16)],
    ['a byte more', concat(sealed, Uint8Array.of(0))],
    [
      'sealed to somebody else',
      sealBytes(engine, fixedRandom('b'), [recipientOf(engine, newAgeIdentity(fixedRandom('c'), 'hybrid'))], utf8('x')),
    ],
  ]
  return {
    identity: identityText(identity),
    recipient: recipientText(recipient),
    sender: { jwk: sender.jwk, kid: sender.kid },
    opened: {
      sealed: toBase64(sealed),
      sealedSha256: toHex(engine.sha256(sealed)),
      object: fromUtf8(signed.bytes) ?? '',
      id: signed.id,
      message: MESSAGE,
    },
    refused: broken.map(([what, bytes]): JsonValue => {
      if (openBytes(engine, [identity], bytes).ok) throw new Error(`${what} was opened`)
      // The header stays as it is: what differs begins behind it.
      return what === 'sealed to somebody else'
        ? { what, sealed: toBase64(bytes) }
        : { what, ...differenceOf(sealed, bytes) }
    }),
    refusedPayloads: refusedMessages().map(([what, payload]): JsonValue => {
      if (Message.safeParse(payload).success) throw new Error(`${what} is a message`)
      return { what, payload: what === '65 acts' ? null : payload, ...(what === '65 acts' ? { repeatAct: 65 } : {}) }
    }),
    question: {
      object: fromUtf8(signJws(engine, signingKey('node of QQ'), 'comity-message+json', WANTED).bytes) ?? '',
      asks: WANTED,
    },
  }
}

function flip(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.with(at, (bytes[at] ?? 0) ^ 1)
}

/** Where the sealed bytes are cut, and what follows there instead. */
function differenceOf(good: Uint8Array, bad: Uint8Array): JsonObject {
  let keep = 0
  while (keep < Math.min(good.length, bad.length) && good[keep] === bad[keep]) keep += 1
  return { keepBytes: keep, thenHex: toHex(bad.subarray(keep)) }
}

const RECEIPT = {
  v: 1,
  message: 'ab'.repeat(32),
  rung: 'taken',
  by: 'QQ',
  from: 'QN',
  to: 'QQ',
  acts: ['cd'.repeat(32) as ActId],
  at: at(4),
} as const

/** What NP-77 to NP-80 make of receipts. */
export function receiptVectors(): JsonObject {
  const [sending, receiving] = [signingKey('node of QN'), signingKey('node of QQ')]
  const accepted: readonly (readonly [string, JsonObject])[] = [
    ['the addressee took it in', RECEIPT],
    ['the addressee stored and logged it', { ...RECEIPT, rung: 'relayed' }],
    ['the addressee refused it, with a code', { ...RECEIPT, rung: 'refused', code: 'expired' }],
    ['the sender stored and logged it', { ...RECEIPT, rung: 'accepted', by: 'QN' }],
    ['the sender heard nothing', { ...RECEIPT, rung: 'no-receipt-by', by: 'QN', silentSince: at(1) }],
  ]
  const refused: readonly (readonly [string, JsonObject])[] = [
    ['a member that nobody knows', { ...RECEIPT, note: 'x' }],
    ['a rung that is not built yet', { ...RECEIPT, rung: 'understood' }],
    ['a rung that only the addressee can know, by the sender', { ...RECEIPT, by: 'QN' }],
    ['a rung that only the sender can know, by the addressee', { ...RECEIPT, rung: 'accepted' }],
    ['by a third State', { ...RECEIPT, by: 'QV' }],
    ['a refusal without a code', { ...RECEIPT, rung: 'refused' }],
    ['a code outside the list', { ...RECEIPT, rung: 'refused', code: 'not-today' }],
    ['a code where nothing is refused', { ...RECEIPT, code: 'expired' }],
    ['a silence without a start', { ...RECEIPT, rung: 'no-receipt-by', by: 'QN' }],
    ['a message that is not named by its digest', { ...RECEIPT, message: 'the last one' }],
  ]
  return {
    nodes: { QN: { jwk: sending.jwk, kid: sending.kid }, QQ: { jwk: receiving.jwk, kid: receiving.kid } },
    accepted: accepted.map(([what, receipt]): JsonValue => {
      Receipt.parse(receipt)
      const signed = signJws(engine, receipt['by'] === 'QN' ? sending : receiving, 'comity-receipt+json', receipt)
      expectOk(readJws(engine, signed.bytes, 'comity-receipt+json'), what)
      return { what, object: fromUtf8(signed.bytes) ?? '', id: signed.id, receipt }
    }),
    refused: refused.map(([what, receipt]): JsonValue => {
      if (Receipt.safeParse(receipt).success) throw new Error(`${what} is a receipt`)
      return { what, receipt }
    }),
  }
}
