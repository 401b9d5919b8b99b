export const locale = 'de'
