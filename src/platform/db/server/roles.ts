import pg from 'pg'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import { rolePassword, scramVerifier, type OwnerConnection } from './connection.ts'

/**
 * The login roles of the application. None owns anything, none may bypass row-level security:
 * `app_portal` reads public views, `app_auth` accounts before anyone is known, `app_work` the tables of
 * signed-in work, `app_jobs` owns the job queue.
 */
export const LOGIN_ROLES = ['app_portal', 'app_auth', 'app_work', 'app_jobs'] as const
export type LoginRole = (typeof LOGIN_ROLES)[number]

const INSUFFICIENT_PRIVILEGE = '42501'
const attributes = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOBYPASSRLS'

const verifierOf = (owner: OwnerConnection, role: LoginRole) =>
  pg.escapeLiteral(scramVerifier(rolePassword(owner, role), role))

/** The statements a database administrator runs where the owner may not create roles. */
export const roleStatements = (owner: OwnerConnection): string[] =>
  LOGIN_ROLES.map((role) => `CREATE ROLE ${role} ${attributes} PASSWORD ${verifierOf(owner, role)};`)

/**
 * Makes the login roles that are missing and keeps their passwords in step with the owner's. Only the password is
 * altered: naming an attribute such as NOSUPERUSER is refused to an owner who is no superuser.
 */
export const ensureRoles = async (client: pg.Client, owner: OwnerConnection): Promise<void> => {
  const found = await client.query<{ rolname: string }>(
    'SELECT rolname FROM pg_roles WHERE rolname = ANY($1)',
    [LOGIN_ROLES]
  )
  const present = new Set(found.rows.map((row) => row.rolname))
  for (const role of LOGIN_ROLES) {
    const verb = present.has(role) ? 'ALTER' : 'CREATE'
    try {
      const password = `PASSWORD ${verifierOf(owner, role)}`
      await client.query(
        verb === 'ALTER' ? `ALTER ROLE ${role} ${password}` : `CREATE ROLE ${role} ${attributes} ${password}`
      )
    } catch (fault) {
      if ((fault as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw fault
      if (verb === 'ALTER') continue
      throw new SetupFault(
        `The database user may not create the role ${role}: have the statements of \`npm run -s cli -- db roles\` run by an administrator`
      )
    }
  }
}
