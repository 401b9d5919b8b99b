import { forgottenSchema } from '#modules/access/index.ts'
import { open, requestPasswordReset } from '#modules/access/server/index.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { onward } from '../../wayIn.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = open('password', ({ url }) => ({
  again: onward('/sign-in', url)
})) satisfies PageServerLoad

export const actions = {
  default: open('password', async (event) => {
    const read = await readForm(event, forgottenSchema)
    if (!read.ok) return failForm(read)
    await requestPasswordReset(event.locals.auth!, { email: read.value.email, origin: event.url.origin })
    return { asked: true }
  })
} satisfies Actions
