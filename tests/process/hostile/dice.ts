/** Numbers that look random and are the same for the same seed (mulberry32). */
export interface Dice {
  /** A whole number from 0 to below `end`. */
  below(end: number): number
  pick<Value>(values: readonly Value[]): Value
  /** True once in `times`. */
  once(times: number): boolean
}

/** Dice that fall the same way for every run with this seed. */
export const createDice = (seed: number): Dice => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(next() * end)
  return { below, pick: (values) => values[below(values.length)]!, once: (times) => below(times) === 0 }
}
