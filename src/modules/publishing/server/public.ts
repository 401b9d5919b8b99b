export { listSignCentres } from './listSignCentres.ts'
export { openVideo } from './openVideo.ts'
export { reportBarrier } from './reportBarrier.ts'
