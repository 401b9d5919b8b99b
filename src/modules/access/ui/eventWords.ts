import { auditEventKey } from '../auditEvents.ts'
import { isWorkMessageKey, type WorkTexts } from '#i18n/workTexts.ts'

/** What happened, in words: those of the event, or its code where a later version had other events. */
export const eventWords = (event: string, t: WorkTexts): string => {
  const key = auditEventKey(event)
  return isWorkMessageKey(key) ? t(key) : event
}

/** The details of an event that have words: a role, a permission, and why something happened. */
export const detailWords = (
  payload: Readonly<Record<string, string | number | boolean | null>>,
  t: WorkTexts
): string =>
  Object.entries(payload)
    .map(([name, value]) => `audit_detail_${name}_${String(value)}`)
    .concat(typeof payload['role'] === 'string' ? [`role_${payload['role']}`] : [])
    .concat(
      typeof payload['permission'] === 'string'
        ? [`permission_${payload['permission'].replace('.', '_')}`]
        : []
    )
    .flatMap((key) => (isWorkMessageKey(key) ? [t(key)] : []))
    .join(', ')
