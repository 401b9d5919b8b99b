import { resolve } from 'node:path'
import { z } from 'zod'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import { databaseAddresses } from './databaseAddresses.ts'
import { readMailServer, readSender, type MailSettings } from './mailSettings.ts'
import { readIssuer, type SignOnSettings } from './signOnSettings.ts'

/** What the operator decides. Every setting is an environment variable; the README lists them. */
export interface Config {
  /** Folder of everything that outlives the process, absolute. */
  readonly dataDirectory: string
  /** File with the facts of the organisation, absolute; absent: `site.json` in the data folder, where there is one. */
  readonly siteFile: string | undefined
  readonly host: string
  readonly port: number
  /** Where people reach the installation; the only source of absolute addresses. */
  readonly publicUrl: URL | undefined
  /** Connection address of an external PostgreSQL, of one host or of several; absent: the embedded one is run. */
  readonly databaseUrl: string | undefined
  readonly demo: 'on' | 'off' | 'automatic'
  readonly logLevel: LogLevel
  /** Whether a start takes a backup before it migrates. */
  readonly updateBackup: boolean
  /** Absent: mails wait. */
  readonly mail: MailSettings | undefined
  /** Absent: people sign in by password alone. */
  readonly signOn: SignOnSettings | undefined
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

const emptyIsAbsent = (value: unknown) => (value === '' ? undefined : value)
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(emptyIsAbsent, schema.optional())

const isHttpUrl = (text: string) => {
  const url = URL.parse(text)
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.username
  )
}
const isPostgresUrl = (text: string) => {
  // A socket's folder stands in `?host=`; the name before it may be missing, which only a placeholder makes parseable.
  const urls = databaseAddresses(text).map((address) => URL.parse(address.replace('@/', '@localhost/')))
  return urls.every((url) => url !== null && /^postgres(ql)?:$/.test(url.protocol))
}

const settings = z.object({
  ANLAUFSTELLE_DATA: optional(z.string()),
  ANLAUFSTELLE_SITE: optional(z.string()),
  HOST: optional(z.string().regex(/^[\w.:-]+$/, 'must be a host name or an address')),
  PORT: optional(
    z
      .string()
      .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
      .transform(Number)
      .refine((port) => port <= 65535, 'must be a number from 0 to 65535')
  ),
  ANLAUFSTELLE_URL: optional(
    z.string().refine(isHttpUrl, 'must be an address like https://help.example.org, without a path')
  ),
  DATABASE_URL: optional(z.string().refine(isPostgresUrl, 'must begin with postgres:// and name a database')),
  ANLAUFSTELLE_DEMO: optional(z.enum(['on', 'off'], 'must be on or off')),
  ANLAUFSTELLE_UPDATE_BACKUP: optional(z.enum(['on', 'off'], 'must be on or off')),
  ANLAUFSTELLE_LOG: optional(
    z.enum(['debug', 'info', 'warn', 'error'], 'must be debug, info, warn or error')
  ),
  ANLAUFSTELLE_MAIL: optional(
    z
      .string()
      .refine(
        (address) => readMailServer(address, isLoopback) !== undefined,
        'must be an address like smtps://user:password@mail.example.org:465; in user and password, letters with a meaning of their own stand as %40 (@), %3A (:), %2F (/), %25 (%)'
      )
  ),
  ANLAUFSTELLE_MAIL_FROM: optional(
    z
      .string()
      .refine(
        (text) => readSender(text) !== undefined,
        'must be an address like help@example.org, or a name and an address: Example association <help@example.org>'
      )
  ),
  ANLAUFSTELLE_OIDC_ISSUER: optional(
    z
      .string()
      .max(500, 'must be at most 500 characters')
      .refine(
        (address) => readIssuer(address, isLoopback) !== undefined,
        'must be an address like https://login.example.org/realms/help, without a query; http only on this machine'
      )
  ),
  ANLAUFSTELLE_OIDC_CLIENT_ID: optional(
    z.string().regex(/^[\x20-\x7e]{1,256}$/, 'must be the name under which the provider knows this program')
  ),
  ANLAUFSTELLE_OIDC_CLIENT_SECRET: optional(
    z.string().regex(/^[\x20-\x7e]{1,512}$/, 'must be the secret that the provider gave this program')
  ),
  ANLAUFSTELLE_OIDC_NAME: optional(
    z.string().regex(/^\P{Cc}{1,60}$/u, 'must be what people call the provider, at most 60 characters')
  ),
  ANLAUFSTELLE_OIDC_SECOND_FACTOR: optional(z.enum(['theirs', 'ours'], 'must be theirs or ours'))
})

