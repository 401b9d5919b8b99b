import type { Permission } from '#modules/access/index.ts'
import type { Field } from './routerForms.ts'
import type { RouteHandler } from './routerHandlers.ts'

/** How a record stands to the one who asks; `organisation` where a record lies in no team. */
export type Relation =
  'own' | 'team' | 'other team' | 'organisation' | 'other organisation' | 'unknown' | 'malformed'

const OF_SOMEBODY = ['own', 'team', 'other team', 'other organisation', 'unknown', 'malformed'] as const
const OF_THE_ORGANISATION = ['organisation', 'other organisation', 'unknown', 'malformed'] as const

/** Every kind of record that a route or a form names, and how one may stand to the one who asks. */
export const KINDS = {
  person: OF_SOMEBODY,
  grant: OF_SOMEBODY,
  session: OF_SOMEBODY,
  factor: OF_SOMEBODY,
  identity: OF_SOMEBODY,
  draft: OF_SOMEBODY,
  invitation: ['team', 'other team', 'other organisation', 'unknown', 'malformed'],
  team: OF_THE_ORGANISATION,
  'team on duty': OF_THE_ORGANISATION,
  centre: OF_THE_ORGANISATION,
  mistake: ['team', 'other organisation', 'unknown', 'malformed'],
  note: ['team', 'other team', 'other organisation', 'unknown', 'malformed'],
  'done task': ['team', 'other team', 'other organisation', 'unknown', 'malformed'],
  task: ['team', 'other team', 'other organisation', 'unknown', 'malformed'],
  notes: ['team', 'other team', 'other organisation', 'unknown', 'malformed'],
  mail: OF_THE_ORGANISATION,
  invitationToken: OF_THE_ORGANISATION,
  resetToken: OF_THE_ORGANISATION,
  setUpToken: ['unknown', 'malformed']
} as const satisfies Record<string, readonly Relation[]>
export type Kind = keyof typeof KINDS

/** A record that the form makes: its id is new, or one that somebody has already. */
const MADE: readonly Relation[] = ['unknown', 'other organisation']

/**
 * Of which kind the record is that a field names. `[id]` is a parameter of the address, `?id` a name in it; others are
 * fields of forms, of one action where its name stands before them.
 */
const NAMED: Readonly<Record<string, Kind | `new ${Kind}`>> = {
  '/(account)/invitation/[token] [token]': 'invitationToken',
  '/(account)/password/[token] [token]': 'resetToken',
  '/(account)/set-up/[token] [token]': 'setUpToken',
  '/(account)/sign-in/with token': 'invitationToken',
  '/(account)/sign-in/enrol factorId': 'factor',
  '/(workspace)/work/audit ?actor': 'person',
  '/(workspace)/work/audit ?record': 'person',
  '/(workspace)/work/audit/export ?actor': 'person',
  '/(workspace)/work/audit/export ?record': 'person',
  '/(workspace)/work/mistakes id': 'mistake',
  '/(workspace)/work/drafts/[id] [id]': 'draft',
  '/(workspace)/work/outbox id': 'mail',
  '/(workspace)/work/outbox/[id] [id]': 'mail',
  '/(workspace)/work/people id': 'invitation',
  '/(workspace)/work/people as': 'new invitation',
  '/(workspace)/work/people ?team': 'team',
  '/(workspace)/work/people/[id] [id]': 'person',
  '/(workspace)/work/people/[id] grant id': 'new grant',
  '/(workspace)/work/people/[id] grantId': 'grant',
  '/(workspace)/work/people/[id] mailId': 'new mail',
  '/(workspace)/work/people/[id] deputyFor': 'person',
  '/(workspace)/work/people/[id]/absence standIn': 'person',
  '/(workspace)/work/people/[id] teamId': 'team',
  '/(workspace)/work/people/[id] centreId': 'centre',
  '/(workspace)/work/people/invite id': 'new invitation',
  '/(workspace)/work/people/invite teamId': 'team',
  '/(workspace)/work/people/invite centreId': 'centre',
  '/(workspace)/work/profile id': 'session',
  '/(workspace)/work/profile/factors id': 'factor',
  '/(workspace)/work/profile/sign-on id': 'identity',
  '/(workspace)/work/recovery accountId': 'person',
  '/(workspace)/work/recovery teamId': 'team',
  '/(workspace)/work/recovery holder1': 'person',
  '/(workspace)/work/recovery holder2': 'person',
  '/(workspace)/work/recovery holder3': 'person',
  '/(workspace)/work/recovery holder4': 'person',
  '/(workspace)/work/tasks finish id': 'task',
  '/(workspace)/work/tasks reopen id': 'done task',
  '/(workspace)/work/tasks/[id] [id]': 'task',
  '/(workspace)/work/tasks/[id] assignedTo': 'person',
  '/(workspace)/work/tasks/new id': 'new task',
  '/(workspace)/work/tasks/new teamId': 'notes',
  '/(workspace)/work/tasks/new assignedTo': 'person',
  '/(workspace)/work/teams accountId': 'person',
  '/(workspace)/work/teams id': 'team',
  '/(workspace)/work/teams create id': 'new team',
  '/(workspace)/work/teams teamId': 'team on duty',
  '/(workspace)/work/teams/[id] [id]': 'notes',
  '/(workspace)/work/teams/[id] change id': 'note',
  '/(workspace)/work/teams/[id] delete id': 'note',
  '/(workspace)/work/teams/[id] write id': 'new note'
}

