import { z } from 'zod'

/** The button that leads to the sign-on provider. */
export const signOnSchema = z.object({
  back: z.string().max(600).optional(),
  again: z.literal('1').optional()
})

/** The same on an invitation, with its token. */
export const acceptSignOnSchema = z.object({ token: z.string().max(100) })

/** A linked identity. */
export const identitySchema = z.object({ id: z.uuid() })
