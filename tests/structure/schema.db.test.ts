import { describe, expect, it } from 'vitest'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { personTables, schemaFaults } from './schemaFaults.ts'
import { filesMatching, textOf } from './sourceFiles.ts'

const privacyTexts = filesMatching(/^src\/modules\/[^/]+\/server\/privacy\.ts$/).map((path) => textOf(path))
const isCovered = (table: string) => privacyTexts.some((text) => new RegExp(`\\b${table}\\b`).test(text))

describe('the migrated database', () => {
  const { owner } = useTestDatabase()

  it('keeps the rules of the house', async () => {
    expect(await schemaFaults(owner)).toEqual({})
  })

  it('exports and erases every table about persons through a privacy.ts', async () => {
    expect((await personTables(owner)).filter((table) => !isCovered(table))).toEqual([])
  })
})

describe('a database with planted faults', () => {
  const { owner } = useTestDatabase()
  const plant = (statement: string) => queryAsOwner(owner, statement)

  it('is found out in every one', async () => {
    await plant(`
      CREATE TABLE gossip_rumour (id uuid PRIMARY KEY, organisation_id uuid, who text);
      COMMENT ON COLUMN gossip_rumour.who IS 'Person: whom it is about.';
      CREATE TABLE gossip_open (id uuid PRIMARY KEY, organisation_id uuid);
      COMMENT ON TABLE gossip_open IS 'Enabled, but everyone sees everything.';
      ALTER TABLE gossip_open ENABLE ROW LEVEL SECURITY;
      CREATE POLICY gossip_open_all ON gossip_open USING (true);
      CREATE TABLE gossip_owned (id uuid PRIMARY KEY);
      COMMENT ON TABLE gossip_owned IS 'Belongs to a login role.';
      GRANT CREATE ON SCHEMA public TO app_work;
      ALTER TABLE gossip_owned OWNER TO app_work;
      GRANT SELECT (who), DELETE ON gossip_rumour TO app_portal;
      CREATE VIEW gossip_v_rumour AS SELECT who FROM gossip_rumour;
      CREATE VIEW gossip_all AS SELECT 1 AS one;
      GRANT SELECT ON gossip_v_rumour, gossip_all TO app_portal;
      CREATE FUNCTION gossip_tell() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`)
    expect(await schemaFaults(owner)).toEqual({
      uncommented: ['gossip_rumour'],
      withoutRowSecurity: ['gossip_rumour'],
      withoutPolicy: ['gossip_rumour'],
      carelessPolicy: ['gossip_open_all'],
      owningRole: ['app_work'],
      readableByPortal: ['gossip_all', 'gossip_rumour'],
      changeableByPortal: ['gossip_rumour'],
      viewOverAllOrganisations: ['gossip_v_rumour'],
      untoldChange: ['gossip_rumour'],
      functionForPortal: ['gossip_tell']
    })
    expect((await personTables(owner)).filter((table) => !isCovered(table))).toEqual(['gossip_rumour'])
  })
})
