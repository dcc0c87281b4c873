import {
  canonicalBytes,
  canonicalize,
  expectOk,
  type JsonObject,
  type JsonValue,
  parseCanonical,
  parseJson,
  toHex,
  utf8,
} from '@comity/kernel'

/** Texts whose canonical form differs, or might be thought to. */
const INPUTS: readonly (readonly [string, string])[] = [
  ['members sort by UTF-16 code units, not by code points', '{"\\ufb33":1,"\\ud83d\\ude00":2,"z":3,"Z":4,"":5}'],
  ['a name may begin another', '{"ab":1,"a":2,"aa":3}'],
  ['white space goes', ' { "b" : [ 1 , 2 ] ,\n"a" : { } }\r\n'],
  ['arrays keep their order', '[3,1,2,[],{}]'],
  ['short escapes where there are such, else four lower-case digits', '"\\u0008\\t\\n\\u000c\\r\\"\\\\\\u0000\\u001F"'],
  ['nothing else is escaped', '"\\u007f\\u2028\\u2029\\/\\u00e9\\u0065\\u0301\\ud83d\\ude00"'],
  ['no normalisation: two spellings of one letter are two names', '{"e\\u0301":1,"\\u00e9":2}'],
  ['names that other languages trip over', '{"constructor":1,"__proto__":2,"toString":3}'],
  ['minus zero is zero', '[-0,0]'],
  ['whole numbers have one spelling', '[1.0,1e3,-5E0,10e-1]'],
  ['the ends of the safe range', '[9007199254740991,-9007199254740991]'],
  ['the words', '[true,false,null]'],
  ['32 below the root is deep enough', `${'['.repeat(33)}${']'.repeat(33)}`],
]

/** Bytes that are no signed object's, each for one reason. */
const REFUSED: readonly (readonly [string, string, string | Uint8Array])[] = [
  ['members out of order', 'not-canonical', '{"b":1,"a":2}'],
  ['white space', 'not-canonical', '{"a": 1}'],
  ['a line end after it', 'not-canonical', '{"a":1}\n'],
  ['an escape that is not needed', 'not-canonical', '"\\u0061"'],
  ['an escaped solidus', 'not-canonical', '"\\/"'],
  ['upper-case digits in an escape', 'not-canonical', '"\\u001F"'],
  ['a long escape where there is a short one', 'not-canonical', '"\\u000a"'],
  ['minus zero', 'not-canonical', '-0'],
  ['a whole number with a fraction', 'not-canonical', '1.0'],
  ['a whole number with an exponent', 'not-canonical', '1e3'],
  ['a fraction', 'number-out-of-range', '0.5'],
  ['one beyond the safe range', 'number-out-of-range', '9007199254740992'],
  ['far beyond it', 'number-out-of-range', '1e+21'],
  ['a number that is infinite', 'number-out-of-range', '1e999'],
  ['one name twice', 'duplicate-key', '{"a":1,"a":1}'],
  ['one name twice, once escaped', 'duplicate-key', '{"a":1,"\\u0061":2}'],
  ['a lone high surrogate', 'lone-surrogate', '"\\ud800"'],
  ['a lone low surrogate in a name', 'lone-surrogate', '{"\\udc00":1}'],
  ['surrogates in the wrong order', 'lone-surrogate', '"\\ude00\\ud83d"'],
  ['a byte order mark', 'syntax', Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d)],
  ['a surrogate in UTF-8', 'not-utf8', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)],
  ['an overlong form', 'not-utf8', Uint8Array.of(0x22, 0xc0, 0xaf, 0x22)],
  ['UTF-8 cut short', 'not-utf8', Uint8Array.of(0x22, 0xe2, 0x82, 0x22)],
  ['a raw control character', 'syntax', '"\u0001"'],
  ['a leading zero', 'syntax', '01'],
  ['a plus sign', 'syntax', '+1'],
  ['a comma too many', 'syntax', '[1,]'],
  ['a comment', 'syntax', '{}//'],
  ['a word of another language', 'syntax', 'NaN'],
  ['a second value', 'syntax', '{}{}'],
  ['nothing', 'syntax', ''],
  ['33 below the root is too deep', 'too-deep', `${'['.repeat(34)}${']'.repeat(34)}`],
]

/** What NP-10 to NP-13 make of JSON texts. */
export function canonicalJsonVectors(): JsonObject {
  return {
    canonical: INPUTS.map(([what, input]) => {
      const value = expectOk(parseJson(utf8(input)), what)
      return { what, input, canonical: canonicalize(value), canonicalHex: toHex(canonicalBytes(value)) }
    }),
    refused: REFUSED.map(([what, why, given]): JsonValue => {
      const bytes = typeof given === 'string' ? utf8(given) : given
      const read = parseCanonical(bytes)
      if (read.ok || read.error.kind !== why) throw new Error(`${what}: ${JSON.stringify(read)}`)
      return { what, hex: toHex(bytes), why }
    }),
  }
}
