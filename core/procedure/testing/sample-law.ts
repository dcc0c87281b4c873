import type { Digest } from '@comity/kernel'
import { buildProceduralLaw, ClockRecord, GuaranteeRecord, type ProceduralLaw, type Proof } from '@comity/rules'

export const SAMPLE_LAW = `sha256:${'a'.repeat(64)}` as Digest

type GateText = {
  readonly orders: readonly string[]
  readonly provedBy?: readonly Proof[]
  readonly barredBy?: readonly object[]
  readonly mustAct?: string
}

const guarantee = (id: string, gates: readonly GateText[], more: object = {}): GuaranteeRecord =>
  GuaranteeRecord.parse({
    id,
    title: id,
    text: `The person has: ${id}.`,
    protects: 'the person',
    triggers: ['arrest'],
    timing: 'before',
    force: 'hard',
    layer: 'universal',
    kind: gates.length > 0 ? 'gate' : 'shown',
    gates: gates.flatMap(({ orders, ...gate }) =>
      orders.map((order) => ({ order, mustAct: 'court', how: `See to it: ${id}.`, ...gate })),
    ),
    proof: 'The act.',
    remedy: 'Exclusion, or the step is repeated.',
    derogable: false,
    sources: ['law:1'],
    ...more,
  })

const CONSENTS = ['consent-recorded', 'speciality-renounced']
const HEARD = [...CONSENTS, 'video-hearing-ordered']
const understood: Proof = { act: 'letter-of-rights-given', where: { understood: true }, lastBy: [] }
const noneNeeded: Proof = { act: 'language-assessed', where: { interpreterNeeded: false }, lastBy: [] }
const stated = (field: string): GateText => ({
  orders: ['request-authorised'],
  provedBy: [{ act: 'request-authorised', where: { [field]: true } }],
})

/** The guarantees of the repository's law that orders wait for, in short: one record each, same acts, same conditions. */
export const SAMPLE_GUARANTEES: readonly GuaranteeRecord[] = [
  guarantee('letter-of-rights', [{ orders: CONSENTS, provedBy: [understood] }]),
  guarantee('charge-information', [
    { orders: CONSENTS, provedBy: [{ act: 'reasons-given', where: { understood: true }, lastBy: [] }] },
  ]),
  guarantee(
    'access-to-counsel',
    [
      { orders: HEARD, provedBy: [{ act: 'counsel-appointed' }] },
      { orders: HEARD, provedBy: [{ act: 'counsel-vouched' }], mustAct: 'bar' },
      {
        orders: ['evidence-relied-on'],
        barredBy: [{ act: 'questioned', where: { counsel: 'absent' }, sharing: ['statement'] }],
      },
    ],
    { breachedBy: [{ act: 'questioned', where: { counsel: 'absent' }, taints: true }] },
  ),
  guarantee('valid-waiver', [], {
    breachedBy: [{ act: 'questioned', where: { counsel: 'waived' }, taints: true, unless: [understood] }],
  }),
  guarantee('counsel-confidential', [
    {
      orders: HEARD,
      provedBy: [{ act: 'counsel-advised', where: { private: true, interpreted: ['yes', 'not-needed'] } }],
      mustAct: 'counsel',
    },
    { orders: ['result-returned'], provedBy: [{ act: 'privilege-reviewed' }] },
  ]),
  guarantee('language-need-assessed', [{ orders: HEARD, provedBy: [{ act: 'language-assessed' }] }]),
  guarantee(
    'interpreter',
    [
      { orders: HEARD, provedBy: [{ act: 'interpreter-engaged', where: { for: 'hearing' } }, noneNeeded] },
      {
        orders: HEARD,
        provedBy: [
          { act: 'interpretation-confirmed', where: { for: 'hearing', understood: true }, lastBy: ['for'] },
          noneNeeded,
        ],
      },
      {
        orders: ['evidence-relied-on'],
        barredBy: [{ act: 'questioned', where: { interpreter: 'absent' }, sharing: ['statement'] }],
      },
    ],
    { breachedBy: [{ act: 'questioned', where: { interpreter: 'absent' }, taints: true }] },
  ),
  guarantee('informed-consent', [
    { orders: CONSENTS, provedBy: [{ act: 'counsel-advised', where: { consequencesExplained: true } }] },
    {
      orders: CONSENTS,
      provedBy: [{ act: 'hearing-set', where: { before: 'judge' } }, { act: 'brought-before-judge' }],
    },
  ]),
  guarantee('speciality', [{ orders: ['speciality-renounced'], provedBy: [{ act: 'consent-recorded' }] }]),
  guarantee('present-at-trial', [
    { orders: ['video-hearing-ordered'], provedBy: [{ act: 'video-hearing-accepted' }], mustAct: 'counsel' },
  ]),
  guarantee('challenge-evidence', [
    { orders: ['evidence-relied-on'], barredBy: [{ act: 'evidence-excluded', sharing: ['report', 'statement'] }] },
  ]),
  guarantee('effective-remedy', [{ orders: ['result-returned'], provedBy: [{ act: 'remedy-notice-given' }] }]),
  guarantee('detention-necessity', [{ orders: ['arrest-ordered'], provedBy: [{ act: 'arrest-requested' }] }]),
  guarantee('proportionality', [stated('necessity'), stated('proportionality')]),
  guarantee('purpose-limitation', [stated('purpose')]),
]

