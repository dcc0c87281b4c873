import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAdmissibleEd25519Key, verifyEd25519 } from '@comity/crypto'
import { expectOk, fromHex, utf8 } from '@comity/kernel'
import { ENGINES, readVectors, Tally, whereVectors } from './vectors.ts'

const SET = 'ed25519-edge'
type Edge = {
  readonly number: number
  readonly key: string
  readonly sig: string
  readonly msg: string
  readonly flags: readonly string[] | null
}

test(
  '[CR-2] on every edge case of the curve both engines give one verdict, whatever the key',
  whereVectors(SET),
  (t) => {
    const tally = new Tally()
    let [admissible, accepted, rawDiffers] = [0, 0, 0]
    for (const { number, key, sig, msg, flags } of readVectors<readonly Edge[]>(SET, 'ed25519vectors.json')) {
      const [publicKey, signature] = [hex(key), hex(sig)]
      const verdicts = ENGINES.map((engine) => verifyEd25519(engine, publicKey, utf8(msg), signature))
      const raw = ENGINES.map((engine) => engine.ed25519VerifyRaw(publicKey, utf8(msg), signature))
      tally.note(String(number), verdicts[0] === verdicts[1])
      // A key with a component of small order is never admitted, so what signs for it is never accepted.
      if (flags?.includes('low_order_component_A') || flags?.includes('non_canonical_A'))
        assert.deepEqual(verdicts, [false, false])
      if (flags?.includes('low_order_R') || flags?.includes('non_canonical_R'))
        assert.deepEqual(verdicts, [false, false])
      if (isAdmissibleEd25519Key(publicKey)) admissible += 1
      if (verdicts[0]) accepted += 1
      if (raw[0] !== raw[1]) rawDiffers += 1
    }
    t.diagnostic(
      `${admissible} with an admissible key, ${accepted} accepted; without the rule the engines differ on ${rawDiffers}`,
    )
    tally.report(t, SET)
  },
)

const hex = (text: string): Uint8Array => expectOk(fromHex(text), 'a vector is written in hexadecimal')
