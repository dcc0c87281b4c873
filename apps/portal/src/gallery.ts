import { createServer } from 'node:http'
import type { Page } from './components/page.ts'
import { pageResponse } from './components/page-response.ts'
import { deskPage } from './gallery/desk.ts'
import { dossierPage } from './gallery/dossier.ts'
import { draftPage } from './gallery/draft.ts'
import { extremesPage } from './gallery/extremes.ts'
import { formPage } from './gallery/form.ts'
import { homePage } from './gallery/home.ts'
import { marksPage } from './gallery/marks.ts'
import { overseerPage } from './gallery/overseer.ts'
import { personPage } from './gallery/person.ts'
import { personasPage } from './gallery/personas.ts'
import { refusalPage } from './gallery/refusal.ts'
import { type Scene, sceneOf } from './gallery/scene.ts'
import type { Language } from './messages/language.ts'
import { sheetResponse } from './style/sheet-response.ts'

const PAGES: Readonly<Record<string, (scene: Scene) => Page>> = {
  home: homePage,
  personas: personasPage,
  desk: deskPage,
  draft: draftPage,
  form: formPage,
  dossier: dossierPage,
  refusal: refusalPage,
  person: personPage,
  overseer: overseerPage,
  marks: marksPage,
  extremes: extremesPage,
}

/** The pages of the gallery: every component with fictional data of the demonstration's story. */
export const GALLERY: readonly string[] = Object.keys(PAGES)

/** One page of the gallery, in a language and, where given, a theme. */
export function galleryPage(name: string, language: Language, theme?: 'light' | 'dark'): Page | undefined {
  return Object.hasOwn(PAGES, name) ? PAGES[name]?.(sceneOf(name, language, theme)) : undefined
}

/** Answers requests for the gallery and its sheet, for a browser in a test or on a developer's desk. */
export function gallery(request: Request): Response {
  const { pathname, searchParams } = new URL(request.url)
  const sheet = sheetResponse(pathname)
  if (sheet) return sheet
  const [language, theme] = [searchParams.get('language'), searchParams.get('theme')]
  const page = galleryPage(
    pathname.replace(/^\/gallery\//, ''),
    language === 'ar' || language === 'en-XA' ? language : 'en',
    theme === 'light' || theme === 'dark' ? theme : undefined,
  )
  return page ? pageResponse(page) : new Response('No such page in the gallery.', { status: 404 })
}

if (import.meta.main) {
  const server = createServer((asked, answer) => {
    const response = gallery(new Request(`http://localhost${asked.url ?? '/'}`))
    answer.writeHead(response.status, Object.fromEntries(response.headers))
    response.text().then((text) => answer.end(text))
  })
  server.listen(8311, '127.0.0.1', () => process.stdout.write('http://localhost:8311/gallery/home\n'))
}
