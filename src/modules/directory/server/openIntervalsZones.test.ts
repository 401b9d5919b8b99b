import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { computeHours } from './openIntervals.ts'

const TEXTS = [
  'Mo-Fr 09:00-12:00; PH off',
  'Mo-Su 00:00-24:00',
  'Mo-Su 02:00-03:00',
  'Mo-Su 01:30-02:30',
  'Mo-Su 22:00-02:30',
  'Fr-Sa 20:00-26:00',
  'Mo[1] 16:00-18:00; week 1-53/2 Th 14:00-17:00',
  'Tu,Th 09:00-12:00; PH,SH off',
  'Mo-Fr 09:00-12:00; 2026 Nov 09-2026 Dec 31 off "Krankheit"',
  '24/7'
]
/** Before and on the clock changes of Germany and New York, on a holiday, and at the turn of a year. */
const DAYS = [
  '2026-02-20',
  '2026-03-08',
  '2026-03-29',
  '2026-10-25',
  '2026-11-01',
  '2026-11-18',
  '2026-12-20'
]

const program = `
  const { computeHours } = await import(${JSON.stringify(join(import.meta.dirname, 'openIntervals.ts'))})
  const days = ${JSON.stringify(DAYS)}.map((day) => Temporal.PlainDate.from(day))
  const texts = ${JSON.stringify(TEXTS)}
  console.log(JSON.stringify(texts.map((text) => days.map((day) => computeHours(text, day)))))`

test.each(['UTC', 'America/New_York', 'Asia/Kabul'])(
  'a process that is started in %s computes the same',
  (zone) => {
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024
    })
    const here = TEXTS.map((text) => DAYS.map((day) => computeHours(text, Temporal.PlainDate.from(day))))
    expect(JSON.parse(said)).toEqual(JSON.parse(JSON.stringify(here)))
    expect(said).toContain('2026-10-25T00:00:00Z')
  }
)
