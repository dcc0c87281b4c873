import { createTranslator, html, page, portalSheet, sheetResponse, pageResponse, type Reader } from '@comity/portal'
import type { AuthorityId, DossierId, Instant, StateCode, ZoneName } from '@comity/kernel'
import { Hono } from 'hono'
import type { Node } from '../node/node.ts'
import type { Persona, SignIn } from '../pages/persona.ts'
import { pageRoutes } from '../pages/routes.ts'
import { Sessions } from '../pages/sessions.ts'
import type { Site } from '../pages/site.ts'
import { CAST } from './cast.ts'
import type { DemoWorld } from './demo-world.ts'
import { AL_NAJMI } from './seed-story.ts'

export const VERSION = '0.1.0'

/** Counsel and persons of the demonstration, and at which node's pages they are. */
const COUNSEL_AT: Readonly<Record<string, readonly { readonly name: string; readonly dossiers: readonly string[] }[]>> =
  {
    QN: [{ name: 'Ailsa Brannock', dossiers: [AL_NAJMI] }],
    QV: [{ name: 'Théo Lascombe', dossiers: [] }],
    QQ: [{ name: 'Rania Khoury', dossiers: [] }],
  }
const PERSONS_AT: Readonly<Record<string, readonly { readonly name: string; readonly dossier: string }[]>> = {
  QN: [{ name: 'Idris Al-Najmi', dossier: AL_NAJMI }],
  QQ: [{ name: 'Samir Darwish', dossier: 'QN-2026-00052' }],
}

/** Everybody who may be chosen at a node. */
export function personasAt(world: DemoWorld, state: StateCode): readonly Persona[] {
  const spec = CAST.find((candidate) => candidate.state === state)
  const slug = (name: string) =>
    name
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, '-')
  const officers = (spec?.authorities ?? []).flatMap(({ id, role, holders }) =>
    holders.map((name): Persona => {
      const base = { id: slug(name), name, authority: id as AuthorityId, key: world.keyOf(name).kid }
      return role === 'overseer' ? { kind: 'overseer', ...base } : { kind: 'officer', ...base, state, role }
    }),
  )
  const counsel = (COUNSEL_AT[state] ?? []).map(
    ({ name, dossiers }): Persona => ({
      kind: 'counsel',
      id: slug(name),
      name,
      key: world.keyOf(name).kid,
      dossiers: dossiers as readonly DossierId[],
    }),
  )
  const persons = (PERSONS_AT[state] ?? []).map(
    ({ name, dossier }): Persona => ({ kind: 'person', id: slug(name), name, dossier: dossier as DossierId }),
  )
  return [...officers, ...counsel, ...persons]
}

/** The pages of one node of the demo world. */
export function demoSite(world: DemoWorld, node: Node): Hono {
  const { state } = node.identity
  const personas = personasAt(world, state)
  const signIn: SignIn = { personas: () => personas, find: (id) => personas.find((persona) => persona.id === id) }
  const { archive, engine, clock } = node.ports
  const site: Site = {
    node,
    law: world.law,
    signIn,
    sessions: new Sessions({ archive, engine, random: world.random, clock, signIn, state }),
    signerUrl: world.signerUrl,
    origin: world.urlOf(state),
    demo: true,
    version: VERSION,
    packDate: '2026-02-24T00:00:00.000Z' as Instant,
    knownCounsel: world.counsel.map((name) => ({ name, key: world.keyOf(name).jwk })),
    worldUrl: world.url,
  }
  return pageRoutes(site)
}

/** The front page of the world: the States, and whom one may be in each. */
export function demoFront(world: DemoWorld): Hono {
  const routes = new Hono()
  routes.get(portalSheet.path, (context) => sheetResponse(context.req.path) ?? context.notFound())
  routes.get('/', (context) => {
    const language = context.req.query('lang') === 'ar' ? 'ar' : 'en'
    const reader: Reader = {
      t: createTranslator(language),
      place: { name: 'UTC', zone: 'UTC' as ZoneName },
      now: world.clock.now(),
    }
    const { t } = reader
    const frame = {
      station: t('world.station'),
      homeHref: '/',
      helpHref: '/',
      accessibilityHref: '/',
      languageHref: (code: string) => `/?lang=${code}`,
      demo: true,
      node: {
        state: t('world.station'),
        version: VERSION,
        pack: { date: '2026-02-24T00:00:00.000Z' as Instant, digest: world.law.digest.slice(7) },
        verifyHref: '/',
      },
    }
    const states = CAST.map(({ state, name }) => {
      const url = world.urlOf(state)
      const label = language === 'ar' ? (name.ar ?? name.en) : name.en
      return html`<li><a href="${`${url}/enter?lang=${language}`}">${label}</a><p>${t(`world.${state as 'QN' | 'QV' | 'QQ' | 'QP' | 'XO'}`)}</p></li>`
    })
    const main = html`<div class="hero"><h1>${t('world.title')}</h1><p class="lead">${t('world.lead')}</p></div><ul class="doors">${states}</ul>`
    return pageResponse(page(reader, frame, { title: t('world.title'), main }))
  })
  return routes
}
