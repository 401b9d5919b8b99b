import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const FILE = 'data/passwords/common.txt'
const LINE_END = 10

/** The program runs from source and from the build, which lie differently deep above the data. */
const findFile = (folder: string): string => {
  const path = join(folder, FILE)
  if (existsSync(path)) return path
  if (dirname(folder) === folder) throw new Error(`${FILE} is missing`)
  return findFile(dirname(folder))
}

let loading: Promise<Buffer> | undefined

/** Whether many people have chosen this password: NFKC, capital letters count as small ones. */
export const isCommonPassword = async (password: string): Promise<boolean> => {
  const sorted = await (loading ??= readFile(findFile(import.meta.dirname)))
  return hasLine(sorted, Buffer.from(password.normalize('NFKC').toLowerCase()))
}

/** Looks for a line among lines that are sorted by their bytes and each end in LF. */
export const hasLine = (sorted: Buffer, wanted: Buffer): boolean => {
  if (wanted.includes(LINE_END)) return false
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const start = middle === 0 ? 0 : sorted.lastIndexOf(LINE_END, middle - 1) + 1
    const end = sorted.indexOf(LINE_END, start)
    const order = Buffer.compare(wanted, sorted.subarray(start, end))
    if (order === 0) return true
    if (order < 0) to = start
    else from = end + 1
  }
  return false
}
