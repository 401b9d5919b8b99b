export type Centre = 0
