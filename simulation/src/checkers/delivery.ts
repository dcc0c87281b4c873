import type { KeptReceipt, OutboxEntry } from '@comity/archive'
import type { StateCode } from '@comity/kernel'
import type { Checker, Sight } from '../sight.ts'
import { type Clear, clearOf } from './reading.ts'
import { isHonestAuthor, partiesOf } from './truth.ts'

/** I-10: when nothing else moves, saying again anything that was ever said changes nothing on any disk. */
export const replaysChangeNothing: Checker = {
  invariant: 'I-10',
  watch: (sight, fail, checked) => ({
    durable(state, changes) {
      if (sight.phase() === 'replaying')
        fail(`a replay made ${state} write ${changes.map((change) => change.do).join(', ')}`)
    },
    delivered() {
      if (sight.phase() === 'replaying') checked()
    },
  }),
}

/** I-11: the bytes that were signed, or nothing; never a part as the whole. */
export const bytesArriveWhole: Checker = {
  invariant: 'I-11',
  watch: (sight, fail, checked) => {
    const first = new Map<string, Uint8Array>()
    return {
      delivered({ to, path, altered }, answer) {
        if (!altered || path === 'add-checkpoint') return
        if (answer?.ok) fail(`${to} took bytes that were altered on their way`)
        checked()
      },
      durable(state, changes) {
        for (const change of changes) {
          if (change.do !== 'put-act' || change.act.standing !== 'in-strand') continue
          // What was put is what stands, or, where the act stood already, a copy that the disk has no use for.
          const { id } = change.act
          const { jws, disclosures } = sight.kept(state).acts.get(id) ?? change.act
          const byHand = sight.signed.get(id)
          const original = byHand?.jws ?? first.get(id) ?? jws
          first.set(id, original)
          if (!Buffer.from(original).equals(jws)) fail(`${state} keeps other bytes of ${id} than were signed`)
          const told = new Set(byHand?.disclosures ?? disclosures)
          if (disclosures.some((text) => !told.has(text)))
            fail(`${state} keeps a disclosure of ${id} that its author never made`)
          checked()
        }
      },
      atRest() {
        for (const state of sight.states)
          for (const { id, dossier, disclosures, standing } of sight.kept(state).acts.values()) {
            if (standing !== 'in-strand' || state === sight.overseer) continue
            const whole = sight.signed.get(id)?.disclosures.length ?? 0
            if (isParty(sight, state, dossier) && disclosures.length !== whole)
              fail(`${state} holds ${disclosures.length} of ${whole} disclosures of ${id}`)
          }
        checked()
      },
    }
  },
}

const isParty = (sight: Sight, state: StateCode, dossier: string): boolean => partiesOf(sight, dossier).includes(state)

/** A message between two nodes that still wants its last word, and why. */
export function owed(sight: Sight): readonly string[] {
  return sight.states.flatMap((state) => {
    const kept = sight.kept(state)
    const answered = new Set(
      [...kept.receipts.values()].filter(isTerminal).map(({ message, by }) => `${message} ${by}`),
    )
    const out = [...kept.outbox.values()].flatMap((entry) => {
      const why = openBecause(entry, answered)
      return why === undefined ? [] : [`${state} to ${entry.to} in ${entry.dossier}: ${why}`]
    })
    const incomplete = [...kept.inbox.values()]
      .filter(({ outcome, from }) => outcome === 'incomplete' && sight.isHonest(from))
      .map(({ message, from }) => `${state} has not placed message ${message} of ${from}`)
    const held = [...kept.acts.values()]
      .filter(
        (act) => act.standing === 'held' && isHonestAuthor(sight, clearOf(act)) && isParty(sight, state, act.dossier),
      )
      .map((act) => `${state} still holds ${clearOf(act).kind} ${act.id} without its place`)
    return [...out, ...incomplete, ...held]
  })
}

function openBecause({ state, message, to }: OutboxEntry, answered: ReadonlySet<string>): string | undefined {
  if (state === 'waiting') return 'was never sent'
  if (message === undefined || !answered.has(`${message} ${to}`)) return `message ${message} has no terminal evidence`
  return state === 'done' ? undefined : `message ${message} is answered and still open`
}

const isTerminal = ({ rung }: KeptReceipt): boolean => rung === 'taken' || rung === 'refused'

/** I-15: once faults are over each message has its one terminal evidence, and whoever has to hold a file holds the same. */
export const everythingArrives: Checker = {
  invariant: 'I-15',
  watch: (sight, fail, checked) => {
    const left = new Map<string, string>()
    return {
      durable(state, changes) {
        for (const change of changes)
          if (change.do === 'put-outbox' && change.entry.message !== undefined) {
            const before = left.get(`${state} ${change.entry.id}`) ?? change.entry.message
            if (before !== change.entry.message) fail(`${state} has made a second message of ${change.entry.id}`)
            left.set(`${state} ${change.entry.id}`, before)
          }
      },
      atRest() {
        for (const what of owed(sight)) fail(what)
        checked()
      },
    }
  },
}

/** I-17: whatever is repeated has its effect once. */
export const effectsHappenOnce: Checker = {
  invariant: 'I-17',
  watch: (_sight, fail, checked) => {
    const once = new Map<string, string>()
    const only = (key: string, value: string, what: string) => {
      const before = once.get(key) ?? value
      if (before !== value) fail(what)
      once.set(key, before)
      checked()
    }
    /** A registry answers an order without effect once. */
    const answersOnce = ({ id, strand, kind, body }: Clear) => {
      if (kind !== 'order-refused' && kind !== 'supplement-asked') return
      only(`answer ${strand} ${body['act']}`, id, `${strand} has answered the order ${body['act']} twice`)
    }
    return {
      durable(state, changes) {
        for (const change of changes)
          switch (change.do) {
            case 'append-leaf': {
              const { object, index } = change.leaf
              only(`leaf ${state} ${object}`, String(index), `${state} has logged ${object} twice`)
              break
            }
            case 'put-receipt': {
              const { message, rung, by, id } = change.receipt
              only(`receipt ${message} ${rung} ${by}`, id, `${by} has said "${rung}" twice of message ${message}`)
              break
            }
            case 'put-outbox':
              for (const act of change.entry.acts)
                only(`out ${state} ${change.entry.to} ${act}`, change.entry.id, `${state} has queued ${act} twice`)
              break
            case 'put-act':
              if (change.act.standing === 'in-strand') answersOnce(clearOf(change.act))
              break
          }
      },
    }
  },
}
