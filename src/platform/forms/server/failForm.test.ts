import { expect, test } from 'vitest'
import { failForm, failWaiting } from './failForm.ts'

const typed = { email: 'a@example.org', password: 'secret words', code: '123456' }

test('a form comes back with what to mend and what was typed, without secrets', () => {
  expect(failForm({ errors: { email: 'x_wrong' }, typed })).toMatchObject({
    status: 400,
    data: { form: '', errors: { email: 'x_wrong' }, typed: { email: 'a@example.org' }, wait: undefined }
  })
  expect(JSON.stringify(failForm({ errors: {}, typed }))).not.toMatch(/secret words|123456/)
})

test.each([
  ['slow', 429],
  ['busy', 503]
] as const)('who is to wait because of %s is told how long', (reason, status) => {
  const headers: Record<string, string> = {}
  const setHeaders = (more: Record<string, string>) => void Object.assign(headers, more)
  expect(failWaiting({ setHeaders }, { reason, seconds: 8, typed, form: 'totp' })).toMatchObject({
    status,
    data: { form: 'totp', errors: {}, typed: { email: 'a@example.org' }, wait: { reason, seconds: 8 } }
  })
  expect(headers).toEqual({ 'retry-after': '8' })
})