/** Fields that name no record. What else a handler reads has to be one of these, or stand above. */
const PLAIN: readonly string[] = [
  '[area]',
  '[rest]',
  'again',
  'answer',
  'as',
  'back',
  'before',
  'code',
  'current',
  'dueOn',
  'duty',
  'email',
  'event',
  'file',
  'from',
  'label',
  'language',
  'link',
  'name',
  'once',
  'organisation',
  'keyboard',
  'page',
  'passphrase',
  'password',
  'q',
  'role',
  'said',
  'search',
  'secret',
  'seen',
  'text',
  'show',
  'textSize',
  'theme',
  'until',
  'validFrom',
  'validUntil',
  'words'
]

/** What wants a closed account. */
export const WANTS_CLOSED: readonly Permission[] = ['people.enable', 'people.erase']

/** A place in a request that names a record. */
export interface Naming {
  readonly place: 'param' | 'form' | 'query'
  readonly field: string
  readonly kind: Kind
  /** The form makes the record. */
  readonly made: boolean
  /** May be left out. */
  readonly optional: boolean
  readonly relations: readonly Relation[]
}

/** A parameter means the same on every page below the one that it names. */
const upTo = (route: string, mark: string) =>
  route.includes(mark) ? route.slice(0, route.indexOf(mark) + mark.length) : route

const MARKS = { param: (name: string) => `[${name}]`, query: (name: string) => `?${name}`, form: String }

/** Where a handler is told of records, and of which kind; the portal shows what is nobody's. Throws where it reads something that nothing is known of. */
export const namingsOf = (handler: RouteHandler): readonly Naming[] => {
  const { route, name, permission, opening } = handler
  if (!permission && !opening) return []
  const naming = (place: Naming['place'], { name: field, required }: Field): Naming[] => {
    const mark = MARKS[place](field)
    const named = NAMED[`${route} ${name} ${mark}`] ?? NAMED[`${upTo(route, mark)} ${mark}`]
    if (!named && PLAIN.includes(place === 'param' ? mark : field)) return []
    if (!named)
      throw new Error(
        `${route}, ${name}: which kind of record does ${mark} name? Say so in tests/process/matrix/recordKinds.ts, or that it is plain`
      )
    const made = named.startsWith('new ')
    const kind = (made ? named.slice(4) : named) as Kind
    const relations = made ? MADE : KINDS[kind]
    return [{ place, field, kind, made, optional: !required, relations }]
  }
  return [
    ...handler.params.flatMap((param) => naming('param', { name: param, required: true })),
    ...handler.form.flatMap((field) => naming('form', field)),
    ...handler.query.flatMap((field) => naming('query', field))
  ]
}
