import { expect, test } from 'vitest'
import { isSecretField, withoutSecrets } from './secretFields.ts'

test.each(['password', 'newPassword', 'current', 'code', 'answer', 'token', 'totpSecret'])(
  '%s is a secret',
  (name) => {
    expect(isSecretField(name)).toBe(true)
  }
)

test('what is no secret stays', () => {
  expect(withoutSecrets({ name: 'a', postcode: '01067', code: '1' })).toEqual({
    name: 'a',
    postcode: '01067'
  })
})
