export const secret = 0
