import { type Engine, type RandomBytes, type SigningKey, signJws } from '@comity/crypto'
import { fromBase64, toBase64, toBase64Url } from '@comity/kernel'
import { confirmPage, faultPage, homePage, signedPage, STYLE } from './pages.ts'
import { readSigningRequest, type SigningRequest } from './signing-request.ts'

export type HeldKey = { readonly holder: string; readonly key: SigningKey }

export type SignerParts = {
  readonly engine: Engine
  readonly random: RandomBytes
  readonly keys: readonly HeldKey[]
  /** Addresses of the nodes that may ask, e.g. `http://norvale.localhost:4100`. Signatures go back there and nowhere else. */
  readonly origins: () => readonly string[]
  readonly now: () => number
}

type Waiting = {
  readonly request: SigningRequest
  readonly held: HeldKey
  readonly returnTo: string
  readonly until: number
}

/** A request for a signature is forgotten after this time: nobody should confirm what they read an hour ago. */
const PATIENCE_MS = 15 * 60_000
const MOST_WAITING = 200
const BODY_LIMIT = 1 << 20

/**
 * The signer as one function from request to response. It shows what would be signed, asks, and signs only on the answer
 * to its own page; it never signs because a node asked it to.
 */
export function createSigner(parts: SignerParts): (request: Request) => Promise<Response> {
  const waiting = new Map<string, Waiting>()

  async function ask(request: Request): Promise<Response> {
    const form = await readForm(request)
    const origin = request.headers.get('origin')
    const returnTo = form?.get('returnTo') ?? ''
    if (!form || !origin || !parts.origins().includes(origin) || originOf(returnTo) !== origin)
      return fault(
        403,
        'Not a page that may ask',
        'The page that sent you here is not one of the nodes that this signer works for.',
        'Go back to the node’s own address and try again.',
      )
    const payload = fromBase64(form.get('payload') ?? '')
    const disclosures = form.getAll('disclosure')
    const read = payload.ok ? readSigningRequest(parts.engine, payload.value, disclosures) : payload
    if (!read.ok)
      return fault(
        400,
        'This cannot be signed',
        'What the page sent is not an act, or its text does not match the act.',
        'Nothing was signed. Prepare the act again; if this comes back, tell the administrator.',
      )
    const held = parts.keys.find(({ key }) => key.kid === read.value.author)
    if (!held)
      return fault(
        404,
        'Not your key',
        'The act names a key that this signer does not hold.',
        'Sign in at the node as the person whose keys are here.',
      )
    forget()
    const token = toBase64Url(parts.random(24))
    waiting.set(token, { request: read.value, held, returnTo, until: parts.now() + PATIENCE_MS })
    return page(200, confirmPage(read.value, held.holder, token, new URL('.', returnTo).href), parts.origins())
  }

  async function confirm(request: Request): Promise<Response> {
    const form = await readForm(request)
    const own = new URL(request.url).origin
    const token = form?.get('token') ?? ''
    const asked = waiting.get(token)
    waiting.delete(token)
    // Only this signer's own page may confirm: a foreign form could otherwise sign in the background.
    if (request.headers.get('origin') !== own || !asked || asked.until < parts.now())
      return fault(
        409,
        'Nothing to sign here',
        'This question was answered already, or it is too old.',
        'Go back to the node’s page and ask for the signature again.',
      )
    const signed = signJws(parts.engine, asked.held.key, 'comity-act+json', asked.request.payload)
    return page(200, signedPage(asked.request, toBase64(signed.bytes), asked.returnTo), parts.origins())
  }

  function forget(): void {
    for (const [token, { until }] of waiting)
      if (until < parts.now() || waiting.size > MOST_WAITING) waiting.delete(token)
  }

  const headers = contentPolicy(parts.engine)
  const page = (status: number, body: string, origins: readonly string[]): Response =>
    new Response(body, { status, headers: headers(origins) })
  const fault = (status: number, title: string, why: string, remedy: string): Response =>
    page(status, faultPage(title, why, remedy), [])

  return async (request) => {
    const { pathname } = new URL(request.url)
    if (request.method === 'GET' && pathname === '/')
      return page(200, homePage(parts.keys.map(({ holder }) => holder)), [])
    if (request.method === 'GET' && pathname === '/health') return Response.json({ status: 'ok' })
    if (request.method === 'POST' && pathname === '/sign') return ask(request)
    if (request.method === 'POST' && pathname === '/confirm') return confirm(request)
    return fault(
      404,
      'No such page',
      'The signer has only one page: the one that asks you to sign.',
      'Go back to the node.',
    )
  }
}

async function readForm(request: Request): Promise<URLSearchParams | undefined> {
  const length = Number(request.headers.get('content-length') ?? '0')
  if (length > BODY_LIMIT || !request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded'))
    return undefined
  const text = await request.text()
  return text.length > BODY_LIMIT ? undefined : new URLSearchParams(text)
}

function originOf(url: string): string | undefined {
  try {
    return new URL(url).origin
  } catch {
    return undefined
  }
}

function contentPolicy(engine: Engine): (origins: readonly string[]) => Record<string, string> {
  const hash = toBase64(engine.sha256(new TextEncoder().encode(STYLE)))
  return (origins) => ({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self' ${origins.join(' ')}; frame-ancestors 'none'; base-uri 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'strict-origin',
    'x-content-type-options': 'nosniff',
  })
}
