import type { DisclosureClass } from '@comity/crypto'
import type { Role } from '@comity/directory'
import { z } from 'zod'

/**
 * order: coercive or binding, gated. report: what happened, never refused. protective: release, remedy, counsel,
 * withdrawal, notice; needs only authority. neutral: everything else, bound to its turn in the procedure.
 */
export type ActClass = 'order' | 'report' | 'protective' | 'neutral'

export type ProcedureName = 'mutual-legal-assistance' | 'extradition'

/**
 * Who may make an act: authorities of these roles on this side, or the person's counsel. `attesting`: the act is the
 * person's or counsel's, so an authority writes it only as `attested`, never in its own name.
 */
export type Maker =
  | {
      readonly side: 'requesting' | 'requested' | 'either'
      readonly roles: readonly Role[]
      readonly attesting?: true
    }
  | { readonly side: 'counsel' }
  | { readonly side: 'oversight' }

/** A field that can be withheld or erased: the payload holds its salted digest. */
export type Disclosable = { readonly schema: z.ZodType<string>; readonly class: DisclosureClass }

export type KindDefinition = {
  readonly class: ActClass
  readonly by: readonly Maker[]
  /** Clear fields: all that fold, gates, clocks and roster ever read. */
  readonly clear: z.ZodObject
  readonly disclosable: Readonly<Record<string, Disclosable>>
  /** First act of a dossier of this procedure. */
  readonly opens?: ProcedureName
  /** A State's act that reaches the person: drawn with a tie to the person's rail. */
  readonly touches?: true
}

export const text = (maxLength: number) => z.string().min(1).max(maxLength)
export const language = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)

/** An authority's act that records what the person or counsel said, filed or chose: it stands on the person's rail. */
export const Attested = z.strictObject({ for: z.enum(['person', 'counsel']), how: z.enum(['paper', 'spoken', 'form']) })

/** Guarantee and number of its gate on this order -> the act that met it. Filled by `decide`, checked by whoever receives the order. */
export const Proofs = z.record(z.string().regex(/^[a-z-]+\/\d+$/), z.string().regex(/^[0-9a-f]{64}$/))
