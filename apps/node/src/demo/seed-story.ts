import type { Instant, StateCode } from '@comity/kernel'
import { at, type Step, teller } from './telling.ts'

const EDDA = ['QN', 'QN/oia', 'Edda Marlow'] as const
const PETRA = ['QN', 'QN/oia', 'Petra Osei'] as const
const JUDGE = ['QN', 'QN/saltmere-court', 'Judge Orla Vennick'] as const
const CUSTODY = ['QN', 'QN/saltmere-custody', 'Sergeant Tomas Reede'] as const
const POLICE = ['QN', 'QN/saltmere-police', 'Detective Paul Harrow'] as const
const BAR = ['QN', 'QN/bar', 'Ingrid Falk'] as const
const TOLLAND = ['QN', 'QN/prosecution', 'Maren Tolland'] as const
const AILSA = ['QN', 'counsel', 'Ailsa Brannock'] as const
const MINISTRY = ['QV', 'QV/ministry', 'Hélène Castagnier'] as const
const ORSOLLE = ['QV', 'QV/valserre-prosecutor', 'Bastien Orsolle'] as const
const QAMARA_COURT = ['QQ', 'QQ/court', 'Judge Yusuf al-Rami'] as const
const QAMARA_CUSTODY = ['QQ', 'QQ/custody', 'Captain Karim Nasser'] as const

/** When the demo world's clock starts to run. */
export const WORLD_START = at('03-03T07:40')
/** Pwanira lost power, and its link with it. */
export const POWER_CUT = { state: 'QP' as StateCode, since: at('03-02T23:10') as Instant }

/** The person's own page of the demo is about this file. */
export const AL_NAJMI = 'QV-2026-00417'

const alNajmi = teller(AL_NAJMI)

/** A person arrested last night: what was done right, what was not, and who wrote it down. */
const arrestedLastNight: readonly Step[] = [
  alNajmi(
    '01-14T14:20',
    MINISTRY,
    'arrest-requested',
    {
      requesting: 'QV' as StateCode,
      requested: 'QN' as StateCode,
      basis: ['ets024'],
      offences: ['embezzlement'],
      purpose: 'prosecution',
      urgent: false,
    },
    {
      label: 'request',
      fields: {
        person: 'Idris Al-Najmi, born 1984',
        summary:
          'For trial: 212 400 florins missing from the dockworkers’ sick fund of Port-Salin, 2021 to 2022. Warrant of 9 January. A full request is to follow.',
      },
    },
  ),
  alNajmi(
    '01-20T08:05',
    EDDA,
    'information-asked',
    { replyBy: '2026-01-30', about: ['ets024:16.2', 'ets024:13'] } as never,
    {
      label: 'which-man',
      fields: {
        question:
          'Two residents of Saltmere share the name and year of birth. Fingerprints or a photograph, please, by 30 January.',
      },
    },
  ),
  alNajmi('03-02T08:05', MINISTRY, 'information-supplied', (told) => ({ asked: told('which-man') }), {
    fields: { answer: 'Fingerprints of Idris Al-Najmi, taken in 2019, and the text of article 314 of the Penal Code.' },
  }),
  alNajmi('03-02T14:40', JUDGE, 'arrest-ordered', (told) => ({ request: told('request'), proofs: {} }), {
    label: 'order',
    fields: {
      reasons:
        'The fingerprints agree. There is a warrant, and a risk that he leaves by sea. The arrest ends by itself after 40 days without the full request.',
    },
  }),
  alNajmi(
    '03-03T00:20',
    CUSTODY,
    'reasons-given',
    { at: at('03-03T00:10'), language: 'ar', understood: true },
    { fields: { how: 'By telephone interpreter' } },
  ),
  alNajmi(
    '03-03T00:25',
    CUSTODY,
    'arrested',
    { arrestedAt: at('03-03T00:10') },
    { fields: { place: 'Kestrel Quay, Saltmere' } },
  ),
  alNajmi('03-03T00:57', CUSTODY, 'letter-of-rights-given', {
    at: at('03-03T00:55'),
    language: 'ar',
    form: 'paper',
    understood: true,
  }),
  alNajmi('03-03T01:02', CUSTODY, 'language-assessed', {
    language: 'ar',
    interpreterNeeded: true,
    reads: true,
    at: at('03-03T01:00'),
  }),
  alNajmi(
    '03-03T02:20',
    POLICE,
    'questioned',
    {
      from: at('03-03T01:20'),
      to: at('03-03T02:05'),
      counsel: 'absent',
      interpreter: 'present',
      statement: 'statement-1',
    },
    { label: 'questioned', fields: { note: 'No lawyer had been offered.' } },
  ),
  alNajmi(
    '03-03T02:48',
    CUSTODY,
    'counsel-appointed',
    { attested: { for: 'person', how: 'paper' }, bar: 'QN/bar', where: 'requested' },
    { label: 'appointed', fields: { counselName: 'Ailsa Brannock' } },
  ),
  alNajmi(
    '03-03T02:51',
    BAR,
    'counsel-vouched',
    (told, keyOf) => ({
      appointment: told('appointed'),
      kid: keyOf('Ailsa Brannock').kid,
      key: keyOf('Ailsa Brannock').jwk,
    }),
    { fields: { counselName: 'Ailsa Brannock' } },
  ),
  alNajmi(
    '03-03T04:30',
    AILSA,
    'evidence-challenged',
    (told) => ({ report: told('questioned'), statement: 'statement-1', ground: 'no-counsel' }),
    {
      fields: {
        reasons:
          'He was questioned for 45 minutes before he had a lawyer. The statement must be excluded, and every copy marked.',
      },
    },
  ),
  alNajmi(
    '03-03T05:15',
    ORSOLLE,
    'video-hearing-ordered',
    { at: at('03-03T06:00'), proofs: {} },
    { outcome: 'let-pass', fields: { about: 'Hearing by video at 09:00 Norvale time' } },
  ),
  alNajmi('03-03T06:10', CUSTODY, 'consulate-information-given', { at: at('03-03T06:08'), wish: 'do-not-notify' }),
  alNajmi(
    '03-03T06:40',
    JUDGE,
    'hearing-set',
    { at: at('03-04T06:30'), before: 'judge' },
    { fields: { room: 'Courtroom 2, Saltmere District Court' } },
  ),
  alNajmi('03-03T07:31', JUDGE, 'consent-recorded', { at: at('03-03T07:30'), proofs: {} }, { outcome: 'refused' }),
]

