export const aCase = 0
