import { ZONE } from '#platform/clock/clock.ts'
import type { ImportFinding } from '../../importReport.ts'
import type { ClosureReason } from '../../model.ts'
import { isOpeningHours } from '../openIntervals.ts'
import { readDays, type OwnAttribute } from './attributes.ts'
import type { Schedule } from './schemas.ts'

/** The hours of one offer as the tables keep them, and what could not be understood. */
export interface Hours {
  readonly walkIn: string | null
  readonly appointment: string | null
  /** When the phone is answered. */
  readonly office: string | null
  readonly note: string | null
  readonly findings: readonly ImportFinding[]
}

/** Whole days on which nobody is received, as a schedule says them; days are ISO text. */
export interface ScheduledClosure {
  readonly startsOn: string
  /** The last closed day; null: nobody knows yet. */
  readonly endsOn: string | null
  readonly reason: ClosureReason
  readonly note: string | null
}

/** The closures among schedules, and what is to be said of them. */
export interface Closures {
  readonly closures: readonly ScheduledClosure[]
  readonly findings: readonly ImportFinding[]
}

/** Whether a text is hours that leave nothing to guess. */
export type UnderstandsHours = (text: string) => boolean

const MOST_REMEMBERED = 5_000

/** A judge for one run: parsing a text takes milliseconds, and many offers share theirs. */
export const createHoursJudge = (): UnderstandsHours => {
  const known = new Map<string, boolean>()
  return (text) => {
    const understood = known.get(text) ?? isOpeningHours(text)
    if (known.size < MOST_REMEMBERED) known.set(text, understood)
    return understood
  }
}

const LONGEST_HOURS = 1_000
const LONGEST_NOTE = 2_000

type Kind = 'walkIn' | 'appointment' | 'office' | 'note' | 'closed'
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['appointment', 'appointment'],
  ['office', 'office'],
  ['note', 'note'],
  ['closed', 'closed']
])
const kindOf = ({ attending_type }: Schedule): Kind =>
  KINDS.get(attending_type?.toLowerCase() ?? '') ?? 'walkIn'

/** True where a schedule says when people are received, or that nobody can say; closures say the opposite. */
export const saysHours = (schedule: Schedule): boolean => kindOf(schedule) !== 'closed'

/**
 * Reads on which days nobody is received: from a record's own attributes, and from schedules with the
 * `attending_type` `closed`, from `valid_from` to `valid_to`. A schedule without a first day is left out and remarked
 * on, and so is every closure that is over.
 */
export const readClosures = (
  schedules: readonly Schedule[],
  own: readonly OwnAttribute[],
  today: Temporal.PlainDate,
  field: string
): Closures => {
  const { closures, findings } = attributedClosures(own, today)
  schedules.forEach((schedule, index) => {
    if (saysHours(schedule)) return
    const remark = (reason: ImportFinding['reason']) =>
      findings.push({ field: `${field}[${index}]`, reason, params: {} })
    const [startsOn, endsOn] = [schedule.valid_from ?? schedule.dtstart, schedule.valid_to ?? schedule.until]
    if (isOver(schedule, today)) remark('directory_import_closure_past')
    else if (startsOn === null || (endsOn !== null && endsOn < startsOn))
      remark('directory_import_closure_without_day')
    else {
      const note = schedule.notes ?? schedule.description
      closures.push({ startsOn, endsOn, reason: 'other', note })
    }
  })
  return { closures, findings }
}

const attributedClosures = (own: readonly OwnAttribute[], today: Temporal.PlainDate) => {
  const closures: ScheduledClosure[] = []
  const findings: ImportFinding[] = []
  for (const { taxonomy, code, value, label } of own) {
    const days = taxonomy === 'anlaufstelle:closure' ? readDays(value ?? '') : undefined
    if (days === undefined) continue
    if (isBefore(days.endsOn, today))
      findings.push({ field: 'attributes', reason: 'directory_import_closure_past', params: {} })
    else closures.push({ ...days, reason: code as ClosureReason, note: label })
  }
  return { closures, findings }
}

/**
 * Reads HSDS schedules as walk-in, appointment and office hours in OSM syntax: a description in that syntax as it is,
 * else a plain weekly rule. Anything else stays a note and is remarked on; nothing is guessed. `today` decides
 * which schedules are over. Closures are left to {@link readClosures}.
 */
