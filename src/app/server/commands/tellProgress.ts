import type { CommandTools } from './command.ts'

/** Bytes after which another line says how far it is. */
const STEP = 250_000_000

/** Bytes as people read them: in megabytes, with one place where there are few. */
export const megabytes = (bytes: number): number =>
  bytes < 10_000_000 ? Math.ceil(bytes / 100_000) / 10 : Math.round(bytes / 1_000_000)

/** Prints a line every so many bytes. */
export const tellProgress = ({ texts, print }: CommandTools): ((bytes: number) => void) => {
  let sum = 0
  return (bytes) => {
    const before = Math.floor(sum / STEP)
    sum += bytes
    if (Math.floor(sum / STEP) > before) print(texts('backup_progress', { megabytes: megabytes(sum) }))
  }
}
