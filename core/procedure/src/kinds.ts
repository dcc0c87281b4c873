import type { z } from 'zod'
import { everyProcedureKinds } from './every-procedure/kinds.ts'
import { extraditionKinds } from './extradition/kinds.ts'
import type { KindDefinition, ProcedureName } from './kind.ts'
import { mutualLegalAssistanceKinds } from './mutual-legal-assistance/kinds.ts'

/** The procedure table: everything that can be an act, who may make it, what it holds. */
export const kinds = { ...everyProcedureKinds, ...mutualLegalAssistanceKinds, ...extraditionKinds }

export type Kind = keyof typeof kinds
export type BodyOf<K extends Kind> = z.infer<(typeof kinds)[K]['clear']>
/** Names of the disclosable fields of a kind. */
export type FieldOf<K extends Kind> = Extract<keyof (typeof kinds)[K]['disclosable'], string>

/** A kind with its clear fields: what the fold reads. */
export type Act = { [K in Kind]: { readonly kind: K; readonly body: BodyOf<K> } }[Kind]

export const isKind = (name: string): name is Kind => Object.hasOwn(kinds, name)
export const definitionOf = (kind: Kind): KindDefinition => kinds[kind]

/** Kinds that a dossier of a procedure may hold. */
export function kindsOf(procedure: ProcedureName): readonly Kind[] {
  const own = procedure === 'extradition' ? extraditionKinds : mutualLegalAssistanceKinds
  return [...Object.keys(everyProcedureKinds), ...Object.keys(own)].filter(isKind)
}
