import { sql } from 'kysely'
export const selectCase = sql
