/**
 * The one range of bytes that a Range header asks for (RFC 9110, 14.1.2), both ends included. `undefined`: the whole; that is also
 * the answer to a header that is not understood or asks for several ranges, as the standard allows.
 */
export const readRange = (
  header: string | null,
  size: number
): { readonly from: number; readonly to: number } | 'unsatisfiable' | undefined => {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first === '')
    return last === '0' || size === 0
      ? 'unsatisfiable'
      : { from: Math.max(0, size - Number(last)), to: size - 1 }
  const from = Number(first)
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < from) return undefined
  return from >= size ? 'unsatisfiable' : { from, to }
}
