import { z } from 'zod'
import { EVERY_LOCALE, SOURCE_LOCALE, type Locale } from '#i18n/locales.ts'

/** What an absent section is read as, so that each of its facts is named as missing and not the section. */
const UNWRITTEN = {} as never

/** Issues carry keys of the work texts; what is absent is told apart from what is wrong by `checkSite`. */
const line = (most = 200) =>
  z
    .string('publishing_site_not_text')
    .max(most, 'publishing_site_too_long')
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'publishing_site_characters')
const email = z.email('publishing_site_not_email').max(254, 'publishing_site_too_long')
const phone = line(40).regex(/^\+?[\d ()/-]{3,}$/, 'publishing_site_not_phone')
const web = line(500).refine((text) => {
  const url = URL.parse(text)
  return url?.protocol === 'https:' && url.username === '' && url.password === ''
}, 'publishing_site_not_https')
const day = z.iso.date('publishing_site_not_day')
const time = line().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'publishing_site_not_time')
const language = line(35).regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'publishing_site_not_language')

type OtherLocale = Exclude<Locale, typeof SOURCE_LOCALE>

/** A text of the organisation's own: German always, other languages of the portal where somebody wrote them. */
const ownText = (most: number) => {
  const others = EVERY_LOCALE.filter((locale) => locale !== SOURCE_LOCALE)
  const optional = Object.fromEntries(others.map((locale) => [locale, line(most).optional()]))
  type Others = Record<OtherLocale, z.ZodOptional<z.ZodString>>
  return z.strictObject({ [SOURCE_LOCALE]: line(most), ...(optional as Others) }).prefault(UNWRITTEN)
}

const optionalAddress = z.strictObject({ street: line(), postcode: line(12), town: line() }).optional()
const address = optionalAddress.unwrap().prefault(UNWRITTEN)

const authorityFacts = z.strictObject({
  name: line(300),
  address: optionalAddress,
  email: email.optional(),
  web,
  /** Where the facts were read, and when. */
  source: web.optional(),
  checkedOn: day.optional()
})
const authority = authorityFacts.prefault(UNWRITTEN)

const organisation = z
  .strictObject({
    name: line(),
    legalForm: line(),
    address,
    representedBy: z
      .array(z.strictObject({ role: line(), name: line().optional() }), 'publishing_site_not_list')
      .prefault([]),
    phone,
    email,
    register: z
      .strictObject({ court: line(), number: line(60) })
      .nullable()
      .prefault(UNWRITTEN),
    website: web.optional(),
    vatId: line(20)
      .regex(/^DE\d{9}$/, 'publishing_site_not_vat')
      .optional(),
    responsible: z.strictObject({ name: line(), address: optionalAddress }).prefault(UNWRITTEN)
  })
  .prefault(UNWRITTEN)

const contact = z
  .strictObject({
    phone,
    email,
    hours: z
      .array(
        z.strictObject({
          days: z.array(
            z.number('publishing_site_not_weekday').int().min(1).max(7),
            'publishing_site_not_list'
          ),
          from: time,
          to: time
        }),
        'publishing_site_not_list'
      )
      .prefault([]),
    languages: z.array(language, 'publishing_site_not_list').default([])
  })
  .prefault(UNWRITTEN)

const privacy = z
  .strictObject({
    officer: z
      .strictObject({ name: line().optional(), address: optionalAddress, email })
      .nullable()
      .prefault(UNWRITTEN),
    authority,
    hosting: z
      .strictObject({
        name: line(),
        place: line(),
        /** Days for which the web server before the program keeps visitors' addresses; 0: it writes none down. */
        addressLogDays: z
          .number('publishing_site_not_days')
          .int('publishing_site_not_days')
          .min(0, 'publishing_site_not_days')
          .max(365, 'publishing_site_not_days')
      })
      .prefault(UNWRITTEN)
  })
  .prefault(UNWRITTEN)

const accessibility = z
  .strictObject({
    state: z.enum(['full', 'partial', 'none'], 'publishing_site_not_state'),
    preparedOn: day,
    method: z.enum(['self', 'external'], 'publishing_site_not_method'),
    barriers: z.array(ownText(1000), 'publishing_site_not_list').prefault([]),
    phone,
    email,
    enforcement: authority,
    monitoring: authorityFacts.optional()
  })
  .prefault(UNWRITTEN)

/** Pages that a video in sign language can explain. */
export const EXPLAINED_PAGES = ['start', 'about', 'accessibility', 'privacy', 'imprint'] as const

const video = z.strictObject({
  file: line(100).regex(/^[a-z0-9]+(-[a-z0-9]+)*\.(mp4|webm)$/, 'publishing_site_not_video'),
  explains: z.enum(EXPLAINED_PAGES, 'publishing_site_not_page'),
  title: ownText(200),
  /** What is signed, in words. */
  text: ownText(10_000)
})

/** Where the quick exit leads unless the site file says otherwise: a page many people open every day, which says nothing about who does. */
export const QUICK_EXIT = { name: 'Deutscher Wetterdienst', url: 'https://www.dwd.de/' } as const

/** The facts of the organisation as its site file holds them. Every fact that the law asks for is required here. */
export const siteFileSchema = z.strictObject({
  notice: z.string().optional(),
  /** True where everything in the file is invented; a real installation refuses it. */
  demonstration: z.boolean('publishing_site_not_flag').default(false),
  organisation,
  contact,
  privacy,
  accessibility,
  quickExit: z.strictObject({ name: line(60), url: web }).default(QUICK_EXIT),
  videos: z.array(video, 'publishing_site_not_list').default([])
})

/** Everything the portal may say about the organisation that runs it. Public. */
export type SiteFacts = Readonly<z.output<typeof siteFileSchema>>
export type OwnText = SiteFacts['accessibility']['barriers'][number]
export type PostalAddress = SiteFacts['organisation']['address']
export type Authority = SiteFacts['accessibility']['enforcement']
export type SignVideo = SiteFacts['videos'][number]
