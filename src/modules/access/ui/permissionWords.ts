import { isWorkMessageKey, type WorkTexts } from '#i18n/workTexts.ts'

/** What a permission lets do, in words; its name where a later version had other permissions. */
export const permissionWords = (permission: string, t: WorkTexts): string => {
  const key = `permission_${permission.replace('.', '_')}`
  return isWorkMessageKey(key) ? t(key) : permission
}
