import { PASSWORD_LENGTH } from './signInRules.ts'

/** Why a password is not taken. */
export type PasswordFault = 'short' | 'long' | 'common' | 'personal'

/** A password is too short or too long: 12 to 256 characters after NFKC, whatever they are (NIST SP 800-63B §5.1.1.2). */
export const faultOfLength = (password: string): 'short' | 'long' | undefined => {
  const { length } = [...password.normalize('NFKC')]
  if (length < PASSWORD_LENGTH.least) return 'short'
  return length > PASSWORD_LENGTH.most ? 'long' : undefined
}

const ALWAYS_KNOWN = 'anlaufstelle'
const SHORTEST_WORD = 3
/** Letters that have to be left when what everybody knows is taken away. */
const OWN_LETTERS = 4

const lettersOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/**
 * Whether a password says little more than what everybody knows of the person: once the whole `known` texts, the
 * words in them and the word Anlaufstelle are taken away, fewer than four letters are left.
 */
export const isAboutThePerson = (password: string, known: readonly string[]): boolean => {
  const words = [...known, ...known.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u)), ALWAYS_KNOWN]
    .map(lettersOf)
    .filter((word) => word.length >= SHORTEST_WORD)
    .sort((one, other) => other.length - one.length)
  const whole = lettersOf(password)
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), whole)
  return rest !== whole && rest.replace(/\P{L}/gu, '').length < OWN_LETTERS
}
