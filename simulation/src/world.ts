import type { Engine } from '@comity/crypto'
import type { DossierId, Instant, StateCode } from '@comity/kernel'
import { lawShelf, TamperableLaw } from '@comity/node'
import type { Law } from '@comity/rules'
import type { WitnessStore } from '@comity/witness'
import { CHECKERS } from './checkers/all.ts'
import { owed } from './checkers/delivery.ts'
import { DiskError } from './disk.ts'
import { type Faults, isHostile, swarm, Tally } from './faults.ts'
import { found } from './founding.ts'
import { Hostility } from './hostile.ts'
import { Kept } from './kept.ts'
import { Machine, type Plant, ProcessGone } from './machine.ts'
import { type Life, Scheduler } from './scheduler.ts'
import { Dice } from './seed.ts'
import type { Invariant, Phase, Sight, Violation, Watch } from './sight.ts'
import { Trace } from './trace.ts'
import { Wire } from './wire.ts'
import { WITNESS, WitnessHouse, witnessSigner } from './witness-house.ts'
import { castOf, OVERSEER, STATE_CODES } from './workload/cast.ts'
import { Officers } from './workload/officers.ts'
import { People } from './workload/people.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const START = '2026-03-03T07:40:00.000Z' as Instant
/** After this long without faults nothing may be owed any more: twice the longest wait between two attempts, and margin. */
const HEALED_WITHIN_MS = 8 * DAY

export type WorldOptions = {
  readonly seed: number | string
  readonly engine: Engine
  readonly law: Law
  /** Between two and five; by default the seed decides. */
  readonly states?: readonly string[]
  /** By default a swarm drawn from the seed. */
  readonly faults?: Faults
  /** A State whose machine or people are hostile; by default the seed decides, where the faults ask for one. */
  readonly hostile?: string
  /** How often somebody comes by on a day, in the whole world. */
  readonly visitsADay?: number
  readonly plant?: Plant & { readonly witness?: (store: WitnessStore, life: Life) => WitnessStore }
  /** Lines of the trace that are kept to be read. */
  readonly traceLines?: number
}

export type Figures = {
  readonly days: number
  readonly steps: number
  readonly acts: number
  readonly messages: number
  readonly checks: Readonly<Record<string, number>>
  readonly faults: Readonly<Record<string, number>>
}

/** A world of whole States on one seed. */
export class World {
  readonly states: readonly StateCode[]
  readonly hostile: StateCode | undefined
  readonly faults: Faults
  readonly trace: Trace
  readonly officers: Officers
  private readonly dice: Dice
  private readonly scheduler: Scheduler
  private readonly tally = new Tally()
  private readonly checks = new Tally()
  private readonly wire: Wire
  private readonly machines = new Map<StateCode, Machine>()
  private readonly keptOf = new Map<StateCode, Kept>()
  private readonly witness: WitnessHouse
  private readonly watches: readonly Watch[]
  private readonly hostility: Hostility | undefined
  private readonly sight: Sight
  private readonly started: number
  private phase: Phase = 'founding'
  private visiting = 0
  private plannedUntil = 0
  violation: Violation | undefined

