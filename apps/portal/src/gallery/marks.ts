import type { CalendarDate } from '@comity/kernel'
import { citeList } from '../components/cite.ts'
import { type ClockState, deadlineClock } from '../components/deadline-clock.ts'
import { type Delivery, deliveryState } from '../components/delivery-state.ts'
import { glyph, type Role } from '../components/glyph.ts'
import { button, digest, fileNumber, inset, linkButton, section, tag } from '../components/marks.ts'
import { type Page, page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { type GateState, rightsGate } from '../components/rights-gate.ts'
import { looks } from '../components/rights-given.ts'
import { type LangBadgeView, langBadge, sealed } from '../components/text-status.ts'
import { type Html, html } from '../html/html.ts'
import { GUARANTEES, guaranteeText } from '../messages/guarantee-text.ts'
import { at, provision, type Scene, say } from './scene.ts'

const ROLES: readonly Role[] = ['asks', 'person', 'decides', 'met', 'due', 'stop']
const GATES: readonly GateState[] = ['met', 'open', 'overdue', 'breached', 'waived', 'not-applicable']
const TEXTS: readonly LangBadgeView['status'][] = ['official', 'certified', 'checked', 'machine', 'source', 'missing']

/** The small marks, and every state of what has states. */
export function marksPage({ reader, frame }: Scene): Page {
  const { t } = reader
  const title = say(t, 'Marks and states', 'العلامات والحالات')
  const part = (id: string, en: string, ar: string, content: Html) => section({ id, title: say(t, en, ar), content })
  const main = html`<h1>${title}</h1>${part('tags', 'Tags', 'الوسوم', html`<p class="row">${ROLES.map((role) => tag(role, role))}${tag('plain')}</p><p>${ROLES.map((role) => html`${glyph(role)} `)}</p>`)}${part('buttons', 'Buttons', 'الأزرار', html`<p class="row">${linkButton({ text: say(t, 'Primary', 'رئيسي'), href: '#p' })}${button({ text: say(t, 'Second', 'ثانوي') }, 'second')}</p>`)}${part('codes', 'Codes', 'الرموز', html`<p>${fileNumber('QV-2026-00417')} · ${digest('71c209af5e1d88b3a1f0')} · ${citeList(t, [provision('ETS 024 art. 16(4)', 'ets024:16.4'), provision('GC 35, para. 33', 'iccpr:9.3.gc35', false)])}</p>`)}${part('delivery', 'Delivery', 'التسليم', deliveries(reader))}${part('texts', 'Texts', 'النصوص', html`<p class="row">${TEXTS.map((status) => langBadge(t, { language: 'fr', status }))}</p>${sealed(reader, { what: say(t, 'address', 'العنوان'), fields: 2, by: 'Orla Vennick', until: at('2026-03-17T00:00'), cites: [provision('ETS 182 art. 23', 'ets182:23')], challengeHref: '#challenge' })}`)}${part('insets', 'Insets', 'الحواشي', html`${inset(html`<p>${title}</p>`)}${inset(html`<p>${title}</p>`, 'due')}${inset(html`<p>${title}</p>`, 'stop')}`)}${part(
    'gates',
    'Gates',
    'الضمانات',
    html`${rightsGate(
      t,
      GATES.map((state, index) => ({
        name: guaranteeText(t, GUARANTEES[index] ?? '').name,
        state,
        detail: state,
        cites: [provision('ICCPR art. 9(3)', 'iccpr:9.3')],
      })),
    )}${rightsGate(t, [])}`,
  )}${part('clocks', 'Clocks', 'المهل', clocks(reader))}${looks(reader, { id: 'looks', looks: [] })}`
  return page(reader, frame, { title, main, desk: true })
}

function deliveries(reader: Reader): Html {
  const states: readonly Delivery[] = [
    ...(['draft', 'waiting', 'left', 'received', 'available', 'taken', 'refused'] as const).map((state) => ({ state })),
    { state: 'no-answer', by: at('2026-03-03T16:00') },
  ]
  return html`<ul>${states.map((delivery) => html`<li>${deliveryState(reader, delivery)}</li>`)}</ul>`
}

function clocks(reader: Reader): Html {
  const { t } = reader
  const what = say(t, 'until the court must have answered', 'حتى موعد جواب المحكمة')
  const states: readonly ClockState[] = [
    { kind: 'running', due: { on: '2026-04-12' as CalendarDate, endsAt: at('2026-04-13T00:00') } },
    { kind: 'due-today', due: { at: at('2026-03-03T16:00') } },
    { kind: 'overdue', due: { at: at('2026-03-02T16:00') } },
    { kind: 'satisfied', at: at('2026-03-02T16:00'), proof: html`<a href="#a4">${t('gate.act', { number: 4 })}</a>` },
    { kind: 'stopped', why: say(t, 'Appeal of 2 March.', 'استئناف 2 مارس.') },
    { kind: 'not-started', startsWith: say(t, 'service of the decision', 'تبليغ القرار') },
  ]
  return html`${states.map((state, index) =>
    deadlineClock(reader, {
      id: `clock-${index}`,
      heading: `${say(t, 'Answer of the court', 'جواب المحكمة')} ${index + 1}`,
      what,
      state,
      from: { at: at('2026-03-01T09:00'), label: say(t, 'request', 'الطلب') },
    }),
  )}`
}