export const readSchedules = (
  schedules: readonly Schedule[],
  today: Temporal.PlainDate,
  field: string,
  understands: UnderstandsHours = isOpeningHours
): Hours => {
  const texts: Record<'walkIn' | 'appointment' | 'office', string[]> = {
    walkIn: [],
    appointment: [],
    office: []
  }
  const notes: string[] = []
  const findings: ImportFinding[] = []
  schedules.forEach((schedule, index) => {
    const remark = (reason: ImportFinding['reason']) =>
      findings.push({ field: `${field}[${index}]`, reason, params: {} })
    const kind = kindOf(schedule)
    if (kind === 'closed') return
    if (kind === 'note')
      return void notes.push(...[schedule.notes ?? schedule.description].filter((said) => said !== null))
    if (isOver(schedule, today)) return void remark('directory_import_hours_past')
    const words = schedule.description ?? schedule.notes
    const described = schedule.description !== null && understands(schedule.description)
    const hours = described ? schedule.description : weeklyHours(schedule)
    if (hours === null) remark('directory_import_hours_not_understood')
    else texts[kind].push(hours)
    const note = described ? schedule.notes : words
    if (note !== null && note !== ZONE) notes.push(note)
  })
  const [walkIn, appointment, office] = [
    joined(texts.walkIn, understands),
    joined(texts.appointment, understands),
    joined(texts.office, understands)
  ]
  for (const kind of [walkIn, appointment, office]) {
    if (kind !== undefined) continue
    findings.push({ field, reason: 'directory_import_hours_not_understood', params: {} })
  }
  return {
    walkIn: walkIn ?? null,
    appointment: appointment ?? null,
    office: office ?? null,
    note: [...new Set(notes)].join('\n').slice(0, LONGEST_NOTE).toWellFormed() || null,
    findings
  }
}

/** Several texts as one: each applies where those before it say nothing. `undefined`: too long together. */
const joined = (texts: readonly string[], understands: UnderstandsHours): string | null | undefined => {
  const different = [...new Set(texts)]
  if (different.length < 2) return different[0] ?? null
  const hours = different.join(' || ')
  return hours.length <= LONGEST_HOURS && understands(hours) ? hours : undefined
}

const isOver = ({ valid_to, until }: Schedule, today: Temporal.PlainDate) => {
  return isBefore(valid_to ?? until, today)
}

const isBefore = (last: string | null, today: Temporal.PlainDate) =>
  last !== null && Temporal.PlainDate.compare(last, today) < 0

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']

/** A rule "every week on these days, from … to …"; every further condition makes it something else. */
const weeklyHours = (schedule: Schedule): string | null => {
  const { freq, interval, byday, byweekno, bymonthday, byyearday, count } = schedule
  const conditions = [byweekno, bymonthday, byyearday, count]
  if (freq?.toUpperCase() !== 'WEEKLY' || (interval ?? 1) !== 1) return null
  if (conditions.some((condition) => condition !== null)) return null
  const days =
    byday?.split(',').map((name) => DAYS.find((day) => day.toUpperCase() === name.trim().toUpperCase())) ?? []
  const [opens, closes] = [clockTime(schedule.opens_at), clockTime(schedule.closes_at)]
  if (days.length === 0 || days.includes(undefined) || !opens || !closes || opens >= closes) return null
  return `${validity(schedule)}${days.join(',')} ${opens}-${closes}; PH off`
}

/** HSDS knows only a fixed offset, which says nothing of summer time: a time with an offset is not understood. */
const clockTime = (time: string | null): string | undefined => {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?$/.exec(time ?? '') ?? []
  if (hour === undefined || minute === undefined || Number(hour) > 24 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** OSM syntax has no open end for dates. */
const FAR_AWAY = '2099-12-31'
const LONG_AGO = '2000-01-01'

const validity = ({ valid_from, valid_to, dtstart, until }: Schedule): string => {
  const [from, to] = [valid_from ?? dtstart, valid_to ?? until]
  if (from === null && to === null) return ''
  return `${osmDay(from ?? LONG_AGO)}-${osmDay(to ?? FAR_AWAY)} `
}

const osmDay = (iso: string) => {
  const date = Temporal.PlainDate.from(iso)
  return `${date.year} ${MONTHS[date.month - 1]} ${String(date.day).padStart(2, '0')}`
}
