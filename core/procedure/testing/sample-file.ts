import { sampleKey } from '@comity/directory/testing'
import type { StateCode } from '@comity/kernel'
import type { CheckedAct } from '../src/act.ts'
import type { BodyOf, Kind } from '../src/kinds.ts'
import { minute, Pen, type WriteOptions } from './pen.ts'
import { COUNSEL } from './sample-states.ts'

export const PARTIES = { requesting: 'QV' as StateCode, requested: 'QN' as StateCode }

export const ARREST_REQUEST: BodyOf<'arrest-requested'> = {
  ...PARTIES,
  basis: ['treaty'],
  offences: ['embezzlement'],
  purpose: 'prosecution',
  urgent: false,
}
export const BANK_RECORDS: BodyOf<'request-authorised'> = {
  ...PARTIES,
  measures: ['bank-information'],
  basis: ['treaty'],
  offences: ['fraud'],
  urgent: false,
  necessity: true,
  proportionality: true,
  purpose: true,
  affectedPersonsNamed: true,
  noticePlan: 'given',
  proofs: {},
}
export const QUESTIONED: BodyOf<'questioned'> = {
  from: minute(80),
  to: minute(125),
  counsel: 'present',
  interpreter: 'present',
  statement: 'statement-1',
}
const SPOKEN = { for: 'person', how: 'spoken' } as const

/** One step towards an order, by name; a test leaves some out. */
export type Step = (pen: Pen, options?: WriteOptions) => CheckedAct

const step =
  <K extends Kind>(strand: string, kind: K, body: BodyOf<K>): Step =>
  (pen, options) =>
    pen.write(strand, kind, body, options)

/** What opens an extradition and puts the person in custody. */
export const OPENING = {
  request: step('QV/ministry', 'arrest-requested', ARREST_REQUEST),
  arrest: step('QN/custody', 'arrested', { arrestedAt: minute(10) }),
} satisfies Record<string, Step>

/** Everything that consent, its like and a video hearing wait for. */
export const READY: Readonly<Record<string, Step>> = {
  reasons: step('QN/custody', 'reasons-given', { at: minute(11), language: 'ar', understood: true }),
  letter: step('QN/custody', 'letter-of-rights-given', {
    at: minute(12),
    language: 'ar',
    form: 'paper',
    understood: true,
  }),
  language: step('QN/custody', 'language-assessed', {
    language: 'ar',
    interpreterNeeded: true,
    reads: true,
    at: minute(13),
  }),
  appointment: step('QN/custody', 'counsel-appointed', { attested: SPOKEN, bar: 'QN/bar', where: 'requested' }),
  voucher: (pen, options) => vouch(pen, options),
  interpreter: step('QN/court', 'interpreter-engaged', { for: 'hearing', language: 'ar' }),
  advice: step(COUNSEL, 'counsel-advised', {
    at: minute(20),
    private: true,
    interpreted: 'yes',
    consequencesExplained: true,
  }),
  confirmation: step('QN/court', 'interpretation-confirmed', { for: 'hearing', understood: true }),
  hearing: step('QN/court', 'hearing-set', { at: minute(600), before: 'judge' }),
  acceptance: step(COUNSEL, 'video-hearing-accepted', {}),
}

/** A bar vouches for the samples' counsel, upon the last appointment. */
export function vouch(pen: Pen, options?: WriteOptions, strand = 'QN/bar'): CheckedAct {
  const { kid, jwk } = sampleKey('counsel')
  const appointment = pen.acts.findLast(({ act }) => act.kind === 'counsel-appointed')
  return pen.write(
    strand,
    'counsel-vouched',
    { appointment: (appointment ?? pen.acts[0])?.id as never, kid, key: jwk },
    options,
  )
}

/** An extradition with the person in custody, and what was done for them but for the steps left out. */
export function extradition(without: readonly string[] = []): Pen & { readonly opening: CheckedAct } {
  const pen = new Pen()
  const opening = OPENING.request(pen)
  OPENING.arrest(pen)
  for (const [name, make] of Object.entries(READY)) if (!without.includes(name)) make(pen)
  return Object.assign(pen, { opening })
}

/** A request for assistance that was sent and granted. */
export function assistance(): Pen & { readonly request: CheckedAct } {
  const pen = new Pen()
  const request = pen.write('QV/ministry', 'request-authorised', BANK_RECORDS)
  pen.write('QV/ministry', 'request-sent', { request: request.id })
  pen.write('QN/ministry', 'assistance-granted', { request: request.id, conditions: [], proofs: {} })
  return Object.assign(pen, { request })
}
