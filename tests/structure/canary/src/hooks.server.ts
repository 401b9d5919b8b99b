export { wiring } from '#app/server/wiring.ts'
