import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { RECOVERY_BYTES, readRecoveryCode, recoveryCodeOf } from './recoveryCode.ts'

test('a recovery code is read as it was written, and as people write', () => {
  for (let n = 0; n < 50; n++) {
    const { code, wrappingKey } = recoveryCodeOf(randomBytes(RECOVERY_BYTES))
    expect(code).toMatch(/^(?:[A-Z2-7]{4}-){8}[A-Z2-7]{4}$/)
    const asTyped = [code, code.toLowerCase(), code.replaceAll('-', ' '), ` ${code.replaceAll('-', '')} `]
    for (const typed of [...asTyped, code.replaceAll('O', '0').replaceAll('I', '1').replaceAll('B', '8')])
      expect(readRecoveryCode(typed)?.wrappingKey.equals(wrappingKey), typed).toBe(true)
  }
})

test('a slip of the pen is noticed', () => {
  const { code } = recoveryCodeOf(randomBytes(RECOVERY_BYTES))
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  for (const [place, sign] of [...code].entries()) {
    if (sign === '-') continue
    const other = letters[(letters.indexOf(sign) + 7) % 32]!
    expect(
      readRecoveryCode(code.slice(0, place) + other + code.slice(place + 1)),
      String(place)
    ).toBeUndefined()
  }
  expect(readRecoveryCode(code.slice(0, -1))).toBeUndefined()
  expect(readRecoveryCode(`${code}A`)).toBeUndefined()
  expect(readRecoveryCode('')).toBeUndefined()
})
