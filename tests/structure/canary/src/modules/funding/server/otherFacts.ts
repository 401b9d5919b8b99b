import type { countCases } from '#modules/cases/server/facts.ts'
export type OtherFacts = typeof countCases
