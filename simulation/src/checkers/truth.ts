import type { KeptAct } from '@comity/archive'
import type { ActId, StateCode } from '@comity/kernel'
import type { Checker, Sight } from '../sight.ts'
import type { Answer, Delivery } from '../wire.ts'
import { OwnMerkle } from './own-merkle.ts'
import { type Clear, clearOf, namesOf, plainCheckpoint, readPlain } from './reading.ts'

/** Receipts in the answer to a message, as plain JSON. */
export function receiptsIn({ path }: Delivery, answer: Answer | undefined): readonly ReturnType<typeof readPlain>[] {
  if (path !== '/exchange/messages' || !answer?.ok) return []
  const { receipts } = JSON.parse(new TextDecoder().decode(answer.body)) as { receipts: string[] }
  return receipts.map((text) => readPlain(Uint8Array.from(Buffer.from(text, 'base64'))))
}

/** I-1: what a node has given its word for is in its store and its log, for ever, and in the end with every honest party. */
export const nothingIsLost: Checker = {
  invariant: 'I-1',
  watch: (sight, fail, checked) => {
    const promised = new Map<string, { readonly state: StateCode; readonly act: ActId }>()
    const hold = (state: StateCode, act: ActId, why: string) => {
      promised.set(`${state} ${act}`, { state, act })
      if (!isKept(sight, state, act)) fail(`${state} ${why} ${act}, and does not have it`)
      checked()
    }
    return {
      delivered(delivery, answer) {
        const state = delivery.to as StateCode
        for (const { id, payload } of receiptsIn(delivery, answer)) {
          if (payload['rung'] === 'refused') continue
          for (const act of payload['acts'] as ActId[]) hold(state, act, 'gave a receipt for')
          if (!sight.kept(state).leavesOf.has(id)) fail(`${state} gave receipt ${id}, which its log does not hold`)
        }
      },
      made: (state, act) => hold(state, act, 'told its author that it stored'),
      atRest() {
        for (const { state, act } of promised.values())
          if (!isKept(sight, state, act)) fail(`${state} has lost act ${act}, for which it had given its word`)
        for (const state of sight.states) if (sight.isHonest(state)) reachesAll(sight, state, fail)
        checked()
      },
    }
  },
}

/** In the store, and in the log: by its own leaf, or, for what was put aside, by the receipt that names it. */
function isKept(sight: Sight, state: string, id: ActId): boolean {
  const kept = sight.kept(state)
  const act = kept.acts.get(id)
  return act !== undefined && (act.standing === 'quarantined' || kept.leavesOf.has(id))
}

/** Every act of honest hands that stands here, and all that it rests on, stands with every honest party of its dossier. */
function reachesAll(sight: Sight, state: StateCode, fail: (what: string) => void): void {
  for (const act of sight.kept(state).acts.values()) {
    if (act.standing !== 'in-strand' || !isHonestAuthor(sight, clearOf(act))) continue
    for (const party of partiesOf(sight, act.dossier)) {
      const there = sight.kept(party).acts.get(act.id)
      if (there?.standing !== 'in-strand')
        fail(
          `${clearOf(act).kind} ${act.id} of ${act.strand} stands at ${state}, and at ${party} is ${there?.standing}`,
        )
    }
  }
}

/** Honest States that hold the file: both parties once the request has left home, and the overseer. */
export function partiesOf(sight: Sight, dossier: string): readonly StateCode[] {
  const acts = sight.states.flatMap((state) => sight.kept(state).inStrand(dossier).map(clearOf))
  const opening = acts.find(({ kind }) => kind === 'request-authorised' || kind === 'arrest-requested')
  if (!opening) return []
  const { requesting, requested } = opening.body as { requesting: StateCode; requested: StateCode }
  const left = opening.kind === 'arrest-requested' || acts.some(({ kind }) => kind === 'request-sent')
  return [requesting, ...(left ? [requested] : []), sight.overseer].filter((state) => sight.isHonest(state))
}

/** Counsel are honest in this world; an official is as honest as their State. */
export const isHonestAuthor = (sight: Sight, act: Clear): boolean =>
  act.strand.startsWith('counsel/') || sight.isHonest(act.strand.slice(0, 2))

