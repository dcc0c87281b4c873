import { epochMsOf, type Instant, toHex } from '@comity/kernel'
import { guaranteeText, html, type OversightView, oversightPage, type WithoutEffectRow } from '@comity/portal'
import { parseCheckpoint, parseNote } from '@comity/record'
import { Hono } from 'hono'
import { numbersOf, titleOfAct } from './act-words.ts'
import { citesOf } from './answers.ts'
import { anchorOf } from './dossier-cards.ts'
import { frameOf, type Site, send, stateName, type Visit, visit } from './site.ts'

/** The overseer's door. Everything on it is folded from acts that this node holds itself; nothing is taken on trust. */
export function oversightRoutes(site: Site): Hono {
  const routes = new Hono()
  routes.get('/oversight', async (context) => {
    const here = await visit(site, context)
    if (here.persona?.kind !== 'overseer') return context.redirect('/enter', 303)
    return send(oversightPage(here.reader, await frameOf(here), await oversightView(here)))
  })
  return routes
}

/** A clock of a request that nobody acknowledged for this long is shown as a silence. */
const SILENT_MS = 6 * 3_600_000

async function oversightView(here: Visit): Promise<OversightView> {
  const { site, reader } = here
  const { t } = reader
  const withoutEffect: WithoutEffectRow[] = []
  const breaches: OversightView['breaches'][number][] = []
  const silences: OversightView['silences'][number][] = []
  let objections = 0
  for (const id of await site.node.ports.archive.dossiers()) {
    const loaded = await site.node.dossiers.load(id)
    const { dossier, acts } = loaded.folded
    const { opened } = dossier
    if (!opened) continue
    const numbers = numbersOf(loaded)
    for (const { id: act, payload, verdict } of acts) {
      if (verdict.effect !== 'none') continue
      const refusal = dossier.refusals.get(act)
      const said = refusal === undefined ? undefined : dossier.settled.get(refusal)?.act
      const gates = verdict.impediments.flatMap((impediment) =>
        impediment.kind === 'guarantee-unmet' ? [impediment.gate] : [],
      )
      const names = [...new Set(gates.map(({ guarantee }) => guaranteeText(t, guarantee).name))]
      const state = verdict.author.kind === 'authority' ? verdict.author.state : opened.requesting
      withoutEffect.push({
        at: payload.claimed,
        dossier: id,
        number: numbers.get(act) ?? 0,
        href: `/matters/${id}#${anchorOf(act)}`,
        what: titleOfAct(here, loaded, act),
        missing: html`${names.join(', ')}<small>${[
          ...new Set(
            gates.flatMap((gate) =>
              citesOf(gate)
                .slice(0, 1)
                .map(({ label }) => label),
            ),
          ),
        ].join(' · ')}</small>`,
        rail: verdict.rail === 'oversight' ? 'decides' : verdict.rail,
        state: stateName(here, state),
        alarm: said?.kind === 'order-refused' && said.body.alarm,
      })
    }
    for (const breach of dossier.breaches.filter(
      ({ remediedBy, statement }) => remediedBy === undefined && statement !== undefined,
    ))
      breaches.push({
        at: dossier.settled.get(breach.by)?.payload.claimed ?? reader.now,
        dossier: id,
        href: `/matters/${id}#${anchorOf(breach.by)}`,
        what: titleOfAct(here, loaded, breach.by),
        remedy: t(breach.challengedBy.length > 0 ? 'oversight.remedy.challenged' : 'oversight.remedy.open'),
      })
    objections += dossier.byKind.get('objection-filed')?.length ?? 0
    const sent = dossier.byKind.get('request-sent')?.[0]
    const since = sent && dossier.settled.get(sent)?.payload.claimed
    if (since && !dossier.byKind.has('request-acknowledged') && epochMsOf(reader.now) - epochMsOf(since) > SILENT_MS)
      silences.push({
        dossier: id,
        from: stateName(here, opened.requesting),
        to: stateName(here, opened.requested),
        since,
      })
  }
  return { withoutEffect, breaches, silences, objections, ...(await logsOf(here)) }
}

async function logsOf(here: Visit): Promise<Pick<OversightView, 'heads' | 'witness' | 'forks'>> {
  const { site, reader } = here
  const { archive } = site.node.ports
  const heads = (await site.node.proofs.heard()).flatMap(({ origin, note, at }) => {
    const list = site.node
      .directory()
      .states()
      .find(({ log }) => log.origin === origin)
    const parsed = parseNote(note)
    const checkpoint = parsed.ok ? parseCheckpoint(parsed.value.text) : parsed
    if (!list || !checkpoint.ok) return []
    return [
      {
        state: stateName(here, list.state),
        size: checkpoint.value.size,
        root: toHex(checkpoint.value.root),
        seenAt: at as Instant,
      },
    ]
  })
  const witnessed = await archive.latestWitnessed()
  const latest = await archive.latestCheckpoint()
  const well = witnessed !== undefined && witnessed.size === latest?.size
  return {
    heads,
    witness: [
      {
        name: reader.t('oversight.witness.own'),
        state: well ? 'met' : 'open',
        detail: reader.t(well ? 'oversight.witness.signs' : 'oversight.witness.behind'),
      },
    ],
    forks: (await archive.documents('alarms')).length,
  }
}
