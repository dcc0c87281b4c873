import type { ActId, DossierId, StateCode } from '@comity/kernel'
import type { Kind, BodyOf, FieldOf } from '@comity/procedure'
import { exportDossier } from '../export/dossier-export.ts'
import type { Node } from '../node/node.ts'
import type { DemoWorld } from './demo-world.ts'
import { AL_NAJMI } from './seed-story.ts'
import { strandOf } from './telling.ts'

/** Something the story claims, and whether it held. */
export type Fact = { readonly says: string; readonly holds: boolean }

export type Narrator = { readonly say: (line: string) => void }

const NORVALE = 'QN' as StateCode
const ARVENIA = 'QV' as StateCode
const OVERSEER = 'XO' as StateCode
const HELD_BY = [NORVALE, ARVENIA, OVERSEER] as const
const JUDGE = [NORVALE, 'QN/saltmere-court', 'Judge Orla Vennick'] as const
const CUSTODY = [NORVALE, 'QN/saltmere-custody', 'Sergeant Tomas Reede'] as const
const AILSA = [NORVALE, 'counsel', 'Ailsa Brannock'] as const
const ORSOLLE = [ARVENIA, 'QV/valserre-prosecutor', 'Bastien Orsolle'] as const

type Actor = readonly [state: StateCode, strand: string, holder: string]

/**
 * The spine's story, played at live nodes: a right stops an order until it is honoured. Each fact is read from the nodes'
 * own archives after the step, never assumed from the step having run.
 */
