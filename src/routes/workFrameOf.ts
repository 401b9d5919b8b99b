import type { RequestEvent } from '@sveltejs/kit'
import { mayDo, type Draft, type Permission } from '#modules/access/index.ts'
import { isWorkMessageKey } from '#i18n/workTexts.ts'
import { takeFlash } from '#platform/forms/server/flash.ts'
import type { Section, WorkFrame } from '#ui/work/workFrame.ts'

const SECTIONS: readonly (Omit<Section, 'due'> & { readonly asks: Permission })[] = [
  { href: '/work', name: 'work_today', asks: 'today.view' },
  { href: '/work/tasks', name: 'work_tasks', asks: 'tasks.view' },
  { href: '/work/people', name: 'work_people', asks: 'people.view' },
  { href: '/work/teams', name: 'work_teams', asks: 'teams.view' },
  { href: '/work/mistakes', name: 'work_mistakes', asks: 'mistakes.view' },
  { href: '/work/permissions', name: 'work_permissions', asks: 'permissions.view' },
  { href: '/work/audit', name: 'work_audit', asks: 'audit.view' },
  { href: '/work/outbox', name: 'work_outbox', asks: 'outbox.view' },
  { href: '/work/system', name: 'work_system', asks: 'system.view' }
]

/** What waits for whoever is signed in, and where. */
interface Waiting {
  readonly drafts?: readonly Draft[]
  /** Tasks that are due. */
  readonly tasks?: number
}

/** What the frame around a page of staff shows: who is signed in, the sections they may open, and what waits there. */
export const workFrameOf = (
  event: Pick<RequestEvent, 'locals' | 'cookies' | 'url'>,
  { drafts = [], tasks = 0 }: Waiting = {}
): WorkFrame => {
  const { actor, signedIn, installation, language = 'de', formToken = '', signOn } = event.locals
  const flash = `flash_${takeFlash(event) ?? ''}`
  return {
    language,
    mayChoose: signedIn === undefined,
    installation: installation && { name: installation.name, demo: installation.demo },
    me: actor && {
      name: actor.name,
      roles: [...new Set(actor.grants.map(({ role }) => `role_${role}` as const))]
    },
    sections: actor
      ? SECTIONS.filter(({ asks }) => mayDo(actor, asks)).map(({ href, name }) => ({
          href,
          name,
          due: name === 'work_tasks' ? tasks : 0
        }))
      : [],
    signOn: signOn && { name: signOn.name, away: signOn.isAway() },
    formToken,
    drafts: { waiting: drafts, locked: signedIn?.userKey === undefined },
    flash: isWorkMessageKey(flash) ? flash : undefined
  }
}
