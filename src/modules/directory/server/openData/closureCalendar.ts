import type { Locale } from '#i18n/locales.ts'
import { textsFor } from '#i18n/texts.ts'
import { todayIn } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import { findCentreRow } from '../directoryQueries.ts'
import { listCurrentClosures, type ClosureEntry } from '../openDataQueries.ts'
import { writeCalendar, type CalendarEvent } from './calendarText.ts'
import { hsdsId } from './hsdsId.ts'
import { NOTHING_HERE, type OpenDataAnswer } from './openDataFault.ts'

/** Whose closures, in which language, and where the centres' pages are. */
export interface ClosureCalendarQuestion {
  /** Absent: those of every public centre. */
  readonly centreSlug?: string
  readonly locale: Locale
  /** Scheme and host of the portal, without a slash at the end. */
  readonly origin: string
}

/**
 * The closures that are not over, as a calendar of whole days. An event keeps its UID while its place, first day and
 * reason stay. A closure without an end lasts until today, and says that it goes on.
 */
export const closureCalendar = (
  ctx: Ctx,
  { centreSlug, locale, origin }: ClosureCalendarQuestion
): Promise<OpenDataAnswer<string>> =>
  ctx.read(async (tx) => {
    const centre = centreSlug === undefined ? undefined : await findCentreRow(tx, centreSlug)
    if (centreSlug !== undefined && !centre) return NOTHING_HERE
    const today = todayIn(ctx.clock)
    const all = await listCurrentClosures(tx, today)
    const closures = centre ? all.filter((closure) => closure.centre_id === centre.centre_id) : all
    const t = textsFor(locale)
    const title = t('open_data_closures')
    const name = centre ? `${title}: ${centre.name}` : title
    const uids = new Set<string>()
    const events = closures.map((closure) => eventOf(closure, today, { locale, origin }, uids))
    return { ok: true, value: writeCalendar(name, events) }
  })

const eventOf = (
  closure: ClosureEntry,
  today: Temporal.PlainDate,
  { locale, origin }: Pick<ClosureCalendarQuestion, 'locale' | 'origin'>,
  uids: Set<string>
): CalendarEvent => {
  const t = textsFor(locale)
  const firstDay = Temporal.PlainDate.from(closure.starts_on)
  const known = closure.ends_on === null ? latest(firstDay, today) : Temporal.PlainDate.from(closure.ends_on)
  const shut = t(`closure_${closure.reason}`)
  return {
    uid: freeUid(closure, uids),
    changedAt: closure.changed_at,
    firstDay,
    lastDay: known,
    summary: `${closure.centre_name}: ${shut}`,
    description: [closure.service_name, closure.ends_on === null ? t('closure_open_end') : null, closure.note]
      .filter((line) => line !== null)
      .join('\n'),
    url: `${origin}/${locale}/centre/${closure.centre_slug}`
  }
}

const freeUid = (closure: ClosureEntry, taken: Set<string>): string => {
  for (let number = 1; ; number++) {
    const place = closure.offer_id ?? closure.centre_id
    const uid = `${hsdsId('closure', place, closure.starts_on, closure.reason, number)}@anlaufstelle`
    if (taken.has(uid)) continue
    taken.add(uid)
    return uid
  }
}

const latest = (a: Temporal.PlainDate, b: Temporal.PlainDate) =>
  Temporal.PlainDate.compare(a, b) > 0 ? a : b
