import { describe, expect, test } from 'vitest'
import type { AnchorState } from '#modules/access/server/index.ts'
import { workTextsFor } from '#i18n/workTexts.ts'
import type { SystemReport } from '#platform/system/server/readSystem.ts'
import { systemRows } from './systemRows.ts'

const now = Temporal.Instant.from('2026-11-24T09:00:00Z')
const earlier = now.subtract({ hours: 1 })
const report: SystemReport = {
  now,
  program: { version: '1.2.0', startedAt: earlier, installed: '1.2.0' },
  database: { version: '18.4', bytes: 20_000_000, secondsAhead: 0, embedded: true },
  migrations: { count: 2, newest: '0002_two', missing: [], unknown: [] },
  queues: [{ name: 'mail.send', waiting: 0, dueSince: undefined, failed: 0, lastDone: earlier, state: 'ok' }],
  outbox: { waiting: 0, oldest: undefined, failed: 0, state: 'ok' },
  mails: 'sent',
  zone: 'Europe/Berlin',
  certificate: { validUntil: now.add({ hours: 2000 }), state: 'ok' },
  backup: { last: { takenAt: earlier, bytes: 1 }, late: false },
  disk: { free: 9e9, nearlyFull: false }
}
const anchor: AnchorState = { last: { at: earlier, position: 3 }, trouble: undefined }

const rowsOf = (changes: Partial<SystemReport> = {}, anchored = anchor, seesOutbox = true) =>
  systemRows({ report: { ...report, ...changes }, anchor: anchored, seesOutbox }, workTextsFor('en'), 'en')
const striking = (rows: ReturnType<typeof rowsOf>) =>
  rows.filter(({ state }) => state !== 'ok').map(({ title, state }) => `${title}: ${state}`)

test('where everything is in order every row says so, and none gives advice', () => {
  expect(striking(rowsOf())).toEqual([])
  expect(rowsOf().flatMap(({ advice }) => advice)).toEqual([])
  expect(rowsOf()).toHaveLength(11)
})

describe('one row stands out and says what to do', () => {
  test.each<[string, Partial<SystemReport>]>([
    ['Backup: bad', { backup: { last: undefined, late: true } }],
    ['Disk space: bad', { disk: { free: 1, nearlyFull: true } }],
    ['Outgoing mail: bad', { outbox: { waiting: 0, oldest: undefined, failed: 2, state: 'bad' } }],
    ['Outgoing mail: bad', { outbox: { waiting: 1, oldest: earlier, failed: 0, state: 'bad' } }],
    ['Jobs: sending mails: bad', { queues: [{ ...report.queues[0]!, failed: 1, state: 'bad' }] }],
    [
      'Jobs: sending mails: bad',
      { queues: [{ ...report.queues[0]!, waiting: 1, dueSince: earlier, state: 'bad' }] }
    ],
    ['Mail server: wait', { mails: 'kept' }],
    ['Program: wait', { program: { ...report.program, installed: '1.3.0' } }],
    ['Structure of the database: wait', { migrations: { ...report.migrations, missing: ['0003_three'] } }],
    ['Structure of the database: bad', { migrations: { ...report.migrations, unknown: ['0003_three'] } }],
    ['Clock: bad', { zone: 'UTC' }],
    ['Clock: bad', { database: { ...report.database, secondsAhead: -6 } }],
    ['Certificate: wait', { certificate: { validUntil: now, state: 'wait' } }]
  ])('%s', (row, changes) => {
    const rows = rowsOf(changes)
    expect(striking(rows)).toEqual([row])
    expect(rows.find(({ state }) => state !== 'ok')!.advice).toHaveLength(1)
  })

  test.each<AnchorState['trouble']>(['late', 'forged', 'truncated', 'rewritten', 'clock'])(
    'an audit whose anchor is %s',
    (trouble) => {
      const rows = rowsOf({}, { ...anchor, trouble })
      expect(striking(rows)).toEqual(['Audit: bad'])
      expect(rows.find(({ state }) => state === 'bad')!.advice).toHaveLength(1)
    }
  )
})

test('without https there is no certificate, and one that cannot be seen is nobody’s fault', () => {
  expect(rowsOf({ certificate: undefined })).toHaveLength(10)
  expect(striking(rowsOf({ certificate: 'elsewhere' }))).toEqual(['Certificate: off'])
})

test('only who may see the outbox is led there', () => {
  const links = (seesOutbox: boolean) =>
    rowsOf({}, anchor, seesOutbox).flatMap(({ link }) => link?.href ?? [])
  expect([links(true), links(false)]).toEqual([['/work/outbox'], []])
})
