export { checkSite, type SiteCheck, type SiteFault } from './checkSite.ts'
export { factNameKey } from './factNames.ts'
export { LAWS } from './laws.ts'
export {
  BARRIER_KINDS,
  BARRIER_PAGES,
  type BarrierCount,
  type BarrierKind,
  type BarrierPage,
  type BarrierReport
} from './model.ts'
export { ownTextFor } from './ownText.ts'
export { barrierReportSchema } from './schemas.ts'
export {
  EXPLAINED_PAGES,
  QUICK_EXIT,
  type Authority,
  type OwnText,
  type PostalAddress,
  type SignVideo,
  type SiteFacts
} from './siteFile.ts'
