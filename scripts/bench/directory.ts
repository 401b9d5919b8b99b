import { benchImport } from './directory/import.ts'
import { benchIntervals } from './directory/intervals.ts'
import { benchServices } from './directory/services.ts'

/** `npm run bench:directory`: what the directory promises about time and memory. Ends with 1 when a promise is broken. */
const kept = [await benchIntervals(), await benchServices(), await benchImport()]
process.exitCode = kept.every(Boolean) ? 0 : 1
