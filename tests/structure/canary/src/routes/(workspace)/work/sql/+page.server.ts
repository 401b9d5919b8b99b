import { sql } from 'kysely'
import type { Database } from '#platform/db/server/database.ts'
export const load = (db: Database) => [sql, db]
