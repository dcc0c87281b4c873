import type { Assessment, Source } from './assessment.ts'
import type { RequestKind } from './codes.ts'
import type { Law } from './law.ts'
import type { Matter } from './matter.ts'

type Triggered = NonNullable<Assessment['guarantees']>[number]

const ARREST = ['arrest', 'provisional-arrest', 'detention-decision']
const HANDING_OVER = [...ARREST, 'consent-to-surrender', 'surrender-decision', 'surrender']
const EVIDENCE = ['request-drafting', 'evidence-gathering', 'evidence-transfer']

/** The steps that a procedure leads through, in the words of the guarantees' triggers. */
const STEPS: Readonly<Record<RequestKind, readonly string[]>> = {
  extradition: HANDING_OVER,
  surrender: [...HANDING_OVER, 'arrest-warrant'],
  'provisional-arrest': ARREST,
  'mutual-legal-assistance': EVIDENCE,
  'investigation-order': EVIDENCE,
  'production-order': EVIDENCE,
  'preservation-order': ['request-drafting'],
  'freezing-order': ['request-drafting', 'evidence-gathering'],
  'joint-investigation-team': EVIDENCE,
  'transfer-of-proceedings': ['transfer-of-proceedings'],
  'transfer-of-sentenced-person': ['transfer', 'transfer-of-sentenced-person'],
  'witness-protection': ['request-drafting'],
}

const BY_MEASURE: Readonly<Record<string, readonly string[]>> = {
  'suspect-hearing': ['questioning'],
  'witness-hearing': ['hearing'],
  'video-hearing': ['hearing'],
  'search-and-seizure': ['search'],
  interception: ['interception'],
  'transfer-of-person-in-custody': ['transfer'],
  arrest: ARREST,
}

/**
 * The guarantees that a matter triggers, from the steps that its procedure and its measures lead through. Which of them
 * are met is a question to the acts of a dossier, not to the facts of a request.
 */
export function triggeredBy(
  law: Law,
  matter: Matter,
  governing: ReadonlySet<string>,
  cite: (id: string) => Source | undefined,
): Triggered[] {
  const { kind, measures } = matter.request
  const steps = new Set([
    'any',
    ...STEPS[kind],
    ...(measures ?? []).flatMap((measure) => BY_MEASURE[measure] ?? []),
    ...(matter.onwardTransfer ? ['re-extradition'] : []),
  ])
  return law.pack.guarantees
    .filter((guarantee) => guarantee.triggers.some((trigger) => steps.has(trigger)))
    .flatMap((guarantee): Triggered[] => {
      const near = guarantee.sources.filter((id) => governing.has(id.slice(0, id.indexOf(':'))))
      // A guarantee of the baseline holds even where none of the texts that state it is known to bind.
      const sources = (near.length > 0 ? near : guarantee.sources).flatMap((id) => cite(id) ?? [])
      return sources.length === 0 ? [] : [{ id: guarantee.id, kind: guarantee.kind, sources }]
    })
}
