import type { ActId, Instant, StateCode } from '@comity/kernel'
import type { UnsignedAct } from '@comity/procedure'
import type { NotMade } from '../node/carry-out.ts'
import type { Node } from '../node/node.ts'
import { type KeyOf, type Step, strandOf, type Told } from './telling.ts'

/** What telling a story needs: nodes, a clock that can be set, and somebody who signs. */
export type Stage = {
  readonly node: (state: StateCode) => Node
  readonly setClock: (at: Instant) => void
  readonly keyOf: KeyOf
  /** Signs with a person's key, wherever that is. */
  readonly sign: (holder: string, act: UnsignedAct) => Promise<Uint8Array>
  /** Runs a piece of work at a node whose gates somebody has taken out. */
  readonly tampered: <T>(state: StateCode, work: () => Promise<T>) => Promise<T>
  /** Lets all nodes talk until nothing is left to say. */
  readonly settle: () => Promise<void>
}

/** Tells steps in order, and gives back the acts by label. Throws where a step does not end as the story says. */
export async function tell(
  stage: Stage,
  steps: readonly Step[],
  progress: (step: Step) => void = () => {},
): Promise<Told> {
  const acts = new Map<string, ActId>()
  const told: Told = (label) => {
    const id = acts.get(label)
    if (!id) throw new Error(`the story cites "${label}" before it is told`)
    return id
  }
  for (const step of steps) {
    stage.setClock(step.at)
    const made =
      step.outcome === 'let-pass'
        ? await stage.tampered(step.state, () => make(stage, step, told))
        : await make(stage, step, told)
    if (!made.ok) {
      const refusedByRight = step.outcome === 'refused' && made.error.kind === 'refused-by-right'
      if (!refusedByRight)
        throw new Error(`${step.dossier} ${step.at}: ${step.holder} could not make the act: ${describe(made.error)}`)
    } else if (step.outcome === 'refused')
      throw new Error(`${step.dossier} ${step.at}: no right stopped ${step.holder}`)
    else if (step.label) acts.set(step.label, made.id)
    await stage.settle()
    progress(step)
  }
  return told
}

async function make(
  stage: Stage,
  step: Step,
  told: Told,
): Promise<{ readonly ok: true; readonly id: ActId } | { readonly ok: false; readonly error: NotMade }> {
  const node = stage.node(step.state)
  const key = stage.keyOf(step.holder).kid
  const prepared = await node.prepare(step.dossier, step.draft(told, stage.keyOf), {
    key,
    strand: strandOf(step.strand, key),
  })
  if (!prepared.ok) return prepared
  if (step.outcome === 'pending') return { ok: true, id: prepared.value.id }
  const submitted = await node.submit(prepared.value.id, await stage.sign(step.holder, prepared.value))
  return submitted.ok ? { ok: true, id: submitted.value.id } : submitted
}

function describe(error: NotMade): string {
  if (error.kind !== 'refused-by-right') return JSON.stringify(error)
  return error.impediments
    .map((impediment) =>
      impediment.kind === 'guarantee-unmet' ? impediment.gate.guarantee : JSON.stringify(impediment),
    )
    .join(', ')
}
