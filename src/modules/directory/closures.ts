import { germanDay, midnight } from '#platform/clock/clock.ts'
import type { Closure } from './model.ts'

/** `endsAt` is not in the stretch. */
export interface Stretch {
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
}

type Days = Pick<Closure, 'startsOn' | 'endsOn'>

const { compare } = Temporal.PlainDate

/** True when the closure holds on the day. */
const isClosedOn = ({ startsOn, endsOn }: Days, day: Temporal.PlainDate): boolean =>
  compare(startsOn, day) <= 0 && (endsOn === null || compare(day, endsOn) <= 0)

/** Of the closures that hold on `day` the one that lasts longest; one without an end lasts longest of all. */
export const closureOn = <Shut extends Days>(
  closures: readonly Shut[],
  day: Temporal.PlainDate
): Shut | undefined =>
  closures
    .filter((closure) => isClosedOn(closure, day))
    .reduce<Shut | undefined>((longest, closure) => {
      if (longest === undefined || longest.endsOn === null) return longest ?? closure
      return closure.endsOn === null || compare(closure.endsOn, longest.endsOn) > 0 ? closure : longest
    }, undefined)

/** What is left of the stretches when nobody is received on the closed days, which begin and end at midnight in Germany. */
export const withoutClosures = <Part extends Stretch>(
  stretches: readonly Part[],
  closures: readonly Days[]
): Part[] => closures.reduce<Part[]>((left, closure) => left.flatMap(leftBy(closure)), [...stretches])

const leftBy = ({ startsOn, endsOn }: Days) => {
  const from = midnight(startsOn)
  const to = endsOn && midnight(endsOn.add({ days: 1 }))
  const [first, last] = [from.epochMilliseconds, to?.epochMilliseconds ?? Infinity]
  return <Part extends Stretch>(stretch: Part): Part[] => {
    const { startsAt, endsAt } = stretch
    if (endsAt.epochMilliseconds <= first || startsAt.epochMilliseconds >= last) return [stretch]
    return [
      ...(startsAt.epochMilliseconds < first ? [{ ...stretch, endsAt: from }] : []),
      ...(to && endsAt.epochMilliseconds > last ? [{ ...stretch, startsAt: to }] : [])
    ]
  }
}

/** One part for each German day of a stretch of more than a day; a shorter one, also over midnight, stays whole. */
export const splitLong = <Part extends Stretch>(stretch: Part): Part[] => {
  const { startsAt, endsAt } = stretch
  if (startsAt.until(endsAt).total('hour') <= 25) return [stretch]
  const nextDay = midnight(germanDay(startsAt).add({ days: 1 }))
  return [{ ...stretch, endsAt: nextDay }, ...splitLong({ ...stretch, startsAt: nextDay })]
}
