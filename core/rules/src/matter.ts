import { err, ok, type Result } from '@comity/kernel'
import { z } from 'zod'
import { Assurance, EvidenceItem, Risk } from './matter/claims.ts'
import { Offence } from './matter/offence.ts'
import { DataUse, OnwardTransfer, PriorSurrender, Rights } from './matter/onward.ts'
import { Person } from './matter/person.ts'
import { Proceedings } from './matter/proceedings.ts'
import { Request } from './matter/request.ts'

/** The facts of one request for international cooperation in a criminal matter, in neutral terms. It states what happened and what is on the file, never a legal conclusion. Every optional fact that is absent is UNKNOWN: an assessor must ask for it where it matters and must not assume it either way. An empty array means 'looked for and found none'. */
export const Matter = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/)
      .describe('Stable identifier of the matter.'),
    request: Request,
    offences: z.array(Offence).describe('Offences the request is about.').optional(),
    person: Person.optional(),
    proceedings: Proceedings.optional(),
    risks: z
      .array(Risk)
      .describe(
        'Treatment that someone says the person would meet if the request were granted, and the material for it. Unless placeOfRisk says otherwise, in the requesting State.',
      )
      .optional(),
    assurances: z
      .array(Assurance)
      .describe('Undertakings given by or for the requesting State. Empty array: asked or expected, none given.')
      .optional(),
    evidence: z.array(EvidenceItem).describe('Evidence sought, transmitted, or relied on.').optional(),
    dataUse: DataUse.optional(),
    priorSurrender: PriorSurrender.optional(),
    onwardTransfer: OnwardTransfer.optional(),
    rights: Rights.optional(),
  })
  .meta({
    title: 'Matter',
    description:
      "The facts of one request for international cooperation in a criminal matter, in neutral terms. It states what happened and what is on the file, never a legal conclusion. Every optional fact that is absent is UNKNOWN: an assessor must ask for it where it matters and must not assume it either way. An empty array means 'looked for and found none'.",
  })
export type Matter = z.infer<typeof Matter>

/** Why a matter could not be read: the place as a JSON pointer, what is wrong there, and what to do about it. */
export type MatterFault = { readonly pointer: string; readonly message: string; readonly remedy: string }

/** Reads the facts of a request. Refuses what the schema does not know and what contradicts itself; never guesses. */
export function readMatter(value: unknown): Result<Matter, MatterFault> {
  const parsed = Matter.safeParse(value)
  if (!parsed.success) return err(faultOf(parsed.error.issues[0]))
  const fault = contradiction(parsed.data)
  return fault ? err(fault) : ok(parsed.data)
}

const escapePointer = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1')

function faultOf(issue: z.core.$ZodIssue | undefined): MatterFault {
  if (!issue) return { pointer: '', message: 'not a matter', remedy: 'Write the facts as the matter schema says.' }
  const pointer = issue.path.map((part) => `/${escapePointer(part)}`).join('')
  switch (issue.code) {
    case 'unrecognized_keys':
      return {
        pointer: `${pointer}/${escapePointer(issue.keys[0] ?? '')}`,
        message: 'a fact that the schema does not know',
        remedy: 'Take it out, or record it under the name that the schema gives it.',
      }
    case 'invalid_value':
      return { pointer, message: 'not one of the values known here', remedy: `Use one of: ${issue.values.join(', ')}.` }
    case 'invalid_type':
      return {
        pointer,
        message: issue.input === undefined ? 'missing, or not of the right kind' : `not ${issue.expected}`,
        remedy: `Give ${issue.expected === 'object' ? 'an object' : `a value of kind ${issue.expected}`} here.`,
      }
    default:
      return {
        pointer,
        message: issue.message,
        remedy: 'Correct the value; an unknown fact is left out, never guessed.',
      }
  }
}

/** Facts that cannot all be true. An assessment of them would be a confident answer to an impossible question. */
function contradiction(matter: Matter): MatterFault | undefined {
  const { request } = matter
  if (request.requesting === request.requested && request.requesting !== 'XX')
    return {
      pointer: '/request/requested',
      message: 'the requested State is the requesting State',
      remedy: 'Name two States; XX stands for one that is not identified.',
    }
  if (request.date !== undefined && request.asOf !== undefined && request.asOf < request.date)
    return {
      pointer: '/request/asOf',
      message: 'the assessment is dated before the request',
      remedy: 'Date the assessment on or after the request.',
    }
  for (const [index, offence] of (matter.offences ?? []).entries()) {
    const pointer = `/offences/${index}`
    if (offence.date !== undefined && request.date !== undefined && offence.date > request.date)
      return {
        pointer: `${pointer}/date`,
        message: 'the offence is dated after the request',
        remedy: 'Correct one of the two dates.',
      }
    const { imposed, remainingMonths } = offence.sentence ?? {}
    if (
      imposed?.kind === 'months' &&
      imposed.months !== undefined &&
      remainingMonths !== undefined &&
      remainingMonths > imposed.months
    )
      return {
        pointer: `${pointer}/sentence/remainingMonths`,
        message: 'more of the sentence remains than was imposed',
        remedy: 'Correct one of the two figures.',
      }
  }
  return undefined
}