  constructor(options: WorldOptions) {
    const { seed, engine, law } = options
    const dice = new Dice(`comity ${seed}`)
    this.dice = dice
    this.trace = new Trace(options.traceLines)
    this.scheduler = new Scheduler(dice.fork('scheduler'), this.trace, START)
    this.started = this.scheduler.now()
    const shape = dice.fork('shape')
    const codes = options.states ?? STATE_CODES.slice(0, shape.between(3, STATE_CODES.length))
    const chosen = options.faults ?? swarm(dice.fork('swarm'))
    this.faults = chosen
    const asksForHostility = Object.keys(chosen).some((kind) => isHostile(kind as keyof Faults))
    this.hostile = (options.hostile ?? (asksForHostility ? shape.pick(codes) : undefined)) as StateCode | undefined

    const people = new People(engine, 'simulated world')
    const { signer, vkey } = witnessSigner(engine, 'simulated world')
    const cast = castOf(codes)
    this.states = cast.map(({ state }) => state)
    const founded = found(cast, { engine, world: 'simulated world', people, lawDigest: law.digest, witnessVkey: vkey })
    const tampered = new TamperableLaw(lawShelf(law))
    this.wire = new Wire({
      ...this.shared('wire'),
      reach: (to) => {
        if (to === WITNESS) return this.witness.isUp ? (delivery) => this.witness.answer(delivery) : undefined
        const machine = this.machines.get(to as StateCode)
        return machine?.isUp ? (delivery) => machine.answer(delivery) : undefined
      },
      delivered: (delivery, answer) => this.tell('delivered', delivery, answer),
    })
    for (const state of founded.states) {
      const { state: code } = state.spec
      this.keptOf.set(code, new Kept())
      const random = dice.fork(`random of ${code}`)
      this.machines.set(
        code,
        new Machine({
          ...this.shared(`machine of ${code}`),
          founded: state,
          lists: founded.states.map(({ jws }) => jws),
          pins: founded.pins,
          wire: this.wire,
          ports: { engine, law: tampered.shelfFor(code) },
          random: (length) => random.bytes(length),
          watcher: {
            durable: (at, changes) => this.takeDurable(at as StateCode, changes),
            rolledBack: (at, commits) => this.takeBack(at as StateCode, commits),
          },
          plant: options.plant,
          hostile: this.hostile,
          resting: () => this.phase === 'replaying',
          note: () => undefined,
          defect: (at, error) => this.defect(at, error),
        }),
      )
    }
    this.witness = new WitnessHouse({
      engine,
      scheduler: this.scheduler,
      signer,
      lists: founded.states.map(({ list }) => list),
      cosigned: (origin, size, root) => this.tell('cosigned', origin, size, root),
      ...(options.plant?.witness ? { plant: options.plant.witness } : {}),
    })
    this.officers = new Officers({
      ...this.shared('officers'),
      people,
      founded: founded.states,
      machine: (state) => this.machine(state),
      made: (state, act) => this.tell('made', state, act),
      refused: (state, kind) => this.tell('refused', state, kind),
      defect: (state, error) => this.defect(state, error),
    })
    this.sight = {
      states: this.states,
      overseer: OVERSEER,
      isHonest: (state) => state !== this.hostile,
      kept: (state) => this.keptOf.get(state as StateCode) ?? new Kept(),
      lists: new Map(founded.states.map(({ spec, list }) => [spec.state, list])),
      listDigests: new Map(founded.states.map(({ spec }) => [founded.digestOf(spec.state), spec.state] as const)),
      guarantees: law.pack.guarantees,
      signed: people.signed,
      nodeKeys: new Map(
        founded.states.map(({ spec, keys }) => [
          keys.registry.kid,
          { state: spec.state, x: 'x' in keys.registry.jwk ? keys.registry.jwk.x : '' },
        ]),
      ),
      phase: () => this.phase,
    }
    this.watches = CHECKERS.map(({ invariant, watch }) =>
      watch(
        this.sight,
        (what) => this.violate(invariant, what),
        () => this.checks.add(invariant),
      ),
    )
    this.hostility = this.hostile
      ? new Hostility({
          ...this.shared('hostility'),
          engine,
          state: this.hostile,
          founded: founded.states,
          listDigest: founded.digestOf,
          lawDigest: law.digest,
          people,
          tampered,
          wire: this.wire,
          officers: this.officers,
          kept: (state) => this.sight.kept(state),
          machine: (state) => this.machine(state),
        })
      : undefined
    this.scheduler.fateOf = (life) => this.fateOf(life)
    this.scheduler.kill = (life) => this.kill(life)
  }

  private shared(purpose: string) {
    return {
      dice: this.dice.fork(purpose),
      scheduler: this.scheduler,
      faults: () => (this.phase === 'chaos' ? this.faults : {}),
      tally: this.tally,
    }
  }

