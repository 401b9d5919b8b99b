import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { archiveName, readArchiveName, unfinished } from './archiveNames.ts'
import { outdated, pruneBackups } from './pruneBackups.ts'

const now = Temporal.Instant.from('2026-11-24T02:30:00Z')
const before = (days: number) => now.subtract({ hours: days * 24 })
const nameOf = (days: number, kind: 'content' | 'keys') => archiveName(before(days), kind)

test('the name of an archive tells when it was taken, and what is in it', () => {
  expect(nameOf(0, 'keys')).toBe('anlaufstelle-20261124T023000Z-keys.age')
  expect(readArchiveName(nameOf(3, 'content'))).toEqual({ takenAt: before(3), kind: 'content' })
  for (const other of [
    '',
    'notes.age',
    `${nameOf(1, 'keys')}.part`,
    'anlaufstelle-20269924T023000Z-keys.age'
  ])
    expect(readArchiveName(other)).toBeUndefined()
})

describe('of archives', () => {
  test('keys go after 30 days, content after 90', () => {
    const names = [0, 29, 30, 31, 89, 90, 91].flatMap((days) => [
      nameOf(days, 'keys'),
      nameOf(days, 'content')
    ])
    expect(outdated(names, now).toSorted()).toEqual(
      [...[31, 89, 90, 91].map((days) => nameOf(days, 'keys')), nameOf(91, 'content')].sort()
    )
  })

  test('the newest of each kind stays, however old', () => {
    const names = [nameOf(400, 'keys'), nameOf(401, 'keys'), nameOf(500, 'content')]
    expect(outdated(names, now)).toEqual([nameOf(401, 'keys')])
  })
})

test('a folder keeps what is no archive, and loses what a killed backup left a day ago', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'anlaufstelle-prune-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const [left, fresh] = [unfinished(nameOf(2, 'content')), unfinished(nameOf(0, 'content'))]
  const kept = ['notes.txt', 'other.part', nameOf(0, 'keys'), fresh]
  for (const name of [...kept, left, nameOf(40, 'keys')]) writeFileSync(join(folder, name), 'x')
  const seconds = (days: number) => before(days).epochMilliseconds / 1000
  utimesSync(join(folder, left), seconds(2), seconds(2))
  utimesSync(join(folder, 'other.part'), seconds(2), seconds(2))
  utimesSync(join(folder, fresh), seconds(0), seconds(0))
  expect((await pruneBackups(folder, now)).toSorted()).toEqual([left, nameOf(40, 'keys')].sort())
  expect(readdirSync(folder).sort()).toEqual(kept.sort())
})
