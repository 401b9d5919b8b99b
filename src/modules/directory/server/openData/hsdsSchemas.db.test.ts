import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import addFormats from 'ajv-formats'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadReferencePlaces } from '#modules/places/server/index.ts'
import type { Ctx } from '#platform/ctx.ts'
import { useTestDatabase } from '#testing/testDatabase.ts'
import { findSharedData } from '../../testing/hsdsFiles.ts'
import { importHsds } from '../importHsds.ts'
import { findHsds } from './findHsds.ts'
import { listHsds } from './listHsds.ts'
import type { HsdsKind } from './readQuestion.ts'

const schemas = findSharedData('hsds/schema-3.1')

const WITHOUT = schemas === undefined ? ' (not checked: the schemas are not beside the checkout)' : ''
const TITLE = `the open data of the whole demonstration organisation${WITHOUT}`
const DEMONSTRATION = join(import.meta.dirname, '../../../../../data/demo')

interface Item {
  readonly id: string
}

/** Every item of a list, page by page. */
const everyItem = async (ctx: Ctx, kind: HsdsKind, more: Record<string, string> = {}): Promise<Item[]> => {
  const items: Item[] = []
  for (let page = 1; ; page++) {
    const search = new URLSearchParams({ page: String(page), per_page: '40', ...more })
    const answer = await listHsds(ctx, kind, search)
    if (!answer.ok) throw new Error(JSON.stringify(answer.fault))
    items.push(...(answer.value.contents as Item[]))
    if (answer.value.last_page) {
      expect(items).toHaveLength(answer.value.total_items)
      return items
    }
  }
}

describe.skipIf(schemas === undefined)(TITLE, () => {
  const db = useTestDatabase()
  let ctx: Ctx

  const compiled = new Map<string, ValidateFunction>()
  const validator = (name: string): ValidateFunction => {
    const known = compiled.get(name) ?? compile(name)
    compiled.set(name, known)
    return known
  }
  const compile = (name: string): ValidateFunction => {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    ;(addFormats.default as (to: Ajv2020) => unknown)(ajv)
    return ajv.compile(JSON.parse(readFileSync(join(schemas!, name), 'utf8')) as object)
  }

  const faultsOf = (validate: ValidateFunction, items: readonly Item[]) =>
    items.flatMap((item) =>
      validate({ ...item })
        ? []
        : (validate.errors ?? []).map(({ instancePath, message }) => `${item.id} ${instancePath} ${message}`)
    )

  beforeAll(async () => {
    const organisation = await db.addOrganisation()
    await loadReferencePlaces(db.ctx('owner'))
    const bytes = await readFile(join(DEMONSTRATION, 'directory.hsds.json'))
    await importHsds(db.ctx('app_work', organisation), {
      source: 'demo',
      files: [{ name: 'directory.hsds.json', bytes }],
      dryRun: false
    })
    ctx = db.ctx('app_portal', organisation)
  })

  it.each([
    ['services', {}, 'service_list.json'],
    ['services', { full: 'true' }, 'service.json'],
    ['organizations', {}, 'organization_list.json'],
    ['organizations', { full: 'true' }, 'organization.json'],
    ['organizations', { full_service: 'true' }, 'organization.json'],
    ['service_at_locations', {}, 'service_at_location_list.json'],
    ['service_at_locations', { full: 'true' }, 'service_at_location.json']
  ] as const)('of %s with %j is valid item by item', async (kind, more, schema) => {
    const items = await everyItem(ctx, kind, { ...more })
    expect(items.length).toBeGreaterThan(2)
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
    expect(faultsOf(validator(schema), items)).toEqual([])
  })

  it.each([
    ['services', 'service.json'],
    ['organizations', 'organization.json'],
    ['service_at_locations', 'service_at_location.json']
  ] as const)('of every single one of %s is valid', async (kind, schema) => {
    const validate = validator(schema)
    for (const { id } of await everyItem(ctx, kind)) {
      const answer = await findHsds(ctx, kind, id, new URLSearchParams())
      if (!answer.ok) throw new Error(`${id} is listed and cannot be found`)
      expect(faultsOf(validate, [answer.value as Item])).toEqual([])
    }
  })

  it('names every term that its records carry', async () => {
    const terms = new Set((await everyItem(ctx, 'taxonomy_terms')).map(({ id }) => id))
    const text = JSON.stringify(await everyItem(ctx, 'organizations', { full_service: 'true' }))
    const used = [...text.matchAll(/"taxonomy_term_id":"([^"]+)"/g)].map(([, id]) => id!)
    expect(used.length).toBeGreaterThan(100)
    expect(used.filter((id) => !terms.has(id))).toEqual([])
  })

  it('is refused by the same schemas when a required member is missing', async () => {
    const [item] = await everyItem(ctx, 'services')
    expect(faultsOf(validator('service_list.json'), [{ id: item!.id }])).not.toEqual([])
  })
})
