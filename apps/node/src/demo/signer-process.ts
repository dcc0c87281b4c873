import { type ChildProcess, fork } from 'node:child_process'
import { PublicJwk } from '@comity/crypto'
import { expectOk, fromBase64, toBase64 } from '@comity/kernel'
import { z } from 'zod'

const Answer = z.union([
  z.strictObject({ keys: z.array(PublicJwk) }),
  z.strictObject({ jws: z.string() }),
  z.strictObject({ port: z.int() }),
])

/** The demonstration's signer, running as a process of its own: this one only ever sees public keys and signatures. */
export class SignerProcess {
  private readonly child: ChildProcess
  private readonly ended: Promise<unknown>
  private turn: Promise<unknown> = Promise.resolve()

  constructor(file: string) {
    // Whatever this process was started with, a test runner's marks above all, is not for the signer.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    this.child = fork(file, ['--demonstration'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env, execArgv: [] })
    this.ended = new Promise((resolve) => this.child.once('exit', resolve))
  }

  async publicKeys(holders: readonly string[]): Promise<readonly PublicJwk[]> {
    const answer = await this.ask({ ask: 'public-keys', holders: [...holders] })
    return 'keys' in answer ? answer.keys : []
  }

  /** Only until `open`: the seed story is signed before anybody can reach the signer. */
  async sign(holder: string, payload: Uint8Array): Promise<Uint8Array> {
    const answer = await this.ask({ ask: 'sign', holder, payload: toBase64(payload) })
    if (!('jws' in answer)) throw new Error('the signer did not sign')
    return expectOk(fromBase64(answer.jws), 'the signer answers base64')
  }

  /** Begins to serve pages for these nodes, and ends signing without asking. Returns the port it got. */
  async open(port: number, origins: readonly string[]): Promise<number> {
    const answer = await this.ask({ ask: 'open', port, origins: [...origins] })
    if (!('port' in answer)) throw new Error('the signer did not open')
    return answer.port
  }

  async close(): Promise<void> {
    if (this.child.exitCode !== null) return
    this.child.kill('SIGTERM')
    await this.ended
  }

  private ask(request: Record<string, unknown>): Promise<z.infer<typeof Answer>> {
    const next = this.turn.then(async () => {
      const answered = new Promise<unknown>((resolve) => this.child.once('message', resolve))
      this.child.send(request)
      const answer = Answer.safeParse(await Promise.race([answered, this.ended]))
      if (!answer.success) throw new Error('the signer ended, or did not understand')
      return answer.data
    })
    this.turn = next.catch(() => undefined)
    return next
  }
}
