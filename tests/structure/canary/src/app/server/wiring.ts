import { mayClose } from '#modules/cases/index.ts'
import { closeCase } from '#modules/cases/server/index.ts'
import { remind } from '#modules/cases/server/jobs.ts'
export const wiring = [mayClose, closeCase, remind]
