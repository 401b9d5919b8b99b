import { selectCase } from '#modules/cases/server/caseQueries.ts'
export const pastTheDoor = selectCase
