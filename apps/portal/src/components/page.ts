import type { Instant } from '@comity/kernel'
import { attributes, type Content, type Html, html } from '../html/html.ts'
import { cssText, type InlineStyle, inlineStyle } from '../html/inline-style.ts'
import { LANGUAGES, type Language } from '../messages/language.ts'
import { dayText, offsetText, timeText } from '../messages/time-text.ts'
import { ownPageSheet, portalSheet } from '../style/sheet.ts'
import { glyph } from './glyph.ts'
import { digest, fileNumber, form, type LinkView } from './marks.ts'
import { wholeMoment } from './moment.ts'
import type { Reader } from './reader.ts'

/** A page and the policy that it must be served under: no script, no style but ours, no frame. */
export type Page = { readonly html: string; readonly contentSecurityPolicy: string }

/** What stands around every page of a session; made once a request. */
export type Frame = {
  /** Where the reader is: "Norvale · Office of International Assistance". */
  readonly station: string
  readonly homeHref: string
  readonly helpHref: string
  readonly accessibilityHref: string
  /** The address of this page in another language. */
  readonly languageHref: (language: Language) => string
  /** The demonstration says so on every page, with the time of its world. */
  readonly demo: boolean
  readonly session?: {
    readonly name: string
    readonly role: string
    readonly leaveAction: string
    readonly hidden?: Readonly<Record<string, string>>
  }
  readonly theme?: 'light' | 'dark'
  readonly node: NodeFacts
  /** Other origins that a form of this page may lead to, e.g. another State's node in the demonstration. */
  readonly formTargets?: readonly string[]
}

/** What the footer says, so that a printed page can be checked. */
export type NodeFacts = {
  readonly state: string
  readonly version: string
  readonly pack: { readonly date: Instant; readonly digest: string }
  readonly log?: { readonly size: number; readonly witnessedAt?: Instant }
  readonly verifyHref: string
}

export type Crumb = { readonly text: string; readonly href?: string; readonly isFileNumber?: boolean }
export type Tab = LinkView & { readonly current?: boolean }

export type PageView = {
  /** Unique and useful: it is what a list of open pages shows. */
  readonly title: string
  readonly crumbs?: readonly Crumb[]
  readonly tabs?: { readonly label: string; readonly items: readonly Tab[] }
  readonly main: Content
  /** Denser type, for those who work here all day. */
  readonly desk?: boolean
  /** Stands at the head of every printed page: file number and parties. */
  readonly runningHead?: string
}

/** A page of the portal. */
export function page(reader: Reader, frame: Frame, view: PageView): Page {
  const { t } = reader
  const runningHead =
    view.runningHead === undefined
      ? []
      : [inlineStyle(`@media print{@page{@top-left{content:${cssText(view.runningHead)};font:9pt serif}}}`)]
  const body = html`<body${attributes({ class: view.desk ? 'desk' : undefined })}>
    ${skipLink(reader)}
    ${demoLine(reader, frame.demo)}
    ${masthead(reader, frame)}
    <div class="wrap">
      ${crumbs(reader, view.crumbs)}
      ${view.tabs && tabs(view.tabs.label, view.tabs.items)}
      <main id="main">${view.main}</main>
    </div>
    ${footer(reader, frame.node)}
  </body>`
  return document(reader, {
    title: t('page.title', { page: view.title }),
    theme: frame.theme,
    head: html`<link rel="stylesheet" href="${portalSheet.path}">`,
    styles: runningHead,
    body,
    formTargets: frame.formTargets ?? [],
  })
}

export type OwnFrame = {
  readonly languageHref: (language: Language) => string
  readonly demo: boolean
  readonly theme?: 'light' | 'dark'
}

export type OwnPageView = {
  readonly title: string
  readonly main: Content
}

/** The page of the person: one request, the style within it, nothing around it that could distract or give away. */
export function ownPage(reader: Reader, frame: OwnFrame, view: OwnPageView): Page {
  const { t } = reader
  const style = inlineStyle(ownPageSheet)
  const body = html`<body class="own">
    ${skipLink(reader)}
    ${demoLine(reader, frame.demo)}
    <header class="masthead">
      <div class="wrap">
        <span class="brand">${glyph('person')} Comity</span>
        <nav aria-label="${t('own.languages')}"><ul class="languages">${languageItems(reader, frame.languageHref)}</ul></nav>
      </div>
    </header>
    <div class="wrap"><main id="main">${view.main}</main></div>
  </body>`
  return document(reader, {
    title: view.title,
    theme: frame.theme,
    head: html``,
    styles: [style],
    body,
    formTargets: [],
  })
}

type Document = {
  readonly title: string
  readonly theme: 'light' | 'dark' | undefined
  readonly head: Html
  readonly styles: readonly InlineStyle[]
  readonly body: Html
  readonly formTargets: readonly string[]
}

function document({ t }: Reader, { title, theme, head, styles, body, formTargets }: Document): Page {
  const root = attributes({ lang: t.language, dir: t.direction, 'data-theme': theme })
  const markup = html`<!doctype html>
    <html${root}>
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>${title}</title>
        ${head}
        ${styles.map(({ element }) => element)}
      </head>
      ${body}
    </html>`
  return { html: markup.toString(), contentSecurityPolicy: policy(styles, formTargets) }
}

