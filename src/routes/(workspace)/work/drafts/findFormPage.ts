import type { WorkMessageKey } from '#i18n/workTexts.ts'

/** What the page says where a form stands, by the beginning of the route. */
const SECTIONS: readonly (readonly [route: string, name: WorkMessageKey])[] = [
  ['/(workspace)/work/people/invite', 'invite_title'],
  ['/(workspace)/work/people', 'work_people'],
  ['/(workspace)/work/teams/[id]', 'notes_all'],
  ['/(workspace)/work/tasks', 'work_tasks'],
  ['/(workspace)/work/mistakes', 'work_mistakes'],
  ['/(workspace)/work/recovery', 'recovery_title'],
  ['/(workspace)/work/teams', 'work_teams'],
  ['/(workspace)/work/profile', 'work_profile']
]

/** A page of the workspace to which a form can be sent. */
interface FormPage {
  /** Path and search, as the router reads them. */
  readonly path: string
  /** Key of its name; absent where it has none of its own. */
  readonly section: WorkMessageKey | undefined
}

/** The router: the route of a path. */
type Match = (path: string) => Promise<{ readonly id: string } | null>

/** The page that a draft names, which anybody could have sealed; nothing where it is none of the workspace of this host. */
export const findFormPage = async (
  path: string,
  { origin }: Pick<URL, 'origin'>,
  match: Match
): Promise<FormPage | undefined> => {
  if (!URL.canParse(path, origin)) return undefined
  const url = new URL(path, origin)
  const route = url.origin === origin ? (await match(url.pathname))?.id : undefined
  if (!route?.startsWith('/(workspace)/') || route.includes('[...')) return undefined
  return {
    path: `${url.pathname}${url.search}`,
    section: SECTIONS.find(([begin]) => route.startsWith(begin))?.[1]
  }
}
