import type { PublicJwk } from '@comity/crypto'
import type { LocalName } from '@comity/directory'
import type { Instant, StateCode, ZoneName } from '@comity/kernel'
import {
  createTranslator,
  type Frame,
  LANGUAGES,
  type Language,
  type OwnFrame,
  type Page,
  type Place,
  pageResponse,
  type Reader,
} from '@comity/portal'
import type { Law } from '@comity/rules'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Node } from '../node/node.ts'
import type { Persona, SignIn } from './persona.ts'
import type { Sessions } from './sessions.ts'

/** Everything that the pages of one node stand on. */
export type Site = {
  readonly node: Node
  readonly law: Law
  readonly signIn: SignIn
  readonly sessions: Sessions
  /** Where signatures are made: another process, another origin. */
  readonly signerUrl: string
  /** This site's own address as browsers see it, without a trailing slash. */
  readonly origin: string
  readonly demo: boolean
  readonly version: string
  /** When the pack in use was issued. */
  readonly packDate: Instant
  /** Counsel whose keys a bar may pick instead of pasting one: of the demonstration, or of a bar's own register. */
  readonly knownCounsel?: readonly { readonly name: string; readonly key: PublicJwk }[]
  /** The demonstration's front page, where other States' nodes are found. */
  readonly worldUrl?: string
}

/** One request, with who asks and how they read. */
export type Visit = {
  readonly site: Site
  readonly context: Context
  readonly persona: Persona | undefined
  readonly reader: Reader
}

const LANGUAGE_COOKIE = 'comity-language'

export async function visit(site: Site, context: Context): Promise<Visit> {
  const persona = await site.sessions.current(context)
  return {
    site,
    context,
    persona,
    reader: {
      t: createTranslator(languageOf(context)),
      place: placeOf(site, context),
      now: site.node.ports.clock.now(),
    },
  }
}

/** The language asked for in the address, remembered for the next page; else the one remembered; else English. */
function languageOf(context: Context): Language {
  const known = (code: string | undefined) => LANGUAGES.find((language) => language.code === code)?.code
  const asked = known(context.req.query('lang'))
  if (asked) setCookie(context, LANGUAGE_COOKIE, asked, { path: '/', sameSite: 'Lax', httpOnly: true })
  return asked ?? known(getCookie(context, LANGUAGE_COOKIE)) ?? 'en'
}

export const nameIn = (name: LocalName, language: Language): string =>
  language === 'ar' ? (name.ar ?? name.en) : name.en

export const stateName = ({ site, reader }: Pick<Visit, 'site' | 'reader'>, state: StateCode): string => {
  const list = site.node.directory().of(state)
  return list ? nameIn(list.name, reader.t.language) : state
}

export const zoneOf = (site: Site, state: StateCode): ZoneName =>
  site.node.directory().of(state)?.zone ?? ('UTC' as ZoneName)

function placeOf(site: Site, context: Context): Place {
  const state = site.node.identity.state
  const list = site.node.directory().of(state)
  return { name: list ? nameIn(list.name, languageOf(context)) : state, zone: zoneOf(site, state) }
}

/** The same address in another language. */
const inLanguage =
  (context: Context) =>
  (language: Language): string => {
    const url = new URL(context.req.url)
    url.searchParams.set('lang', language)
    return `${url.pathname}${url.search}`
  }

/** What stands around a page: where the reader is, who they are here, how to check what they see. */
export async function frameOf({ site, context, persona, reader }: Visit): Promise<Frame> {
  const { archive } = site.node.ports
  const [latest, witnessed] = [await archive.latestCheckpoint(), await archive.latestWitnessed()]
  const state = stateName({ site, reader }, site.node.identity.state)
  const authority = persona && 'authority' in persona ? site.node.directory().authority(persona.authority) : undefined
  return {
    // The office stands beside the name of whoever is signed in; without a session only the State is named.
    station: state,
    homeHref: '/',
    helpHref: '/help',
    accessibilityHref: '/accessibility',
    languageHref: inLanguage(context),
    demo: site.demo,
    ...(persona
      ? {
          session: {
            name: persona.name,
            role: authority ? nameIn(authority.name, reader.t.language) : persona.kind,
            leaveAction: '/leave',
          },
        }
      : {}),
    node: {
      state,
      version: site.version,
      pack: { date: site.packDate, digest: site.law.digest.slice('sha256:'.length) },
      ...(latest ? { log: { size: latest.size, ...(witnessed ? { witnessedAt: witnessed.at } : {}) } } : {}),
      verifyHref: '/verify',
    },
    formTargets: [site.signerUrl],
  }
}

export const ownFrameOf = ({ site, context }: Visit): OwnFrame => ({
  languageHref: inLanguage(context),
  demo: site.demo,
})

/**
 * Sends a page under its policy. The signer learns the origin of the page that asks, and nobody learns its address:
 * with less than `strict-origin` a form would arrive there from nowhere.
 */
export function send(page: Page, status = 200): Response {
  const response = pageResponse(page, status)
  response.headers.set('referrer-policy', 'strict-origin')
  return response
}
