import { fail } from '@sveltejs/kit'
import { findSchema, mayDo } from '#modules/access/index.ts'
import { guard, listPeople, listTeams } from '#modules/access/server/index.ts'
import { listCentreNames } from '#modules/directory/server/index.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { workTextsFor } from '#i18n/workTexts.ts'
import { SECTIONS } from '../../../sections.ts'
import { matchesOf } from './matchesOf.ts'
import type { Actions, PageServerLoad } from './$types'

/** Results of one kind that are shown. */
const MOST = 20
export const load = guard('find.use', () => Promise.resolve({})) satisfies PageServerLoad

export const actions = {
  /** What is looked for stands in no address: it may be somebody's name. */
  default: guard('find.use', async (event, { actor, ctx }) => {
    const read = await readForm(event, findSchema)
    if (!read.ok || read.value.q === '') return fail(400, { q: '', found: undefined })
    const { q } = read.value
    const t = workTextsFor(event.locals.language ?? 'de')
    const pages = SECTIONS.filter(({ asks }) => mayDo(actor, asks)).map(({ href, name }) => ({
      href,
      text: t(name)
    }))
    const teams = await listTeams(ctx, actor)
    const centres = (await listCentreNames(ctx)).filter(({ archived }) => !archived)
    const { people, all } = await listPeople(ctx, actor, { search: q })
    return {
      q,
      found: {
        pages: matchesOf(pages, q, ({ text }) => text),
        people: people
          .slice(0, MOST)
          .map(({ id, name, roles }) => ({ id, name, roles: roles.map(({ role }) => role) })),
        morePeople: Math.max(0, all - MOST),
        teams: matchesOf(teams, q, ({ name }) => name)
          .slice(0, MOST)
          .map(({ id, name }) => ({ id, name })),
        centres: matchesOf(centres, q, ({ name, town }) => `${name} ${town ?? ''}`)
          .slice(0, MOST)
          .map(({ slug, name, town }) => ({ slug, name, town }))
      }
    }
  })
} satisfies Actions
