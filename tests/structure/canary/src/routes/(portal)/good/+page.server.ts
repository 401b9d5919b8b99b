import { listCentres } from '#modules/directory/server/public.ts'
import { askForAdvice } from '#modules/cases/server/public.ts'
import { clock } from '#platform/clock/clock.ts'
export const load = () => [listCentres, askForAdvice, clock]
