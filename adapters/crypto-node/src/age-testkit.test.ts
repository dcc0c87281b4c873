import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import {
  type AgeFault,
  type AgeIdentity,
  AgeRefusal,
  dearmor,
  type Engine,
  openAge,
  parseIdentity,
} from '@comity/crypto'
import { expectOk, toHex } from '@comity/kernel'
import { ENGINES, Tally, vectorPath, whereVectors } from './vectors.ts'

const SET = 'age-testkit'
const EXPECTED: Readonly<Record<string, AgeFault | 'success'>> = {
  success: 'success',
  'no match': 'no-identity-matched',
  'HMAC failure': 'hmac-failure',
  'header failure': 'header-failure',
  'payload failure': 'payload-failure',
  'armor failure': 'armor-failure',
}

for (const engine of ENGINES)
  test(`[CR-12] the age test kit, opened by ${engine.name}, whole and byte by byte`, whereVectors(SET), async (t) => {
    const tally = new Tally()
    for (const name of readdirSync(vectorPath(SET)).filter((file) => file !== 'README.md')) {
      const kit = readKit(vectorPath(SET, name))
      for (const pieceBytes of [Number.POSITIVE_INFINITY, kit.sealed.length > 100_000 ? 65_537 : 1]) {
        const { outcome, released } = await open(engine, kit, pieceBytes)
        // On a payload failure the bytes given out before it must be exactly the authentic ones.
        const sameBytes = kit.payload === undefined || kit.payload === released
        tally.note(`${name}: ${outcome}`, outcome === EXPECTED[kit.expect] && sameBytes)
      }
    }
    tally.report(t, `${SET} (each file in two ways)`)
  })

type Kit = {
  readonly expect: string
  readonly payload: string | undefined
  readonly armored: boolean
  readonly identities: readonly AgeIdentity[]
  readonly sealed: Uint8Array
}

function readKit(path: string): Kit {
  const file = readFileSync(path)
  const end = file.indexOf('\n\n')
  const fields = file
    .subarray(0, end)
    .toString()
    .split('\n')
    .map((line) => line.split(': ') as [string, string])
  const all = (name: string) => fields.filter(([field]) => field === name).map(([, value]) => value)
  const body = file.subarray(end + 2)
  return {
    expect: all('expect')[0] ?? '',
    payload: all('payload')[0],
    armored: all('armored').includes('yes'),
    identities: [
      ...all('identity').map((text) => expectOk(parseIdentity(text), 'an identity of the kit')),
      ...all('passphrase').map((passphrase): AgeIdentity => ({ kind: 'passphrase', passphrase })),
    ],
    sealed: new Uint8Array(all('compressed').includes('zlib') ? inflateSync(body) : body),
  }
}

async function open(
  engine: Engine,
  kit: Kit,
  pieceBytes: number,
): Promise<{ outcome: AgeFault | 'success'; released: string }> {
  const released = engine.sha256Stream()
  const digest = () => toHex(released.digest())
  const source = inPieces(kit.sealed, pieceBytes)
  try {
    for await (const bytes of openAge(engine, kit.identities, kit.armored ? dearmor(source) : source))
      released.update(bytes)
    return { outcome: 'success', released: digest() }
  } catch (error) {
    if (error instanceof AgeRefusal) return { outcome: error.fault, released: digest() }
    throw error
  }
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
