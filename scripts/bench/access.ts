import { benchAuditAppend } from './access/auditAppend.ts'
import { benchSignIn } from './access/signIn.ts'

/** `npm run bench:access`: what signing in, permissions and the audit cost. Ends with 1 when a promise is broken. */
const kept = [await benchSignIn(), await benchAuditAppend()]
process.exitCode = kept.every(Boolean) ? 0 : 1
