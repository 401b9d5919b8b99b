import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { programFolder } from '#platform/config/server/programFolder.ts'

const FILE = join(programFolder, 'data/passwords/common.txt')
const LINE_END = 10

let loading: Promise<Buffer> | undefined

/** Whether many people have chosen this password: NFKC, capital letters count as small ones. */
export const isCommonPassword = async (password: string): Promise<boolean> => {
  const sorted = await (loading ??= readFile(FILE))
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
