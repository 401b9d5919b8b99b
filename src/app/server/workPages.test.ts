import type { RequestEvent } from '@sveltejs/kit'
import { describe, expect, test } from 'vitest'
import type { Actor, SignedIn } from '#modules/access/index.ts'
import { isWorkPage, rootAttributes, workLanguageOf } from './workPages.ts'

type Route = RequestEvent['route']['id']

const event = (route: Route, locals: Partial<App.Locals>, address = '/sign-in') => ({
  route: { id: route },
  url: new URL(address, 'http://localhost'),
  locals: locals as App.Locals
})
const reader = (more: Partial<Actor>) =>
  ({ language: 'de', theme: 'system', textSize: 'normal', ...more }) as Actor
const WORK = '/(workspace)/work'

describe('pages that staff read', () => {
  test.each<[Route, boolean]>([
    [WORK, true],
    ['/(portal)/[lang=lang]', false],
    ['/api/centres.csv', false],
    [null, false]
  ])('%s: %s', (route, expected) => {
    expect(isWorkPage(event(route, {}))).toBe(expected)
  })

  test.each<[string, Partial<App.Locals>, string, string]>([
    [
      'the account’s language',
      { signedIn: { actor: reader({ language: 'en' }) } as SignedIn, locale: 'de' },
      '/work?lang=de',
      'en'
    ],
    ['before that the one that is asked for', { locale: 'de' }, '/sign-in?lang=en', 'en'],
    ['else the browser’s', { locale: 'de-simple' }, '/sign-in', 'de'],
    ['English where that is another', { locale: 'ti' }, '/sign-in', 'en'],
    ['no other than the two', { locale: 'de' }, '/sign-in?lang=xx', 'de']
  ])('speak %s', (_, locals, address, expected) => {
    expect(workLanguageOf(event(WORK, locals, address))).toBe(expected)
  })
})

describe('the root of a page', () => {
  test.each<[string, Route, Partial<App.Locals>, string]>([
    [
      'the portal’s direction',
      '/(portal)/[lang=lang]',
      { locale: 'ar' },
      'lang="ar" dir="rtl" class="large"'
    ],
    [
      'none of an account',
      '/(portal)/[lang=lang]',
      { locale: 'de', actor: reader({ theme: 'dark' }) },
      'lang="de" dir="ltr"'
    ],
    [
      'the chosen colours',
      WORK,
      { language: 'en', actor: reader({ theme: 'dark' }) },
      'lang="en" class="work" data-theme="dark"'
    ],
    [
      'the chosen size',
      WORK,
      { language: 'de', actor: reader({ textSize: 'largest' }) },
      'lang="de" class="work" data-text="largest"'
    ],
    ['the device’s colours', WORK, { language: 'de', actor: reader({}) }, 'lang="de" class="work"'],
    ['German while nothing is known', null, {}, 'lang="de" dir="ltr"']
  ])('has %s', (_, route, locals, expected) => {
    expect(rootAttributes(event(route, locals))).toBe(expected)
  })
})
