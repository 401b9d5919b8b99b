import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { findAnchorState, writeAnchor } from './index.ts'
import { recordEvent } from './recordEvent.ts'

const db = useTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'anlaufstelle-anchors-'))
afterAll(() => rmSync(folder, { recursive: true }))
let organisation: OrganisationId
let ctx: Ctx
let data: string
beforeEach(async () => {
  organisation = await db.addOrganisation()
  ctx = db.ctx('app_work', organisation)
  data = join(folder, organisation)
})

const happen = () => ctx.write((tx) => recordEvent(tx, ctx, { event: 'access.people.listed' }))
const state = () => findAnchorState(ctx, organisation, data)
/** What an owner of the database can do to the newest entry, and what an audit has to notice. */
const change = (statement: string) =>
  queryAsOwner(
    db.owner,
    `ALTER TABLE access_audit_event DISABLE TRIGGER USER; ${statement};
     ALTER TABLE access_audit_event ENABLE TRIGGER USER;
     ALTER TABLE access_audit_event ENABLE ALWAYS TRIGGER access_audit_event_unchangeable`.replaceAll(
      'ORG',
      `'${organisation}'`
    )
  )
const later = () =>
  change(`UPDATE access_audit_event SET occurred_at = now() - interval '3 hours' WHERE organisation_id = ORG`)

test('without an entry there is nothing to anchor', async () => {
  expect(await state()).toEqual({ last: undefined, trouble: undefined })
})

test('the last anchor says how far it tells', async () => {
  await happen()
  await happen()
  expect(await state()).toEqual({ last: undefined, trouble: undefined })
  await writeAnchor(ctx, organisation, data)
  await happen()
  expect(await state()).toMatchObject({ last: { position: 2 }, trouble: undefined })
})

test('an entry that waits for more than two hours is told of, a quiet night is not', async () => {
  await happen()
  await later()
  expect(await state()).toEqual({ last: undefined, trouble: 'late' })
  await writeAnchor(ctx, organisation, data)
  expect(await state()).toMatchObject({ trouble: undefined })
  await happen()
  await change(
    `UPDATE access_audit_event SET occurred_at = now() - interval '3 hours' WHERE organisation_id = ORG AND position = 2`
  )
  expect(await state()).toMatchObject({ last: { position: 1 }, trouble: 'late' })
})

test('an audit that is not what the anchor said is told of', async () => {
  await happen()
  await writeAnchor(ctx, organisation, data)
  await change(`DELETE FROM access_audit_event WHERE organisation_id = ORG`)
  expect(await state()).toMatchObject({ trouble: 'truncated' })
})

test('another organisation’s anchors are not looked at', async () => {
  await happen()
  await writeAnchor(ctx, organisation, data)
  const there = await db.addOrganisation()
  expect(await findAnchorState(db.ctx('app_work', there), there, data)).toEqual({
    last: undefined,
    trouble: undefined
  })
})
