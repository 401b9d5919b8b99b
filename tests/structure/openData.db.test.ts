import { beforeAll, describe, expect, it } from 'vitest'
import { aCentre, aProvider, aService, anOffer } from '#modules/directory/testing/factories.ts'
import { fixedClock } from '#platform/clock/clock.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { GET as readCalendar } from '../../src/routes/api/closures.ics/+server.ts'
import { GET as readCentreCalendar } from '../../src/routes/api/closures/[slug].ics/+server.ts'
import { GET as readCsv } from '../../src/routes/api/centres.csv/+server.ts'
import { GET as readDetails, OPTIONS } from '../../src/routes/api/hsds/v3/+server.ts'
import { GET as readAny } from '../../src/routes/api/hsds/v3/[...rest]/+server.ts'
import { GET as readList } from '../../src/routes/api/hsds/v3/[kind]/+server.ts'
import { GET as readOne } from '../../src/routes/api/hsds/v3/[kind]/[id]/+server.ts'
import { GET as readOpenApi } from '../../src/routes/api/hsds/v3/openapi.json/+server.ts'

type Get = (event: Parameters<typeof readList>[0]) => Promise<Response>
interface Page {
  readonly total_items: number
  readonly contents: readonly { readonly id: string }[]
}

const ADDRESSES: readonly [RegExp, Get, readonly string[]][] = [
  [/^\/api\/centres\.csv$/, readCsv, []],
  [/^\/api\/closures\.ics$/, readCalendar, []],
  [/^\/api\/closures\/([^/]*)\.ics$/, readCentreCalendar, ['slug']],
  [/^\/api\/hsds\/v3\/?$/, readDetails, []],
  [/^\/api\/hsds\/v3\/openapi\.json$/, readOpenApi, []],
  [/^\/api\/hsds\/v3\/([^/]+)$/, readList, ['kind']],
  [/^\/api\/hsds\/v3\/([^/]+)\/([^/]+)$/, readOne, ['kind', 'id']],
  [/^\/api\/hsds\/v3\/(.*)$/, readAny, ['rest']]
]

