import { z } from 'zod'

/** Longest answer of a browser, in characters of JSON; that of an RSA key has about 3,000. */
const LONGEST = 12_000
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const

const base64url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[\w-]+$/)
/** Credential ids have 1,023 bytes at most (WebAuthn Level 3, §4). */
const credential = { id: base64url(1_364), type: z.literal('public-key') }
const long = base64url(LONGEST)

const made = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: long,
    attestationObject: long,
    transports: z
      .array(z.string())
      .max(20)
      .catch([])
      .transform((all) => TRANSPORTS.filter((transport) => all.includes(transport)))
  })
})

const shown = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: long,
    authenticatorData: long,
    signature: long,
    userHandle: base64url(88).optional()
  })
})

/** What a browser answers about a passkey that was made. */
export type MadePasskey = z.output<typeof made>
/** What a browser answers about a passkey that was used. */
export type ShownPasskey = z.output<typeof shown>

const read =
  <Schema extends z.ZodType>(schema: Schema) =>
  (text: string): z.output<Schema> | undefined => {
    if (text.length > LONGEST) return undefined
    try {
      return schema.safeParse(JSON.parse(text)).data
    } catch {
      return undefined
    }
  }

/** The answer about a new passkey that a form carried; `undefined` where it is none. */
export const readMadePasskey = read(made)
/** The answer of a passkey that a form carried; `undefined` where it is none. */
export const readShownPasskey = read(shown)
