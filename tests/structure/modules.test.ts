import { describe, expect, it } from 'vitest'
import { EDGES } from '../../.dependency-cruiser.mjs'
import { foreignRelations, relationsMadeBy } from './relations.ts'
import { filesMatching, moduleNames, textOf } from './sourceFiles.ts'

const existing = new Set(filesMatching(/^src\//))
const MIGRATIONS = /^src\/platform\/db\/server\/migrations\//
const migrations = filesMatching(MIGRATIONS)
const relations = migrations.flatMap((path) => relationsMadeBy(textOf(path)))
const friendsOf = (module: string): readonly string[] =>
  (EDGES as Readonly<Record<string, readonly string[]>>)[module] ?? []

const partsOf = (module: string) => [
  'README.md',
  'index.ts',
  ...(relations.some((name) => name.startsWith(`${module}_`)) ? ['testing/factories.ts'] : [])
]

describe('every module', () => {
  it.each(moduleNames)('%s has its README, front door and, with tables, factories', (module) => {
    const missing = partsOf(module).filter((part) => !existing.has(`src/modules/${module}/${part}`))
    expect(missing).toEqual([])
  })

  it('lists the names at its front doors one by one', () => {
    const doors = filesMatching(/^src\/modules\/[^/]+\/(index|ui\/index|server\/(index|public|facts))\.ts$/)
    expect(doors.length).toBeGreaterThan(0)
    expect(doors.filter((path) => /^\s*export\s*(type\s*)?\*/m.test(textOf(path)))).toEqual([])
  })

  it('names its own tables only, or a view of a module it may use', () => {
    const faults = moduleNames.flatMap((module) =>
      filesMatching(new RegExp(`^src/modules/${module}/.*(?<![.]test)[.]ts$`)).flatMap((path) =>
        foreignRelations(textOf(path), module, friendsOf(module), relations).map((name) => `${path}: ${name}`)
      )
    )
    expect(faults).toEqual([])
  })
})

describe('foreignRelations', () => {
  const known = ['places_county', 'directory_v_site', 'directory_centre', 'cases_case']

  it.each([
    ["selectFrom('cases_case')", []],
    ["innerJoin('directory_v_site', 'id', 'site_id')", []],
    ['sql`SELECT 1 FROM directory_centre`', ['directory_centre']],
    ['type Tables = { places_county: County }', ['places_county']]
  ])('in %s are %j', (text, expected) => {
    expect(foreignRelations(text, 'cases', ['directory'], known)).toEqual(expected)
  })

  it('counts a view of a module that may not be used', () => {
    expect(foreignRelations("'directory_v_site'", 'places', [], known)).toEqual(['directory_v_site'])
  })
})

describe('migrations', () => {
  const named = migrations.map((path) => path.replace(MIGRATIONS, ''))
  const owners = [...Object.keys(EDGES), 'platform'].join('|')

  it('are numbered without a gap and named NNNN_module_what.sql', () => {
    const form = new RegExp(`^\\d{4}_(${owners})_[a-z0-9_]+[.]sql$`)
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((name) => !form.test(name))).toEqual([])
    expect(named.map((name) => Number(name.slice(0, 4)))).toEqual(named.map((_, index) => index + 1))
  })

  it('go forward only', () => {
    const backward = /\b(DROP\s+(TABLE|COLUMN|SCHEMA|DATABASE)|(?<!OR )TRUNCATE)\b/i
    expect(migrations.filter((path) => backward.test(textOf(path)))).toEqual([])
  })

  it('speak PostgreSQL 15', () => {
    const newer =
      /\b(uuidv7\s*\(|WITHOUT\s+OVERLAPS|JSON_TABLE\s*\(|GENERATED\s+ALWAYS\s+AS\s*\([^)]*\)\s*VIRTUAL)/i
    expect(migrations.filter((path) => newer.test(textOf(path)))).toEqual([])
  })

  it('make relations that name their module', () => {
    const owned = new RegExp(`^(${owners})_`)
    expect(relations.filter((name) => !owned.test(name))).toEqual([])
  })
})
