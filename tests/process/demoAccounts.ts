import { ROLES } from '#modules/access/index.ts'
import { demoColleague } from '#testing/colleagues.ts'
import { until } from './programs.ts'

/** Waits for the accounts of a demonstration, which are made after the portal is served. */
export const untilEveryoneMaySignIn = (address: string): Promise<unknown> =>
  until(
    'somebody of every role may sign in',
    async () => {
      const page = await (await fetch(`${address}/sign-in`)).text()
      return ROLES.every((role) => page.includes(demoColleague(role).email))
    },
    120_000
  )
