/** What is wrong with a question to the open data: a status, a text of `messages/work`, and what it is about. */
export interface OpenDataFault {
  readonly status: 400 | 404
  readonly reason: OpenDataReason
  readonly params: Readonly<Record<string, string | number>>
}

export type OpenDataReason =
  | 'open_data_nothing_here'
  | 'open_data_unknown_parameter'
  | 'open_data_repeated_parameter'
  | 'open_data_not_whole_number'
  | 'open_data_not_true_or_false'
  | 'open_data_not_an_id'
  | 'open_data_not_a_moment'
  | 'open_data_not_a_language'
  | 'open_data_not_text'
  | 'open_data_only_json'

/** An answer, or why there is none. */
export type OpenDataAnswer<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: OpenDataFault }

/** The same for what never was, is hidden, or belongs to another organisation. */
export const NOTHING_HERE: { readonly ok: false; readonly fault: OpenDataFault } = {
  ok: false,
  fault: { status: 404, reason: 'open_data_nothing_here', params: {} }
}
