import type { WorkTexts } from '#i18n/workTexts.ts'
import type { Config } from '#platform/config/server/config.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import type { OwnerConnection } from '#platform/db/server/connection.ts'
import type { LoginRole } from '#platform/db/server/roles.ts'

/** What a command of the command line works with. */
export interface CommandTools {
  readonly config: Config
  readonly texts: WorkTexts
  /** The folder the person was in when they called. */
  readonly callerFolder: string
  print(line: string): void
  /** Opens the database when first asked, attaching to a running one, and answers a ctx. */
  ctx(role: LoginRole | 'owner', organisationId?: OrganisationId): Promise<Ctx>
  /** Opens it too; how its owner reaches it. */
  owner(): Promise<OwnerConnection>
}

/** One verb of one module. */
export interface Command {
  /** "directory import" */
  readonly name: string
  /** Key of the line that `help` prints. */
  readonly summary:
    | 'cli_access_anchor_key'
    | 'cli_access_setup'
    | 'cli_access_verify_audit'
    | 'cli_backup_create'
    | 'cli_backup_key'
    | 'cli_backup_restore'
    | 'cli_db_roles'
    | 'cli_mail_test'
    | 'cli_places_import'
    | 'cli_directory_import'
    | 'cli_publishing_check'
    | 'cli_publishing_barriers'
    | 'cli_directory_reports'
    | 'cli_system_update_check'
  /** What stands behind the name: "[--dry-run] FILE…" */
  readonly usage: string
  /** Answers the exit code: 0 done, 1 refused, 2 called wrongly. */
  run(args: readonly string[], tools: CommandTools): Promise<number>
}

export const DONE = 0
export const REFUSED = 1
export const MISCALLED = 2
