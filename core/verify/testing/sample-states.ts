import {
  ed25519SigningKey,
  type Engine,
  newAgeIdentity,
  pureEngine as engine,
  recipientOf,
  recipientText,
  type SigningKey,
  signJws,
} from '@comity/crypto'
import type { Role, StateList } from '@comity/directory'
import { type AuthorityId, Defect, type Digest, type Instant, type JsonObject, toHex, utf8 } from '@comity/kernel'
import type { StateCode, ZoneName } from '@comity/kernel'
import { COSIGNATURE, formatVerifierKey, NOTE_SIGNATURE, type NoteSigner, seedNoteSigner } from '@comity/record'
import { SAMPLE_LAW } from './sample-law.ts'

/** Signatures are checked again and again in these tests: the answers are remembered, and are the engine's own. */
export const rememberingEngine = (): Engine => {
  const known = new Map<string, boolean>()
  return {
    ...engine,
    ed25519VerifyRaw(key, message, signature) {
      const question = [key, message, signature].map(toHex).join()
      const answer = known.get(question) ?? engine.ed25519VerifyRaw(key, message, signature)
      known.set(question, answer)
      return answer
    },
  }
}

export const at = (minute: number): Instant => new Date(Date.UTC(2026, 2, 3, 7, minute)).toISOString() as Instant

export const sampleKey = (purpose: string): SigningKey => ed25519SigningKey(engine, engine.sha256(utf8(purpose)))

export const sampleWitnessSigner: NoteSigner = seedNoteSigner(
  engine,
  'overseer.example/witness',
  COSIGNATURE,
  engine.sha256(utf8('witness')),
)

export const originOf = (state: string): string => `${state.toLowerCase()}.comity.example/log`

/** The log key of a State, as `SampleLog` makes it from a seed byte. */
export const LOG_SEEDS: Readonly<Record<string, number>> = { QN: 11, QQ: 12, XO: 13 }

/** The recipient is sealed to by nobody here: one for all States is enough. */
const recipient = recipientOf(
  engine,
  newAgeIdentity((length) => new Uint8Array(length).fill(7), 'x25519'),
)

export type SampleList = { readonly digest: Digest; readonly bytes: Uint8Array; readonly list: StateList }

/** A State list signed by the State's root; each authority has one key, named after it. */
export function sampleList(
  state: string,
  authorities: Readonly<Record<string, Role>>,
  { version = 1, previous = null as Digest | null, root = `${state} root`, issued = at(0) } = {},
): SampleList {
  if (recipient.kind === 'passphrase') throw new Defect('nodes are not sealed to by passphrase')
  const logSigner = seedNoteSigner(
    engine,
    originOf(state),
    NOTE_SIGNATURE,
    new Uint8Array(32).fill(LOG_SEEDS[state] ?? 99),
  )
  const list: StateList = {
    v: 1,
    state: state as StateCode,
    version,
    previous,
    issued,
    name: { en: state },
    zone: 'UTC' as ZoneName,
    root: sampleKey(root).jwk,
    authorities: Object.entries(authorities).map(([name, role]) => {
      const id = `${state}/${name}` as AuthorityId
      const { kid, jwk } = sampleKey(id)
      const key = { kid, jwk, holder: id, from: at(0), until: '2036-01-01T00:00:00.000Z' as Instant }
      return { id, role, name: { en: id }, keys: [key] }
    }),
    node: { key: sampleKey(`${state} node`).jwk, recipient: recipientText(recipient), endpoints: [] },
    log: { origin: originOf(state), vkey: formatVerifierKey(logSigner.key) },
    witnesses: [{ group: 'civil', vkey: formatVerifierKey(sampleWitnessSigner.key) }],
    quorum: [{ group: 'civil', atLeast: 1 }],
    overseers: state === 'XO' ? [] : ['XO' as StateCode],
    law: SAMPLE_LAW,
  }
  const signed = signJws(engine, sampleKey(root), 'comity-state-list+json', list as unknown as JsonObject)
  return { digest: `sha256:${signed.id}` as Digest, bytes: signed.bytes, list }
}