describe('open data', () => {
  const db = useTestDatabase()
  let [here, elsewhere] = ['' as OrganisationId, '' as OrganisationId]
  let asked = 0

  /** Asks as the portal does; every question half a minute later, so that no answer is an old one. */
  const ask = (path: string, organisation = here, headers: Record<string, string> = {}) => {
    const url = new URL(path, 'http://localhost')
    const [pattern, get, names] = ADDRESSES.find(([known]) => known.test(url.pathname))!
    const values = pattern.exec(url.pathname)!.slice(1).map(decodeURIComponent)
    const clock = fixedClock(
      Temporal.Instant.from('2026-11-22T01:00:00Z')
        .add({ seconds: 31 * asked++ })
        .toString()
    )
    const ctx: Ctx = db.ctx('app_portal', organisation, clock)
    return get({
      url,
      request: new Request(url, { headers }),
      params: Object.fromEntries(names.map((name, index) => [name, values[index]])),
      locals: { ctx, locale: 'en', installation: undefined }
    } as unknown as Parameters<Get>[0])
  }
  const page = async (path: string, organisation = here) =>
    (await (await ask(path, organisation)).json()) as Page

  const ids: Record<string, string> = {}
  const SECRET = { street: 'Geheimgasse 77', postcode: '09997', town: 'Verborgenheim' }

  beforeAll(async () => {
    here = await db.addOrganisation()
    elsewhere = await db.addOrganisation()
    const ctx = db.ctx('app_work', here)
    const provider_id = await aProvider(ctx, { name: '=SUMME(A1)' })
    const hidden = await aCentre(ctx, {
      ...SECRET,
      provider_id,
      name: 'Schutzhaus',
      address_visibility: 'hidden',
      access_note: 'Hinter der Verborgenheimer Mühle',
      latitude: 51.05,
      longitude: 13.74,
      position_approximate: true
    })
    const open = await aCentre(ctx, { provider_id, name: 'Offenes Haus', street: 'Marktplatz 1' })
    const service_id = await aService(ctx, {
      provider_id,
      name: 'Beratung',
      programme: 'mbe',
      topics: ['work']
    })
    ids['service'] = service_id
    ids['hiddenOffer'] = await anOffer(ctx, {
      service_id,
      centre_id: hidden,
      hours_walk_in: 'Mo-Fr 09:00-12:00'
    })
    ids['offer'] = await anOffer(ctx, { service_id, centre_id: open, by_appointment_only: true })
    ids['inactive'] = await aService(ctx, { provider_id, status: 'inactive' })
    ids['foreign'] = await aService(db.ctx('app_work', elsewhere), { name: 'Fremd' })
    await queryAsOwner(
      db.owner,
      `INSERT INTO directory_closure (organisation_id, centre_id, starts_on, ends_on, reason, note, changed_at)
       VALUES ($1, $2, '2026-11-30', '2026-12-04', 'illness', 'Bitte; rufen Sie an, danke', '2026-11-01T00:00Z'),
         ($1, $3, '2026-11-20', NULL, 'works', NULL, '2026-11-01T00:00Z')`,
      [here, open, hidden]
    )
  })

  it('lists what is public, with who offers it', async () => {
    const services = await page('/api/hsds/v3/services')
    expect(services).toMatchObject({ total_items: 1, contents: [{ id: ids['service'], name: 'Beratung' }] })
    expect(services.contents[0]).toMatchObject({ organization: { name: '=SUMME(A1)' } })
    expect((await page('/api/hsds/v3/service_at_locations?full=true')).total_items).toBe(2)
    expect((await page('/api/hsds/v3/taxonomies?per_page=100')).total_items).toBeGreaterThan(5)
  })

  it('shows another organisation its own records only', async () => {
    const services = await page('/api/hsds/v3/services', elsewhere)
    expect(services.contents.map(({ id }) => id)).toEqual([ids['foreign']])
    for (const path of [
      '/api/centres.csv',
      '/api/closures.ics',
      '/api/hsds/v3/service_at_locations?full=true'
    ]) {
      expect(await (await ask(path, elsewhere)).text()).not.toMatch(/Beratung |Schutzhaus|Offenes Haus/)
    }
  })

  it('narrows lists as it is asked', async () => {
    const terms = (await page('/api/hsds/v3/taxonomy_terms?per_page=100')) as unknown as {
      contents: { id: string; code: string; taxonomy: string }[]
    }
    const term = (code: string) => terms.contents.find((one) => one.code === code)!.id
    const found = async (query: string, kind = 'services') =>
      (await page(`/api/hsds/v3/${kind}?${query}`)).total_items
    expect(await found('search=BERAT')).toBe(1)
    expect(await found('search=%25')).toBe(0)
    expect(await found(`taxonomy_term_id=${term('work')}`)).toBe(1)
    expect(await found(`taxonomy_term_id=${term('family')}`)).toBe(0)
    expect(await found(`taxonomy_term_id=${term('by-appointment')}`)).toBe(1)
    expect(await found(`taxonomy_term_id=${term('by-appointment')}`, 'service_at_locations')).toBe(1)
    expect(await found(`taxonomy_term_id=${term('mbe')}`, 'organizations')).toBe(1)
    expect(await found(`taxonomy_term_id=${ids['service']}`)).toBe(0)
    expect(await found('modified_after=2026-09-01')).toBe(1)
    expect(await found('modified_after=2026-10-01T00:00:00%2B02:00')).toBe(0)
    expect(await found('minimal=true')).toBe(1)
    expect(await page('/api/hsds/v3/services?page=2')).toMatchObject({
      empty: true,
      last_page: true,
      contents: []
    })
  })

  it('answers what is hidden, archived, foreign or invented in the same bytes', async () => {
    const invented = '00000000-0000-4000-8000-000000000000'
    const answers = await Promise.all(
      [ids['inactive'], ids['foreign'], invented, 'x', "'; DROP TABLE directory_service; --"].map(
        async (id) => {
          const answer = await ask(`/api/hsds/v3/services/${encodeURIComponent(id!)}`)
          return `${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`
        }
      )
    )
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain('404')
  })

  it('never gives away an address that is not public', async () => {
    const paths = [
      '/api/centres.csv',
      '/api/closures.ics',
      '/api/closures/schutzhaus.ics',
      '/api/hsds/v3/services?full=true',
      `/api/hsds/v3/services/${ids['service']}`,
      '/api/hsds/v3/service_at_locations',
      '/api/hsds/v3/service_at_locations?full=true',
      '/api/hsds/v3/service_at_locations?search=Verborgenheim',
      `/api/hsds/v3/service_at_locations/${ids['hiddenOffer']}`,
      '/api/hsds/v3/organizations?full_service=true'
    ]
    for (const path of paths) {
      const answer = await ask(path)
      expect([path, answer.status]).toEqual([path, 200])
      expect(await answer.text()).not.toMatch(/Geheimgasse|09997|Verborgenheim|Mühle/)
    }
    expect((await page('/api/hsds/v3/service_at_locations?search=Verborgenheim')).total_items).toBe(0)
  })

  it('lets browsers of other sites read, keeps nothing about readers, and answers 304 to who has it', async () => {
    const first = await ask('/api/hsds/v3/services')
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=60',
      'content-type': 'application/json; charset=utf-8'
    })
    expect(first.headers.has('set-cookie')).toBe(false)
    const etag = first.headers.get('etag')!
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const again = await ask('/api/hsds/v3/services', here, { 'if-none-match': known })
      expect([known, again.status, await again.text()]).toEqual([known, 304, ''])
      expect(again.headers.get('etag')).toBe(etag)
    }
    expect((await ask('/api/hsds/v3/services', here, { 'if-none-match': '"x"' })).status).toBe(200)
    expect(OPTIONS().headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS')
  })

  it.each([
    ['services?page=-1', /“page” must be a whole number from 1 to 1000000/],
    ['services?per_page=1000000000', /“per_page” must be a whole number from 1 to 100\./],
    ['services?per_page=0', /“per_page”/],
    ['services?full=yes', /“full” must be true or false/],
    ['services?page=1&page=2', /“page” may be given only once/],
    ['services?pages=1', /“pages” is not known here\. Known are: page, per_page/],
    ['services?format=xml', /“format” can only be json/],
    ['services?organization_id=7', /“organization_id” must be an id/],
    ['services?modified_after=yesterday', /“modified_after” must be a day/],
    ['services?search=', /“search” must be a text of 1 to 200/],
    ['taxonomies?full=true', /“full” is not known here/]
  ])('says what is wrong with %s', async (path, words) => {
    const answer = await ask(`/api/hsds/v3/${path}`)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(((await answer.json()) as { detail: string }).detail).toMatch(words)
  })

  it('takes hundreds of hostile questions without a fault', async () => {
    const values = [
      '',
      '0',
      '-1',
      '1e9',
      '9'.repeat(400),
      'NaN',
      'null',
      'true',
      '__proto__',
      "' OR 1=1 --",
      '%',
      '_',
      '\\',
      '"',
      '../../etc/passwd',
      '\u0000',
      '\ud800',
      '🙂'.repeat(90),
      '<script>',
      '{}',
      '[]',
      '2026-13-45',
      '-271821-04-20T00:00:00Z',
      '+275760-09-13T00:00:00Z',
      '00000000-0000-0000-0000-000000000000',
      '=1+1'
    ]
    const names = [
      'page',
      'per_page',
      'search',
      'full',
      'minimal',
      'taxonomy_id',
      'organization_id',
      'modified_after'
    ]
    const kinds = ['services', 'organizations', 'service_at_locations']
    const paths = kinds.flatMap((kind) =>
      [...names, '__proto__', ''].flatMap((name) =>
        values.map((value) => `/api/hsds/v3/${kind}?${new URLSearchParams([[name, value]]).toString()}`)
      )
    )
    const others = [
      '/api/centres.csv?',
      '/api/closures.ics?lang=',
      '/api/closures/x.ics?lang=',
      '/api/hsds/v3/nothing?'
    ]
    for (const path of [
      ...paths,
      ...others.flatMap((other) => values.map((v) => other + encodeURIComponent(v.toWellFormed())))
    ]) {
      expect([path, (await ask(path)).status >= 500]).toEqual([path, false])
    }
    expect(paths.length).toBeGreaterThan(500)
  })

  it('writes a table whose cells no spreadsheet computes', async () => {
    const answer = await ask('/api/centres.csv')
    expect(answer.headers.get('content-type')).toContain('text/csv')
    const text = await answer.text()
    expect(text).toContain(",'=SUMME(A1),")
    expect(text).not.toMatch(/(^|,|\n)"?[=+\-@\t]/)
  })

  it('writes closures as whole days, folded, with names that stay', async () => {
    const text = await (await ask('/api/closures.ics')).text()
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    const unfolded = text.replaceAll('\r\n ', '')
    expect(unfolded).toContain('DTSTART;VALUE=DATE:20261130\r\nDTEND;VALUE=DATE:20261205\r\n')
    expect(unfolded).toContain('SUMMARY:Offenes Haus: Geschlossen wegen Krankheit\r\n')
    expect(unfolded).toContain('Bitte\\; rufen Sie an\\, danke')
    expect(unfolded).toContain('DTSTART;VALUE=DATE:20261120\r\nDTEND;VALUE=DATE:20261123\r\n')
    const uids = [...unfolded.matchAll(/UID:(.+)\r\n/g)].map(([, uid]) => uid)
    const one = await (await ask('/api/closures/offenes-haus.ics?lang=en')).text()
    expect(uids).toHaveLength(2)
    expect(uids).toContain(/UID:(.+)\r\n/.exec(one.replaceAll('\r\n ', ''))![1])
    expect((await ask('/api/closures/nobody.ics')).status).toBe(404)
  })

  it('describes itself', async () => {
    const details = (await (await ask('/api/hsds/v3')).json()) as { version: string; openapi_url: string }
    expect(details).toMatchObject({
      version: '3.1',
      openapi_url: 'http://localhost/api/hsds/v3/openapi.json'
    })
    const document = (await (await ask('/api/hsds/v3/openapi.json')).json()) as {
      paths: Record<string, object>
    }
    for (const path of Object.keys(document.paths).filter((name) => !name.includes('{'))) {
      expect([path, (await ask(`/api/hsds/v3${path === '/' ? '' : path}`)).status]).toEqual([path, 200])
    }
  })
})
