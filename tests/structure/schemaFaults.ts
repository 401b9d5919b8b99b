import { queryAsOwner } from '#testing/testDatabase.ts'
import type { OwnerConnection } from '#platform/db/server/connection.ts'
import { LOGIN_ROLES } from '#platform/db/server/roles.ts'

/** SECURITY DEFINER functions that the portal may call. */
const PORTAL_FUNCTIONS: readonly string[] = [
  'access_sealing_key',
  'access_team_on_duty',
  'directory_report_mistake',
  'publishing_report_barrier'
]

/** Tables that the migration library makes for itself, and the schema of the job queue. */
const MADE_BY_LIBRARIES = `('platform_migration', 'platform_migration_lock')`
const OURS = `n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'pgboss')
  AND c.relname NOT IN ${MADE_BY_LIBRARIES}
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = c.oid AND e.deptype = 'e')`
const TABLES = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND ${OURS}`
const HAS_TENANT = `EXISTS (SELECT FROM pg_attribute a
  WHERE a.attrelid = c.oid AND a.attname = 'organisation_id' AND NOT a.attisdropped)`
const ROLES = `(${LOGIN_ROLES.map((role) => `'${role}'`).join(', ')})`

const FAULTS = {
  uncommented: `SELECT c.relname AS name FROM ${TABLES} AND obj_description(c.oid, 'pg_class') IS NULL`,
  withoutRowSecurity: `SELECT c.relname AS name FROM ${TABLES} AND ${HAS_TENANT} AND NOT c.relrowsecurity`,
  withoutPolicy: `SELECT c.relname AS name FROM ${TABLES} AND ${HAS_TENANT}
    AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)`,
  carelessPolicy: `SELECT p.polname AS name FROM pg_policy p
    WHERE NOT coalesce(pg_get_expr(p.polqual, p.polrelid), 'app.org') LIKE '%app.org%'
      OR NOT coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'app.org') LIKE '%app.org%'`,
  mightyRole: `SELECT rolname AS name FROM pg_roles WHERE rolname IN ${ROLES}
    AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
    UNION SELECT member::regrole::text FROM pg_auth_members WHERE member::regrole::text IN ${ROLES}`,
  owningRole: `SELECT DISTINCT s.refobjid::regrole::text AS name FROM pg_shdepend s
    WHERE s.deptype = 'o' AND s.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database())) AND s.refclassid = 'pg_authid'::regclass AND s.refobjid::regrole::text IN ${ROLES}
      AND NOT (s.refobjid::regrole::text = 'app_jobs' AND s.objid IN
        (SELECT oid FROM pg_class WHERE relnamespace = to_regnamespace('pgboss')
         UNION SELECT oid FROM pg_proc WHERE pronamespace = to_regnamespace('pgboss')
         UNION SELECT oid FROM pg_type WHERE typnamespace = to_regnamespace('pgboss')
         UNION SELECT to_regnamespace('pgboss')::oid))`,
  readableByPortal: `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND ${OURS} AND has_any_column_privilege('app_portal', c.oid, 'SELECT')
      AND NOT (c.relkind = 'v' AND c.relname ~ '^[a-z]+_v_')
      AND NOT (c.relname LIKE 'places\\_%' AND NOT ${HAS_TENANT})`,
  changeableByPortal: `SELECT c.relname AS name FROM ${TABLES}
    AND (has_any_column_privilege('app_portal', c.oid, 'UPDATE') OR has_table_privilege('app_portal', c.oid, 'DELETE, TRUNCATE, TRIGGER'))`,
  viewOverAllOrganisations: `SELECT DISTINCT v.relname AS name FROM pg_class v
    JOIN pg_rewrite r ON r.ev_class = v.oid JOIN pg_depend d ON d.objid = r.oid AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_class c ON c.oid = d.refobjid AND c.relkind IN ('r', 'p') AND ${HAS_TENANT}
    WHERE v.relkind = 'v' AND has_any_column_privilege('app_portal', v.oid, 'SELECT')
      AND pg_get_viewdef(v.oid) NOT LIKE '%app.org%'`,
  untoldChange: `SELECT c.relname AS name FROM ${TABLES} AND (has_any_column_privilege('app_portal', c.oid, 'SELECT')
      OR EXISTS (SELECT FROM pg_class v JOIN pg_rewrite r ON r.ev_class = v.oid
        JOIN pg_depend d ON d.objid = r.oid AND d.classid = 'pg_rewrite'::regclass AND d.refobjid = c.oid
        WHERE v.relkind = 'v' AND has_any_column_privilege('app_portal', v.oid, 'SELECT')))
    AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgfoid = to_regproc('platform_tell_public_change'))`,
  functionForPortal: `SELECT c.proname AS name FROM pg_proc c JOIN pg_namespace n ON n.oid = c.pronamespace
    WHERE c.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pgboss')
      AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = c.oid AND e.deptype = 'e')
      AND has_function_privilege('app_portal', c.oid, 'EXECUTE')
      AND NOT c.proname = ANY('{${PORTAL_FUNCTIONS.join()}}')`
} as const

export type SchemaFault = keyof typeof FAULTS

const namesOf = async (owner: OwnerConnection, query: string) =>
  (await queryAsOwner<{ name: string }>(owner, query)).rows.map(({ name }) => name).sort()

/** Relations, roles and functions of a database that break a rule of the house, by rule; rules that hold are left out. */
export const schemaFaults = async (
  owner: OwnerConnection
): Promise<Partial<Record<SchemaFault, string[]>>> => {
  const found: Partial<Record<SchemaFault, string[]>> = {}
  for (const [fault, query] of Object.entries(FAULTS) as [SchemaFault, string][]) {
    const names = await namesOf(owner, query)
    if (names.length > 0) found[fault] = names
  }
  return found
}

/** Tables with a column whose comment marks it as a person's: it begins "Person:". */
export const personTables = (owner: OwnerConnection): Promise<string[]> =>
  namesOf(
    owner,
    `SELECT DISTINCT c.relname AS name FROM pg_class c JOIN pg_description d
     ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid > 0 AND d.description LIKE 'Person:%'`
  )
