import { type MessageNode, rewriteWords } from './message-tree.ts'

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'áá',
  c: 'ç',
  e: 'éé',
  g: 'ğ',
  i: 'íí',
  n: 'ñ',
  o: 'óó',
  s: 'š',
  u: 'úú',
  y: 'ý',
  z: 'ž',
  A: 'Á',
  E: 'É',
  I: 'Í',
  N: 'Ñ',
  O: 'Ó',
  S: 'Š',
  U: 'Ú',
}

/**
 * English as long as the longest of its translations: every vowel doubled and marked, about a third more letters. What
 * stays plain on such a page was written past the catalogue.
 */
export const lengthened = (message: readonly MessageNode[]): MessageNode[] =>
  rewriteWords(message, (text) => text.replace(/[a-zA-Z]/g, (letter) => ACCENTED[letter] ?? letter))