function policy(styles: readonly InlineStyle[], formTargets: readonly string[]): string {
  return [
    "default-src 'none'",
    ["style-src 'self'", ...styles.map(({ source }) => source)].join(' '),
    "img-src 'self'",
    ["form-action 'self'", ...formTargets].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
}

const skipLink = ({ t }: Reader): Html => html`<a class="hidden button" href="#main">${t('page.skip')}</a>`

function demoLine(reader: Reader, demo: boolean): Html {
  if (!demo) return html``
  return html`<div class="demo" role="region" aria-label="${reader.t('demo.name')}">
    <div class="wrap"><p>${reader.t.html('demo.line', { when: worldClock(reader) })}</p></div>
  </div>`
}

/** The demonstration's world has one clock for all its States, so it is given in UTC. */
const worldClock = (reader: Reader): Html =>
  html`${wholeMoment({ ...reader, place: { name: 'UTC', zone: 'UTC' as Reader['place']['zone'] } }, reader.now)} <bdi>UTC</bdi>`

const BRAND = html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
  <path d="M4 9v13M12 2v20M20 2v13" fill="none" stroke="currentColor" stroke-width="1.5"/>
  <path d="M4 2 7.5 9h-7z" fill="var(--asks)"/>
  <circle cx="12" cy="12" r="3.5" fill="var(--person)"/>
  <path d="M20 22l-3.5-7h7z" fill="var(--decides)"/>
</svg>`

function masthead(reader: Reader, frame: Frame): Html {
  const { t } = reader
  return html`<header class="masthead">
    <div class="wrap">
      <a class="brand" href="${frame.homeHref}" aria-label="${t('page.home')}">${BRAND} Comity</a>
      <span class="station">${frame.station}</span>
      ${frame.session && session(reader, frame.session)}
      <nav aria-label="${t('page.settings')}">
        <ul>
          <li><a href="${frame.helpHref}">${t('page.help')}</a></li>
          ${languageItems(reader, frame.languageHref)}
          <li><a href="${frame.accessibilityHref}">${t('page.accessibility')}</a></li>
        </ul>
      </nav>
    </div>
  </header>`
}

const session = ({ t }: Reader, { name, role, leaveAction, hidden: values }: NonNullable<Frame['session']>): Html =>
  html`<div class="session">
    <span>${t.html('session.who', { name, role })}</span>
    ${form({ action: leaveAction, hidden: values ?? {}, content: html`<button class="plain">${t('session.leave')}</button>` })}
  </div>`

const languageItems = ({ t }: Reader, hrefOf: (language: Language) => string): Html[] =>
  LANGUAGES.map(({ code, name }) => {
    const mark = attributes({
      href: hrefOf(code),
      lang: code,
      hreflang: code,
      'aria-current': code === t.language ? 'true' : undefined,
    })
    return html`<li><a${mark}>${name}</a></li>`
  })

function crumbs({ t }: Reader, items: readonly Crumb[] = []): Html {
  if (items.length === 0) return html``
  return html`<nav class="crumbs" aria-label="${t('page.crumbs')}"><ol>${items.map(({ text, href, isFileNumber }) => {
    const words = isFileNumber ? fileNumber(text) : text
    return href === undefined
      ? html`<li><span aria-current="page">${words}</span></li>`
      : html`<li><a href="${href}">${words}</a></li>`
  })}</ol></nav>`
}

/** Tabs are links: they work without script, and each has an address. */
export const tabs = (label: string, items: readonly Tab[]): Html =>
  html`<nav class="tabs" aria-label="${label}"><ul>${items.map(tabItem('page'))}</ul></nav>`

/** Parts of a list to choose from, with how many are in each: "Orders 2". */
export const filters = ({ t }: Reader, items: readonly Tab[], note?: Content): Html =>
  html`<div class="filters section-head">
    <nav aria-label="${t('page.show')}"><ul>${items.map(tabItem('true'))}</ul></nav>
    ${note && html`<p class="end note">${note}</p>`}
  </div>`

const tabItem =
  (current: 'page' | 'true') =>
  (tab: Tab): Html =>
    html`<li><a${attributes({ href: tab.href, 'aria-current': tab.current ? current : undefined })}>${tab.text}</a></li>`

function footer(reader: Reader, { state, version, pack, log, verifyHref }: NodeFacts): Html {
  const { t, place } = reader
  const packLine = t.html('foot.pack', {
    date: html`${dayText(t, pack.date, place.zone)}`,
    digest: digest(pack.digest, 8),
  })
  return html`<footer class="foot">
    <div class="wrap">
      <div>
        <p>${t.html('foot.node', { state, version })} · ${packLine}</p>
        ${log && html`<p>${logLine(reader, log)}</p>`}
        <p><a href="${verifyHref}">${t('foot.verify')}</a></p>
      </div>
    </div>
  </footer>`
}

function logLine({ t, place, now }: Reader, { size, witnessedAt }: NonNullable<NodeFacts['log']>): Html {
  const head = t('foot.log', { size })
  if (witnessedAt === undefined) return html`${head}, ${t('foot.not-witnessed')}`
  const sameDay = dayText(t, witnessedAt, place.zone) === dayText(t, now, place.zone)
  const time = `${timeText(t, witnessedAt, place.zone)} (${offsetText(witnessedAt, place.zone)})`
  const when = sameDay ? time : `${dayText(t, witnessedAt, place.zone)}, ${time}`
  return html`${head}, ${t.html('foot.witnessed', { when: html`${when}` })}`
}
