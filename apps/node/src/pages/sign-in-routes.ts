import { html, type PersonaGroup, page, personaPicker } from '@comity/portal'
import { Hono } from 'hono'
import type { Persona } from './persona.ts'
import { frameOf, nameIn, type Site, send, type Visit, visit } from './site.ts'

/** Signing in, and leaving. The demonstration lets everybody choose whom to be, and says so. */
export function signInRoutes(site: Site): Hono {
  const routes = new Hono()
  routes.get('/enter', async (context) => {
    const here = await visit(site, context)
    const { t } = here.reader
    const groups = groupsOf(here)
    const main = html`<h1>${t('enter.title')}</h1><p class="lead">${t('enter.lead')}</p>${personaPicker(t, { action: '/enter', groups })}`
    return send(page(here.reader, await frameOf(here), { title: t('enter.title'), main }))
  })
  routes.post('/enter', async (context) => {
    const form = await context.req.parseBody()
    const persona = site.signIn.find(String(form['persona'] ?? ''))
    if (!persona) return context.redirect('/enter', 303)
    await site.sessions.begin(context, persona)
    return context.redirect(doorOf(persona), 303)
  })
  routes.post('/leave', async (context) => {
    await site.sessions.end(context)
    return context.redirect('/', 303)
  })
  return routes
}

/** Where somebody begins: each role has a door of its own. */
export function doorOf(persona: Persona): string {
  switch (persona.kind) {
    case 'officer':
      return '/desk'
    case 'counsel':
      return '/counsel'
    case 'person':
      return `/my/${persona.dossier}`
    case 'overseer':
      return '/oversight'
  }
}

function groupsOf(here: Visit): readonly PersonaGroup[] {
  const { site, reader } = here
  const group = (id: string, title: string, personas: readonly Persona[]): PersonaGroup[] =>
    personas.length === 0
      ? []
      : [
          {
            id,
            title,
            personas: personas.map((persona) => ({ id: persona.id, name: persona.name, role: roleOf(here, persona) })),
          },
        ]
  const all = site.signIn.personas()
  return [
    ...group(
      'authorities',
      reader.t('enter.authorities'),
      all.filter(({ kind }) => kind === 'officer'),
    ),
    ...group(
      'people',
      reader.t('enter.people'),
      all.filter(({ kind }) => kind === 'person' || kind === 'counsel'),
    ),
    ...group(
      'overseers',
      reader.t('enter.overseers'),
      all.filter(({ kind }) => kind === 'overseer'),
    ),
  ]
}

function roleOf({ site, reader }: Visit, persona: Persona): string {
  if (!('authority' in persona)) return reader.t(persona.kind === 'counsel' ? 'enter.counsel' : 'enter.person')
  const authority = site.node.directory().authority(persona.authority)
  return authority ? nameIn(authority.name, reader.t.language) : persona.authority
}
