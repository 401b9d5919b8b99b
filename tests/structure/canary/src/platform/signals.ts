export const signals = 0
