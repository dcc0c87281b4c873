import { type Content, guaranteeText, html, quoted, type RightRow, type RightsView, zonedMoment } from '@comity/portal'
import type { LoadedDossier } from '../node/dossiers.ts'
import { actLink } from './act-view.ts'
import { titleOfAct } from './act-words.ts'
import { citesFor } from './cites.ts'
import { termWords } from './clock-words.ts'
import { matterFrame, proofWords } from './matter-view.ts'
import { officesFor } from './offices.ts'
import { partiesOf } from './provisions-of-act.ts'
import { type Owed, type RightState, rightsOf } from './rights-view.ts'
import type { Visit } from './site.ts'
import { missingWords, unlockWords } from './step-words.ts'

/** Every right of the person in this matter, each with its proof or with who owes it. */
export function rightsView(here: Visit, loaded: LoadedDossier): RightsView {
  const { t } = here.reader
  const { opened } = loaded.folded.dossier
  return {
    ...matterFrame(here, loaded),
    rights: rightsOf(here.site, loaded).map((right) => rightRow(here, loaded, right)),
    note: t(opened?.procedure === 'extradition' ? 'matter.gates.consent' : 'matter.gates.return'),
  }
}

function rightRow(here: Visit, loaded: LoadedDossier, right: RightState): RightRow {
  const { t } = here.reader
  const { breach, guarantee, proofs, owed, due } = right
  const words = guaranteeText(t, guarantee)
  const record = here.site.node.ports.law.own.procedure.guarantee(guarantee)
  const dated: Content | undefined = due === undefined ? firstTerm(here, owed) : zonedMoment(here.reader, due)
  return {
    id: breach ? `breach-${breach.by.slice(0, 12)}` : guarantee,
    name: breach ? titleOfAct(here, loaded, breach.by) : words.name,
    state: right.state,
    asks: words.plain,
    proofs: breach
      ? [actLink(here, loaded, breach.by), ...breach.challengedBy.map((id) => actLink(here, loaded, id))]
      : proofs.map((id) => html`${actLink(here, loaded, id)} <small>${proofWords(here, loaded, id)}</small>`),
    owed: owed.map((one) => owedLine(here, loaded, one)),
    ...(dated === undefined ? {} : { due: dated }),
    ...(breach && record
      ? {
          remedy:
            breach.remediedBy === undefined ? quoted(record.remedy, 'en') : actLink(here, loaded, breach.remediedBy),
        }
      : {}),
    cites: citesFor(here.site.law, right.sources, partiesOf(loaded), 4),
  }
}

const firstTerm = (here: Visit, owed: readonly Owed[]): Content | undefined => {
  const length = owed[0]?.clock?.clock.length
  return length?.kind === 'qualitative' ? termWords(here, length.term) : undefined
}

/** What is missing, who must act, and what unlocks it. */
function owedLine(here: Visit, loaded: LoadedDossier, { kinds, mustAct, gate, barredBy }: Owed): Content {
  const { t } = here.reader
  const [kind] = kinds
  if (barredBy !== undefined) return html`${t('refused.barred.title')} ${actLink(here, loaded, barredBy)}`
  const who = t.html('matter.right.must', { who: html`${officesFor(here, loaded, mustAct)}` })
  const unlock = kind ? unlockWords(t, kind) : undefined
  const how = unlock ?? (gate ? quoted(gate.how, 'en') : undefined)
  return html`${kind && missingWords(t, kind)} ${who}.${how !== undefined && html` <small>${t('path.unlocked-by')}: ${how}</small>`}`
}