const dredging = teller('QV-2026-00431')
const bankRecords = {
  requesting: 'QV' as StateCode,
  requested: 'QN' as StateCode,
  measures: ['bank-information' as const],
  basis: ['ets030', 'ets182'],
  offences: ['fraud'],
  urgent: false,
  necessity: true,
  proportionality: true,
  purpose: true,
  affectedPersonsNamed: true,
  noticePlan: 'given' as const,
  proofs: {},
}

/** A request that came back incomplete. */
const cameBackIncomplete: readonly Step[] = [
  dredging(
    '02-20T09:10',
    MINISTRY,
    'request-authorised',
    { ...bankRecords, measures: ['bank-information'] },
    {
      label: 'dredging',
      fields: {
        summary: 'Statements of one account at Harbour Trust Bank, Saltmere, 1 March to 30 June 2024.',
        facts:
          'Invoices for dredging that was not done, paid by the port of Port-Salin, March to June 2024. 18 400 florins went to an account in Saltmere.',
        offenceAndPenalty: 'Breach of trust, Penal Code of Arvenia art. 314; up to 3 years',
        person: 'Ondine Vasseur, born 1979',
        otherAffected: 'Mireille Vasseur, her sister: joint holder, not suspected',
        asked: 'Statements of one account, 1 March to 30 June 2024. Nothing else.',
        whyNotLess: 'The payee is known only from these statements.',
        use: 'Case 2026/118 only.',
      },
    },
  ),
  dredging('02-20T09:25', MINISTRY, 'request-sent', (told) => ({ request: told('dredging') })),
  dredging('02-23T06:40', PETRA, 'request-acknowledged', (told) => ({ request: told('dredging') })),
  dredging('02-24T08:15', PETRA, 'information-asked', { replyBy: '2026-03-09', about: ['ets030:14.2'] } as never, {
    label: 'when-paid',
    fields: {
      question:
        'Say when and where the payment of 18 400 florins was made. Norvale cannot execute the request without it.',
    },
  }),
]