/** I-3: one chain per strand, parents first; and an honest author's strand is one and the same wherever it is. */
export const strandsAreChains: Checker = {
  invariant: 'I-3',
  watch: (sight, fail, checked) => {
    const places = new Map<string, ActId>()
    const everywhere = new Map<string, ActId>()
    const check = (state: StateCode, kept: KeptAct) => {
      const act = clearOf(kept)
      const at = `${act.dossier} ${act.strand}`
      const place = (seq: number) => places.get(`${state} ${at} ${seq}`)
      const other = place(act.seq)
      if (other !== undefined && other !== act.id) fail(`${state} holds two acts at ${at} ${act.seq}`)
      places.set(`${state} ${at} ${act.seq}`, act.id)
      if (act.seq > 1 && place(act.seq - 1) !== act.prev)
        fail(`${at} ${act.seq} does not follow its strand at ${state}`)
      if ((act.seq === 1) !== (act.prev === null)) fail(`${at} ${act.seq} begins or continues wrongly`)
      if (!isHonestAuthor(sight, act)) return
      const elsewhere = everywhere.get(`${at} ${act.seq}`) ?? act.id
      if (elsewhere !== act.id) fail(`the strand ${at} of an honest author is forked at ${act.seq}`)
      everywhere.set(`${at} ${act.seq}`, act.id)
    }
    return {
      durable(state, changes) {
        const placed = changes.flatMap((change) =>
          change.do === 'put-act' && change.act.standing === 'in-strand' ? [change.act] : [],
        )
        for (const act of placed.toSorted((a, b) => a.seq - b.seq)) check(state, act)
        for (const act of placed)
          for (const id of namesOf(clearOf(act)))
            if (sight.kept(state).acts.get(id)?.standing !== 'in-strand')
              fail(`${state} has placed ${act.id}, which rests on ${id}, and that has no place there`)
        if (placed.length > 0) checked()
      },
    }
  },
}

/** I-4: every checkpoint that was ever signed is of the one log. */
export const logsNeverFork: Checker = {
  invariant: 'I-4',
  watch: (_sight, fail, checked) => {
    const logs = new Map<StateCode, OwnMerkle>()
    const logOf = (state: StateCode): OwnMerkle => {
      const log = logs.get(state) ?? new OwnMerkle()
      logs.set(state, log)
      return log
    }
    const check = (state: StateCode, size: number, root: string, where: string) => {
      const log = logOf(state)
      if (size > log.size) fail(`${state} signed a checkpoint of ${size} over a log of ${log.size} (${where})`)
      else if (log.root(size) !== root) fail(`${state} signed another tree of ${size} than its log is (${where})`)
      checked()
    }
    return {
      durable(state, changes) {
        for (const change of changes) {
          if (change.do === 'append-leaf') {
            const log = logOf(state)
            if (change.leaf.index !== log.size)
              fail(`the log of ${state} went from ${log.size} to ${change.leaf.index}`)
            else log.append(change.leaf.entry)
          }
          if (change.do === 'put-checkpoint') {
            const plain = plainCheckpoint(change.checkpoint.note)
            if (!plain) fail(`${state} keeps a checkpoint that is none`)
            else check(state, plain.size, plain.root, 'on its disk')
          }
        }
      },
      delivered({ from, path, body, altered }) {
        if (path !== 'add-checkpoint' || altered) return
        const [, note = ''] = split(new TextDecoder().decode(body), '\n\n')
        const plain = plainCheckpoint(note)
        if (!plain) fail(`${from} asked the witness for what is no checkpoint`)
        else check(from as StateCode, plain.size, plain.root, 'at the witness')
      },
    }
  },
}

const split = (text: string, at: string): readonly [string, string] => [
  text.slice(0, text.indexOf(at)),
  text.slice(text.indexOf(at) + at.length),
]

/** I-6: a witness never puts its name under less than before, nor under two trees of one size. */
export const witnessNeverGoesBack: Checker = {
  invariant: 'I-6',
  watch: (_sight, fail, checked) => {
    const heads = new Map<string, { readonly size: number; readonly root: string }>()
    return {
      cosigned(origin, size, root) {
        const head = heads.get(origin)
        if (head && size < head.size) fail(`the witness cosigned ${size} of ${origin} after ${head.size}`)
        if (head && size === head.size && root !== head.root) fail(`the witness cosigned two trees of ${origin}`)
        heads.set(origin, { size, root })
        checked()
      },
    }
  },
}

/** I-7: every log in this world is kept by honest software, so that an alarm about one accuses the innocent. */
export const nobodyIsAccused: Checker = {
  invariant: 'I-7',
  watch: (_sight, fail, checked) => ({
    durable(state, changes) {
      for (const change of changes)
        if (change.do === 'put-document' && change.collection === 'alarms') {
          fail(`${state} raised an alarm about the log ${change.key}`)
        }
      checked()
    },
  }),
}
