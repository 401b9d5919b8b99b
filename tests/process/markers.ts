import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Words that stand nowhere else. All of a stem begin with it: one search finds each of them. */
export interface Markers {
  readonly stem: string
  /** A further one; differs from all before. */
  next(): string
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const STEM = 14

/** Markers with a stem of small letters, made by chance. */
export const createMarkers = (): Markers => {
  const stem = Array.from({ length: STEM }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  let count = 0
  return { stem, next: () => `${stem}-${++count}` }
}

/** As a program may have written a word: each with its bytes. */
export const writingsOf = (word: string): Readonly<Record<string, Buffer>> => {
  const plain = Buffer.from(word)
  const wide = Buffer.from(word, 'utf16le')
  return {
    plain,
    'in capitals': Buffer.from(word.toUpperCase()),
    'UTF-16 LE': wide,
    'UTF-16 BE': Buffer.from(wide).swap16(),
    'percent-encoded': Buffer.from([...plain].map((byte) => `%${byte.toString(16).toUpperCase()}`).join('')),
    hexadecimal: Buffer.from(plain.toString('hex')),
    'hexadecimal in capitals': Buffer.from(plain.toString('hex').toUpperCase()),
    ...Object.fromEntries([0, 1, 2].map((before) => [`Base64, ${before}`, base64Of(plain, before)])),
    backwards: Buffer.from(word).reverse()
  }
}

/** What every Base64 of a text has in common in which so many bytes, modulo three, stand before the word. */
const base64Of = (plain: Buffer, before: number): Buffer => {
  const whole = Buffer.concat([Buffer.alloc(before), plain])
  const known = Math.floor((whole.length * 8) / 6)
  return Buffer.from(whole.toString('base64').slice(Math.ceil((before * 8) / 6), known))
}

/** In which writings a word stands in some bytes. */
export const writingsIn = (bytes: Uint8Array, word: string): string[] => {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Object.entries(writingsOf(word)).flatMap(([name, writing]) => (whole.includes(writing) ? name : []))
}

/** Where some words stand in the files of folders, with how they are written there, and how many bytes were looked through. */
export const searchFolders = (
  folders: readonly string[],
  words: readonly string[]
): { readonly found: string[]; readonly bytes: number } => {
  const found: string[] = []
  let bytes = 0
  for (const path of folders.flatMap(filesOf)) {
    const content = readIfThere(path)
    bytes += content.length
    for (const word of words)
      for (const writing of writingsIn(content, word)) found.push(`${path}: ${writing}`)
  }
  return { found, bytes }
}

/** A running database server removes files of its own between the listing and the reading. */
const readIfThere = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch (fault) {
    if ((fault as { code?: string }).code !== 'ENOENT') throw fault
    return Buffer.alloc(0)
  }
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
