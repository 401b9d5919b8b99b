export const listAll = 0