/** True for the names and addresses under which only this machine reaches itself. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)

const mailOf = (server: string | undefined, from: string | undefined): MailSettings | undefined => {
  if (server === undefined) return undefined
  if (from === undefined) {
    throw new SetupFault(
      'ANLAUFSTELLE_MAIL_FROM must be set with ANLAUFSTELLE_MAIL: it is the address mails come from',
      2
    )
  }
  return { ...readMailServer(server, isLoopback)!, from: readSender(from)! }
}

const signOnOf = (given: z.output<typeof settings>): SignOnSettings | undefined => {
  const {
    ANLAUFSTELLE_OIDC_ISSUER: issuer,
    ANLAUFSTELLE_OIDC_CLIENT_ID: clientId,
    ANLAUFSTELLE_OIDC_CLIENT_SECRET: clientSecret,
    ANLAUFSTELLE_OIDC_NAME: name,
    ANLAUFSTELLE_OIDC_SECOND_FACTOR: secondFactor = 'ours'
  } = given
  if (issuer === undefined) return undefined
  if (clientId === undefined || clientSecret === undefined || name === undefined) {
    throw new SetupFault(
      'ANLAUFSTELLE_OIDC_CLIENT_ID, ANLAUFSTELLE_OIDC_CLIENT_SECRET and ANLAUFSTELLE_OIDC_NAME must be set with ANLAUFSTELLE_OIDC_ISSUER',
      2
    )
  }
  if (given.ANLAUFSTELLE_URL === undefined) {
    throw new SetupFault(
      'ANLAUFSTELLE_URL must be set with ANLAUFSTELLE_OIDC_ISSUER: the provider leads people back to it',
      2
    )
  }
  return { issuer: readIssuer(issuer, isLoopback)!, clientId, clientSecret, name: name.trim(), secondFactor }
}

/**
 * Reads the settings from the environment.
 * Refuses with a {@link SetupFault} that names the variable and what it must be; never prints its value,
 * because the addresses of a database and of a mail server hold passwords, and the sign-on provider's secret is one.
 */
export const readConfig = (env: NodeJS.ProcessEnv, workingDirectory: string): Config => {
  const read = settings.safeParse(env)
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new SetupFault(`${String(issue?.path[0])} ${issue?.message ?? 'is not valid'}`, 2)
  }
  const given = read.data
  const host = given.HOST ?? '127.0.0.1'
  if (!isLoopback(host) && given.ANLAUFSTELLE_URL === undefined) {
    throw new SetupFault(
      'ANLAUFSTELLE_URL must be set when HOST is not a loopback address: it is the address people type',
      2
    )
  }
  return {
    dataDirectory: resolve(workingDirectory, given.ANLAUFSTELLE_DATA ?? 'var'),
    siteFile: given.ANLAUFSTELLE_SITE && resolve(workingDirectory, given.ANLAUFSTELLE_SITE),
    host,
    port: given.PORT ?? 3000,
    publicUrl: given.ANLAUFSTELLE_URL === undefined ? undefined : new URL(given.ANLAUFSTELLE_URL),
    databaseUrl: given.DATABASE_URL,
    demo: given.ANLAUFSTELLE_DEMO ?? 'automatic',
    logLevel: given.ANLAUFSTELLE_LOG ?? (process.stdout.isTTY ? 'warn' : 'info'),
    updateBackup: given.ANLAUFSTELLE_UPDATE_BACKUP !== 'off',
    mail: mailOf(given.ANLAUFSTELLE_MAIL, given.ANLAUFSTELLE_MAIL_FROM),
    signOn: signOnOf(given)
  }
}
