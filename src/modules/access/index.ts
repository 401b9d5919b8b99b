export { organisationNameSchema } from './schemas.ts'
export type { Installation } from './model.ts'
