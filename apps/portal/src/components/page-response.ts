import type { Page } from './page.ts'

/**
 * A page as an answer, under its own policy. It is about somebody, so nobody keeps it, no address of it is passed on, and
 * no browser guesses what it might otherwise be.
 */
export const pageResponse = (page: Page, status = 200): Response =>
  new Response(page.html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': page.contentSecurityPolicy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  })
