import { portalSheet } from './sheet.ts'

/** The answer to a request for the sheet; `undefined` for any other path. Its address names its content, so it may be kept. */
export function sheetResponse(path: string): Response | undefined {
  if (path !== portalSheet.path) return undefined
  return new Response(portalSheet.css, {
    headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' },
  })
}
