/**
 * True for an address mail can be sent to: the usual visible ASCII letters on both sides of one @, at most 254 of them
 * (RFC 5321). Quoted and international local parts are refused: they carry separators, or look like others.
 */
export const isMailAddress = (text: string): boolean =>
  text.length <= 254 && ADDRESS.test(text) && !text.startsWith('.') && !/\.\.|\.@/.test(text)

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const ADDRESS = new RegExp(`^[\\w.!#$%&'*+/=?^\`{|}~-]{1,64}@${LABEL}(?:\\.${LABEL})*$`)
