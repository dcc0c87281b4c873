import { glyph } from '../components/glyph.ts'
import { type DoorGroupView, doorGroup, hero } from '../components/home.ts'
import { inset, section } from '../components/marks.ts'
import { type Frame, type Page, page } from '../components/page.ts'
import type { Reader } from '../components/reader.ts'
import { html } from '../html/html.ts'

/** The public door: what this is, doors by role, what it refuses to do. Needs no session and sets none. */
export function homePage(reader: Reader, frame: Frame): Page {
  const { t } = reader
  const groups: readonly DoorGroupView[] = [
    {
      id: 'me',
      title: t('home.me'),
      rails: ['person'],
      doors: [
        { text: t('home.me.page'), href: '/enter', note: t('home.me.page.note') },
        { text: t('home.me.lawyer'), href: '/enter', note: t('home.me.lawyer.note') },
      ],
    },
    {
      id: 'state',
      title: t('home.state'),
      rails: ['asks', 'decides'],
      doors: [
        { text: t('home.state.desk'), href: '/desk', note: t('home.state.desk.note') },
        { text: t('home.state.court'), href: '/desk', note: t('home.state.court.note') },
        { text: t('home.state.overseer'), href: '/enter', note: t('home.state.overseer.note') },
      ],
    },
    {
      id: 'know',
      title: t('home.know'),
      rails: [],
      doors: [
        { text: t('home.know.log'), href: '/verify', note: t('home.know.log.note') },
        { text: t('home.know.help'), href: '/help', note: t('home.know.help.note') },
      ],
    },
  ]
  const steps = [
    { rail: 'asks' as const, title: t('home.idea.asks'), text: t('home.idea.asks.text') },
    { rail: 'person' as const, title: t('home.idea.person'), text: t('home.idea.person.text') },
    { rail: 'decides' as const, title: t('home.idea.decides'), text: t('home.idea.decides.text') },
  ]
  const refusals = (['gate', 'looks', 'past'] as const).map((what) =>
    inset(html`<b>${t(`home.no.${what}`)}</b> ${t(`home.no.${what}.text`)}`, 'stop'),
  )
  return page(reader, frame, {
    title: t('home.title'),
    main: html`${hero({ title: t('home.title'), lead: t('home.lead'), label: t('home.idea'), steps })}<div class="cols three">${groups.map(doorGroup)}</div>${section({ id: 'no', title: html`${glyph('stop')} ${t('home.no')}`, content: html`<div class="cols three">${refusals}</div>` })}`,
  })
}
