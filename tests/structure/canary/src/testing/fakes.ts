export const fake = 0
