import { declareClasses } from '#platform/db/columnClasses.ts'

/** A type alias, not an interface: only it satisfies Kysely's index signature. */
export type BackupTables = {
  platform_backup: {
    only_one: boolean
    taken_at: Date
    content_bytes: string
    key_bytes: string
  }
}

export const backupClasses = declareClasses<BackupTables>()({ platform_backup: 'impersonal' })
