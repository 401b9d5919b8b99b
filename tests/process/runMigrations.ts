import type { OwnerConnection } from '#platform/db/server/connection.ts'
import { migrateToLatest } from '#platform/db/server/migrate.ts'

/** Applies the migrations of a folder to a database: `runMigrations.ts FOLDER`, the connection in OWNER as JSON. */
const owner = JSON.parse(process.env['OWNER']!) as OwnerConnection
console.log(JSON.stringify(await migrateToLatest(owner, process.argv[2])))
