import { describe, expect, test } from 'vitest'
import {
  compareMigrations,
  isClockOff,
  isQueueOverdue,
  stateOfCertificate,
  stateOfOutbox,
  stateOfQueue
} from './systemRules.ts'

const at = (text: string) => Temporal.Instant.from(`2026-11-24T${text}Z`)
const now = at('09:00:00')
const queue = { name: 'mail.send', waiting: 1, dueSince: undefined, failed: 0, lastDone: undefined } as const

test.each([
  [0, false],
  [5, false],
  [-5, false],
  [5.01, true],
  [-5.01, true]
])('clocks that are %d seconds apart are off: %s', (seconds, off) => expect(isClockOff(seconds)).toBe(off))

describe('a queue', () => {
  test.each([
    [undefined, false],
    [at('08:45:00'), false],
    [at('08:44:59'), true]
  ])('whose oldest job is due since %s is overdue: %s', (dueSince, overdue) =>
    expect(isQueueOverdue({ dueSince }, now)).toBe(overdue)
  )

  test.each([
    ['nothing is due', {}, 'sent', 'ok'],
    ['a job was given up', { failed: 1 }, 'sent', 'bad'],
    ['a job was given up before the mail server was taken away', { failed: 1 }, 'kept', 'bad'],
    ['a job is overdue', { dueSince: at('08:00:00') }, 'sent', 'bad'],
    ['a job is overdue that nobody is there for', { dueSince: at('08:00:00') }, 'kept', 'ok']
  ] as const)('where %s', (_what, changes, mails, state) =>
    expect(stateOfQueue({ ...queue, ...changes }, mails, now)).toBe(state)
  )
})

test.each([
  [0, undefined, 'ok'],
  [0, at('08:00:00'), 'ok'],
  [0, now.subtract({ hours: 24 }), 'ok'],
  [0, now.subtract({ hours: 24, seconds: 1 }), 'bad'],
  [1, undefined, 'bad']
])('an outbox with %i mails given up and the oldest waiting since %s is %s', (failed, oldest, state) =>
  expect(stateOfOutbox({ failed, oldest }, now)).toBe(state)
)

test.each([
  [['a', 'b'], ['a', 'b'], { missing: [], unknown: [] }],
  [['a'], ['a', 'b', 'c'], { missing: ['b', 'c'], unknown: [] }],
  [['a', 'b'], ['a'], { missing: [], unknown: ['b'] }],
  [['a', 'x'], ['a', 'b'], { missing: ['b'], unknown: ['x'] }]
])('a database with %j and a program with %j', (applied, known, compared) =>
  expect(compareMigrations(applied, known)).toEqual(compared)
)

describe('a certificate of 60 days', () => {
  const validFrom = now
  const certificate = { validFrom, validUntil: now.add({ hours: 24 * 60 }) }
  test.each([
    [-1, 'bad'],
    [0, 'ok'],
    [24 * 50, 'ok'],
    [24 * 50 + 1, 'wait'],
    [24 * 60 - 1, 'wait'],
    [24 * 60, 'bad']
  ])('is after %i hours %s', (hours, state) =>
    expect(stateOfCertificate(certificate, now.add({ hours }))).toBe(state)
  )
})
