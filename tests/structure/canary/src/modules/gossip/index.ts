import { mayClose } from '#modules/cases/index.ts'
export const gossip = mayClose
