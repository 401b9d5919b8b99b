/** A content line of RFC 5545, folded after at most 75 octets without cutting a character. */
const foldLine = (line: string): string => {
  const lines: string[] = []
  let [current, octets] = ['', 0]
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > 75) {
      lines.push(current)
      ;[current, octets] = [' ', 1]
    }
    current += character
    octets += size
  }
  return [...lines, current].join('\r\n')
}

/** A TEXT value of RFC 5545: reserved characters escaped, line ends as `\n`, other control characters left out. */
const calendarText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n')

/** Europe/Berlin as RFC 5545 describes a zone; a calendar needs one component even where nothing happens. */
const BERLIN = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Berlin',
  'BEGIN:DAYLIGHT',
  'DTSTART:19810329T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'END:STANDARD',
  'END:VTIMEZONE'
]

/** Whole days on which something is the case; both days are included. */
export interface CalendarEvent {
  readonly uid: string
  readonly changedAt: Date
  readonly firstDay: Temporal.PlainDate
  readonly lastDay: Temporal.PlainDate
  readonly summary: string
  readonly description: string
  readonly url: string
}

/** A calendar of whole days (RFC 5545) that may be subscribed to. */
export const writeCalendar = (name: string, events: readonly CalendarEvent[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Anlaufstelle//Closures//DE',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${calendarText(name)}`,
    `NAME:${calendarText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    ...BERLIN,
    ...events.flatMap(eventLines),
    'END:VCALENDAR'
  ]
    .map((line) => `${foldLine(line)}\r\n`)
    .join('')

const eventLines = (event: CalendarEvent) => [
  'BEGIN:VEVENT',
  `UID:${event.uid}`,
  `DTSTAMP:${utc(event.changedAt)}`,
  `LAST-MODIFIED:${utc(event.changedAt)}`,
  `DTSTART;VALUE=DATE:${compact(event.firstDay)}`,
  `DTEND;VALUE=DATE:${compact(event.lastDay.add({ days: 1 }))}`,
  `SUMMARY:${calendarText(event.summary)}`,
  ...(event.description === '' ? [] : [`DESCRIPTION:${calendarText(event.description)}`]),
  `URL:${event.url}`,
  'TRANSP:TRANSPARENT',
  'END:VEVENT'
]

const compact = (day: Temporal.PlainDate) => day.toString().replaceAll('-', '')
const utc = (moment: Date) => moment.toISOString().replace(/[-:]|\.\d+/g, '')
