import { z } from 'zod'
import { isMailAddress } from '#platform/mailAddress.ts'
import { personNameSchema } from './peopleSchemas.ts'
import { organisationNameSchema } from './schemas.ts'

const LONGEST_TYPED = 1024
const typed = (missing: string) => z.string(missing).min(1, missing).max(LONGEST_TYPED, missing)
const shown = z.object({ password: typed('signin_password_missing') })

/** A password that is chosen: whether it is long enough and not a common one, the use case says. */
const chosen = z.string('password_missing').min(1, 'password_missing').max(LONGEST_TYPED, 'password_long')

const code = z.string('second_code_missing').trim().min(1, 'second_code_missing').max(64, 'second_code_wrong')

/** How a device is called: one line, 1 to 80 characters. */
const label = z
  .string('factor_label_missing')
  .trim()
  .normalize()
  .min(1, 'factor_label_missing')
  .max(80, 'factor_label_long')
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'factor_label_characters')

/** The sign-in: what is asked of everyone, whoever they are. */
export const signInSchema = shown.extend({ email: typed('signin_email_missing') })
/** A code of an authenticator app, or a one-time code. */
export const codeSchema = z.object({ code })
/** The confirmation of a new authenticator app. */
export const enrolSchema = z.object({ factorId: z.uuid('enrol_gone'), code, label })
/** What a browser answers for a passkey, as JSON. */
const answer = z.string('passkey_refused').min(1, 'passkey_refused').max(12_000, 'passkey_refused')
/** What a passkey computed for its owner's key, where it can: 32 bytes. */
const secret = z
  .union([z.literal('').transform(() => undefined), z.string().regex(/^[\w-]{43}$/)], 'passkey_refused')
  .optional()
/** A passkey that is shown. */
export const passkeySchema = z.object({ answer, secret })
/** A passkey that was made. */
export const enrolPasskeySchema = passkeySchema.extend({ label })
/** Password and passkey once more. */
export const confirmByPasskeySchema = shown.extend({ answer, secret })
/** Password and code once more. */
export const confirmSchema = shown.extend({ code })
/** The form that makes a recovery sheet. `once` is made with the form: sent twice, it is one sheet. */
export const sheetSchema = z.object({ once: z.uuid() })
/** The code of a recovery sheet. */
export const recoveryCodeSchema = z.object({ code: typed('key_sheet_code_missing') })
/** The same with the password, which opens the key from then on. */
export const unlockSchema = recoveryCodeSchema.extend({ password: typed('signin_password_missing') })
/** A passphrase that is chosen; the use case judges it. */
const chosenPassphrase = z
  .string('key_passphrase_missing')
  .min(1, 'key_passphrase_missing')
  .max(LONGEST_TYPED, 'password_long')
export const passphraseSchema = z.object({ passphrase: chosenPassphrase })
/** Another one by the code of a recovery sheet. */
export const passphraseBySheetSchema = recoveryCodeSchema.extend({ passphrase: chosenPassphrase })
/** A new password at a one-time address. */
export const newPasswordSchema = z.object({ password: chosen })
/** A new password of one's own, after the one that holds. */
export const changePasswordSchema = z.object({ current: typed('signin_password_missing'), password: chosen })
/** Whose password is forgotten. */
export const forgottenSchema = z.object({ email: typed('signin_email_missing') })
/** The answer to an invitation. */
export const acceptSchema = z.object({ name: personNameSchema, password: chosen })
/** The set-up of an installation: the association, where it has no name yet, and its first administrator. */
export const setUpSchema = acceptSchema.extend({
  organisation: organisationNameSchema.optional(),
  email: typed('signin_email_missing').trim().refine(isMailAddress, 'setup_email_wrong')
})
/** A device that is called differently, or removed. */
export const factorSchema = z.object({ id: z.uuid('enrol_gone') })
export const factorLabelSchema = factorSchema.extend({ label })
/** One of one's own sessions. */
export const sessionSchema = z.object({ id: z.string() })
/** A form that only says: do it. */
export const nothingSchema = z.object({})
