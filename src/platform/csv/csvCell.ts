const FORMULA = /^'*[=+\-@\t\r]/
const PROTECTED = /^'+[=+\-@\t\r]/

/**
 * Puts an apostrophe before what a spreadsheet would compute (a text that begins with `=`, `+`, `-`, `@`, tab or
 * carriage return), and before a text that already looks so protected. {@link unprotectCell} gives back every text.
 * Source: OWASP, CSV Injection.
 */
export const protectCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

/** Takes away the apostrophe that {@link protectCell} put there; every other text stays as it is. */
export const unprotectCell = (text: string): string => (PROTECTED.test(text) ? text.slice(1) : text)

/** One cell as RFC 4180 writes it, protected against being computed. Separator of the file is `,`. */
export const csvCell = (text: string): string => {
  const cell = protectCell(text)
  return /[",;\r\n]/.test(cell) || cell.trim() !== cell ? `"${cell.replaceAll('"', '""')}"` : cell
}
