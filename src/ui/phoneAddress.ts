/**
 * The `tel:` address of a phone number as it is written in Germany: E.164 (+49…) for numbers with a leading zero,
 * the bare digits for short numbers such as 112. Refuses (undefined) what holds no digit.
 */
export const phoneAddress = (written: string): string | undefined => {
  const [main = ''] = written.replace(/\(0\)/, '').split(/[a-z]/i)
  const digits = main.replace(/\D/g, '')
  if (digits === '') return undefined
  if (main.trim().startsWith('+')) return `tel:+${digits}`
  if (digits.startsWith('00')) return `tel:+${digits.slice(2)}`
  return digits.startsWith('0') ? `tel:+49${digits.slice(1)}` : `tel:${digits}`
}

/** A number as it is written, kept on one line. */
export const unbroken = (written: string): string => written.replaceAll(' ', '\u00a0')
