import { sql } from 'kysely'
export const closeCase = sql
