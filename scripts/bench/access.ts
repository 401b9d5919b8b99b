import { benchAuditAppend } from './access/auditAppend.ts'

/** `npm run bench:access`: what signing in, permissions and the audit cost. Ends with 1 when a promise is broken. */
const kept = [await benchAuditAppend()]
process.exitCode = kept.every(Boolean) ? 0 : 1
