import { describe, expect, it } from 'vitest'
import { isSecretField } from '#platform/forms/server/secretFields.ts'
import { filesMatching, textOf } from './sourceFiles.ts'

/** What is wrong with the fields of passwords in the markup of a page. */
const faultsIn = (markup: string): string[] => {
  const fields = [
    ...markup.matchAll(/<(?:Field|input)\b[^>]*?\bname="(\w*(?:password|passphrase)\w*)"[^>]*>/gis)
  ]
  const bare = fields.flatMap(([field, name = '']) => [
    ...(/\btype="password"/.test(field) ? [] : [`${name} can be read by who looks on`]),
    ...(/\bautocomplete="(?:current|new)-password"/.test(field)
      ? []
      : [`${name} hides from password managers`])
  ])
  return /\b(?:on:?paste|oncopy|ondrop)\b/.test(markup) ? [...bare, 'pasting is watched'] : bare
}

describe('fields of passwords', () => {
  const pages = filesMatching(/^src\/.*\.svelte$/).map((path) => ({ path, markup: textOf(path) }))

  it('are masked, and open to password managers and pasting', () => {
    expect(pages.flatMap(({ path, markup }) => faultsIn(markup).map((fault) => `${path}: ${fault}`))).toEqual(
      []
    )
    const having = pages.filter(({ markup }) =>
      /name="\w*(?:password|passphrase)\w*"|<NewPassword\b/i.test(markup)
    )
    expect(having.length).toBeGreaterThanOrEqual(6)
  })

  it('and of codes are never shown again, nor kept as drafts', () => {
    const secret = /\btype="password"|\bautocomplete="(?:current-password|new-password|one-time-code)"/
    const names = pages.flatMap(({ markup }) =>
      [...markup.matchAll(/<(?:Field|input)\b[^>]*?\bname="(\w+)"[^>]*>/gis)].flatMap(([field, name = '']) =>
        secret.test(field) ? [name] : []
      )
    )
    expect(new Set(names).size).toBeGreaterThanOrEqual(3)
    expect(names.filter((name) => !isSecretField(name))).toEqual([])
  })

  it.each([
    ['<Field id="a" name="password" type="password" autocomplete="new-password" />', []],
    ['<input name="newPassword" autocomplete="new-password" />', ['newPassword can be read by who looks on']],
    [
      '<Field name="password" type="password" autocomplete="off" />',
      ['password hides from password managers']
    ],
    [
      '<Field name="passphrase" type="text" autocomplete="new-password" />',
      ['passphrase can be read by who looks on']
    ],
    ['<input name="email" onpaste={stop} />', ['pasting is watched']]
  ])('in %s have the faults %j', (markup, faults) => {
    expect(faultsIn(markup)).toEqual(faults)
  })
})
