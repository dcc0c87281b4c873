import { type Instant, laterBy } from '@comity/kernel'
import type { ActCardView } from '../components/act-card.ts'
import { moment } from '../components/moment.ts'
import type { Reader } from '../components/reader.ts'
import { html } from '../html/html.ts'
import { actTitle } from '../messages/act-title.ts'
import { at, provision, say, wrote } from './scene.ts'

type Told = Pick<ActCardView, 'rail' | 'kind' | 'title' | 'by'> &
  Partial<ActCardView> & { readonly on: Instant; readonly text?: string }

/** The acts of the story. What authorities wrote is in their language; titles are in the reader's. */
export function acts(reader: Reader): ActCardView[] {
  const { t } = reader
  const receipt = (on: Instant, number: number) =>
    html`${moment(reader, laterBy(on, 60_000))} · <a href="${`#r${number}`}">${t('delivery.receipt')}</a>`
  const told: readonly Told[] = [
    {
      rail: 'asks',
      kind: 'request',
      on: at('2026-01-14T17:20'),
      title: actTitle(t, { kind: 'arrest-requested' }),
      by: 'Hélène Castagnier, Ministry of Justice of Arvenia',
      text: 'For trial: 212 400 florins missing from the dockworkers’ sick fund of Port-Salin, 2021 to 2022. Warrant of 9 January. A full request is to follow.',
      cites: [provision('ETS 024 art. 16(1)', 'ets024:16.1'), provision('art. 16(2)', 'ets024:16.2')],
    },
    {
      rail: 'decides',
      kind: 'question',
      on: at('2026-01-20T11:05'),
      title: actTitle(t, { kind: 'information-asked', questions: 1 }),
      by: 'Edda Marlow, Office of International Assistance',
      text: 'Two residents of Saltmere share the name and year of birth. Fingerprints or a photograph, please, by 30 January.',
      cites: [provision('ETS 024 art. 13', 'ets024:13')],
    },
    {
      rail: 'asks',
      kind: 'answer',
      on: at('2026-03-02T11:05'),
      title: actTitle(t, { kind: 'information-supplied' }),
      by: 'Hélène Castagnier, Ministry of Justice of Arvenia',
      sealed: [
        {
          what: say(t, 'fingerprints', 'بصمات الأصابع'),
          forWhom: say(t, 'the examining judge', 'قاضي التحقيق'),
          class: say(t, 'identity', 'الهوية'),
          until: at('2026-03-17T00:00'),
          challengeHref: '#challenge',
        },
      ],
      cites: [provision('ETS 024 art. 13', 'ets024:13')],
    },
    {
      rail: 'decides',
      kind: 'order',
      touches: true,
      on: at('2026-03-02T17:40'),
      title: actTitle(t, { kind: 'arrest-ordered' }),
      by: 'Judge Orla Vennick, Saltmere District Court',
      text: 'In effect since 17:41, when three witnesses had seen it in the log. Ends by itself after 40 days without the full request.',
      cites: [provision('ETS 024 art. 16(1)', 'ets024:16.1'), provision('art. 16(4)', 'ets024:16.4.40')],
    },
    {
      rail: 'decides',
      kind: 'report',
      touches: true,
      on: at('2026-03-03T03:25'),
      title: actTitle(t, { kind: 'arrested', time: '03:10' }),
      by: 'Sergeant Tomas Reede, Saltmere custody',
      text: 'At Kestrel Quay. Reasons given in Arabic by telephone interpreter. Three clocks run from 03:10, not from this report.',
      cites: [provision('ICCPR art. 9(2)', 'iccpr:9.2')],
    },
    {
      rail: 'decides',
      kind: 'notice',
      touches: true,
      on: at('2026-03-03T03:57'),
      title: actTitle(t, { kind: 'letter-of-rights-given' }),
      by: 'Sergeant Tomas Reede, Saltmere custody',
      text: 'On paper at 03:55, kept and signed for.',
      language: { language: 'ar', status: 'certified' },
      cites: [provision('Body of Principles, principle 13', 'un-body-of-principles-1988:13')],
    },
    {
      rail: 'decides',
      kind: 'breach',
      touches: true,
      on: at('2026-03-03T05:20'),
      title: actTitle(t, { kind: 'questioned', minutes: 45, counsel: 'absent' }),
      by: 'Detective Paul Harrow, Saltmere police',
      verdict: say(
        t,
        'The statement may not be used until a court has ruled.',
        'لا يجوز استعمال الأقوال إلى أن تفصل المحكمة.',
      ),
      text: 'From 04:20 to 05:05. No lawyer had been offered. A report is never refused. Counsel and both overseers were told at 05:20.',
      cites: [
        provision('UN Basic Principles on Lawyers, 7', 'un-lawyers-1990:7', false),
        provision('ICCPR art. 14(3)(g)', 'iccpr:14.3.g'),
      ],
    },
    {
      rail: 'person',
      kind: 'protective',
      on: at('2026-03-03T05:48'),
      title: actTitle(t, { kind: 'counsel-appointed', counsel: 'Ailsa Brannock' }),
      by: 'Idris Al-Najmi, on paper; entered by custody',
      text: 'The Saltmere Bar vouched for her at 05:51. No authority can remove her.',
      cites: [provision('ICCPR art. 14(3)(d)', 'iccpr:14.3.d.counsel')],
    },
    {
      rail: 'person',
      kind: 'challenge',
      on: at('2026-03-03T07:30'),
      title: actTitle(t, {
        kind: 'evidence-challenged',
        evidence: say(t, 'the statement of 04:20', 'أقوال الساعة 04:20'),
      }),
      by: 'Ailsa Brannock, counsel',
      text: 'Asks the court to exclude it, and Arvenia to mark every copy.',
      cites: [provision('ICCPR art. 14(3)(g)', 'iccpr:14.3.g')],
    },
    {
      rail: 'asks',
      kind: 'order',
      withoutEffect: true,
      on: at('2026-03-03T08:15'),
      title: actTitle(t, { kind: 'video-hearing-ordered', when: '09:00' }),
      by: 'Bastien Orsolle, prosecutor, Valserre',
      text: 'Arvenia’s own node should have refused to make it. An alarm about that is open.',
      cites: [provision('ETS 182 art. 9(8)', 'ets182:9.8')],
    },
    {
      rail: 'decides',
      kind: 'refusal',
      on: at('2026-03-03T08:16'),
      title: actTitle(t, { kind: 'order-refused', number: 10 }),
      by: 'Registry, Saltmere District Court',
      text: 'Missing: consent to a video hearing; a private talk with counsel; an interpreter. Counsel and both overseers were told at 08:16.',
      cites: [
        provision('ETS 182 art. 9(8)', 'ets182:9.8'),
        provision('UN Basic Principles on Lawyers, 8', 'un-lawyers-1990:8', false),
      ],
    },
    {
      rail: 'person',
      kind: 'choice',
      on: at('2026-03-03T09:10'),
      title: say(t, 'Does not want the consulate told', 'اختيار عدم إبلاغ القنصلية'),
      by: 'Idris Al-Najmi, with counsel',
      text: 'Nobody in Qamara has been told. This can be changed at any time.',
      cites: [provision('Vienna Convention art. 36(1)(b)', 'vccr:36.1.b.notify')],
    },
    {
      rail: 'decides',
      kind: 'notice',
      touches: true,
      on: at('2026-03-03T09:40'),
      title: actTitle(t, { kind: 'hearing-set', when: say(t, '4 March, 09:30', '4 مارس، 09:30') }),
      by: 'Registry, Saltmere District Court',
      text: 'Courtroom 2. The judge will ask whether he is the man meant, and whether he must stay in custody.',
      cites: [provision('ICCPR art. 9(3)', 'iccpr:9.3')],
      deliveries: [{ state: 'left', detail: wrote(t, 'for 72 min. Arvenia has not answered; next try 10:56.') }],
    },
    {
      rail: 'person',
      kind: 'protective',
      on: at('2026-03-03T10:15'),
      title: actTitle(t, { kind: 'counsel-appointed', counsel: 'Théo Lascombe' }),
      by: 'Idris Al-Najmi, with Ailsa Brannock',
      text: 'Bar of Valserre. In effect now; the copy for his bar has not left.',
      cites: [provision('ETS 024 art. 22', 'ets024:22')],
      deliveries: [{ state: 'waiting', detail: wrote(t, 'since 10:15. Line to Valserre is down') }],
    },
    {
      rail: 'decides',
      kind: 'draft',
      on: at('2026-03-03T10:44'),
      title: actTitle(t, { kind: 'interpreter-engaged', language: say(t, 'Arabic', 'العربية') }),
      by: 'Edda Marlow, Office of International Assistance',
      text: 'Arabic, in the courtroom, 4 March from 09:00.',
      deliveries: [{ state: 'draft', detail: '10:44' }],
    },
  ]
  return told.map(({ on, text, ...card }, index) => ({
    id: card.kind === 'draft' ? 'a-draft' : `a${index + 1}`,
    at: on,
    ...(card.kind === 'draft' ? {} : { number: index + 1 }),
    ...(text === undefined ? {} : { body: [wrote(t, text)] }),
    deliveries: [{ state: 'received', detail: receipt(on, index + 1) }],
    ...card,
  }))
}
