import { findBooking } from '#modules/booking/server/index.ts'
import { selectCase } from './caseQueries.ts'
export const closeCase = [findBooking, selectCase]
