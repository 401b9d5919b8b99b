import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadReferencePlaces } from '#modules/places/server/index.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { useTestDatabase } from '#testing/testDatabase.ts'
import { CSV_COLUMNS } from '../../csv/csvColumns.ts'
import { importHsds } from '../importHsds.ts'
import { exportCentresCsv } from './exportCentresCsv.ts'

const DEMONSTRATION = join(import.meta.dirname, '../../../../../data/demo/directory.hsds.json')
const SOURCE = 'demo'

describe('the table of the demonstration organisation', () => {
  const db = useTestDatabase()
  let table = ''

  const take = async (organisation: OrganisationId, name: string, bytes: Buffer) => {
    const ctx = db.ctx('app_work', organisation)
    return importHsds(ctx, { source: SOURCE, files: [{ name, bytes }], dryRun: false })
  }
  const written = (organisation: OrganisationId) => exportCentresCsv(db.ctx('app_portal', organisation))

  beforeAll(async () => {
    await loadReferencePlaces(db.ctx('owner'))
    const organisation = await db.addOrganisation()
    await take(organisation, 'directory.hsds.json', await readFile(DEMONSTRATION))
    table = await written(organisation)
  })

  it('gives the same table when it is imported elsewhere', async () => {
    const other = await db.addOrganisation()
    const report = await take(other, 'centres.csv', Buffer.from(table))
    expect(report.counts).toMatchObject({ refused: 0, unchanged: 0 })
    const again = await written(other)
    expect(again.split('\r\n')).toEqual(table.split('\r\n'))
    expect(again.split('\r\n').length).toBeGreaterThan(100)
  })

  it('names every column and has every kind of record', () => {
    const header = table.slice(1, table.indexOf('\r\n')).split(',')
    expect(header).toEqual(CSV_COLUMNS.map(({ name }) => name))
    for (const record of ['provider', 'centre', 'service', 'offer']) expect(table).toMatch(`\r\n${record},`)
  })
})
