/** How a day stands to the one on which something is due. */
export type Due = 'late' | 'today' | 'soon' | 'later' | 'open'

/** Days that are soon. */
const SOON = 7

/** How urgent something is on a day; `open` without a day on which it is due. */
export const dueOf = (dueOn: Temporal.PlainDate | undefined, today: Temporal.PlainDate): Due => {
  if (!dueOn) return 'open'
  const { days } = today.until(dueOn)
  if (days < 0) return 'late'
  if (days === 0) return 'today'
  return days <= SOON ? 'soon' : 'later'
}

/** Characters of an address. */
const LONGEST = 300
/** Paths of the workspace, without what leads out of it or hides in it. */
const PATH = /^\/work(?:\/[\w-]+)*(?:\?[\w=&-]*)?$/

/** The path of a page of the workspace in what somebody pasted: its whole address, or the path; nothing for any other. */
export const workPathIn = (text: string): string | undefined => {
  const path = /^https?:\/\/[^/]+(\/.*)$/.exec(text)?.[1] ?? text
  return path.length <= LONGEST && PATH.test(path) ? path : undefined
}
