import { auditEventKey } from '../auditEvents.ts'
import { isWorkMessageKey, type WorkTexts } from '#i18n/workTexts.ts'
import { permissionWords } from './permissionWords.ts'

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
    .flatMap(([name, value]) => {
      if (name === 'permission') return [permissionWords(String(value), t)]
      const key = name === 'role' ? `role_${String(value)}` : `audit_detail_${name}_${String(value)}`
      return isWorkMessageKey(key) ? [t(key)] : []
    })
    .join(', ')
