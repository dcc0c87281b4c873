import type { ActId, JsonObject } from '@comity/kernel'
import { type Dossier, inCustody, settledOf, standing } from './dossier.ts'
import type { Act, Kind } from './kinds.ts'

/** Why a step is not open now: a code for the page, and what would open it. */
export type OutOfTurn = {
  readonly code:
    | 'already-open'
    | 'not-open-yet'
    | 'closed'
    | 'withdrawn'
    | 'not-sent'
    | 'already-decided'
    | 'not-granted'
    | 'names-no-such-act'
    | 'not-in-custody'
    | 'already-consented'
    | 'no-consent'
    | 'statement-tainted'
  readonly needs: readonly Kind[]
}

const not = (code: OutOfTurn['code'], ...needs: readonly Kind[]): OutOfTurn => ({ code, needs })

/**
 * Whether an order or a neutral act is open in the state of its causal past. Reports and protective acts have no turn:
 * what happened is recorded, and what protects is never too early or too late.
 */
export function outOfTurn(dossier: Dossier, act: Act): OutOfTurn | undefined {
  switch (act.kind) {
    case 'request-authorised':
    case 'arrest-requested':
      return dossier.opened ? not('already-open') : undefined
    case 'order-refused':
    case 'supplement-asked':
      return undefined
    default:
      if (!dossier.opened) return not('not-open-yet', 'request-authorised', 'arrest-requested')
      return dossier.closedBy ? not('closed') : turnOf(dossier, act)
  }
}

function turnOf(dossier: Dossier, act: Act): OutOfTurn | undefined {
  switch (act.kind) {
    case 'request-sent':
      return missing(dossier, act.body.request, 'request-authorised') ?? withdrawn(dossier, act.body.request)
    case 'request-acknowledged':
      return dossier.opened?.procedure === 'extradition'
        ? missing(dossier, act.body.request, 'extradition-requested')
        : (missing(dossier, act.body.request, 'request-authorised') ?? notSent(dossier))
    case 'assistance-granted':
    case 'assistance-refused':
      return (
        missing(dossier, act.body.request, 'request-authorised') ??
        notSent(dossier) ??
        withdrawn(dossier, act.body.request) ??
        (dossier.decisions.length === 1 ? not('already-decided') : undefined)
      )
    case 'result-returned':
      return (
        missing(dossier, act.body.request, 'request-authorised') ??
        withdrawn(dossier, act.body.request) ??
        notGranted(dossier)
      )
    case 'information-supplied':
      return missing(dossier, act.body.asked, 'information-asked')
    case 'extradition-requested':
    case 'arrest-ordered':
      return missing(dossier, act.body.request, 'arrest-requested') ?? withdrawn(dossier, act.body.request)
    case 'consent-recorded':
      if (!inCustody(dossier)) return not('not-in-custody', 'arrested')
      return settledOf(dossier, 'consent-recorded').some(({ id }) => standing(dossier, id))
        ? not('already-consented')
        : undefined
    case 'speciality-renounced':
      return standing(dossier, act.body.consent) &&
        dossier.settled.get(act.body.consent)?.act.kind === 'consent-recorded'
        ? undefined
        : not('no-consent', 'consent-recorded')
    case 'video-hearing-ordered':
      return inCustody(dossier) ? undefined : not('not-in-custody', 'arrested')
    case 'evidence-relied-on': {
      // The label must be the report's own: under another one a tainted statement would be used as if it were clean.
      const report = dossier.settled.get(act.body.report)?.act
      const isItsOwn = report?.kind === 'questioned' && report.body.statement === act.body.statement
      return isItsOwn ? undefined : not('names-no-such-act', 'questioned')
    }
    default:
      return undefined
  }
}

const missing = (dossier: Dossier, id: ActId, kind: Kind): OutOfTurn | undefined =>
  dossier.settled.get(id)?.act.kind === kind ? undefined : not('names-no-such-act', kind)

const withdrawn = (dossier: Dossier, id: ActId): OutOfTurn | undefined =>
  dossier.withdrawn.has(id) ? not('withdrawn') : undefined

const notSent = (dossier: Dossier): OutOfTurn | undefined =>
  dossier.byKind.has('request-sent') ? undefined : not('not-sent', 'request-sent')

function notGranted(dossier: Dossier): OutOfTurn | undefined {
  const [only, ...others] = dossier.decisions
  return only?.outcome === 'granted' && others.length === 0 ? undefined : not('not-granted', 'assistance-granted')
}

/** Clear fields as JSON, for the law's tests over them. */
export const bodyJson = (act: Act): JsonObject => act.body as unknown as JsonObject
