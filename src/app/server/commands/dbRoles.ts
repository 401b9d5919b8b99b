import { readDatabaseUrls } from '#platform/db/server/connection.ts'
import { roleStatements } from '#platform/db/server/roles.ts'
import { DONE, REFUSED, type Command } from './command.ts'

/** Prints the statements that make the login roles, for a database whose owner may not create roles. */
export const dbRoles: Command = {
  name: 'db roles',
  summary: 'cli_db_roles',
  usage: '',
  async run(_args, { config, texts, print }) {
    if (config.databaseUrl === undefined) {
      print(texts('db_roles_embedded'))
      return Promise.resolve(REFUSED)
    }
    for (const statement of roleStatements(readDatabaseUrls(config.databaseUrl)[0]!)) print(statement)
    return Promise.resolve(DONE)
  }
}
