import type { LogLevel } from '#platform/config/server/config.ts'

/** Values that may stand in a log line: never a name, an address of a person, an IP address or form content. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

/** One JSON object per line on standard error: time, level, event and fields. */
export interface Log {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

const ranks: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 }

/** A log that writes every line at or above `least` with `write`. */
export const createLog = (
  least: LogLevel,
  write: (line: string) => void = (line) => void process.stderr.write(line)
): Log => {
  const at =
    (level: LogLevel) =>
    (event: string, fields: LogFields = {}) => {
      if (ranks[level] < ranks[least]) return
      write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`)
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** What may be logged of a fault: its kind, code and place in the program; never its message, which may quote data. */
export const faultFields = (fault: unknown): LogFields => {
  if (!(fault instanceof Error)) return { fault: typeof fault }
  const code = (fault as { code?: unknown }).code
  return {
    fault: fault.name,
    code: typeof code === 'string' ? code : undefined,
    at: placeInProgram(fault.stack)
  }
}

const placeInProgram = (stack: string | undefined) =>
  stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 4)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/\S*?\/(src|build|node_modules)\//, '$1/'))
    .join(' < ')
