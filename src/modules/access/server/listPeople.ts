import type { Ctx } from '#platform/ctx.ts'
import { foldLetters } from '#platform/foldLetters.ts'
import type { Actor, Person, TeamId } from '../model.ts'
import { fieldsFor } from '../policy.ts'
import { assertActing, momentOf, recordOf } from './changePerson.ts'
import { selectPeople, type PersonRow } from './peopleQueries.ts'
import { recordView } from './recordEvent.ts'

interface Wish {
  /** Part of a name. */
  readonly search?: string | undefined
  readonly teamId?: TeamId | undefined
  /** From 1. */
  readonly page?: number | undefined
}

/** Colleagues on one page of the list. */
export const PEOPLE_PAGE = 50

/**
 * Colleagues whom `actor` may see, by name, with what may be seen of each, and how many they are on all pages. Those
 * whose account is closed are listed for those who may see that.
 */
export const listPeople = async (
  ctx: Ctx,
  actor: Actor,
  { search = '', teamId, page = 1 }: Wish = {}
): Promise<{ readonly people: readonly Person[]; readonly all: number }> =>
  ctx.write(async (tx) => {
    assertActing(ctx, actor)
    const { today } = momentOf(ctx)
    const wanted = foldLetters(search)
    const people = (await selectPeople(tx, today))
      .filter(({ state }) => state !== 'erased')
      .flatMap((row) => personFor(actor, row, today) ?? [])
      .filter(
        ({ name, roles }) =>
          foldLetters(name).includes(wanted) && (!teamId || roles.some((role) => role.teamId === teamId))
      )
      .sort(byName)
    await recordView(tx, ctx, { event: 'access.people.listed' })
    return { people: people.slice((page - 1) * PEOPLE_PAGE, page * PEOPLE_PAGE), all: people.length }
  })

/** Names of those who give roles in the organisation: whom a colleague asks. */
export const listAdministrators = async (ctx: Ctx, actor: Actor): Promise<string[]> => {
  assertActing(ctx, actor)
  const { today } = momentOf(ctx)
  const people = (await ctx.read((tx) => selectPeople(tx, today)))
    .filter(({ state }) => state === 'active')
    .flatMap((row) => personFor(actor, row, today) ?? [])
  return people
    .filter(({ roles }) =>
      roles.some(({ role, validFrom }) => role === 'organisationAdmin' && validFrom <= today)
    )
    .sort(byName)
    .map(({ name }) => name)
}

/** What `actor` may see of a colleague on an ISO day; `undefined` where they may not know of them. */
export const personFor = (actor: Actor, row: PersonRow, day: string): Person | undefined => {
  const fields = fieldsFor(actor, 'people.view', recordOf(row, day))
  if (!fields.has('name') || (row.state !== 'active' && !fields.has('state'))) return undefined
  return {
    id: row.id,
    name: row.name,
    roles: fields.has('roles') ? row.roles : [],
    ...(fields.has('email') && row.state !== 'erased' && { email: row.email }),
    ...(fields.has('state') && { state: row.state }),
    ...(fields.has('factors') && { factors: row.factors }),
    ...(fields.has('absence') && row.absence && { absence: row.absence })
  }
}

const collator = new Intl.Collator('de')
const byName = (one: Person, other: Person) =>
  collator.compare(one.name, other.name) || (one.id < other.id ? -1 : 1)
