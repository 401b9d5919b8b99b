import { z } from 'zod'
import type { AccountId } from '#platform/ctx.ts'
import { isMailAddress } from '#platform/mailAddress.ts'
import { DUTIES, ROLES, TEXT_SIZES, type GrantId, type InvitationId, type TeamId } from './model.ts'

const line = (most: number, missing: string) =>
  z
    .string(missing)
    .trim()
    .normalize()
    .min(1, missing)
    .max(most, 'people_text_long')
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'people_text_characters')

/** What is left empty in a form is absent. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const id = <Id extends string>() => z.uuid('people_form_old').transform((text) => text.toLowerCase() as Id)
const language = z.enum(['de', 'en'], 'people_language_missing')
const role = z.enum(ROLES, 'people_role_missing')

/** How a colleague is called: one line, 1 to 120 characters, composed (Unicode NFC). */
export const personNameSchema = line(120, 'people_name_missing')

/** The form that invites a colleague. `id` is made with the form. */
export const invitationSchema = z.object({
  id: id<InvitationId>(),
  email: z
    .string('people_email_missing')
    .trim()
    .min(1, 'people_email_missing')
    .refine(isMailAddress, 'people_email_wrong'),
  name: personNameSchema,
  language,
  role,
  teamId: optional(id<TeamId>())
})

/** The form that invites many: the table is written into it, or chosen as a file. `once` is made with the form. */
export const invitationsSchema = z.object({
  once: id<string>(),
  text: z.string().max(60_000, 'many_long').optional(),
  file: z.string().max(60_000, 'many_long').optional()
})

/** An ISO day that forms give: 2026-11-24. */
const day = z.iso
  .date({ error: 'people_day_wrong', abort: true })
  .refine((text) => text >= '2000-01-01' && text < '2200-01-01', 'people_day_wrong')

/** The form that gives a role. `id` is made with the form; days are ISO days. */
export const roleSchema = z.object({
  id: id<GrantId>(),
  role,
  teamId: optional(id<TeamId>()),
  centreId: optional(id<string>()),
  deputyFor: optional(id<AccountId>()),
  validFrom: day,
  validUntil: optional(day)
})

/** The form that says from when until when somebody is away: ISO days, both included. */
export const absenceSchema = z.object({ validFrom: day, validUntil: day })

/** The form that says who stands in for somebody. */
export const standInSchema = z.object({
  standIn: z.uuid('absence_stand_in_missing').transform((text) => text.toLowerCase() as AccountId)
})

/** The form that makes a team. `id` is made with the form. */
export const teamSchema = z.object({ id: id<TeamId>(), name: line(120, 'people_team_missing') })

/** The form that renames a team; `seen` is the name that stood in it. */
export const teamNameSchema = teamSchema.extend({ seen: z.string('people_form_old') })

/** The form of one's own profile. */
export const profileSchema = z.object({
  name: personNameSchema,
  language,
  theme: z.enum(['system', 'light', 'dark'], 'people_theme_missing'),
  textSize: z.enum(TEXT_SIZES, 'people_textSize_missing'),
  keyboard: z.enum(['on', 'off'], 'people_keyboard_missing').transform((chosen) => chosen === 'on')
})

/** The form that sends an invitation anew. `as` is made with the form. */
export const resendSchema = z.object({ id: id<InvitationId>(), as: id<InvitationId>() })

/** The form that withdraws an invitation. */
export const withdrawSchema = z.object({ id: id<InvitationId>() })

/** The form that ends a role. */
export const endRoleSchema = z.object({ grantId: id<GrantId>() })

/** The form that closes a team. */
export const closeTeamSchema = z.object({ id: id<TeamId>() })

/** The form that gives a duty to a team; without one, to none. */
export const dutySchema = z.object({
  duty: z.enum(DUTIES),
  teamId: z.union([z.literal('').transform(() => undefined), id<TeamId>()])
})

/** The form that passes keys of teams on to a colleague. */
export const passKeyOnSchema = z.object({ accountId: id<AccountId>() })

/** The form that takes a colleague's second factors. `mailId` is made with the form. */
export const resetSchema = z.object({ mailId: id<string>() })

/** The form that sends a mail again. */
export const retryMailSchema = z.object({ id: id<string>() })
