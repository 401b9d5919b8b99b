export { findCentreBySlug } from './findCentreBySlug.ts'
export { listCentres } from './listCentres.ts'
export { listOffersFor } from './listOffersFor.ts'
