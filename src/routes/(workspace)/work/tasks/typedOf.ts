type Typed = string | Temporal.PlainDate | Temporal.Instant | undefined

/** What was typed into a form, as its fields show it again: absent ones are left out. */
export const typedOf = (values: Readonly<Record<string, Typed>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value.toString()]]))
  )
