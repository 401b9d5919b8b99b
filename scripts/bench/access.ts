import { benchAuditAppend } from './access/auditAppend.ts'
import { benchStaffPages } from './access/pages.ts'
import { benchSignIn } from './access/signIn.ts'

/** `npm run bench:access`: what signing in, permissions and the audit cost. Ends with 1 when a promise is broken. */
const kept = [await benchSignIn(), await benchAuditAppend(), await benchStaffPages()]
process.exitCode = kept.every(Boolean) ? 0 : 1
