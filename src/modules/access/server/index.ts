import type { Ctx } from '#platform/ctx.ts'
import type { Installation } from '../model.ts'
import { selectInstallation } from './installationQueries.ts'

export { guard, open, type Guarded, type Refusal } from './guard.ts'
export { eventRecorder } from './eventRecorder.ts'
export { recordEvent, recordView, type AuditEvent } from './recordEvent.ts'
export { listAdministrators } from './peopleQueries.ts'
export { closeDemonstration, openDemonstration } from './openDemonstration.ts'
export { setUpOrganisation } from './setUpOrganisation.ts'

/** The association that runs the installation; `undefined` before it is set up. */
export const findInstallation = (ctx: Ctx): Promise<Installation | undefined> => ctx.read(selectInstallation)
