/** The named result of a use case: done with a value, or refused for a reason that the caller can show. */
export type Outcome<Value, Reason extends string> =
  { readonly done: true; readonly value: Value } | { readonly done: false; readonly reason: Reason }

/** The use case did what it was asked to do. */
export const done = <Value>(value: Value): { done: true; value: Value } => ({ done: true, value })

/** The use case did nothing, for a reason that belongs to the field of work and not to the machine. */
export const refuse = <Reason extends string>(reason: Reason): { done: false; reason: Reason } => ({
  done: false,
  reason
})
