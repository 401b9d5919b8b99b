export { countDirectory, type DirectoryCounts } from './countDirectory.ts'
export type { HsdsFile } from './hsds/readHsdsFile.ts'
export { importHsds, type ImportHsdsInput } from './importHsds.ts'
export {
  closeReportedMistake,
  countWaitingMistakes,
  listReportedMistakes,
  type ReportedMistake
} from './mistakeInbox.ts'
export { answerReports, countReports, forgetOldReports, type MistakeCount } from './mistakeReports.ts'
export { listCentreNames, type CentreName } from './listCentreNames.ts'
export { findCentreBySlug, listCentres, listOffersFor } from './public.ts'
export { refreshOpenIntervals, type RefreshReport } from './refreshOpenIntervals.ts'
