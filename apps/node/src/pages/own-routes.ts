import { DossierId, type GuaranteeId, type Instant, toBase64Url } from '@comity/kernel'
import {
  button,
  dayText,
  form,
  type GivenRight,
  guaranteeText,
  html,
  type OwnView,
  personsForm,
  personsPage,
  quoted,
  textArea,
  timeText,
  wholeMoment,
} from '@comity/portal'
import { settledOf } from '@comity/procedure'
import { type Context, Hono } from 'hono'
import { attest } from '../node/attest.ts'
import type { LoadedDossier } from '../node/dossiers.ts'
import { numbersOf } from './act-words.ts'
import { notMadePage } from './answers.ts'
import { clockView } from './clock-view.ts'
import { clocksOf, gatesAhead } from './desk-view.ts'
import { looksAt } from './looks.ts'
import { answerOnce } from './repeated-posts.ts'
import { ownFrameOf, type Site, send, stateName, type Visit, visit } from './site.ts'

/** The door of the person: their page, their objection, their complaint. What they file, the registry attests. */
export function ownRoutes(site: Site): Hono {
  const routes = new Hono()
  const newKey = () => toBase64Url(site.node.ports.random(18))

  const withOwn = (handle: (here: Visit, loaded: LoadedDossier) => Promise<Response>) => async (context: Context) => {
    const here = await visit(site, context)
    const id = DossierId.safeParse(context.req.param('dossier'))
    if (here.persona?.kind !== 'person' || !id.success || here.persona.dossier !== id.data)
      return context.redirect('/enter', 303)
    const loaded = await site.node.dossiers.load(id.data)
    return loaded.folded.dossier.opened ? handle(here, loaded) : notMadePage(here, { kind: 'nothing-pending' })
  }

  routes.get(
    '/my/:dossier',
    withOwn(async (here, loaded) => send(personsPage(here.reader, ownFrameOf(here), await ownView(here, loaded)))),
  )

  for (const step of ['object', 'complain'] as const) {
    routes.get(
      `/my/:dossier/${step}`,
      withOwn(async (here, loaded) => send(stepPage(here, loaded, step, newKey()))),
    )
    routes.post(
      `/my/:dossier/${step}`,
      withOwn(async (here, loaded) => {
        const typed = await here.context.req.parseBody()
        const reasons = String(typed['reasons'] ?? '')
          .trim()
          .slice(0, 20_000)
        const { id } = loaded.folded.dossier
        return answerOnce(site.node.ports.archive, `own ${step}`, String(typed['key'] ?? ''), async () => {
          const body = { attested: { for: 'person' as const, how: 'form' as const } }
          const texts =
            reasons === ''
              ? {}
              : { reasons: step === 'complain' ? `${here.reader.t('own.complaint.prefix')} ${reasons}` : reasons }
          const made = await attest({ ports: site.node.ports, identity: site.node.identity, carryOut: site.node }, id, {
            act: { kind: 'objection-filed', body },
            fields: texts,
          })
          if (!made.ok && made.error.kind !== 'refused-by-right') return notMadePage(here, made.error)
          void site.node.work().catch(() => undefined)
          return here.context.redirect(`/my/${id}`, 303)
        })
      }),
    )
  }
  return routes
}

function stepPage(here: Visit, loaded: LoadedDossier, step: 'object' | 'complain', key: string) {
  const { t } = here.reader
  const { id } = loaded.folded.dossier
  const content = html`${textArea(t, { name: 'reasons', label: t(`own.${step}.words`), hint: t(`own.${step}.hint`), optional: true, rows: 5 })}<p>${button({ text: t(`own.${step}.go`) }, 'wide')}</p>`
  return personsForm(here.reader, ownFrameOf(here), {
    id,
    title: t(`own.${step}.title`),
    lead: t(`own.${step}.lead`),
    form: form({ action: `/my/${id}/${step}`, hidden: { key }, content }),
  })
}

