import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectOk, utf8 } from '@comity/kernel'
import { armor as theirArmor, Decrypter, Encrypter } from 'age-encryption'
import { pureEngine as engine } from '../pure-engine.ts'
import { armorBytes, dearmorBytes } from './armor.ts'
import { openBytes, sealBytes } from './file.ts'
import { type AgeIdentity, identityText, newAgeIdentity, recipientOf, recipientText } from './recipients.ts'

/** A second implementation of the format, as checker in both directions. */
const WORK_FACTOR = 6
const random = (length: number) => engine.shake256(utf8('interop'), length)
const plaintexts = [
  new Uint8Array(0),
  utf8('request-sent'),
  new Uint8Array(64 * 1024).fill(1),
  new Uint8Array(64 * 1024 + 1).fill(2),
]
const identities: readonly AgeIdentity[] = [
  newAgeIdentity(random, 'x25519'),
  newAgeIdentity(random, 'hybrid'),
  { kind: 'passphrase', passphrase: 'harbour lantern seven oak quiet rain' },
]

for (const identity of identities) {
  test(`[CR-12] another implementation opens what is sealed here: ${identity.kind}`, async () => {
    const recipient = recipientOf(engine, identity)
    const sealedTo = recipient.kind === 'passphrase' ? { ...recipient, workFactor: WORK_FACTOR } : recipient
    for (const plaintext of plaintexts) {
      const sealed = sealBytes(engine, random, [sealedTo], plaintext)
      assert.deepEqual(await decrypter(identity).decrypt(sealed), plaintext)
      assert.deepEqual(theirArmor.decode(armorBytes(sealed)), sealed)
    }
  })

  test(`[CR-12] what another implementation seals opens here: ${identity.kind}`, async () => {
    for (const plaintext of plaintexts) {
      const sealed = await encrypter(identity).encrypt(plaintext)
      assert.deepEqual(expectOk(openBytes(engine, [identity], sealed), 'sealed by the other'), plaintext)
      assert.deepEqual(expectOk(dearmorBytes(utf8(theirArmor.encode(sealed))), 'armored by the other'), sealed)
    }
  })
}

function decrypter(identity: AgeIdentity): Decrypter {
  const made = new Decrypter()
  if (identity.kind === 'passphrase') made.addPassphrase(identity.passphrase)
  else made.addIdentity(identityText(identity))
  return made
}

function encrypter(identity: AgeIdentity): Encrypter {
  const made = new Encrypter()
  const recipient = recipientOf(engine, identity)
  if (recipient.kind === 'passphrase') made.setPassphrase(recipient.passphrase)
  else made.addRecipient(recipientText(recipient))
  made.setScryptWorkFactor(WORK_FACTOR)
  return made
}