  machine(state: StateCode): Machine {
    const machine = this.machines.get(state)
    if (!machine) throw new RangeError(`this world has no ${state}`)
    return machine
  }

  /** Lets days pass, with everything that can go wrong in them. */
  async run({ days }: { readonly days: number }): Promise<void> {
    await this.open()
    this.phase = 'chaos'
    this.plan(days)
    await this.pass(days * DAY)
  }

  /** Founds the world: every node is up and knows the others, and nothing has gone wrong yet. */
  private async open(): Promise<void> {
    if (this.phase !== 'founding') return
    this.witness.start()
    for (const machine of this.machines.values()) machine.start()
    await this.pass(HOUR)
    for (const [state, machine] of this.machines)
      if (!machine.isUp) this.violate('defect', `the node of ${state} did not open`)
  }

  private pass(ms: number): Promise<void> {
    return this.scheduler.run(this.scheduler.now() + ms, () => this.violation !== undefined)
  }

  /** What will happen by itself on the coming days: visits, outages, looks at the files. */
  private plan(days: number, visitsADay = 9): void {
    const dice = this.dice.fork(`plan ${this.plannedUntil}`)
    this.plannedUntil += days
    const some = (perDay: number, label: string, work: () => void) => {
      for (let left = perDay * days; left > 0; left -= 1)
        if (left >= 1 || dice.chance(left)) this.scheduler.after(dice.below(days * DAY), label, work)
    }
    some(visitsADay, 'somebody comes by', () => this.visit(() => this.officers.visit()))
    some(0.7, 'somebody looks', () => this.visit(() => this.look()))
    const { faults, tally } = this
    const outage = (kind: keyof Faults, begin: (forMs: number) => void) =>
      some(faults[kind] ?? 0, kind, () => {
        if (this.phase !== 'chaos') return
        tally.add(kind)
        begin(dice.skewed(10 * MINUTE, 2 * DAY))
      })
    const one = () => dice.pick(this.states) ?? OVERSEER
    outage('partition', (forMs) => this.wire.block(one(), one(), forMs))
    outage('isolate', (forMs) => {
      const state = one()
      this.wire.block(state, '*', forMs)
      this.wire.block('*', state, forMs)
    })
    outage('witness-down', (forMs) => this.witness.close(forMs))
    outage('clock-jump', () => {
      this.machine(one()).skewMs = dice.between(-HOUR, HOUR)
    })
    if (dice.chance(faults.skew ?? 0))
      for (const machine of this.machines.values()) {
        tally.add('skew')
        machine.skewMs = dice.between(-MINUTE, MINUTE)
      }
    for (const kind of Object.keys(faults) as (keyof Faults)[])
      if (this.hostility && isHostile(kind))
        some(faults[kind] ?? 0, kind, () => this.visit(async () => this.hostility?.strike(kind)))
  }

  private visit(work: () => Promise<void>): void {
    this.visiting += 1
    const over = () => {
      this.visiting -= 1
    }
    work().then(over, (error) => {
      over()
      this.defect('somebody', error)
    })
  }

  /** Asks every node for every file, and tells the checkers what it answers. */
  private async look(): Promise<void> {
    for (const state of this.states) for (const { id } of this.officers.files) await this.lookAt(state, id)
  }

  private async lookAt(state: StateCode, dossier: DossierId): Promise<void> {
    const asked = this.machine(state).call((node) => node.dossiers.load(dossier))
    const loaded = await asked.catch((error: unknown) => {
      if (!(error instanceof ProcessGone) && !(error instanceof DiskError)) this.defect(state, error)
    })
    if (!loaded) return
    const { acts, verdicts, waiting } = loaded.folded
    this.tell('told', state, dossier, {
      order: acts.map(({ id }) => id),
      effects: new Map([...verdicts].map(([id, { effect }]) => [id, effect])),
      waiting: waiting.map(({ act }) => act.id),
    })
  }

