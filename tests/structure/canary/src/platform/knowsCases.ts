export type { Centre } from '#modules/directory/index.ts'
