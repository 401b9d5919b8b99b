import { mayClose } from '#modules/cases/index.ts'
export const knowsCases = mayClose
