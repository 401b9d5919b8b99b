import type { Permission } from '#modules/access/index.ts'

/** Who may use a route. `public`: anyone, without signing in. Otherwise the permissions its handlers ask for. */
export type Who = 'public' | Permission
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Access {
  readonly who: readonly Who[]
  readonly methods: readonly Method[]
}

const open = (...methods: Method[]): Access => ({ who: ['public'], methods })

const asks = (permission: Permission | readonly Permission[], ...methods: Method[]): Access => ({
  who: [permission].flat(),
  methods
})

/** Every route of the application by its id, who may use it, and how. A route that is missing here fails the tests. */
export const ACCESS_MATRIX: Readonly<Record<string, Access>> = {
  '/(portal)': open('GET'),
  '/(portal)/[lang=lang]': open('GET', 'POST'),
  '/(portal)/[lang=lang]/[...rest]': open('GET'),
  '/(portal)/[lang=lang]/about': open('GET'),
  '/(portal)/[lang=lang]/accessibility': open('GET', 'POST'),
  '/(portal)/[lang=lang]/accessibility/reported': open('GET'),
  '/(portal)/[lang=lang]/centre/[slug]': open('GET'),
  '/(portal)/[lang=lang]/centre/[slug]/card': open('GET'),
  '/(portal)/[lang=lang]/centre/[slug]/report': open('GET', 'POST'),
  '/(portal)/[lang=lang]/centre/[slug]/report/sent': open('GET'),
  '/(portal)/[lang=lang]/centres': open('GET'),
  '/(portal)/[lang=lang]/credits': open('GET'),
  '/(portal)/[lang=lang]/leave': open('GET'),
  '/(portal)/[lang=lang]/find/age': open('GET', 'POST'),
  '/(portal)/[lang=lang]/find/place': open('GET', 'POST'),
  '/(portal)/[lang=lang]/find/results': open('GET', 'POST'),
  '/(portal)/[lang=lang]/find/situation': open('GET', 'POST'),
  '/(portal)/[lang=lang]/imprint': open('GET'),
  '/(portal)/[lang=lang]/languages': open('GET'),
  '/(portal)/[lang=lang]/privacy': open('GET'),
  '/(portal)/[lang=lang]/sign-language': open('GET'),
  '/(portal)/[lang=lang]/show': open('GET'),
  '/api/centres.csv': open('GET'),
  '/api/closures.ics': open('GET'),
  '/api/closures/[slug].ics': open('GET'),
  '/api/hsds/v3': open('GET'),
  '/api/hsds/v3/[...rest]': open('GET'),
  '/api/hsds/v3/[kind]': open('GET'),
  '/api/hsds/v3/[kind]/[id]': open('GET'),
  '/api/hsds/v3/openapi.json': open('GET'),
  '/exit': open('GET'),
  '/health': open('GET'),
  '/ready': open('GET'),
  '/videos/[file]': open('GET'),
  '/(account)/confirm': asks('profile.view', 'GET', 'POST'),
  '/(account)/invitation/[token]': open('GET', 'POST'),
  '/(account)/password/[token]': open('GET', 'POST'),
  '/(account)/password/forgotten': open('GET', 'POST'),
  '/(account)/set-up/[token]': open('GET', 'POST'),
  '/(account)/sign-in': open('GET', 'POST'),
  '/(account)/sign-in/codes': asks('factors.change', 'GET', 'POST'),
  '/(account)/sign-in/enrol': open('GET', 'POST'),
  '/(account)/sign-in/passkey': open('GET', 'POST'),
  '/(account)/sign-in/second': open('GET', 'POST'),
  '/(account)/sign-in/with': open('GET', 'POST'),
  '/(account)/sign-in/with/back': open('GET'),
  '/(account)/sign-out': open('GET', 'POST'),
  '/(workspace)/work': asks('today.view', 'GET'),
  '/(workspace)/work/audit': asks('audit.view', 'GET'),
  '/(workspace)/work/audit/export': asks('audit.export', 'GET'),
  '/(workspace)/work/outbox': asks(['outbox.view', 'outbox.retry'], 'GET', 'POST'),
  '/(workspace)/work/outbox/[id]': asks('outbox.view', 'GET'),
  '/(workspace)/work/people': asks(['people.view', 'people.invite'], 'GET', 'POST'),
  '/(workspace)/work/people/[id]': asks(
    ['people.view', 'roles.grant', 'roles.end', 'people.disable', 'people.enable', 'people.resetFactors'],
    'GET',
    'POST'
  ),
  '/(workspace)/work/people/invite': asks('people.invite', 'GET', 'POST'),
  '/(workspace)/work/permissions': asks('permissions.view', 'GET'),
  '/(workspace)/work/profile': asks(['profile.view', 'profile.change', 'sessions.end'], 'GET', 'POST'),
  '/(workspace)/work/profile/factors': asks('factors.change', 'GET', 'POST'),
  '/(workspace)/work/profile/looked': asks('audit.viewMine', 'GET'),
  '/(workspace)/work/profile/password': asks('password.change', 'GET', 'POST'),
  '/(workspace)/work/profile/sign-on': asks(['factors.view', 'factors.change'], 'GET', 'POST'),
  '/(workspace)/work/teams': asks(
    ['teams.view', 'teams.create', 'teams.rename', 'teams.close'],
    'GET',
    'POST'
  )
}
