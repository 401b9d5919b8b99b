import { describe, expect, it } from 'vitest'
import { accessClasses } from '#modules/access/server/tables.ts'
import { deskClasses } from '#modules/desk/server/tables.ts'
import { directoryClasses } from '#modules/directory/server/tables.ts'
import { placesClasses } from '#modules/places/server/tables.ts'
import { publishingClasses } from '#modules/publishing/server/tables.ts'
import { backupClasses } from '#platform/backup/server/tables.ts'
import { cryptoClasses } from '#platform/crypto/server/tables.ts'
import { mailClasses } from '#platform/mail/server/tables.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { classFaults } from './classFaults.ts'
import { processingRecord } from './processingRecord.ts'
import { filesMatching, textOf } from './sourceFiles.ts'

const declared = {
  ...accessClasses,
  ...deskClasses,
  ...directoryClasses,
  ...placesClasses,
  ...publishingClasses,
  ...mailClasses,
  ...cryptoClasses,
  ...backupClasses
}

describe('the classes of columns', () => {
  const { owner } = useTestDatabase()

  it('say of every column who can read it', async () => {
    expect(await classFaults(owner, declared)).toEqual([])
  })

  it('are declared by every module that has tables', () => {
    const declaring = filesMatching(/^src\/.+\/server\/tables\.ts$/).filter((path) =>
      textOf(path).includes('declareClasses<')
    )
    expect(declaring).toEqual(filesMatching(/^src\/.+\/server\/tables\.ts$/))
    expect(declaring).toHaveLength(8)
  })

  it('are written down for the record of processing', async () => {
    await expect(await processingRecord(owner, declared)).toMatchFileSnapshot(
      '../../docs/records-of-processing.md'
    )
  })

  it('are found out where they are wrong', async () => {
    await queryAsOwner(
      owner,
      `CREATE TABLE gossip_rumour (id uuid, who text, story text, source bytea, heard_on date);
       COMMENT ON COLUMN gossip_rumour.who IS 'Person: whom it is about.';
       CREATE TABLE gossip_listener (account_id uuid);
       CREATE TABLE gossip_place (id uuid)`
    )
    const wrong = {
      ...declared,
      gossip_rumour: {
        clear: ['id', 'who', 'told_by', 'source'],
        teamSealed: ['story'],
        ownerSealed: ['source']
      },
      gossip_listener: 'impersonal',
      gossip_past: 'impersonal'
    } as const
    expect(await classFaults(owner, wrong)).toEqual([
      'gossip_listener.account_id: about a person',
      'gossip_place: no classes are declared',
      'gossip_rumour.heard_on: no class',
      'gossip_rumour.told_by: not there',
      'gossip_rumour.source: two classes',
      'gossip_rumour.story: can be read',
      'gossip_past: not there'
    ])
  })
})