const harbour = teller('QV-2026-00440')

/** One waiting for a signature: drafted by a clerk, to be read and signed by a second person. */
const waitsForSignature: readonly Step[] = [
  harbour(
    '03-03T07:20',
    MINISTRY,
    'request-authorised',
    { ...bankRecords, measures: ['bank-information'] },
    {
      outcome: 'pending',
      fields: {
        summary: 'Account opening papers of Salt & Sons Chandlers at Harbour Trust Bank, Saltmere.',
        facts:
          'On 12 May 2024, at Port-Salin, 9 150 florins were paid to Salt & Sons for ropes that were never delivered.',
        offenceAndPenalty: 'Fraud, Penal Code of Arvenia art. 313; up to 5 years',
        person: 'Ondine Vasseur, born 1979',
        asked: 'Opening papers and the list of signatories of one account.',
        whyNotLess: 'The company register names no owner.',
        use: 'Case 2026/118 only.',
      },
    },
  ),
]

const darwish = teller('QN-2026-00052')

/** An order refused because counsel was missing. The asking State's node let it pass; the other node did not. */
const refusedForCounsel: readonly Step[] = [
  darwish(
    '02-27T10:00',
    ['QN', 'QN/oia', 'Jonas Wick'],
    'arrest-requested',
    {
      requesting: 'QN' as StateCode,
      requested: 'QQ' as StateCode,
      basis: ['untoc'],
      offences: ['money-laundering'],
      purpose: 'prosecution',
      urgent: true,
    },
    {
      label: 'darwish',
      fields: {
        person: 'Samir Darwish, born 1990',
        summary: 'For trial: laundering of the proceeds of smuggled fuel, Saltmere, 2023.',
      },
    },
  ),
  darwish('02-28T07:30', QAMARA_COURT, 'arrest-ordered', (told) => ({ request: told('darwish'), proofs: {} })),
  darwish(
    '03-02T05:05',
    QAMARA_CUSTODY,
    'arrested',
    { arrestedAt: at('03-02T04:50') },
    { fields: { place: 'Wadi Safa, east gate' } },
  ),
  darwish('03-02T05:20', QAMARA_CUSTODY, 'reasons-given', { at: at('03-02T04:55'), language: 'ar', understood: true }),
  darwish('03-02T05:40', QAMARA_CUSTODY, 'language-assessed', {
    language: 'ar',
    interpreterNeeded: false,
    reads: true,
    at: at('03-02T05:30'),
  }),
  darwish(
    '03-02T14:20',
    TOLLAND,
    'video-hearing-ordered',
    { at: at('03-03T09:00'), proofs: {} },
    { label: 'no-counsel', outcome: 'let-pass', fields: { about: 'First hearing by video link' } },
  ),
]

const ferry = teller('QN-2026-00061')

/** A receipt overdue: the other State has no power. */
const receiptOverdue: readonly Step[] = [
  ferry(
    '03-02T23:20',
    PETRA,
    'request-authorised',
    {
      ...bankRecords,
      requesting: 'QN' as StateCode,
      requested: 'QP' as StateCode,
      basis: ['uncac'],
      offences: ['corruption'],
      measures: ['bank-information'],
    },
    {
      label: 'ferry',
      fields: {
        summary: 'Transfers from the ferry company’s account at Island Mutual, January 2025.',
        facts:
          'On 14 January 2025, in Saltmere, a harbour inspector received 3 000 florins after a ferry passed inspection.',
        offenceAndPenalty: 'Bribery, Criminal Code of Norvale s. 88; up to 7 years',
        person: 'Tobias Lune, born 1971',
        asked: 'Transfers of January 2025 from one account.',
        whyNotLess: 'The receiving bank shows no sender.',
        use: 'Case SM-2025-077 only.',
      },
    },
  ),
  ferry('03-02T23:30', PETRA, 'request-sent', (told) => ({ request: told('ferry') })),
]

/** All that happened before the world's clock starts, in time order. */
export const SEED_STORY: readonly Step[] = [
  ...arrestedLastNight,
  ...cameBackIncomplete,
  ...waitsForSignature,
  ...refusedForCounsel,
  ...receiptOverdue,
].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
