import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const sheet = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')

/** The custom properties with a colour that the first block after `start` sets. */
const coloursAfter = (css: string, start: string) => {
  const from = css.indexOf('{', css.indexOf(start))
  const block = css.slice(from, css.indexOf('}', from))
  return new Map([...block.matchAll(/(--\w+):\s*(#\w+)/g)].map((match) => [match[1], match[2]]))
}

const tokens = sheet('tokens.css')
const theme = sheet('work-theme.css')
const dark = tokens.slice(tokens.indexOf('prefers-color-scheme: dark'))
const lightOnDark = theme.slice(theme.indexOf('prefers-color-scheme: dark'))

test.each([
  ['dark', coloursAfter(theme, "[data-theme='dark'] {"), coloursAfter(dark, ':root')],
  ['light', coloursAfter(lightOnDark, "[data-theme='light']"), coloursAfter(tokens, ':root')]
])('the %s colours that an account chooses are those of the device', (_, chosen, given) => {
  expect(given.size).toBeGreaterThan(10)
  expect(chosen).toEqual(given)
})
