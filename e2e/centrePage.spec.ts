import { expect, test } from './portal.ts'

const LANGUAGES = ['de', 'ar'] as const
const CENTRE = 'migrationsberatung-neustadt'
/** Where the demonstration's hidden house stands: street, postcode, position. */
const SECRET = /Stilles Ufer|04109|51[.]3397|12[.]3731/

/** The days in Germany from today on, as ISO text. */
const daysFromToday = (count: number) => {
  const today = Temporal.Now.plainDateISO('Europe/Berlin')
  return Array.from({ length: count }, (_, ahead) => today.add({ days: ahead }))
}

for (const language of LANGUAGES) {
  test.describe(`a centre's page in ${language}`, () => {
    test('shows two weeks, today first, at the width of a phone and of a table', async ({ portal }) => {
      const { page } = portal
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 })
        await portal.visit(`/${language}/centre/${CENTRE}`)
        const days = page.locator('table.days tbody tr')
        await expect(days).toHaveCount(14)
        await expect(days.first().locator('.dot.here')).toHaveCount(1)
        await expect(page.locator('.dot.here')).toHaveCount(1)
        const shown = await days.locator('th').allTextContents()
        for (const [index, day] of daysFromToday(14).entries())
          expect(shown[index]).toMatch(new RegExp(`(^|\\D)${day.day}(\\D|$)`))
      }
      await expect(page.locator('table.days').nth(1)).toBeHidden()
      await page.locator('main summary').click()
      await expect(page.locator('table.days').nth(1)).toBeVisible()
    })

    test('tells machines what is true, as data that no policy objects to', async ({ portal }) => {
      const { page } = portal
      await portal.visit(`/${language}/centre/${CENTRE}`)
      const block = page.locator('script')
      await expect(block).toHaveCount(1)
      await expect(block).toHaveAttribute('type', 'application/ld+json')
      const data = JSON.parse((await block.textContent()) ?? '') as Record<string, unknown>
      expect(data).toMatchObject({
        '@context': 'https://schema.org',
        url: page.url(),
        name: 'Migrationsberatung Neustadt',
        address: { addressLocality: 'Dresden' },
        telephone: ['+493510001234']
      })
      const hours = data['openingHoursSpecification'] as { validFrom: string; validThrough: string }[]
      const known = daysFromToday(14).map((day) => day.toString())
      for (const { validFrom, validThrough } of hours) {
        expect(validThrough).toBe(validFrom)
        expect(known).toContain(validFrom)
      }
      const description = page.locator('meta[name="description"]')
      await expect(description).toHaveAttribute('content', /Migrationsberatung Neustadt.*Dresden/)
    })

    test('takes a report, and shows what is wrong with an empty one', async ({ portal }) => {
      const { page } = portal
      await portal.visit(`/${language}/centre/jugendhaus-prohlis`)
      await portal.go(page.locator('a[href$="/report"]'))
      await portal.go(page.locator('main button[type=submit]'))
      const summary = page.getByRole('alert')
      await expect(summary.getByRole('link')).toHaveAttribute('href', '#hours')
      await page.locator('#hours').check()
      await page.locator('#closed').check()
      await portal.go(page.locator('main button[type=submit]'))
      expect(new URL(page.url()).pathname).toBe(`/${language}/centre/jugendhaus-prohlis/report/sent`)
      await portal.go(page.locator('main a.btn'))
      expect(new URL(page.url()).pathname).toBe(`/${language}/centre/jugendhaus-prohlis`)
    })

    test('a hidden address is nowhere on it', async ({ portal, request }) => {
      await portal.visit(`/${language}/centre/frauenberatung-schutzraum`)
      const { page } = portal
      await expect(page.locator('a[href*="openstreetmap"]')).toHaveCount(0)
      await expect(page.locator('main a[href^="tel:"]').first()).toBeVisible()
      for (const path of ['', '/report']) {
        const html = await (await request.get(`/${language}/centre/frauenberatung-schutzraum${path}`)).text()
        expect(html).not.toMatch(SECRET)
      }
    })
  })
}

test('the longest words of hours fit a small phone, and the form too', async ({ portal }) => {
  await portal.page.setViewportSize({ width: 320, height: 640 })
  for (const path of ['/nachbarhaus-zwickau', `/${CENTRE}/report`, `/${CENTRE}/report/sent`])
    await portal.visit(`/de-simple/centre${path}`)
})

test('several services begin with a list that leads to each of them', async ({ portal }) => {
  const { page } = portal
  await portal.visit('/de/centre/nachbarhaus-zwickau')
  const links = page.getByRole('navigation', { name: 'Was es hier gibt' }).getByRole('link')
  await expect(links).toHaveCount(4)
  for (const href of await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? '')))
    await expect(page.locator(href)).toBeVisible()
})

test('the way to the house leads to a map only when it is followed', async ({ portal }) => {
  await portal.visit(`/de/centre/${CENTRE}`)
  const map = portal.page.locator('a[href^="https://www.openstreetmap.org/"]')
  await expect(map).toHaveCount(1)
  await expect(map).toHaveAttribute('rel', /noreferrer/)
})

test('a report that is sent twice is taken once, and hostile ones are refused', async ({
  request,
  baseURL
}) => {
  const post = (slug: string, form: string) =>
    request.post(`/de/centre/${slug}/report`, {
      headers: {
        accept: 'text/html',
        origin: baseURL ?? '',
        'content-type': 'application/x-www-form-urlencoded'
      },
      data: form,
      maxRedirects: 0
    })
  const key = `key=${crypto.randomUUID()}`
  const twice = [await post(CENTRE, `${key}&hours=yes`), await post(CENTRE, `${key}&hours=yes`)]
  for (const answer of twice) {
    expect(answer.status()).toBe(303)
    expect(answer.headers()['location']).toBe(`/de/centre/${CENTRE}/report/sent`)
  }
  for (const [slug, form, status] of [
    ['gibt-es-nicht', `${key}&hours=yes`, 404],
    [CENTRE, key, 400],
    [CENTRE, 'hours=yes', 400],
    [CENTRE, 'key=1&hours=yes', 400],
    [CENTRE, `${key}&hours=no`, 400],
    [CENTRE, `${key}&hours=yes&hours=yes`, 400]
  ] as const) {
    expect((await post(slug, form)).status(), form).toBe(status)
  }
  for (const path of ['report', 'report/sent'])
    expect((await request.get(`/de/centre/gibt-es-nicht/${path}`)).status()).toBe(404)
})
