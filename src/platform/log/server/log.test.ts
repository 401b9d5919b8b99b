import { describe, expect, test } from 'vitest'
import { createLog, faultFields } from './log.ts'

const written = (write: (log: ReturnType<typeof createLog>) => void): string[] => {
  const lines: string[] = []
  write(createLog('info', (line) => void lines.push(line)))
  return lines
}

describe('a line of the log', () => {
  test('is one JSON object with the time in UTC', () => {
    const [line = ''] = written((log) => log.warn('mail.refused', { attempt: 2, code: undefined }))
    const { time, ...rest } = JSON.parse(line) as Record<string, unknown>
    expect(time).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
    expect(rest).toEqual({ level: 'warn', event: 'mail.refused', attempt: 2 })
  })

  test('is one line, whatever its fields hold', () => {
    const planted = 'a\r\n{"level":"error"}\u2028\u0000"\\'
    const [line = '', ...more] = written((log) => log.info('x', { planted }))
    expect(more).toEqual([])
    expect(line.indexOf('\n')).toBe(line.length - 1)
    expect(JSON.parse(line)).toMatchObject({ level: 'info', planted })
  })

  test('below the wanted level is not written', () => {
    expect(written((log) => log.debug('x'))).toEqual([])
  })
})

test('tells of a fault its kind and place, and never its message', () => {
  const fault = Object.assign(new TypeError('Ada Beispiel, 01.01.1990'), { code: '23505' })
  const fields = faultFields(fault)
  expect(fields).toMatchObject({ fault: 'TypeError', code: '23505' })
  expect(fields['at']).toContain('log.test.ts')
  expect(JSON.stringify(fields)).not.toContain('Beispiel')
  expect(faultFields('Ada Beispiel')).toEqual({ fault: 'string' })
})
