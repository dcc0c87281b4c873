import { z } from 'zod'

/** An array that names nothing twice; JSON Schema calls it `uniqueItems`. */
export function unique<T extends z.core.SomeType>(array: z.ZodArray<T>): z.ZodArray<T> {
  return array
    .refine((items) => new Set(items).size === items.length, 'the same value twice')
    .meta({ uniqueItems: true })
}

export const State = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .describe(
    'ISO 3166-1 alpha-2 code (ISO 3166-3 code for a former State); XX (user-assigned) when the State is not identified.',
  )
export type State = z.infer<typeof State>

export const States = unique(z.array(State))
export type States = z.infer<typeof States>

export const Strength = z
  .enum(['none-found', 'assertion-only', 'supported', 'established'])
  .describe(
    'What the file holds on a point. none-found: it was looked into and nothing was found. assertion-only: somebody says so, without material. supported: independent material (documents, experts, comparable cases, official statements) points to it. established: an independent court or body has found it as a fact, or it is conceded.',
  )
export type Strength = z.infer<typeof Strength>

export const Extent = z
  .enum(['none-found', 'isolated', 'recurrent', 'widespread'])
  .describe(
    'How far reports go in the State or sector concerned. recurrent: repeated but confined to certain places, groups or periods. widespread: reported as the general condition of the system or sector.',
  )
export type Extent = z.infer<typeof Extent>

export const RiskSource = z
  .enum([
    'international-court',
    'treaty-body',
    'un-mechanism',
    'council-of-europe-body',
    'eu-institution',
    'domestic-court',
    'national-preventive-mechanism',
    'government-report',
    'ngo-report',
    'expert-evidence',
    'media-report',
    'asylum-decision',
    'requesting-state-information',
  ])
  .describe('Kind of source a statement about risk rests on.')
export type RiskSource = z.infer<typeof RiskSource>

export const Penalty = z.strictObject({
  kind: z
    .enum(['death', 'life-without-parole', 'life', 'months', 'fine', 'none'])
    .describe('Heaviest penalty that can be (or was) imposed.'),
  months: z.number().min(0).describe("Custodial months when kind is 'months'.").optional(),
  mandatory: z.boolean().describe('The sentencing court has no discretion to impose a lesser one.').optional(),
  releaseReview: z
    .enum(['judicial-or-parole-review', 'executive-clemency-only', 'none'])
    .describe('For life sentences: how continued imprisonment can be reviewed.')
    .optional(),
  reviewAfterMonths: z.number().min(0).describe('Months served before the first review.').optional(),
})
export type Penalty = z.infer<typeof Penalty>
