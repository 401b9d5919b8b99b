export const mayClose = 0
