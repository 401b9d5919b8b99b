export const remind = 0
