import type { Announcement, DayException, OfferDay } from './model.ts'

/** A day as announcing sees it. */
interface Told {
  readonly day: Temporal.PlainDate
  readonly exception: DayException | null
  readonly receives: boolean
}

/**
 * What is to be announced of the timetables of one house, which show the same days: `house` what holds for every one
 * of them, told once; `own` what is left of each. Closed days with no open one between them are one announcement,
 * holidays that stand alone are named. Closures are told by themselves.
 */
export const announcements = (
  timetables: readonly (readonly OfferDay[])[]
): { readonly house: readonly Announcement[]; readonly own: readonly (readonly Announcement[])[] } => {
  const all = timetables.map((days) => days.map(told))
  const house = (all[0] ?? []).map(({ day }, index) =>
    mergedDay(
      day,
      all.map((days) => days[index]!)
    )
  )
  const isTold = (index: number) => house[index]!.exception !== null
  return {
    house: announced(house),
    own: all.map((days) =>
      announced(days.map((day, index) => (isTold(index) ? { ...day, exception: null } : day)))
    )
  }
}

const told = ({ day, walkIn, appointment, exception }: OfferDay): Told => ({
  day,
  exception: exception?.kind === 'closure' ? null : exception,
  receives: walkIn.length + appointment.length > 0
})

/** One day of the whole house: as an exception only where nobody is received at all. */
const mergedDay = (day: Temporal.PlainDate, days: readonly Told[]): Told => {
  const receives = days.some((one) => one.receives)
  const exceptions = receives ? [] : days.map(({ exception }) => exception)
  const named = exceptions.find((exception) => exception?.kind === 'holiday')
  return { day, receives, exception: named ?? exceptions.find((exception) => exception !== null) ?? null }
}

const announced = (days: readonly Told[]): Announcement[] => {
  const found: Announcement[] = []
  let closed: Told[] = []
  const end = () => {
    found.push(...closedStretch(closed))
    closed = []
  }
  for (const one of days) {
    if (one.receives) end()
    if (one.exception?.kind === 'changed') found.push({ kind: 'changed', day: one.day })
    else if (one.exception) closed.push(one)
  }
  end()
  return found
}

const closedStretch = (days: readonly Told[]): Announcement[] => {
  const [first, last] = [days[0], days.at(-1)]
  if (first && last && days.some(({ exception }) => exception?.kind === 'closed'))
    return [{ kind: 'closed', from: first.day, to: last.day }]
  return days.flatMap(({ day, exception }) =>
    exception?.kind === 'holiday' ? [{ kind: 'holiday', day, holiday: exception.holiday }] : []
  )
}
