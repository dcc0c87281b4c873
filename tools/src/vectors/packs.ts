import { canonicalBytes, type Digest, type JsonValue, toHex } from '@comity/kernel'
import { buildProceduralLaw, GuaranteeRecord, type ProceduralLaw } from '@comity/rules'
import { engine } from './fixed.ts'

/** What a guarantee of these packs says beside its gates: the same of each, because nothing here reads it. */
const WORDS = {
  text: 'Words for people.',
  protects: 'the person',
  triggers: ['extradition'],
  timing: 'before',
  force: 'hard',
  layer: 'universal',
  kind: 'gate',
  proof: 'The acts that the gate names.',
  remedy: 'The order has no effect.',
  derogable: false,
}

const COUNSEL_FIRST = GuaranteeRecord.parse({
  ...WORDS,
  id: 'access-to-counsel',
  title: 'Counsel',
  gates: [
    {
      order: 'consent-recorded',
      provedBy: [{ act: 'counsel-advised', where: { private: true } }],
      mustAct: 'counsel',
      how: 'Let counsel advise the person in private.',
    },
    {
      order: 'evidence-relied-on',
      barredBy: [{ act: 'evidence-challenged', sharing: ['report', 'statement'] }],
      mustAct: 'court',
      how: 'Decide on the challenge.',
    },
  ],
  sources: ['cets209:4.2'],
})

const UNDERSTOOD = GuaranteeRecord.parse({
  ...WORDS,
  id: 'interpretation',
  title: 'Interpretation',
  gates: [
    {
      order: 'consent-recorded',
      provedBy: [
        {
          act: 'interpretation-confirmed',
          where: { for: ['hearing', 'consultation'], understood: true },
          lastBy: ['for'],
        },
      ],
      mustAct: 'court',
      how: 'Have the person say that they understood.',
    },
  ],
  sources: ['cets209:5', 'iccpr:14.3.f'],
})

export type Pack = { readonly bytes: Uint8Array; readonly digest: Digest; readonly law: ProceduralLaw }

function pack(...guarantees: readonly GuaranteeRecord[]): Pack {
  const bytes = canonicalBytes({ guarantees } as unknown as JsonValue)
  const law = buildProceduralLaw({ guarantees, clocks: [] }, () => undefined)
  return { bytes, digest: `sha256:${toHex(engine.sha256(bytes))}` as Digest, law }
}

/** The pack by which the reader works, which is the strict one, asks for one guarantee more than the other. */
export const LENIENT = pack(COUNSEL_FIRST)
export const STRICT = pack(COUNSEL_FIRST, UNDERSTOOD)

/** The name of a pack that nobody here has. */
export const NOT_HELD = `sha256:${'7'.repeat(64)}` as Digest