export async function playStory(
  world: DemoWorld,
  sign: DemoWorld['stage']['sign'],
  narrator: Narrator,
): Promise<readonly Fact[]> {
  const dossier = AL_NAJMI as DossierId
  const facts: Fact[] = []
  const { say } = narrator
  const note = (says: string, holds: boolean) => facts.push({ says, holds })
  const node = (state: StateCode): Node => world.world.node(state)
  const foldedAt = async (state: StateCode) => (await node(state).dossiers.load(dossier)).folded
  const effectAt = async (state: StateCode, id: ActId) =>
    (await foldedAt(state)).verdicts.get(id)?.effect ?? 'not there'
  const everywhere = async (id: ActId, effect: string) =>
    (await Promise.all(HELD_BY.map((state) => effectAt(state, id)))).every((found) => found === effect)

  async function wish<K extends Kind>(
    [state, strand, holder]: Actor,
    kind: K,
    body: BodyOf<K>,
    fields: Partial<Record<FieldOf<K>, string>> = {},
  ) {
    const key = world.keyOf(holder).kid
    const draft = { act: { kind, body }, fields } as Parameters<Node['prepare']>[1] // kind and body belong together by the signature above
    const prepared = await node(state).prepare(dossier, draft, { key, strand: strandOf(strand, key) })
    if (!prepared.ok) return { made: undefined, refused: prepared.error }
    const made = await node(state).submit(prepared.value.id, await sign(holder, prepared.value))
    await world.stage.settle()
    return made.ok ? { made: made.value.id, refused: undefined } : { made: undefined, refused: made.error }
  }
  const now = () => world.clock.now()
  const missing = (refused: { readonly kind: string } | undefined): readonly string[] =>
    refused && 'impediments' in refused
      ? (
          refused.impediments as readonly {
            readonly kind: string
            readonly gate?: { readonly title: string; readonly sources: readonly { readonly id: string }[] }
          }[]
        ).flatMap(({ gate }) => (gate ? [`${gate.title} (${gate.sources[0]?.id})`] : []))
      : []

  say(`Tuesday 3 March 2026. Norvale holds Idris Al-Najmi, whom Arvenia asks for: file ${dossier}.`)
  say('Judge Vennick wants to record that he agrees to go.')
  const early = await wish(JUDGE, 'consent-recorded', { at: now(), proofs: {} })
  const gaps = [...new Set(missing(early.refused))]
  say(`  Norvale's node refuses to make the order. Missing: ${gaps.join('; ')}.`)
  note(
    'consent without its guarantees was not made at home, and each gap has a provision',
    early.made === undefined && gaps.length > 0,
  )

  say('At Arvenia somebody takes the gates out of the node. A prosecutor orders a video hearing all the same.')
  const forced = await world.stage.tampered(ARVENIA, () =>
    wish(ORSOLLE, 'video-hearing-ordered', { at: now(), proofs: {} }),
  )
  const order = forced.made
  const refusal = order === undefined ? undefined : (await foldedAt(NORVALE)).dossier.refusals.get(order)
  say(`  Norvale keeps it, gives it no effect, and answers with refusal ${refusal?.slice(0, 12) ?? '(none)'}.`)
  note(
    'the forced order is kept without effect at Norvale, at Arvenia and at the overseer',
    order !== undefined && (await everywhere(order, 'none')),
  )
  note(
    'the refusal, with its alarm, stands at Arvenia and at the overseer too',
    refusal !== undefined && (await everywhere(refusal, 'effective')),
  )

  say('The police reported that he was questioned for 45 minutes without a lawyer. A report is never refused.')
  const breaches = (await foldedAt(NORVALE)).dossier.breaches.filter(({ statement }) => statement !== undefined)
  note('the report is kept, and its breach is open', breaches.length > 0)
  const [breach] = breaches
  if (breach?.statement !== undefined) {
    const used = await wish(ORSOLLE, 'evidence-relied-on', {
      report: breach.by,
      statement: breach.statement,
      proofs: {},
    })
    say('  Arvenia wants to rely on the statement. Its own node refuses: it is tainted.')
    note(
      'nobody can rely on the tainted statement',
      used.made === undefined && used.refused?.kind === 'refused-by-right',
    )
  }

  say('Now the guarantees are met, one by one:')
  say('  an interpreter is engaged for the hearing, and they understand each other;')
  await wish(JUDGE, 'interpreter-engaged', { for: 'hearing', language: 'ar' }, { interpreter: 'Mariam Sayegh' })
  await wish(JUDGE, 'interpretation-confirmed', { for: 'hearing', understood: true })
  say('  Ailsa Brannock, his lawyer, advises him in private. Only she can say so: it takes her key.')
  await wish(AILSA, 'counsel-advised', { at: now(), private: true, interpreted: 'yes', consequencesExplained: true })
  say('  the judge hears him.')
  await wish(JUDGE, 'brought-before-judge', { at: now() })
  const consent = await wish(
    JUDGE,
    'consent-recorded',
    { at: now(), attested: { for: 'person', how: 'spoken' }, proofs: {} },
    { words: 'He says that he agrees to go.' },
  )
  say(`Judge Vennick records his consent: act ${consent.made?.slice(0, 12) ?? '(refused)'}.`)
  note(
    'with every guarantee met, the same order has effect at all three nodes',
    consent.made !== undefined && (await everywhere(consent.made, 'effective')),
  )

  say('He changes his mind. A protective act waits for nothing.')
  const withdrawn =
    consent.made &&
    (await wish(CUSTODY, 'consent-withdrawn', { consent: consent.made, attested: { for: 'person', how: 'spoken' } }))
  const takenBack =
    consent.made !== undefined &&
    (
      await Promise.all(
        HELD_BY.map(async (state) => (await foldedAt(state)).dossier.withdrawn.has(consent.made as ActId)),
      )
    ).every(Boolean)
  note('his withdrawal ended the consent everywhere', Boolean(withdrawn) && takenBack)

  say('Every node now exports the file, and checks it from its bytes alone.')
  const exports = await Promise.all(HELD_BY.map((state) => exportDossier(node(state), dossier)))
  const roots = exports.map((result) => (result.ok ? result.value.verdict.root : null))
  const verified = exports.every((result) => result.ok && result.value.verdict.verified)
  say(`  root ${roots[0]?.slice(0, 16) ?? '?'} at Norvale, Arvenia and the overseer.`)
  note(
    'three nodes hold the same acts in the same order',
    roots[0] !== null && roots.every((root) => root === roots[0]),
  )
  note('each export verifies offline: signatures, strands, verdicts, log proofs, receipts', verified)
  return facts
}
