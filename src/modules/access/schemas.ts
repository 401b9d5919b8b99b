import { z } from 'zod'
import type { AccountId } from '#platform/ctx.ts'

/** The name of an association: one line, 1 to 200 characters. Issues carry keys of the work texts. */
export const organisationNameSchema = z
  .string()
  .trim()
  .min(1, 'access_name_missing')
  .max(200, 'access_name_long')
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'access_name_characters')

const filled = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional())

/** A day within two centuries, so that the one after it is a day as well. */
const daySchema = z.iso
  .date({ error: 'audit_filter_day', abort: true })
  .refine((day) => day >= '2000-01-01' && day < '2200-01-01', 'audit_filter_day')

/** What to look for in the audit, as a form or an address gives it; empty is everything. Days are ISO days, both included. */
export const auditFilterSchema = z.object({
  event: filled(z.string().regex(/^[a-z]{1,40}(\.[a-z][A-Za-z]{0,39}){2}$/, 'audit_filter_event')),
  actor: filled(z.uuid('audit_filter_id').transform((id) => id.toLowerCase() as AccountId)),
  record: filled(z.uuid('audit_filter_id').transform((id) => id.toLowerCase())),
  from: filled(daySchema),
  until: filled(daySchema)
})
export type AuditFilter = z.infer<typeof auditFilterSchema>
