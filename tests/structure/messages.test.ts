import { describe, expect, it } from 'vitest'
import { LOCALES } from '#i18n/locales.ts'
import { generatedFrom } from '../../scripts/build-messages.ts'
import { catalogueFaults, type Catalogue } from './catalogueFaults.ts'
import { keysUsedIn, shapesUsedIn, starOf } from './messageUse.ts'
import { filesMatching, textOf } from './sourceFiles.ts'

const read = (path: string) => JSON.parse(textOf(path)) as Catalogue
const publicTexts = read('messages/public/de.json')
const workTexts = read('messages/work/de.json')
const everyKey = [...Object.keys(publicTexts), ...Object.keys(workTexts)]

/** Keys that code puts together from a code (the star), which stands in a list of codes or in data. */
const DYNAMIC_KEYS: readonly string[] = [
  'access_mail_*_subject',
  'access_mail_*_what',
  'age_*',
  'age_*_hint',
  'age_hint',
  'age_title',
  'age_why',
  'audit_*_id',
  'audit_detail_*_*',
  'audit_event_*_*_*',
  'audit_kind_*',
  'audit_verify_*',
  'audit_verify_anchor_*',
  'barrier_kind_*',
  'barrier_page_*',
  'capacity_*',
  'channel_*',
  'closure_*',
  'cli_import_progress_*',
  'directory_import_outcome_*',
  'directory_reports_kind_*',
  'erase_gone_*',
  'erase_kept_*',
  'factors_kind_*',
  'fault_*_text',
  'fault_*_title',
  'flash_*',
  'gate_*',
  'filter_*',
  'helpline_*',
  'helpline_*_short',
  'holiday_*',
  'key_passphrase_*',
  'key_sheet_short_*',
  'key_state_*',
  'key_way_*',
  'languages_made_*',
  'mail_refusal_*',
  'many_refused_*',
  'notes_*',
  'outbox_state_*',
  'papers_*',
  'password_*',
  'permission_*_*',
  'permissions_screen_*',
  'places_import_done_*',
  'places_import_file_*',
  'places_import_line_*',
  'profile_keyboard_*',
  'profile_textSize_*',
  'profile_theme_*',
  'programme_*',
  'publishing_barrier_*',
  'recovery_holder_*',
  'relation_*',
  'tasks_list_*',
  'tasks_none_*',
  'report_kind_*',
  'restore_archive_*',
  'restore_refused_*',
  'restore_server_key_*',
  'role_*',
  'situation_*',
  'situation_*_hint',
  'situation_*_short',
  'situation_hint',
  'situation_title',
  'situation_why',
  'statement_prepared_*',
  'statement_state_*',
  'system_mail_*',
  'system_state_*',
  'teams_key_*',
  'today_*',
  'today_*_empty',
  'today_key_*',
  'topic_*',
  'topic_*_hint',
  'wait_*_minutes',
  'wait_*_seconds',
  'work_language_*',
  'workfault_*_text',
  'workfault_*_title',
  'update_obstacle_*',
  'with_*'
]

const sources = filesMatching(/^src\/.*\.(ts|svelte)$/).filter(
  (path) => !/\.generated\.ts$|\.test\.ts$|\/testing\//.test(path)
)
const code = sources.map((path) => textOf(path)).join('\n')
const data = filesMatching(/^data\/.*\.json$/)
  .map((path) => textOf(path))
  .join('\n')
/** Keys that committed data names: reasons of the routing rules and every `…Key`. */
const dataKeys = [...data.matchAll(/"(?:reason|[a-z]\w*Key)":\s*"([^"]+)"/g)].map((match) => match[1]!)

describe('the texts', () => {
  it.each(['de', 'en'])('of the workspace are complete in %s', (locale) => {
    expect(catalogueFaults(read(`messages/work/${locale}.json`), workTexts, locale)).toEqual([])
  })

  it('exist for public languages only', () => {
    const found = filesMatching(/^messages\/public\//).map((path) =>
      path.replace(/^messages\/public\/|\.json$/g, '')
    )
    expect(found.sort()).toEqual(Object.keys(LOCALES).sort())
  })

  it.each(generatedFrom('messages'))('are what $path was generated from', ({ path, text }) => {
    expect(textOf(path)).toBe(text)
  })

  it('have one meaning a key', () => {
    expect(Object.keys(publicTexts).filter((key) => key in workTexts)).toEqual([])
  })
})

