import { z } from 'zod'

/** The name of an association: one line, 1 to 200 characters. Issues carry keys of the work texts. */
export const organisationNameSchema = z
  .string()
  .trim()
  .min(1, 'access_name_missing')
  .max(200, 'access_name_long')
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'access_name_characters')
