import type { Opening, Permission } from '#modules/access/index.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who may use a route, and how. */
export interface Access {
  readonly methods: readonly Method[]
  /**
   * What each handler asks for, by its name: `load`, a method, or an action. Empty where anyone may, without signing in
   * and without a word for it.
   */
  readonly handlers: Readonly<Record<string, Permission | Opening>>
}

const open = (...methods: Method[]): Access => ({ methods, handlers: {} })

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies Method[]

/** The method that a handler answers. */
export const methodOf = (handler: string): Method =>
  handler === 'load' ? 'GET' : METHODS.includes(handler) ? (handler as Method) : 'POST'

const asks = (handlers: Access['handlers']): Access => ({
  handlers,
  methods: [...new Set(Object.keys(handlers).map(methodOf))]
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
  '/(account)/[area=entry]/[...rest]': asks({ load: 'signIn' }),
  '/(account)/confirm': asks({ load: 'profile.view', code: 'profile.view', passkey: 'profile.view' }),
  '/(account)/invitation/[token]': asks({ load: 'invitation', default: 'invitation' }),
  '/(account)/password/[token]': asks({ load: 'password', default: 'password' }),
  '/(account)/password/forgotten': asks({ load: 'password', default: 'password' }),
  '/(account)/set-up/[token]': asks({ load: 'setUp', default: 'setUp' }),
  '/(account)/sign-in': asks({ load: 'signIn', default: 'signIn' }),
  '/(account)/sign-in/codes': asks({ load: 'factors.change', default: 'factors.change' }),
  '/(account)/sign-in/enrol': asks({ load: 'secondFactor', default: 'secondFactor' }),
  '/(account)/sign-in/passkey': asks({ load: 'secondFactor', default: 'secondFactor' }),
  '/(account)/sign-in/second': asks({
    load: 'secondFactor',
    passkey: 'secondFactor',
    totp: 'secondFactor',
    oneTimeCode: 'secondFactor'
  }),
  '/(account)/sign-in/with': asks({ load: 'singleSignOn', begin: 'singleSignOn', accept: 'singleSignOn' }),
  '/(account)/sign-in/with/back': asks({ GET: 'singleSignOn' }),
  '/(account)/sign-out': asks({ load: 'signOut', default: 'signOut' }),
  '/(workspace)/work': asks({ load: 'today.view', settle: 'today.view' }),
  '/(workspace)/work/[...rest]': asks({ load: 'today.view' }),
  '/(workspace)/work/audit': asks({ load: 'audit.view' }),
  '/(workspace)/work/audit/export': asks({ GET: 'audit.export' }),
  '/(workspace)/work/find': asks({ load: 'find.use', default: 'find.use' }),
  '/(workspace)/work/keys': asks({ load: 'today.view' }),
  '/(workspace)/work/mistakes': asks({ load: 'mistakes.view', close: 'mistakes.close' }),
  '/(workspace)/work/drafts/[id]': asks({ load: 'drafts.view', discard: 'drafts.discard' }),
  '/(workspace)/work/outbox': asks({ load: 'outbox.view', retry: 'outbox.retry' }),
  '/(workspace)/work/outbox/[id]': asks({ load: 'outbox.view' }),
  '/(workspace)/work/people': asks({
    load: 'people.view',
    resend: 'people.invite',
    withdraw: 'people.invite'
  }),
  '/(workspace)/work/people/[id]': asks({
    load: 'people.view',
    grant: 'roles.grant',
    end: 'roles.end',
    disable: 'people.disable',
    enable: 'people.enable',
    reset: 'people.resetFactors'
  }),
  '/(workspace)/work/people/[id]/absence': asks({
    load: 'people.noteAbsence',
    save: 'people.noteAbsence',
    standIn: 'people.nameStandIn',
    end: 'people.noteAbsence'
  }),
  '/(workspace)/work/people/[id]/erase': asks({ load: 'people.erase', default: 'people.erase' }),
  '/(workspace)/work/people/[id]/export': asks({ GET: 'people.export' }),
  '/(workspace)/work/people/[id]/leave': asks({ load: 'people.disable', default: 'people.disable' }),
  '/(workspace)/work/people/invite': asks({ load: 'people.invite', default: 'people.invite' }),
  '/(workspace)/work/people/invite/many': asks({
    load: 'people.invite',
    check: 'people.invite',
    send: 'people.invite'
  }),
  '/(workspace)/work/permissions': asks({ load: 'permissions.view' }),
  '/(workspace)/work/profile': asks({
    load: 'profile.view',
    save: 'profile.change',
    end: 'sessions.end',
    endOthers: 'sessions.end'
  }),
  '/(workspace)/work/profile/absence': asks({
    load: 'profile.noteAbsence',
    save: 'profile.noteAbsence',
    end: 'profile.noteAbsence'
  }),
  '/(workspace)/work/profile/export': asks({ GET: 'profile.export' }),
  '/(workspace)/work/profile/factors': asks({
    load: 'factors.change',
    rename: 'factors.change',
    remove: 'factors.change'
  }),
  '/(workspace)/work/profile/key': asks({
    load: 'key.view',
    make: 'key.makeSheet',
    test: 'key.view',
    unlock: 'key.view',
    open: 'key.view',
    passkey: 'key.view',
    choose: 'key.choosePassphrase',
    chooseBySheet: 'key.choosePassphrase',
    remove: 'key.choosePassphrase',
    giveUp: 'key.giveUp'
  }),
  '/(workspace)/work/profile/looked': asks({ load: 'audit.viewMine' }),
  '/(workspace)/work/profile/password': asks({ load: 'password.change', default: 'password.change' }),
  '/(workspace)/work/profile/sign-on': asks({
    load: 'factors.view',
    link: 'factors.change',
    unlink: 'factors.change'
  }),
  '/(workspace)/work/system': asks({ load: 'system.view' }),
  '/(workspace)/work/recovery': asks({
    load: 'recovery.view',
    name: 'recovery.name',
    release: 'recovery.release',
    complete: 'recovery.release'
  }),
  '/(workspace)/work/teams': asks({
    load: 'teams.view',
    create: 'teams.create',
    rename: 'teams.rename',
    close: 'teams.close',
    duty: 'teams.giveDuty',
    passKeyOn: 'teams.passKeyOn'
  }),
  '/(workspace)/work/tasks': asks({ load: 'tasks.view', finish: 'tasks.write', reopen: 'tasks.write' }),
  '/(workspace)/work/tasks/new': asks({ load: 'tasks.write', default: 'tasks.write' }),
  '/(workspace)/work/tasks/[id]': asks({ load: 'tasks.view', change: 'tasks.write', delete: 'tasks.write' }),
  '/(workspace)/work/teams/[id]': asks({
    load: 'notes.view',
    write: 'notes.write',
    change: 'notes.write',
    delete: 'notes.write'
  })
}
