import { expect, test } from 'vitest'
import { saysSecondFactor } from './signOnRules.ts'

test.each([
  [{ amr: ['pwd', 'otp'] }, true],
  [{ amr: ['pin', 'hwk'] }, true],
  [{ amr: ['pwd', 'sms', 'otp'] }, true],
  [{ amr: ['mfa'] }, true],
  [{ amr: ['pwd', 'mfa'] }, true],
  [{ acr: 'phr' }, true],
  [{ acr: 'phrh', amr: [] }, true],
  [{ acr: 'https://refeds.org/profile/mfa' }, true],
  [{}, false],
  [{ amr: [] }, false],
  [{ amr: ['pwd'] }, false],
  [{ amr: ['otp'] }, false],
  [{ amr: ['hwk', 'swk'] }, false],
  [{ amr: ['pwd', 'pin'] }, false],
  [{ amr: ['pwd', 'sms'] }, false],
  [{ amr: ['pwd', 'sms', 'mfa'] }, false],
  [{ amr: ['mfa', 'tel'] }, false],
  [{ amr: 'mfa' }, false],
  [{ amr: 'pwd otp' }, false],
  [{ amr: { 0: 'mfa' } }, false],
  [{ acr: ['phr'] }, false],
  [{ acr: '0' }, false],
  [{ acr: 'PHR' }, false],
  [{ acr: 'phr phrh' }, false]
])('%j: %s', (claims, says) => {
  expect(saysSecondFactor(claims)).toBe(says)
})
