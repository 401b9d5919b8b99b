import { describe, expect, it } from 'vitest'
import { phoneAddress } from './phoneAddress.ts'

describe('phoneAddress', () => {
  it.each([
    ['0351 000 12 34', 'tel:+493510001234'],
    ['+49 (0)351 000-12', 'tel:+4935100012'],
    ['0049 351 00012', 'tel:+4935100012'],
    ['(0351) 000/1234', 'tel:+493510001234'],
    ['116 016', 'tel:116016'],
    ['112', 'tel:112'],
    ['0351 00012 App. 7', 'tel:+4935100012']
  ])('%s is called as %s', (written, address) => {
    expect(phoneAddress(written)).toBe(address)
  })

  it('refuses a text without digits', () => {
    expect(phoneAddress('auf Anfrage')).toBeUndefined()
  })
})
