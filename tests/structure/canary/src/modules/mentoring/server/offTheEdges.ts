import { closeCase } from '#modules/cases/server/index.ts'
export const offTheEdges = closeCase