  /** Faults are over: every process is started anew, lines are open, clocks are right. From here on everything must arrive. */
  async heal(): Promise<void> {
    if (this.violation) return
    this.phase = 'healing'
    this.wire.unblock()
    this.witness.crash()
    this.witness.open()
    for (const machine of this.machines.values()) {
      machine.skewMs = 0
      machine.crash()
      machine.start()
    }
    const until = this.scheduler.now() + HEALED_WITHIN_MS
    do await this.pass(DAY / 2)
    while (!this.violation && this.scheduler.now() < until && !this.isQuiet())
    this.visit(() => this.look())
    await this.pass(HOUR)
    if (!this.violation) this.tell('atRest')
    if (!this.violation) await this.replay()
  }

  private isQuiet(): boolean {
    return this.visiting === 0 && this.wire.underWay === 0 && owed(this.sight).length === 0
  }

  /** Says again what was ever said, while nothing else happens. */
  private async replay(): Promise<void> {
    this.phase = 'replaying'
    const dice = this.dice.fork('replay')
    for (const { from, to, path, body } of dice.shuffled(this.wire.sent).slice(0, 60))
      this.wire.cast(from, to, path, body, dice.below(HOUR))
    await this.pass(2 * HOUR)
    this.visit(() => this.look())
    await this.pass(HOUR)
  }

  /** Messages that still want their last word, in words. */
  get receiptsOwed(): readonly string[] {
    return owed(this.sight)
  }

  get figures(): Figures {
    return {
      days: (this.scheduler.now() - this.started) / DAY,
      steps: this.scheduler.steps,
      acts: this.officers.made,
      messages: this.wire.deliveries,
      checks: this.checks.all(),
      faults: this.tally.all(),
    }
  }

  private takeDurable(state: StateCode, changes: Parameters<Kept['take']>[0]): void {
    this.keptOf.get(state)?.take(changes)
    this.tell('durable', state, changes)
  }

  private takeBack(state: StateCode, commits: readonly Parameters<Kept['take']>[0][]): void {
    const kept = new Kept()
    for (const changes of commits) kept.take(changes)
    this.keptOf.set(state, kept)
  }

  private tell<K extends keyof Watch>(what: K, ...facts: Parameters<NonNullable<Watch[K]>>): void {
    for (const watch of this.watches) {
      const told = watch[what] as ((...facts: unknown[]) => void) | undefined
      if (!this.violation) told?.(...facts)
    }
  }

  private violate(invariant: Invariant, what: string): void {
    this.violation ??= { invariant, what, step: this.scheduler.steps }
  }

  private defect(state: string, error: unknown): void {
    this.violate('defect', `${state}: ${error instanceof Error ? error.stack : String(error)}`)
  }

  private fateOf(life: Life): ReturnType<Scheduler['fateOf']> {
    if (this.phase !== 'chaos') return 'goes-on'
    const { dice } = this
    const { of } = life
    if (dice.chance(this.faults.pause ?? 0)) {
      this.tally.add('pause')
      life.stillUntil = this.scheduler.now() + dice.skewed(SECOND, 20 * MINUTE)
    }
    const starting = this.machines.get(of as StateCode)?.isStarting ?? false
    const kind = starting ? 'crash-in-start' : 'crash'
    if (!dice.chance(this.faults[kind] ?? 0)) return 'goes-on'
    this.tally.add(kind)
    return dice.chance(0.5) ? 'dies-before' : 'dies-after'
  }

  private kill(life: Life): void {
    if (life.of === WITNESS) {
      this.witness.crash()
      this.scheduler.after(this.dice.skewed(SECOND, 6 * HOUR), 'the witness starts again', () => this.witness.start())
      return
    }
    const machine = this.machines.get(life.of as StateCode)
    if (!machine?.owns(life)) return
    machine.crash()
    machine.startLater()
  }
}
