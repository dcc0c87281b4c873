import type { ActId, DossierId, Instant } from '@comity/kernel'
import {
  type ActLine,
  type ActPageView,
  between,
  type Content,
  deliveryState,
  digest,
  guaranteeText,
  html,
  type ReceiptRow,
  type VerdictView,
  wholeMoment,
  zonedMoment,
} from '@comity/portal'
import { fallenBy, namedBy } from '@comity/procedure'
import type { LoadedDossier } from '../node/dossiers.ts'
import { turnWords } from './act-facts.ts'
import { fieldLines } from './act-fields.ts'
import { cardKindOf, numbersOf, titleOfAct } from './act-words.ts'
import { authorLine } from './authors.ts'
import { bracketsOf } from './brackets.ts'
import { citesFor } from './cites.ts'
import { type Delivered, deliveriesOf } from './deliveries.ts'
import { matterFrame } from './matter-view.ts'
import { partiesOf } from './provisions-of-act.ts'
import { stateName, type Visit } from './site.ts'

type Placed = LoadedDossier['folded']['acts'][number]

/** Everything about one act: what it says, who signed it, when, what it means, what proves it. */
export async function actView(here: Visit, loaded: LoadedDossier, id: ActId): Promise<ActPageView | undefined> {
  const placed = loaded.folded.acts.find((act) => act.id === id)
  const read = loaded.read.get(id)
  if (!placed || !read || placed.verdict.effect === 'quarantined') return undefined
  const { dossier } = loaded.folded
  const { t } = here.reader
  const deliveries = await deliveriesOf(here.site, dossier.id)
  const opensBreach = dossier.breaches.some(({ by }) => by === id)
  return {
    ...matterFrame(here, loaded),
    number: numbersOf(loaded).get(id) ?? 0,
    kind: cardKindOf(placed.act, opensBreach),
    heading: titleOfAct(here, loaded, id),
    by: authorLine(here, loaded, placed, placed.verdict.author),
    verdict: verdictOf(here, loaded, placed),
    says: fieldLines(here, loaded, read),
    sealed: [...Map.groupBy(read.hidden, (field) => field.class)].map(([name, fields]) => ({
      what: t(`matter.class.${name}`),
      fields: fields.length,
      note: t('act.sealed.note'),
    })),
    signed: await signedLines(here, loaded, placed),
    made: await madeLines(here, loaded, placed, deliveries),
    proof: await proofLines(here, dossier.id, id),
    receipts: receiptRows(here, dossier.id, id, deliveries.get(id) ?? []),
    commands: commandsFor(here, dossier.id),
  }
}

function verdictOf(here: Visit, loaded: LoadedDossier, { id, verdict }: Placed): VerdictView {
  const { t } = here.reader
  const { dossier } = loaded.folded
  if (verdict.effect === 'none') {
    const refusal = dossier.refusals.get(id)
    return {
      kind: 'without-effect',
      words: t('matter.without-effect'),
      reasons: verdict.impediments.map((impediment) => {
        switch (impediment.kind) {
          case 'guarantee-unmet':
            return {
              text: guaranteeText(t, impediment.gate.guarantee).name,
              cites: citesFor(here.site.law, impediment.gate.sources, partiesOf(loaded)),
            }
          case 'out-of-turn':
            return { text: turnWords(t, impediment.turn.code), cites: [] }
          default:
            return { text: t('act.law-not-held'), cites: [] }
        }
      }),
      followed: [
        t(verdict.against === 'authors-law' ? 'act.against.authors' : 'act.against.own'),
        ...(refusal === undefined ? [] : [html`${t('act.refused-by')} ${actLink(here, loaded, refusal)}`]),
      ],
    }
  }
  const fallen = fallenBy(dossier, id)
  if (fallen !== undefined)
    return {
      kind: 'fallen',
      words: t('matter.fallen', { number: numbersOf(loaded).get(fallen) ?? 0 }),
      reasons: [],
      followed: [actLink(here, loaded, fallen)],
    }
  const breaches = dossier.breaches.filter(({ by }) => by === id)
  if (breaches.length > 0)
    return {
      kind: 'breach',
      words: t(breaches.some(({ statement }) => statement) ? 'matter.breach.tainted' : 'matter.breach.open'),
      reasons: breaches.map(({ guarantee }) => ({
        text: guaranteeText(t, guarantee).name,
        cites: citesFor(
          here.site.law,
          here.site.node.ports.law.own.procedure.guarantee(guarantee)?.sources ?? [],
          partiesOf(loaded),
        ),
      })),
      followed: breaches
        .flatMap(({ challengedBy, remediedBy }) => [...challengedBy, ...(remediedBy ? [remediedBy] : [])])
        .map((follower) => actLink(here, loaded, follower)),
    }
  const doubted = verdict.effect === 'effective' && verdict.doubt !== undefined
  return {
    kind: doubted ? 'doubted' : 'effective',
    words: t(doubted ? 'matter.doubt' : 'act.effect.effective'),
    reasons: [],
    followed: [],
  }
}

