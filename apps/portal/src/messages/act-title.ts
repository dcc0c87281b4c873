import type { MessageArguments } from './arguments.ts'
import type { MessageKey, Translator } from './translator.ts'

type TitleKey = Extract<MessageKey, `act.${string}`>
/** The kinds of act that have a title. */
export type TitledAct = TitleKey extends `act.${infer Kind}` ? Kind : never

type FactsOf<Kind extends TitledAct> = `act.${Kind}` extends keyof MessageArguments<string>
  ? MessageArguments<string>[`act.${Kind}`]
  : unknown
/** A kind of act with exactly the facts that its title tells. */
export type ActTitle = { readonly [Kind in TitledAct]: { readonly kind: Kind } & FactsOf<Kind> }[TitledAct]

/** The verb phrase that heads an act: "Questioned for 45 minutes without counsel". */
export function actTitle(t: Translator, title: ActTitle): string {
  const { kind, ...facts } = title
  // The union above ties each kind to the facts of its message; the translator's signature cannot follow a union of keys.
  const say = t as (key: TitleKey, facts: Readonly<Record<string, unknown>>) => string
  return say(`act.${kind}`, facts)
}
