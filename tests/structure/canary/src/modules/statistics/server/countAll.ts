import { countCases } from '#modules/cases/server/facts.ts'
export const countAll = countCases