const clock = (id: string, over: object): ClockRecord =>
  ClockRecord.parse({
    id,
    title: id,
    sources: ['law:1'],
    startsWith: 'the start',
    endsWith: 'the end',
    zoneOf: 'requested',
    duty: 'requested',
    rule: 'clock-hours',
    onLiberty: false,
    custodyCap: false,
    rollForward: 'never',
    onExpiry: 'breach',
    effect: 'The guarantee is breached.',
    benefits: 'person',
    status: 'checked',
    ...over,
  })

/** Clocks as the seed story of the demo starts them. */
export const SAMPLE_CLOCKS: readonly ClockRecord[] = [
  clock('law:judge', {
    startedBy: [{ act: 'arrested', from: '/arrestedAt' }],
    satisfiedBy: [{ act: 'brought-before-judge' }, { act: 'released' }],
    length: { kind: 'fixed', amount: 48, unit: 'hours' },
    onLiberty: true,
  }),
  clock('law:papers', {
    under: ['treaty'],
    startedBy: [{ act: 'arrested', from: '/arrestedAt' }],
    satisfiedBy: [{ act: 'extradition-requested' }, { act: 'released' }],
    length: { kind: 'fixed', amount: 40, unit: 'days' },
    rule: 'treaty-national',
    duty: 'requesting',
    onLiberty: true,
    custodyCap: true,
    onExpiry: 'release mandatory',
    effect: 'The person must be released.',
  }),
  clock('law:reply', {
    startedBy: [{ act: 'information-asked', from: 'act' }],
    satisfiedBy: [{ act: 'information-supplied', names: 'asked' }],
    length: { kind: 'stated', at: '/replyBy' },
    rule: 'requested-party-law',
    duty: 'requesting',
  }),
  clock('law:objection', {
    startedBy: [{ act: 'remedy-notice-given', where: { postponedByJudge: false }, from: '/at' }],
    satisfiedBy: [{ act: 'objection-filed' }],
    length: { kind: 'stated', at: '/until' },
    rule: 'requested-party-law',
    duty: 'person',
  }),
  clock('law:reasons', {
    startedBy: [{ act: 'arrested', from: '/arrestedAt' }],
    satisfiedBy: [{ act: 'reasons-given', where: { understood: true } }],
    length: { kind: 'qualitative', term: 'at the time' },
    rule: 'qualitative',
    rollForward: 'not-applicable',
  }),
]

const resolve = () => ({ instrument: 'law', text: 'The rule.', status: 'checked' }) as const

export const lawOf = (guarantees: readonly GuaranteeRecord[]): ProceduralLaw =>
  buildProceduralLaw({ guarantees, clocks: SAMPLE_CLOCKS }, resolve)

export const sampleLaw: ProceduralLaw = lawOf(SAMPLE_GUARANTEES)