/** An act by its number and title, as a link. */
export function actLink(here: Visit, loaded: LoadedDossier, id: ActId): Content {
  const number = numbersOf(loaded).get(id)
  if (number === undefined) return html`<code dir="ltr">${id.slice(0, 12)}</code>`
  return html`<a href="/matters/${loaded.folded.dossier.id}/acts/${id}">${here.reader.t('gate.act', { number })}</a>: ${titleOfAct(here, loaded, id)}`
}

async function signedLines(here: Visit, loaded: LoadedDossier, { id, payload }: Placed): Promise<readonly ActLine[]> {
  const { t } = here.reader
  const directory = here.site.node.directory()
  const list = directory.byDigestOf(payload.list)?.list
  const signatory = directory.signatory(payload.author, payload.list, payload.claimed)
  const rests = namedBy(payload).map((parent) => html`<li>${actLink(here, loaded, parent)}</li>`)
  return [
    { label: t('act.key'), value: html`<code dir="ltr">${payload.author}</code>` },
    ...(signatory
      ? [
          {
            label: t('act.key.valid'),
            value: html`${wholeMoment(here.reader, signatory.key.from)} – ${wholeMoment(here.reader, signatory.key.until)}`,
          },
        ]
      : []),
    {
      label: t('act.list'),
      value: list
        ? t('act.list.version', { state: stateName(here, list.state), version: list.version })
        : digest(payload.list.slice(7)),
    },
    { label: t('act.law'), value: lawLine(here, payload.law) },
    { label: t('act.place'), value: html`<bdi dir="ltr">${payload.strand} · ${payload.seq}</bdi>` },
    { label: t('act.rests-on'), value: rests.length === 0 ? t('act.rests-on.nothing') : html`<ul>${rests}</ul>` },
    { label: 'SHA-256', value: digest(id, 64) },
  ]
}

const lawLine = ({ site, reader: { t } }: Visit, law: string): Content =>
  html`${digest(law.slice('sha256:'.length), 16)} <small>${t(law === site.node.ports.law.own.digest ? 'act.law.same' : 'act.law.other')}</small>`

async function madeLines(
  here: Visit,
  loaded: LoadedDossier,
  { id, payload }: Placed,
  deliveries: ReadonlyMap<ActId, readonly Delivered[]>,
): Promise<readonly ActLine[]> {
  const { t } = here.reader
  const bracket = (await bracketsOf(here.site, loaded, deliveries)).get(id)
  const when = (at: Instant | undefined, otherwise: string): Content => (at ? zonedMoment(here.reader, at) : otherwise)
  const kept = loaded.kept.get(id)
  return [
    { label: t('act.claimed'), value: zonedMoment(here.reader, payload.claimed) },
    { label: t('act.not-before'), value: when(bracket?.notBefore, t('act.not-before.none')) },
    { label: t('act.not-after'), value: when(bracket?.notAfter, t('act.not-witnessed')) },
    ...(bracket?.flags ?? [])
      .filter((flag) => flag !== 'unwitnessed')
      .map((flag): ActLine => ({ label: t('act.flag'), value: t(`act.flag.${flag}`) })),
    ...(kept ? [{ label: t('act.stored'), value: zonedMoment(here.reader, kept.storedAt) }] : []),
  ]
}

async function proofLines(here: Visit, dossier: DossierId, id: ActId): Promise<readonly ActLine[]> {
  const { t } = here.reader
  const { archive } = here.site.node.ports
  const leaf = await archive.leafOf(id)
  const checkpoint = leaf && (await archive.firstWitnessedFrom(leaf.index + 1))
  return [
    { label: t('act.leaf'), value: leaf ? html`<bdi dir="ltr">${leaf.index}</bdi>` : t('act.leaf.none') },
    {
      label: t('act.proof'),
      value: checkpoint
        ? html`<a href="/matters/${dossier}/acts/${id}/proof">.tlog-proof</a> <small>${t('act.proof.size', { size: checkpoint.size })}</small>`
        : t('act.not-witnessed'),
    },
    { label: t('act.bytes'), value: html`<a href="/matters/${dossier}/acts/${id}/bytes">.json</a>` },
  ]
}

function receiptRows(
  here: Visit,
  dossier: DossierId,
  id: ActId,
  delivered: readonly Delivered[],
): readonly ReceiptRow[] {
  const { reader } = here
  return delivered.map(({ to, word, at, receipts }) => ({
    to: stateName(here, to),
    state: html`${deliveryState(reader, word === 'no-answer' ? { state: word, by: at } : { state: word })}`,
    rungs: html`${between(
      receipts.map(
        ({ id: receiptId, receipt }) =>
          html`<a href="/matters/${dossier}/acts/${id}/receipts/${receiptId}">${reader.t(`act.rung.${receipt.rung}`)}</a> <small>${wholeMoment(reader, receipt.at)}</small>`,
      ),
      html`<br>`,
    )}`,
  }))
}

/** What anybody can run on a machine of their own, with this node switched off. */
function commandsFor({ site }: Visit, dossier: DossierId): readonly string[] {
  const list = site.node.directory().of(site.node.identity.state)
  return [
    `comity dossier verify ${dossier}.comity`,
    ...(list ? [`comity log verify ${site.origin}/log/ --vkey '${list.log.vkey}'`] : []),
  ]
}
