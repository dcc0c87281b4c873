import { ActId, DossierId, fromBase64, KeyId, StrandId } from '@comity/kernel'
import { type ActDraft, definitionOf, isKind } from '@comity/procedure'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { NotMade, Wisher } from '../node/carry-out.ts'
import type { Node } from '../node/node.ts'
import { answerOnce } from '../pages/repeated-posts.ts'
import { refusalProblem } from '../pages/signing.ts'

const BODY_LIMIT = 256 * 1024

/** What a program says of the act it wants: of which kind, in which file, who will sign, what it says. */
const Wanted = z.strictObject({
  dossier: DossierId,
  kind: z.string().refine(isKind, 'no such kind of act'),
  author: KeyId,
  strand: StrandId,
  body: z.record(z.string(), z.unknown()),
  fields: z.record(z.string(), z.string()).default({}),
})
const Signed = z.strictObject({ jws: z.base64().min(1) })

export type ActRouteOptions = {
  readonly node: Pick<Node, 'prepare' | 'submit' | 'ports'>
  /** Whether whoever asks may prepare acts for this author: a program with the node's key, or a session of that person. */
  readonly mayPrepare: (context: Context, wisher: Wisher) => boolean | Promise<boolean>
  /** Called when an act was stored, so that it leaves now and not at the next round. */
  readonly stored: () => void
}

/**
 * Acts for programs (docs/reference/http.md): `POST /acts` prepares, `POST /acts/:id/signature` takes the signature. The
 * second needs no session: the signature itself says whose act it is.
 */
export function actRoutes({ node, mayPrepare, stored }: ActRouteOptions): Hono {
  const routes = new Hono()
  routes.use(
    bodyLimit({ maxSize: BODY_LIMIT, onError: () => problem(413, 'too-large', 'The body is longer than any act.') }),
  )

  routes.post('/acts', async (context) => {
    const wanted = Wanted.safeParse(await jsonOf(context))
    if (!wanted.success) return malformed(wanted.error, '')
    const { dossier, author, strand } = wanted.data
    if (!(await mayPrepare(context, { key: author, strand })))
      return problem(401, 'not-admitted', 'Show the key in api.key as a bearer token, or sign in as this author.')
    const draft = draftOf(wanted.data)
    if (!draft.success) return malformed(draft.error, '/body')
    const scope = `acts ${strand} ${author}`
    return answerOnce(node.ports.archive, scope, context.req.header('idempotency-key'), async () => {
      const prepared = await node.prepare(dossier, draft.data, { key: author, strand })
      if (!prepared.ok) return notMade(prepared.error)
      const { id, bytes, disclosures } = prepared.value
      return Response.json(
        { id, payload: bytes.toBase64(), disclosures, signature: `/api/acts/${id}/signature` },
        { status: 201 },
      )
    })
  })

  // The same signature always meets the same act, so that a repeated key gets the same answer without one being kept.
  routes.post('/acts/:id/signature', async (context) => {
    const id = ActId.safeParse(context.req.param('id'))
    const signed = Signed.safeParse(await jsonOf(context))
    if (!id.success) return notMade({ kind: 'nothing-pending' })
    if (!signed.success) return malformed(signed.error, '')
    const jws = fromBase64(signed.data.jws)
    if (!jws.ok) return notMade({ kind: 'not-the-signature' })
    const made = await node.submit(id.data, jws.value)
    if (!made.ok) return notMade(made.error)
    stored()
    return Response.json({ id: made.value.id, effect: made.value.verdict.effect })
  })
  return routes
}

function draftOf({ kind, body, fields }: z.infer<typeof Wanted>): z.ZodSafeParseResult<ActDraft> {
  const clear = definitionOf(kind).clear.safeParse(body)
  if (!clear.success) return clear as z.ZodSafeParseError<ActDraft>
  // The kind's own schema has read the body.
  return { success: true, data: { act: { kind, body: clear.data }, fields } as ActDraft }
}

async function jsonOf(context: Context): Promise<unknown> {
  return context.req.json().catch(() => undefined)
}

function notMade(why: NotMade): Response {
  switch (why.kind) {
    case 'refused-by-right':
      return problemResponse(409, refusalProblem(why.impediments))
    case 'malformed':
      return problem(422, 'malformed', 'The act does not have the form of its kind.', { faults: why.faults })
    case 'not-authorised':
      return problem(403, 'not-authorised', why.why)
    case 'nothing-pending':
      return problem(404, 'nothing-pending', 'No act of this id waits for a signature. Prepare it first.')
    case 'not-the-signature':
      return problem(400, 'not-the-signature', 'This is not the signature of that act by its author.')
    case 'moved-on':
      return problem(409, 'moved-on', 'Somebody else wrote in the meantime. Prepare the act again and sign that.')
  }
}

const malformed = (error: z.ZodError, under: string): Response =>
  problem(422, 'malformed', 'The request does not have the form of docs/reference/http.md.', {
    faults: error.issues.map(({ path, message }) => ({ path: `${under}/${path.join('/')}`, message })),
  })

const problem = (status: number, name: string, title: string, more: object = {}): Response =>
  problemResponse(status, { type: `urn:comity:${name}`, title, status, ...more })

const problemResponse = (status: number, body: object): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } })
