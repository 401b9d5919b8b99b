/** Which module may use which, through its doors. A new edge is a decision record; see docs/architecture.md. */
export const EDGES = {
  access: [],
  places: [],
  desk: ['access'],
  directory: ['access', 'places'],
  publishing: ['access', 'directory', 'places'],
  booking: ['access', 'directory', 'places'],
  funding: ['access', 'directory'],
  network: ['access', 'directory'],
  cases: ['access', 'directory', 'places', 'booking', 'funding'],
  mentoring: ['access', 'directory', 'places', 'funding'],
  groups: ['access', 'directory', 'places', 'funding'],
  opening: ['access', 'directory', 'places', 'funding'],
  employment: ['access', 'directory', 'places', 'funding', 'cases'],
  finder: ['directory', 'places', 'booking', 'publishing'],
  statistics: ['access', 'directory', 'funding']
}

/** Modules whose front doors the portal may use; of the others it sees `server/public.ts` at most. */
export const PORTAL_MODULES = ['directory', 'places', 'publishing', 'finder', 'booking']

/** Modules the portal never touches. */
export const NEVER_IN_PORTAL = ['statistics', 'funding']

/** Modules that serve the portal and so read others through the portal's narrow door. */
export const PORTAL_FACING = ['finder', 'publishing', 'booking']

/** The one module that reads every other's `server/facts.ts`. */
export const COUNTING_MODULE = 'statistics'

const FRONT_DOORS = '(index|ui/index|server/index)[.]ts$'
const TEST_CODE = '([.]test[.]ts$|(^|/)testing/)'
const anyOf = (names) => `(${names.join('|') || '-'})`
const packageNamed = (...names) => `(^|/node_modules/|^node_modules/)${anyOf(names)}(/|$)`

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const edgeRules = (module) => {
  const room = `^src/modules/${module}/`
  const friends = anyOf([module, ...EDGES[module]])
  const reachable = [`^src/modules/${friends}/`]
  const doors = [room, `^src/modules/[^/]+/${FRONT_DOORS}`]
  if (module === COUNTING_MODULE) {
    reachable.push('^src/modules/[^/]+/server/facts[.]ts$')
    doors.push('^src/modules/[^/]+/server/facts[.]ts$')
  }
  if (PORTAL_FACING.includes(module)) doors.push('^src/modules/[^/]+/server/public[.]ts$')
  const testDoors = [...doors, '^src/modules/[^/]+/testing/factories[.]ts$']
  const to = (pathNot) => ({ path: '^src/modules/', pathNot })
  return [
    forbid(
      `edge-of-${module}`,
      `${module} may use: ${EDGES[module].join(', ') || 'no module'}.`,
      { path: room },
      to(reachable)
    ),
    forbid(
      `doors-for-${module}`,
      'Another module is entered through its front doors only.',
      { path: room, pathNot: TEST_CODE },
      to(doors)
    ),
    forbid(
      `doors-for-tests-of-${module}`,
      'A test enters another module through its front doors or its factories.',
      { path: `${room}.*${TEST_CODE}` },
      to(testDoors)
    )
  ]
}

const routeRules = [
  forbid(
    'routes-use-doors',
    'Routes use module front doors, ui, i18n and platform except platform/db.',
    { path: '^src/routes/' },
    {
      path: '^src/',
      pathNot: [
        '^src/(routes|ui|i18n)/',
        '^src/platform/(?!db/)',
        '^src/modules/[^/]+/(index|ui/index|server/index|server/public)[.]ts$'
      ]
    }
  ),
  forbid(
    'portal-doors',
    'The portal uses the portal doors of public modules, and server/public.ts of confidential ones.',
    { path: '^src/routes/[(]portal[)]/' },
    {
      path: '^src/modules/',
      pathNot: [
        `^src/modules/${anyOf(PORTAL_MODULES)}/(index|ui/index|server/public)[.]ts$`,
        `^src/modules/(?!${anyOf(NEVER_IN_PORTAL)}/)[^/]+/server/public[.]ts$`
      ]
    }
  )
]

