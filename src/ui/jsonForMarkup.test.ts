import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonForMarkup } from './jsonForMarkup.ts'

describe('jsonForMarkup', () => {
  it.each([
    '</script><script>alert(1)</script>',
    '<!--<script>',
    'a "quoted" \\ word',
    '&lt;&quot;',
    'line\u2028and\u2029paragraph',
    ']]>'
  ])('holds %j so that no markup begins or ends in it', (text) => {
    const json = jsonForMarkup({ text })
    expect(json).not.toMatch(/[<>&\u2028\u2029]/)
    expect(JSON.parse(json)).toEqual({ text })
  })

  it('means what JSON means, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = jsonForMarkup([text, { [text]: text }])
        expect(json).not.toMatch(/[<>&\u2028\u2029]/)
        expect(JSON.parse(json)).toEqual([text, { [text]: text }])
      })
    )
  })
})
