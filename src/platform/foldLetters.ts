/** A name as people look for it: small letters without accents, ß as ss, without blanks around it. */
export const foldLetters = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase().replaceAll('ß', 'ss')
