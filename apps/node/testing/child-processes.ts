import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** A process of ours, from the moment it said that it is ready. */
export type Running = {
  readonly child: ChildProcess
  /** All it wrote on standard output and on standard error. */
  readonly said: () => { readonly out: string; readonly err: string }
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>
  /** Asks it to end; its exit code, and how long it took. */
  readonly interrupt: () => Promise<{ readonly code: number | null; readonly afterMs: number }>
}

const READY_WITHIN_MS = 20_000

/** Starts a script under this runtime and waits until its output matches `ready`; rejects with what it said instead. */
export function start(script: string, args: readonly string[], ready: RegExp): Promise<Running> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const running: Running = {
    child,
    said: () => ({ out, err }),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    interrupt: async () => {
      const asked = performance.now()
      child.kill('SIGINT')
      await ended
      return { code: child.exitCode, afterMs: performance.now() - asked }
    },
  }
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`${script} was not ready in time: ${out}${err}`))
    }, READY_WITHIN_MS)
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text
      if (!ready.test(out)) return
      clearTimeout(late)
      resolve(running)
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.once('error', reject)
    void ended.then(() => {
      clearTimeout(late)
      reject(new Error(`${script} ended: ${out}${err}`))
    })
  })
}

const FIRST_PORT = 4500
const PORTS = 200

/** A port of 127.0.0.1 that is free now, and was not given before by this process. */
export async function freePort(): Promise<number> {
  while (true) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS)
    if (given.has(port) || !(await isFree(port))) continue
    given.add(port)
    return port
  }
}

const given = new Set<number>()

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
