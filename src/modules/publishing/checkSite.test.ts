import { describe, expect, it } from 'vitest'
import demo from '../../../data/demo/site.json' with { type: 'json' }
import example from '../../../data/site.example.json' with { type: 'json' }
import { isWorkMessageKey } from '#i18n/workTexts.ts'
import { checkSite } from './checkSite.ts'
import { factNameKey } from './factNames.ts'
import { aSiteFile } from './testing/factories.ts'

/** A whole site file with one fact changed; `undefined` takes it away. */
const withFact = (path: string, value: unknown) => {
  const file = structuredClone(aSiteFile()) as Record<string, unknown>
  const names = path.split('.')
  const last = names.pop()!
  const parent = names.reduce((found, name) => (found[name] ??= {}) as Record<string, unknown>, file)
  parent[last] = value
  return file
}

describe('a site file', () => {
  it.each([
    ['of the demonstration', demo],
    ['of the tests', aSiteFile()]
  ])('%s is whole', (_, file) => {
    expect(checkSite(file)).toMatchObject({ faults: [], missing: [] })
    expect(checkSite(file).facts).toBeDefined()
  })

  it('to fill in has no fault and lacks every fact that only the organisation knows', () => {
    const { faults, missing, facts } = checkSite(example)
    expect([faults, facts]).toEqual([[], undefined])
    expect(missing).toEqual(expect.arrayContaining(['organisation.name', 'contact.hours']))
    expect(missing.filter((path) => path.startsWith('accessibility.enforcement'))).toEqual([])
  })

  it('that is not there lacks everything the law asks for, each fact by name', () => {
    const { missing } = checkSite(undefined)
    for (const path of [
      'organisation.name',
      'organisation.representedBy',
      'organisation.register.number',
      'organisation.responsible.name',
      'privacy.officer.email',
      'privacy.authority.name',
      'privacy.hosting.addressLogDays',
      'accessibility.state',
      'accessibility.barriers',
      'accessibility.enforcement.web',
      'contact.phone'
    ])
      expect(missing).toContain(path)
    expect(missing.filter((path) => factNameKey(path) === 'publishing_fact_other')).toEqual([])
  })

  it('may say that there is no register and no officer, and that nothing is left in the way', () => {
    expect(checkSite(withFact('organisation.register', null)).facts?.organisation.register).toBeNull()
    expect(checkSite(withFact('privacy.officer', null)).facts?.privacy.officer).toBeNull()
    const full = withFact('accessibility.state', 'full')
    ;(full['accessibility'] as Record<string, unknown>)['barriers'] = []
    expect(checkSite(full).missing).toEqual([])
  })

  it('has a quick exit without asking', () => {
    expect(checkSite(aSiteFile()).facts?.quickExit.url).toBe('https://www.dwd.de/')
  })

  it('counts blanks, empty lists and empty objects as not written', () => {
    expect(checkSite(withFact('organisation.email', '  ')).missing).toEqual(['organisation.email'])
    expect(checkSite(withFact('organisation.address', {})).missing).toHaveLength(3)
    expect(checkSite(withFact('organisation.representedBy', [{ role: '' }])).missing).toEqual([
      'organisation.representedBy'
    ])
    expect(checkSite(withFact('accessibility.barriers', [])).missing).toEqual(['accessibility.barriers'])
  })
})

describe('a fact that cannot be meant', () => {
  const film = { file: 'a.mp4', explains: 'about', title: { de: 'a' }, text: { de: 'a' } }
  it.each<[path: string, value: unknown, reason: string, at?: string]>([
    ['organisation.name', 7, 'not_text'],
    ['organisation.name', 'Verein\u202e', 'characters'],
    ['organisation.name', 'Verein\nZeile', 'characters'],
    ['organisation.name', 'a'.repeat(201), 'too_long'],
    ['organisation.email', 'post', 'not_email'],
    ['organisation.email', 'a@b.example\r\nbcc: c@d.example', 'not_email'],
    ['organisation.phone', 'anrufen', 'not_phone'],
    ['organisation.website', 'javascript:alert(1)', 'not_https'],
    ['organisation.website', 'http://verein.example/', 'not_https'],
    ['organisation.website', 'https://a:b@verein.example/', 'not_https'],
    ['organisation.vatId', 'DE12', 'not_vat'],
    ['organisation.representedBy', 'Vorstand', 'not_list'],
    ['organisation.fax', '0351 000', 'unknown_name'],
    ['organisation.register', 'VR 1', 'wrong_kind'],
    ['contact.hours', [{ days: [8], from: '09:00', to: '10:00' }], 'not_weekday', 'contact.hours.0.days.0'],
    [
      'contact.hours',
      [{ days: ['Mo'], from: '09:00', to: '10:00' }],
      'not_weekday',
      'contact.hours.0.days.0'
    ],
    ['contact.hours', [{ days: [1], from: '24:00', to: '25:00' }], 'not_time', 'contact.hours.0.from'],
    ['contact.languages', ['Deutsch'], 'not_language', 'contact.languages.0'],
    ['privacy.hosting.addressLogDays', '7', 'not_days'],
    ['privacy.hosting.addressLogDays', 366, 'not_days'],
    ['accessibility.state', 'gut', 'not_state'],
    ['accessibility.preparedOn', '24.11.2026', 'not_day'],
    ['accessibility.preparedOn', '2026-02-30', 'not_day'],
    ['accessibility.method', 'niemand', 'not_method'],
    [
      'accessibility.enforcement',
      { name: 'a', web: 'ftp://a.example' },
      'not_https',
      'accessibility.enforcement.web'
    ],
    ['quickExit', { name: 'Wetter', url: '/de' }, 'not_https', 'quickExit.url'],
    ['videos', [{ ...film, file: '../a.mp4' }], 'not_video', 'videos.0.file'],
    ['videos', [{ ...film, file: 'a.svg' }], 'not_video', 'videos.0.file'],
    ['videos', [{ ...film, explains: 'work' }], 'not_page', 'videos.0.explains'],
    ['demonstration', 'yes', 'not_flag'],
    ['datenschutz', 'ja', 'unknown_name']
  ])('%s: %j', (path, value, reason, at = path) => {
    const { faults, facts } = checkSite(withFact(path, value))
    expect(facts).toBeUndefined()
    expect(faults[0]).toEqual({ path: at, reason: `publishing_site_${reason}` })
    expect(faults.filter(({ reason: key }) => !isWorkMessageKey(key))).toEqual([])
  })

  it.each([null, 'text', 7, true])('is the file as a whole where it holds %j', (content) => {
    expect(checkSite(content).faults[0]).toEqual({ path: '', reason: 'publishing_site_wrong_kind' })
  })
})
