export { mayClose } from './policy.ts'
