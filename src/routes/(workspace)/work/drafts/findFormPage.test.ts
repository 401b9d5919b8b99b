import { expect, test } from 'vitest'
import { findFormPage } from './findFormPage.ts'

const ROUTES: Readonly<Record<string, string>> = {
  '/work/teams': '/(workspace)/work/teams',
  '/work/teams/1': '/(workspace)/work/teams/[id]',
  '/work/people/invite': '/(workspace)/work/people/invite',
  '/work/cases': '/(workspace)/work/cases',
  '/work/nothing': '/(workspace)/work/[...rest]',
  '/sign-out': '/(account)/sign-out',
  '/de': '/(portal)/[lang=lang]'
}
const match = (path: string) => Promise.resolve(ROUTES[path] ? { id: ROUTES[path] } : null)
const here = { origin: 'https://verein.example' }

test.each([
  ['/work/teams?/create', { path: '/work/teams?/create', section: 'work_teams' }],
  ['/work/teams/1?/write', { path: '/work/teams/1?/write', section: 'notes_all' }],
  ['/work/people/invite', { path: '/work/people/invite', section: 'invite_title' }],
  ['/work/cases', { path: '/work/cases', section: undefined }],
  ['https://verein.example/work/teams', { path: '/work/teams', section: 'work_teams' }],
  ['/de/../work/teams', { path: '/work/teams', section: 'work_teams' }],
  ['/work/nothing', undefined],
  ['/sign-out', undefined],
  ['/de', undefined],
  ['/gibt-es-nicht', undefined],
  ['https://anderswo.example/work/teams', undefined],
  ['//anderswo.example/work/teams', undefined],
  ['/\\anderswo.example/work/teams', undefined],
  ['http://verein.example/work/teams', undefined],
  ['javascript:alert(1)//work/teams', undefined],
  ['http://[', undefined]
])('a draft of %s is sent to %j', async (path, page) => {
  expect(await findFormPage(path, here, match)).toEqual(page)
})
