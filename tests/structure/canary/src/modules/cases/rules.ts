import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { closeCase } from './server/index.ts'
export const rules = [readFileSync, sql, closeCase]
