import { createHmac, hkdfSync, pbkdf2Sync, createHash } from 'node:crypto'
import { databaseAddresses } from '#platform/config/server/databaseAddresses.ts'
import { SetupFault } from '#platform/errors/SetupFault.ts'

/** How the owner of the database, who migrates it, reaches it. `host` may be the folder of a Unix socket. */
export interface OwnerConnection {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
  readonly ssl?: boolean
}

/** Reads a `postgres://` address. Refuses one without user, password or database: the roles' keys derive from it. */
const readDatabaseUrl = (address: string): OwnerConnection => {
  // Without a host, as libpq allows where the host is the folder of a socket, URL would refuse the address.
  const url = new URL(address.replace('@/', '@localhost/'))
  const [user, password] = [decoded(url.username), decoded(url.password)]
  const database = decoded(url.pathname.slice(1))
  const host = url.searchParams.get('host') ?? url.hostname
  if (!user || !password || !database || !host) {
    throw new SetupFault('DATABASE_URL must name a user, a password, a host and a database', 2)
  }
  const sslmode = url.searchParams.get('sslmode')
  return {
    host,
    port: Number(url.port || url.searchParams.get('port') || 5432),
    user,
    password,
    database,
    ssl: sslmode === 'require' || sslmode === 'verify-full'
  }
}

const decoded = (part: string) => {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new SetupFault('DATABASE_URL holds a % that begins no character: write a plain % as %25', 2)
  }
}

/** The same for each of the hosts that the address names: all but one are standbys of that one. */
export const readDatabaseUrls = (address: string): readonly OwnerConnection[] =>
  databaseAddresses(address).map(readDatabaseUrl)

/** The password of a login role, the same in every process that knows the owner's connection. */
export const rolePassword = (owner: OwnerConnection, role: string): string =>
  Buffer.from(hkdfSync('sha256', owner.password, '', `anlaufstelle login role ${role}`, 24)).toString(
    'base64url'
  )

/**
 * The verifier PostgreSQL stores for a password (RFC 5802, RFC 7677), so that the password itself
 * never stands in a statement that a server might log. Printable ASCII only, which needs no SASLprep.
 */
export const scramVerifier = (password: string, saltSeed: string): string => {
  const iterations = 4096
  const salt = createHash('sha256').update(`${saltSeed}\0${password}`).digest().subarray(0, 16)
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const key = (label: string) => createHmac('sha256', salted).update(label).digest()
  const stored = createHash('sha256').update(key('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${key('Server Key').toString('base64')}`
}
