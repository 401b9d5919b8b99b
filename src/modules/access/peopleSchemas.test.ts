import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { invitationSchema, profileSchema, roleSchema, teamNameSchema } from './peopleSchemas.ts'

const id = '0F8FAD5B-D9CB-469F-A165-70867728950E'
const invitation = {
  id,
  email: ' nora@example.org ',
  name: ' Nora Neu ',
  language: 'de',
  role: 'editor',
  teamId: ''
}
/** The first fault of each field, as forms show it. */
const faultsOf = (schema: z.ZodType, form: object) => {
  const found: Record<string, string> = {}
  for (const { path, message } of schema.safeParse(form).error?.issues ?? [])
    found[String(path[0])] ??= message
  return found
}

describe('the form of an invitation', () => {
  it('reads what was typed, without spaces around it and with ids as the database writes them', () => {
    expect(invitationSchema.parse(invitation)).toEqual({
      id: id.toLowerCase(),
      email: 'nora@example.org',
      name: 'Nora Neu',
      language: 'de',
      role: 'editor',
      teamId: undefined
    })
  })

  it.each([
    ['email', '', 'people_email_missing'],
    ['email', 'nora', 'people_email_wrong'],
    ['email', 'nora@example.org,other@example.org', 'people_email_wrong'],
    ['email', 'nоra@example.org', 'people_email_wrong'],
    ['name', '   ', 'people_name_missing'],
    ['name', 'a'.repeat(121), 'people_text_long'],
    ['name', 'Nora\nNeu', 'people_text_characters'],
    ['name', 'Nora\u202eNeu', 'people_text_characters'],
    ['role', 'administrator', 'people_role_missing'],
    ['language', 'fr', 'people_language_missing'],
    ['teamId', 'north', 'people_form_old'],
    ['id', '', 'people_form_old']
  ])('refuses %s %j: %s', (field, value, message) => {
    expect(faultsOf(invitationSchema, { ...invitation, [field]: value })).toEqual({ [field]: message })
  })
})

describe('the other forms', () => {
  const role = {
    id,
    role: 'counsellor',
    teamId: id,
    centreId: '',
    deputyFor: '',
    validFrom: '2026-09-15',
    validUntil: ''
  }

  it('read a role with and without a last day', () => {
    expect(roleSchema.parse(role)).toMatchObject({
      role: 'counsellor',
      validFrom: '2026-09-15',
      validUntil: undefined
    })
    expect(roleSchema.parse({ ...role, validUntil: '2026-12-31' }).validUntil).toBe('2026-12-31')
  })

  it.each(['2026-02-30', '15.09.2026', '1999-12-31', '2200-01-01', ''])(
    'refuse %j as the first day',
    (validFrom) => {
      expect(faultsOf(roleSchema, { ...role, validFrom })).toEqual({ validFrom: 'people_day_wrong' })
    }
  )

  it('read and refuse a profile and the name of a team', () => {
    const profile = { name: 'Nora', language: 'en', theme: 'dark', textSize: 'large' }
    expect(profileSchema.parse({ ...profile, keyboard: 'off' })).toEqual({ ...profile, keyboard: false })
    expect(
      faultsOf(profileSchema, { ...profile, theme: 'pink', textSize: 'huge', keyboard: 'true' })
    ).toEqual({
      theme: 'people_theme_missing',
      textSize: 'people_textSize_missing',
      keyboard: 'people_keyboard_missing'
    })
    expect(faultsOf(teamNameSchema, { id, name: '', seen: 'Team' })).toEqual({ name: 'people_team_missing' })
  })
})
