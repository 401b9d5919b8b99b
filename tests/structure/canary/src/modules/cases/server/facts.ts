export const countCases = 0
