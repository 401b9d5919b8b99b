import type { LanguageDays } from '../model.ts'

/** Languages that are spoken on the same weekdays; 1 is Monday, no weekday: every day. */
export interface LanguageRow {
  readonly weekdays: readonly number[]
  readonly languages: readonly string[]
}

/** The languages by their days: those of every day first, then by the first weekday; all seven days are every day. */
export const languageTable = (languageDays: readonly LanguageDays[]): LanguageRow[] => {
  const rows = new Map<string, { weekdays: readonly number[]; languages: string[] }>()
  for (const { language, weekdays } of languageDays) {
    const days = weekdays.length === 7 ? [] : [...weekdays].sort()
    const row = rows.get(days.join()) ?? { weekdays: days, languages: [] }
    row.languages.push(language)
    rows.set(days.join(), row)
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}
