/** What ends a data block, begins markup or an entity, or ends a line for readers older than JSON's superset in ECMAScript. */
const UNSAFE = /[<>&\u2028\u2029]/g

/**
 * A value as JSON that stands in markup as it is: it holds no letter that HTML reads as its own, and means the same.
 * Source: HTML Standard, "Restrictions for contents of script elements".
 */
export const jsonForMarkup = (value: unknown): string =>
  JSON.stringify(value).replace(
    UNSAFE,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
