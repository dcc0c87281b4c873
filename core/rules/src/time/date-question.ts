import { CalendarDate, ZoneName } from '@comity/kernel'
import { z } from 'zod'
import { TimeUnit } from '../guarantees/schema.ts'

const Text = z.string().min(1).max(2000)
const Amount = z.int().positive()

/**
 * A question about one time limit, as scripts ask it: the event as a file records it, and the facts on which counting
 * turns. Facts that counting does not need are let through unread.
 */
export const DateQuestion = z.strictObject({
  id: Text.optional(),
  provision: Text,
  event: z.strictObject({ what: Text.optional(), at: Text }),
  states: z.strictObject({ requesting: Text, requested: Text }).optional(),
  facts: z
    .looseObject({
      /** The State that must act: its calendar and zone count. */
      actingState: Text.optional(),
      zone: ZoneName.optional(),
      /** The provision whose time runs, where `provision` only starts, lengthens or suspends it. */
      underlying: Text.optional(),
      clockStart: z.strictObject({ what: Text, at: Text }).optional(),
      extension: z.strictObject({ amount: Amount, unit: TimeUnit, why: Text }).optional(),
      notCounted: z.looseObject({ from: CalendarDate, to: CalendarDate, why: Text }).optional(),
      agreedDays: Amount.optional(),
      bilateralFigureDays: Amount.optional(),
      nationalPeriodDays: Amount.optional(),
      holidays: z
        .array(z.strictObject({ date: CalendarDate, name: Text }))
        .max(5000)
        .optional(),
      /** Whether the law of the acting State moves the end. `not-needed`: the asker holds that it makes no difference. */
      rollForward: z.enum(['never', 'next-working-day', 'not-needed']).optional(),
    })
    .default({}),
})
export type DateQuestion = z.infer<typeof DateQuestion>
