export { findHelp } from './findHelp.ts'
export { findPlace } from './findPlace.ts'
