import { mkdirSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { keyIdOf, type PublicJwk, type RandomBytes } from '@comity/crypto'
import { nodeEngine, systemRandom } from '@comity/crypto-node'
import { type Instant, type StateCode, utf8 } from '@comity/kernel'
import type { Law } from '@comity/rules'
import { openSqliteArchive, type SqliteArchive } from '@comity/store'
import { httpTransport, httpWitnesses } from '@comity/transport'
import type { Hono } from 'hono'
import { foundWorld, type World } from '../founding/world.ts'
import { HOST, listenOnLoopback, nodeApp } from '../http/node-app.ts'
import type { Node } from '../node/node.ts'
import type { NodeEvent } from '../node/ports.ts'
import { lawShelf } from '../setup/law-shelf.ts'
import { CAST, COUNSEL, SIGNATORIES } from './cast.ts'
import { Links } from './link.ts'
import { POWER_CUT, SEED_STORY, WORLD_START } from './seed-story.ts'
import { SignerProcess } from './signer-process.ts'
import { TamperableLaw } from './tampered-law.ts'
import { type Stage, tell } from './tell.ts'
import type { KeyOf } from './telling.ts'
import { startWitness, type RunningWitness } from './witness-service.ts'
import { WorldClock } from './world-clock.ts'

export type DemoOptions = {
  /** Folder for the archives; made if it does not exist, and must be empty. */
  readonly folder: string
  readonly port: number
  readonly speed: number
  readonly law: Law
  readonly packBytes: Uint8Array
  readonly progress: (line: string) => void
  readonly note: (state: StateCode, event: NodeEvent) => void
  /** The signer goes on signing for this process and serves no pages: for a story that is played in a terminal. */
  readonly keepSigning?: boolean
  /** Pages of one node; made once its world stands. */
  readonly pages?: (world: DemoWorld, node: Node) => Hono
  /** The page at the world's own address. */
  readonly front?: (world: DemoWorld) => Hono
}

export type DemoWorld = {
  readonly world: World
  readonly clock: WorldClock
  readonly links: Links
  readonly keyOf: KeyOf
  readonly stage: Stage
  readonly counsel: readonly string[]
  readonly law: Law
  readonly tampered: TamperableLaw
  /** For session tokens: never from the world's seed. */
  readonly random: RandomBytes
  /** Address of the world's front page. */
  readonly url: string
  readonly urlOf: (state: StateCode) => string
  readonly signerUrl: string
  readonly close: () => Promise<void>
}

const LOOP_MS = 300
const SIGNER = join(import.meta.dirname, '../../../signer/src/main.ts')

/** Founds the demo world, tells its story, and serves it: four States, an overseer with its witness, a signer. */
export async function startDemoWorld(options: DemoOptions): Promise<DemoWorld> {
  const started = performance.now()
  const closing: (() => Promise<void>)[] = []
  const signer = new SignerProcess(SIGNER)
  closing.push(() => signer.close())
  const clock = new WorldClock('2026-01-01T00:00:00.000Z' as Instant, () => performance.now(), options.speed)
  const links = new Links()
  const tampered = new TamperableLaw(lawShelf(options.law))

  const handlers = new Map<string, (request: Request) => Response | Promise<Response>>()
  const starting = () => new Response('Starting.\n', { status: 503 })
  const ports = new Map<string, number>()
  const serve = async (name: string, port: number): Promise<number> => {
    const listening = await listenOnLoopback((request) => (handlers.get(name) ?? starting)(request), port)
    closing.push(() => closeServer(listening.server))
    if (listening.port !== port) options.progress(`Port ${port} is in use; ${name} moved to ${listening.port}.`)
    ports.set(name, listening.port)
    return listening.port
  }
  let next = await serve('front', options.port)
  for (const { state } of CAST) next = await serve(state, next + 1)
  const portOf = (name: string): number => ports.get(name) ?? 0

  const keys = await signer.publicKeys(SIGNATORIES)
  const publicKeyOf = new Map<string, PublicJwk>(SIGNATORIES.map((holder, at) => [holder, keys[at] as PublicJwk]))
  const jwkOf = (holder: string): PublicJwk => {
    const jwk = publicKeyOf.get(holder)
    if (!jwk) throw new Error(`the demo world has no ${holder}`)
    return jwk
  }
  const keyOf: KeyOf = (holder) => ({ kid: keyIdOf(nodeEngine, jwkOf(holder)), jwk: jwkOf(holder) })

  mkdirSync(options.folder, { recursive: true })
  const archives = new Map<StateCode, SqliteArchive>()
  const transport = httpTransport({ endpointOf: (state) => `http://${HOST}:${portOf(state)}`, timeoutMs: 10_000 })
  const witness: RunningWitness = await startWitness({
    port: next + 1,
    folder: options.folder,
    clock,
    seed: 'comity demonstration',
  })
  closing.push(() => witness.close())
  const world = await foundWorld(CAST, {
    engine: nodeEngine,
    seed: 'comity demonstration',
    randomFor: seededRandom,
    clock,
    lawFor: (state) => tampered.shelfFor(state),
    lawDigest: options.law.digest,
    archiveFor: async (state) => {
      const archive = await openSqliteArchive(join(options.folder, `${state.toLowerCase()}.sqlite`))
      archives.set(state, archive)
      return archive
    },
    transportFor: (state) => links.over(transport, state),
    witnesses: httpWitnesses({ urlOf: () => witness.url, timeoutMs: 5_000 }),
    witnessVkey: witness.vkey,
    endpointsOf: (state) => [`http://${HOST}:${portOf(state)}`],
    publicKeyOf: jwkOf,
    note: options.note,
    issued: '2026-01-01T00:00:00.000Z' as Instant,
  })
  witness.trust([...world.nodes.values()].flatMap((node) => node.directory().of(node.identity.state) ?? []))
  for (const node of world.nodes.values()) {
    await node.holdPack(options.packBytes)
    const app = nodeApp(node)
    handlers.set(node.identity.state, (request) => app.fetch(request))
  }
  closing.push(async () => {
    for (const archive of archives.values()) await archive.close()
  })

  const stage: Stage = {
    node: world.node,
    setClock: (at) => {
      if (at >= POWER_CUT.since) links.cut(POWER_CUT.state)
      clock.set(at)
    },
    keyOf,
    sign: (holder, act) => signer.sign(holder, act.bytes),
    tampered: (state, work) => tampered.during(state, work),
    settle: () => settle(world, links),
  }
  options.progress('Telling what happened before 3 March 2026 ...')
  await settle(world, links)
  await tell(stage, SEED_STORY)
  clock.run(WORLD_START)

  const urlOf = (state: StateCode): string => `http://${hostOf(state)}.localhost:${portOf(state)}`
  const signerPort = options.keepSigning
    ? 0
    : await signer.open(
        next + 2,
        CAST.map(({ state }) => urlOf(state)),
      )
  const demo: DemoWorld = {
    world,
    clock,
    links,
    keyOf,
    stage,
    counsel: COUNSEL,
    law: options.law,
    tampered,
    random: systemRandom,
    url: `http://${HOST}:${portOf('front')}/`,
    urlOf,
    signerUrl: `http://signer.localhost:${signerPort}`,
    close: async () => {
      stopped = true
      clearTimeout(timer)
      await running
      for (const close of closing.toReversed()) await close()
    },
  }
  for (const node of world.nodes.values()) {
    const app = nodeApp(node, { pages: options.pages?.(demo, node) })
    handlers.set(node.identity.state, (request) => app.fetch(request))
  }
  const front = options.front?.(demo)
  handlers.set('front', (request) => front?.fetch(request) ?? new Response('Comity\n'))

  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const loop = (): void => {
    running = round(world)
    void running.then(() => {
      if (!stopped) timer = setTimeout(loop, LOOP_MS)
    })
  }
  loop()
  options.progress(`The world stands after ${((performance.now() - started) / 1000).toFixed(1)} s.`)
  return demo
}

const hostOf = (state: StateCode): string => CAST.find((spec) => spec.state === state)?.host ?? state.toLowerCase()

/** One round of work at every node. A node that fails is noted and does not hold up the others. */
async function round(world: World): Promise<void> {
  for (const node of world.nodes.values()) {
    try {
      await node.work()
    } catch (error) {
      node.ports.note({ event: 'round-failed', level: 'alarm', code: error instanceof Error ? error.name : 'unknown' })
    }
  }
}

/** Rounds until nobody who can be reached is owed anything; a line that is down is waited for by nobody. */
async function settle(world: World, links: Links): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) {
    await round(world)
    if (!(await anythingOpen(world, links))) return
  }
}

async function anythingOpen(world: World, links: Links): Promise<boolean> {
  for (const node of world.nodes.values()) {
    if (links.isDown(node.identity.state)) continue
    const open = await node.ports.archive.outboxOpen()
    if (open.some(({ to }) => !links.isDown(to))) return true
  }
  return false
}

/** The same world each time: salts and nonces from the State's name. A demonstration only; nothing in it is secret. */
function seededRandom(state: StateCode): RandomBytes {
  let block = 0
  return (length) => {
    block += 1
    return nodeEngine.hkdfSha256(
      utf8(`comity demonstration ${state} ${block}`),
      new Uint8Array(),
      new Uint8Array(),
      length,
    )
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