const layerRules = [
  forbid(
    'ground-knows-no-module',
    'ui, i18n and platform know no module.',
    { path: '^src/(ui|i18n|platform)/' },
    { path: '^src/(modules|routes|app)/' }
  ),
  forbid(
    'modules-look-down',
    'Modules know neither routes nor the wiring.',
    { path: '^src/modules/', pathNot: TEST_CODE },
    { path: '^src/(routes/|app/|hooks|main[.]|cli[./])' }
  ),
  forbid(
    'module-named-in-edges',
    'A module stands in the table of edges before it imports anything.',
    { path: '^src/modules/([^/]+)/', pathNot: `^src/modules/${anyOf(Object.keys(EDGES))}/` },
    { path: '^src/modules/', pathNot: '^src/modules/$1/' }
  ),
  forbid(
    'only-entries-use-app',
    'Only the entries, the hooks and app/server itself use the wiring.',
    {
      path: '^src/',
      pathNot: ['^src/(app|testing)/', '^src/(hooks[.]server|main|cli)[.]ts$', '^src/cli/', TEST_CODE]
    },
    { path: '^src/app/' }
  ),
  forbid(
    'app-uses-doors',
    'The wiring knows all modules, through their front doors, jobs and privacy.',
    { path: '^src/(app/|hooks|params|app[.]d|main[.])', pathNot: TEST_CODE },
    { path: '^src/modules/', pathNot: '^src/modules/[^/]+/(index|server/(index|public|jobs|privacy))[.]ts$' }
  )
]

const PURE = {
  path: '^src/modules/[^/]+/(?!server/|ui/|testing/).+[.]ts$',
  pathNot: TEST_CODE
}

const purityRules = [
  forbid(
    'pure-no-io',
    'What lies outside server/ and ui/ runs anywhere: no server code, no component.',
    PURE,
    {
      path: ['/server/', '^src/(ui|platform/(db|files|mail|jobs))/', '[.]svelte$', '^src/modules/[^/]+/ui/']
    }
  ),
  forbid('pure-no-builtins', 'What lies outside server/ and ui/ runs anywhere: no Node.', PURE, {
    dependencyTypes: ['core']
  }),
  forbid(
    'pure-no-framework',
    'What lies outside server/ and ui/ runs anywhere: no framework, no database.',
    PURE,
    {
      path: [packageNamed('svelte', '@sveltejs', 'kysely', 'pg', 'vite'), '^[$](app|env)/']
    }
  ),
  forbid(
    'markup-no-server',
    'Components and what runs in a browser reach no server code.',
    {
      path: ['[.]svelte$', '^src/ui/', '^src/modules/[^/]+/ui/', '^src/routes/.*[+](page|layout)[.]ts$'],
      pathNot: TEST_CODE
    },
    { path: '/server/' }
  )
]

const sqlRules = [
  forbid(
    'kysely-in-its-files',
    'SQL is written in *Repository, *Queries, *Tables, facts, privacy, tables and platform/db.',
    {
      path: '^src/',
      pathNot: [
        '^src/(modules|platform)/[^/]+/server/([^/]*(Repository|Queries|Tables)|facts|privacy|tables)[.]ts$',
        '^src/modules/[^/]+/server/[^/]+/[^/]*(Repository|Queries)[.]ts$',
        '^src/platform/db/',
        TEST_CODE
      ]
    },
    { path: packageNamed('kysely') }
  ),
  forbid(
    'driver-in-its-place',
    'The database driver is used by platform/db and the wiring that watches the connection.',
    { path: '^src/', pathNot: ['^src/platform/db/', '^src/app/server/', TEST_CODE] },
    { path: packageNamed('pg') }
  ),
  forbid(
    'migrations-import-nothing',
    'A migration stays what it was when it ran.',
    { path: '^src/platform/db/server/migrations/' },
    { path: '.' }
  )
]

const hygieneRules = [
  forbid(
    'no-cycles',
    'Nothing needs itself in order to run.',
    {},
    {
      circular: true,
      viaOnly: { dependencyTypesNot: ['type-only'] }
    }
  ),
  forbid(
    'no-test-code-in-product',
    'Product code needs no test code.',
    { path: '^src/', pathNot: TEST_CODE },
    { path: [TEST_CODE, '^(tests|e2e)/', packageNamed('vitest', 'fast-check', '@playwright', '@axe-core')] }
  ),
  forbid(
    'everything-resolves',
    'An import that leads nowhere hides from every other rule.',
    {},
    {
      couldNotResolve: true,
      pathNot: ['^[$](app|env|service-worker)(/|$)', '/[$]types([.]d)?([.]ts)?$']
    }
  )
]

const rules = [
  ...Object.keys(EDGES).flatMap(edgeRules),
  ...routeRules,
  ...layerRules,
  ...purityRules,
  ...sqlRules,
  ...hygieneRules
]

export default {
  forbidden: rules,
  options: {
    doNotFollow: { path: ['node_modules'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'node', 'default'],
      extensions: ['.ts', '.svelte', '.js', '.mjs', '.d.ts']
    }
  }
}
