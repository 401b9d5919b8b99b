import type { RequestEvent } from '@sveltejs/kit'
import { mayDo, type Draft } from '#modules/access/index.ts'
import { isWorkMessageKey } from '#i18n/workTexts.ts'
import { takeFlash } from '#platform/forms/server/flash.ts'
import type { WorkFrame } from '#ui/work/workFrame.ts'
import { SECTIONS } from './sections.ts'

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
    keyboard: actor?.keyboard === true,
    flash: isWorkMessageKey(flash) ? flash : undefined
  }
}
