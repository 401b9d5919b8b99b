export const listFunders = 0
