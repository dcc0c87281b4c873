import assert from 'node:assert/strict'
import { err, ok } from '@comity/kernel'
import type { Rule } from '../contract.ts'
import { anAct, at, DOSSIER, digestOf, OTHER_DOSSIER, OTHER_STRAND, putAct, STRAND } from './samples.ts'

/** AR-3, AR-5, ST-3, ST-4 on acts. */
export function actRules(rule: Rule): void {
  rule('[AR-3] the second act for a place is refused, and so is one that leaves a gap', async (archive) => {
    assert.deepEqual(await archive.commit([putAct({ seq: 2 })]), err('strand-moved-on'))
    assert.deepEqual(await archive.commit([putAct()]), ok(undefined))
    assert.deepEqual(await archive.commit([putAct({ variant: 'b' })]), err('strand-moved-on'))
    assert.deepEqual(await archive.commit([putAct({ seq: 3 })]), err('strand-moved-on'))
    assert.deepEqual(await archive.commit([putAct({ seq: 2 })]), ok(undefined))
    // The same number in another strand, or in another dossier, is another place.
    assert.deepEqual(
      await archive.commit([putAct({ strand: OTHER_STRAND }), putAct({ dossier: OTHER_DOSSIER })]),
      ok(undefined),
    )
  })

  rule('[AR-3] of many who race for one place exactly one wins', async (archive) => {
    const racers = ['a', 'b', 'c', 'd', 'e', 'f'].map((variant) => anAct({ variant }))
    const answers = await Promise.all(racers.map((act) => archive.commit([{ do: 'put-act', act }])))
    const winners = racers.filter((_, index) => answers[index]?.ok)
    assert.equal(winners.length, 1)
    assert.deepEqual(await archive.actsOf(DOSSIER), winners)
    for (const answer of answers) if (!answer.ok) assert.equal(answer.error, 'strand-moved-on')
  })

  rule('[AR-3] acts that are held or quarantined take no place and need none before them', async (archive) => {
    const waiting = [putAct({ seq: 4, standing: 'held' }), putAct({ seq: 4, variant: 'b', standing: 'quarantined' })]
    assert.deepEqual(await archive.commit(waiting), ok(undefined))
    assert.deepEqual(await archive.dossiers(), [])
    const whole = [1, 2, 3].map((seq) => putAct({ seq }))
    assert.deepEqual(await archive.commit([...whole, putAct({ seq: 4, variant: 'c' })]), ok(undefined))
    assert.deepEqual(await archive.commit([putAct({ seq: 4 })]), err('strand-moved-on'))
    assert.equal((await archive.act(anAct({ seq: 4 }).id))?.standing, 'held')
  })

  rule('[AR-5] the same act again changes nothing but unites disclosures', async (archive) => {
    const first = anAct({ disclosures: ['b25l', 'dHdv', 'b25l'] })
    await archive.commit([{ do: 'put-act', act: first }])
    const again = anAct({ disclosures: ['dGhyZWU', 'b25l'], jws: digestOf('second spelling'), storedAt: at(9) })
    assert.deepEqual(await archive.commit([{ do: 'put-act', act: again }]), ok(undefined))
    assert.deepEqual(await archive.actsOf(DOSSIER), [{ ...first, disclosures: ['b25l', 'dHdv', 'dGhyZWU'] }])
  })

  rule(
    '[ST-3] a held act moves up when its place is there, keeping when it came and what was disclosed',
    async (archive) => {
      const held = anAct({ seq: 2, standing: 'held', reason: 'parent missing', disclosures: ['b25l'] })
      const arrived = anAct({ seq: 2, disclosures: ['dHdv'], storedAt: at(30) })
      await archive.commit([{ do: 'put-act', act: held }])
      assert.deepEqual(await archive.commit([{ do: 'put-act', act: arrived }]), err('strand-moved-on'))
      assert.deepEqual(await archive.act(held.id), held)
      assert.deepEqual(await archive.commit([putAct(), { do: 'put-act', act: arrived }]), ok(undefined))
      assert.deepEqual(await archive.act(held.id), {
        ...arrived,
        disclosures: ['b25l', 'dHdv'],
        storedAt: held.storedAt,
      })
    },
  )

  rule('[ST-3] what is in strand stays there; a false copy in quarantine keeps no genuine act out', async (archive) => {
    const forged = anAct({ standing: 'quarantined', reason: 'signature', jws: digestOf('forged') })
    await archive.commit([{ do: 'put-act', act: forged }])
    assert.deepEqual(await archive.commit([putAct()]), ok(undefined))
    assert.deepEqual(
      await archive.commit([{ do: 'put-act', act: forged }, putAct({ standing: 'held' })]),
      ok(undefined),
    )
    assert.deepEqual(await archive.act(forged.id), anAct())
  })

  rule('[ST-3] a held act that is judged is quarantined with the reason', async (archive) => {
    const held = anAct({ standing: 'held', reason: 'parent missing' })
    const judged = anAct({ standing: 'quarantined', reason: 'outside the roster' })
    await archive.commit([{ do: 'put-act', act: held }])
    await archive.commit([{ do: 'put-act', act: judged }])
    assert.deepEqual(await archive.actsByStanding('held'), [])
    assert.deepEqual(await archive.actsByStanding('quarantined'), [judged])
  })

  rule('[ST-4] acts come by strand, place and id; dossiers by id; standings in order of arrival', async (archive) => {
    const [earlier, later] = ['a', 'b'].map((variant) => anAct({ strand: OTHER_STRAND, variant, standing: 'held' }))
    assert.ok(earlier && later)
    const [low, high] = earlier.id < later.id ? [earlier, later] : [later, earlier]
    await archive.commit([{ do: 'put-act', act: high }])
    await archive.commit([putAct({ dossier: OTHER_DOSSIER }), putAct(), putAct({ seq: 2 })])
    await archive.commit([{ do: 'put-act', act: low }])
    const inOrder = [anAct({ strand: STRAND }), anAct({ strand: STRAND, seq: 2 }), low, high]
    assert.deepEqual(await archive.actsOf(DOSSIER), inOrder)
    assert.deepEqual(await archive.dossiers(), [DOSSIER, OTHER_DOSSIER])
    assert.deepEqual(await archive.actsByStanding('held'), [high, low])
  })
}
