import type { EventOf } from '../auditEvents.ts'
import { accessEvents } from '../events.ts'
import { eventRecorder } from './eventRecorder.ts'

/** What this module tells the audit. */
export type AuditEvent = EventOf<typeof accessEvents>

/** Tells the audit of an event of this module, and of looks at its records. */
export const { recordEvent, recordView } = eventRecorder(accessEvents)