async function ownView(here: Visit, loaded: LoadedDossier): Promise<OwnView> {
  const { site, reader } = here
  const { t } = reader
  const { dossier } = loaded.folded
  const { opened } = dossier
  if (!opened) throw new Error('the matter is open')
  const asking = stateName(here, opened.requesting)
  const asked = stateName(here, opened.requested)
  const running = clocksOf(site, loaded.folded).filter(
    ({ state, passesAt }) => state === 'running' && passesAt !== undefined,
  )
  const [clock] = running
  const objection = settledOf(dossier, 'objection-filed').find(({ rail }) => rail === 'person')
  const hearing = settledOf(dossier, 'hearing-set').at(-1)
  const judge = running.find(({ clock: candidate }) => candidate.guarantee === 'prompt-judge')
  return {
    id: dossier.id,
    asking,
    asked,
    happening: [t('own.happening', { asking }), t('own.happening.judge', { asked })],
    decided: dossier.decisions.length > 0,
    ...(clock
      ? {
          clock: {
            ...clockView(here, loaded, clock, 'own-clock', 'own'),
          },
        }
      : {}),
    ...(objection
      ? { objected: { at: objection.payload.claimed, number: numbersOf(loaded).get(objection.id) ?? 0 } }
      : {}),
    rights: rightsOf(here, loaded),
    next: [
      ...(hearing
        ? [html`<b>${wholeMoment(reader, hearing.act.body.at)}.</b> ${t('own.next.judge')}`]
        : judge?.passesAt
          ? [html`<b>${wholeMoment(reader, judge.passesAt)}.</b> ${t('own.next.before')}`]
          : []),
      t('own.next.decides'),
      t('own.next.appeal', { asked }),
    ],
    looks: (await looksAt(site, dossier.id)).map(({ who, at, role }) => ({
      who,
      at,
      why: t(`own.look.${role as 'procedure'}`),
    })),
    slip: dossier.id.replaceAll('-', '').slice(-9),
  }
}

/** Each right: given, with when; not yet, with what to ask; breached, said as a wrong. */
function rightsOf(here: Visit, loaded: LoadedDossier): readonly GivenRight[] {
  const { t, place } = here.reader
  const { dossier } = loaded.folded
  const breached = dossier.breaches
    .filter(({ remediedBy }) => remediedBy === undefined)
    .map(({ guarantee }) => guarantee)
  const wrongs = [...new Set(breached)].map(
    (guarantee): GivenRight => ({
      state: 'breached',
      title: guaranteeText(t, guarantee).breached,
      detail: t('own.breached.detail'),
    }),
  )
  const states = Map.groupBy(gatesAhead(here.site, loaded.folded), ({ gate }) => gate.guarantee)
  const gates = [...states]
    .filter(([guarantee]) => !breached.includes(guarantee))
    .map(([guarantee, parts]): GivenRight => {
      const words = guaranteeText(t, guarantee)
      const met = parts.every(({ state }) => state === 'met')
      const proof = parts.findLast((part) => part.state === 'met' && part.by !== 'stated-in-the-order')
      const at =
        proof?.state === 'met' && proof.by !== 'stated-in-the-order'
          ? dossier.settled.get(proof.by)?.payload.claimed
          : undefined
      if (met) return { state: 'met', title: words.met, ...(at ? { detail: timeOf(t, at, place.zone) } : {}) }
      return {
        state: 'open',
        title: words.open,
        detail: words.plain,
        action: { kind: 'ask', href: `/my/${dossier.id}/object` },
      }
    })
  const lawyer = settledOf(dossier, 'counsel-vouched').at(-1)
  const name = lawyer && loaded.read.get(lawyer.id)?.shown['counselName']
  const has: readonly GivenRight[] =
    lawyer && breached.includes('access-to-counsel' as GuaranteeId)
      ? [
          {
            state: 'met',
            title: guaranteeText(t, 'access-to-counsel').met,
            detail: name ? quoted(name) : timeOf(t, lawyer.payload.claimed, place.zone),
          },
        ]
      : []
  return [
    ...gates.filter(({ state }) => state === 'met'),
    ...has,
    ...wrongs,
    ...gates.filter(({ state }) => state === 'open'),
  ]
}

const timeOf = (t: Visit['reader']['t'], at: Instant, zone: Visit['reader']['place']['zone']): string =>
  `${dayText(t, at, zone)}, ${timeText(t, at, zone)}`
