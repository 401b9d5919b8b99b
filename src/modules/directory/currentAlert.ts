/** The notice, unless the last day on which it matters is over. `until` is ISO text; null: until it is taken away. */
export const currentAlert = (
  alert: string | null,
  until: string | null,
  today: Temporal.PlainDate
): string | null => (until !== null && until < today.toString() ? null : alert)
