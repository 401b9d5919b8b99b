import type { Clock } from '#platform/clock/clock.ts'

/** Answers are as old as this at most, in milliseconds; the readers' own caches may keep them for a minute more. */
const FRESH_FOR = 30_000
const MOST_ANSWERS = 400
const MOST_CHARACTERS = 48 * 1024 * 1024

interface Kept<Value> {
  readonly value: Promise<Value>
  readonly until: number
  size: number
}

/** Keeps what was answered for a short while; many readers who ask the same thing at once are one question. */
export interface AnswerCache<Value> {
  get(key: string, clock: Clock, make: () => Promise<Value>): Promise<Value>
}

/** A cache that forgets the oldest answers first; `sizeOf` says how many characters one holds. */
export const createAnswerCache = <Value>(sizeOf: (value: Value) => number): AnswerCache<Value> => {
  const kept = new Map<string, Kept<Value>>()
  let characters = 0
  const forget = (key: string) => {
    characters -= kept.get(key)?.size ?? 0
    kept.delete(key)
  }
  const makeRoom = () => {
    for (const key of kept.keys()) {
      if (kept.size <= MOST_ANSWERS && characters <= MOST_CHARACTERS) return
      forget(key)
    }
  }
  return {
    get(key, clock, make) {
      const now = clock.now().epochMilliseconds
      const known = kept.get(key)
      if (known && known.until > now) return known.value
      forget(key)
      const entry: Kept<Value> = { value: make(), until: now + FRESH_FOR, size: 0 }
      kept.set(key, entry)
      entry.value.then(
        (value) => {
          if (kept.get(key) !== entry) return
          entry.size = sizeOf(value)
          characters += entry.size
          makeRoom()
        },
        () => kept.get(key) === entry && forget(key)
      )
      return entry.value
    }
  }
}
