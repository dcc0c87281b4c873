import type { Archive } from '@comity/archive'
import type { Engine, RandomBytes } from '@comity/crypto'
import { epochMsOf, type Instant, laterBy, type StateCode, toBase64Url, toHex, utf8 } from '@comity/kernel'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { putDocument, readDocument } from '../node/documents.ts'
import type { Clock } from '../node/ports.ts'
import type { Persona, SignIn } from './persona.ts'

const SESSIONS = 'sessions'
const LIFE_MS = 12 * 3_600_000

const Session = z.strictObject({ persona: z.string(), until: z.string() })

/** Sessions of one node. The cookie holds a random token; the archive holds only its hash. */
export class Sessions {
  private readonly archive: Archive
  private readonly engine: Engine
  private readonly random: RandomBytes
  private readonly clock: Clock
  private readonly signIn: SignIn
  private readonly cookie: string

  constructor(parts: {
    archive: Archive
    engine: Engine
    random: RandomBytes
    clock: Clock
    signIn: SignIn
    state: StateCode
  }) {
    this.archive = parts.archive
    this.engine = parts.engine
    this.random = parts.random
    this.clock = parts.clock
    this.signIn = parts.signIn
    // Cookies ignore ports: nodes that share a host must not share a name.
    this.cookie = `comity-${parts.state.toLowerCase()}`
  }

  async begin(context: Context, persona: Persona): Promise<void> {
    const token = toBase64Url(this.random(32))
    const until = laterBy(this.clock.now(), LIFE_MS)
    await this.archive.commit([putDocument(SESSIONS, this.keyOf(token), 0, { persona: persona.id, until })])
    setCookie(context, this.cookie, token, { httpOnly: true, sameSite: 'Lax', path: '/' })
  }

  async current(context: Context): Promise<Persona | undefined> {
    const token = getCookie(context, this.cookie)
    if (!token || token.length > 100) return undefined
    const session = await readDocument(this.archive, SESSIONS, this.keyOf(token), Session)
    if (!session || epochMsOf(session.value.until as Instant) < epochMsOf(this.clock.now())) return undefined
    return this.signIn.find(session.value.persona)
  }

  async end(context: Context): Promise<void> {
    const token = getCookie(context, this.cookie)
    if (token) {
      const document = await this.archive.document(SESSIONS, this.keyOf(token))
      if (document)
        await this.archive.commit([
          { do: 'delete-document', collection: SESSIONS, key: document.key, expect: document.version },
        ])
    }
    setCookie(context, this.cookie, '', { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 0 })
  }

  private keyOf(token: string): string {
    return toHex(this.engine.sha256(utf8(token)))
  }
}
