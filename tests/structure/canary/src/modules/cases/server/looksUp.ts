import { wiring } from '#app/server/wiring.ts'
export const looksUp = wiring
