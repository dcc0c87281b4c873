import { type CalendarDate, err, type JsonObject, ok, type Result } from '@comity/kernel'
import type { ProceduralLaw } from '@comity/rules'
import type { Dossier } from './dossier.ts'
import { gateStates, proofKey } from './gates.ts'
import { type Impediment, impedimentsOf } from './impediment.ts'
import { type Act, definitionOf } from './kinds.ts'
import { bodyJson, outOfTurn } from './turn.ts'

/** A wish: the act somebody wants to make, with its clear fields, before it carries its proofs. */
export type Wish = Act

/**
 * Which act a wish leads to, or what stands in the way. An order that touches a right carries its proof: the ids of the
 * acts that met each guarantee. Knows neither time, network nor disk: a court can replay it years later.
 */
export function decide(
  dossier: Dossier,
  wish: Wish,
  law: ProceduralLaw,
  on: CalendarDate,
): Result<Act, readonly Impediment[]> {
  const definition = definitionOf(wish.kind)
  // Reports and protective acts are let through here, whatever guarantee is unmet.
  if (definition.class === 'report' || definition.class === 'protective') return ok(wish)
  const turn = outOfTurn(dossier, wish)
  if (turn) return err([{ kind: 'out-of-turn', turn }])
  return definition.class === 'order' ? prove(dossier, wish, law, on) : ok(wish)
}

/** The order with its proofs, or every guarantee that is unmet: all of them at once, so that nobody meets them one by one. */
function prove(dossier: Dossier, wish: Wish, law: ProceduralLaw, on: CalendarDate): Result<Act, readonly Impediment[]> {
  const states = gateStates(dossier, { kind: wish.kind, body: bodyJson(wish) }, law, on)
  const impediments = impedimentsOf(dossier, wish, states)
  if (impediments.length > 0) return err(impediments)
  const proofs: JsonObject = Object.fromEntries(
    states.flatMap((state) =>
      state.state === 'met' && state.by !== 'stated-in-the-order' ? [[proofKey(state.gate), state.by]] : [],
    ),
  )
  return ok({ ...wish, body: { ...wish.body, proofs } } as Act) // `proofs` is a clear field of every order
}