describe('message keys', () => {
  it('are all used', () => {
    const { literals } = keysUsedIn(code)
    const codes = new Set(`${code}\n${data}`.match(/[A-Za-z0-9]+/g)?.concat(code.match(/\w+/g) ?? []))
    const isPutTogether = (key: string) =>
      DYNAMIC_KEYS.some((shape) => starOf(shape, key).some((word) => codes.has(word)))
    const used = (key: string) => literals.has(key) || dataKeys.includes(key) || isPutTogether(key)
    expect(everyKey.filter((key) => !used(key))).toEqual([])
  })

  it('that are asked for exist', () => {
    const schemas = filesMatching(/^src\/modules\/[^/]+\/schemas\.ts$/).map((path) => textOf(path))
    const asked = [...keysUsedIn(code).asked, ...schemas.flatMap((text) => [...keysUsedIn(text).keyLike])]
    expect([...new Set(asked)].filter((key) => !everyKey.includes(key))).toEqual([])
  })

  it('put together in code are listed as code puts them together, and lead to keys', () => {
    const made = [...shapesUsedIn(code)]
    expect(
      DYNAMIC_KEYS.filter((shape) => !made.some((template) => starOf(template, shape).length > 0))
    ).toEqual([])
    expect(DYNAMIC_KEYS.filter((shape) => !everyKey.some((key) => starOf(shape, key).length > 0))).toEqual([])
  })

  it('named in data exist', () => {
    expect(dataKeys.some((key) => key.startsWith('finder_reason_'))).toBe(true)
    expect(dataKeys.filter((key) => !(key in publicTexts))).toEqual([])
  })
})

describe('catalogueFaults', () => {
  const plural = '{n, plural, one {eine Stelle} other {{n} Stellen}}'

  it.each<[what: string, text: string, source: string, locale: string, fault: string]>([
    ['a plural category', plural, plural, 'ar-SA', 'k: no plural category few'],
    ['a placeholder', 'Ort', 'Ort: {place}', 'de-DE', 'k: placeholders none, not place'],
    ['a choice', '{a, select, x {1} other {2}}', '{a, select, y {1} other {2}}', 'de-DE', 'k: placeholders'],
    ['a date', '{d, date}', '{d, date}', 'de-DE', 'k: formats a number or date itself'],
    [
      'a number in a plural',
      '{n, plural, one {1} other {{m, number}}}',
      plural,
      'de-DE',
      'k: formats a number'
    ],
    ['a tag', '<b>Ort</b>', 'Ort', 'de-DE', 'k: holds HTML'],
    ['an entity', 'A &amp; B', 'A', 'de-DE', 'k: holds HTML'],
    ['a broken text', '{n, plural', 'Ort', 'de-DE', 'k: cannot be read'],
    ['an empty text', ' ', 'Ort', 'de-DE', 'k: is empty']
  ])('finds %s', (_, text, source, locale, fault) => {
    expect(catalogueFaults({ k: text }, { k: source }, locale).join('\n')).toContain(fault)
  })

  it('finds missing and unknown keys, and no fault in a good text', () => {
    expect(catalogueFaults({ b: '1' }, { a: '1' }, 'de-DE')).toEqual(['a: missing', 'b: unknown'])
    expect(catalogueFaults({ k: plural }, { k: plural }, 'de-DE')).toEqual([])
  })
})

describe('keysUsedIn', () => {
  it('tells keys that are asked for from other words', () => {
    const { asked, literals } = keysUsedIn(
      "t('a_b') + t(open ? 'c_d' : 'e_f'); const key = 'g_h'; format('x y')"
    )
    expect([...asked]).toEqual(['a_b', 'c_d', 'e_f'])
    expect([...literals]).toEqual(expect.arrayContaining(['a_b', 'c_d', 'e_f', 'g_h']))
  })

  it('finds keys that are put together', () => {
    const shapes = shapesUsedIn('t(`topic_${code}`); `age_${x}_hint`; `${a}_b`; `text ${x}`; `${a}-${b}`')
    expect([...shapes]).toEqual(['topic_*', 'age_*_hint', '*_b'])
  })

  it('tells what stands for the star', () => {
    expect(starOf('topic_*_hint', 'topic_work_hint')).toEqual(['work'])
    expect(starOf('topic_*', 'age_hint')).toEqual([])
    expect(starOf('age_hint', 'age_hint')).toEqual(['hint'])
  })
})
