import { secret } from '#modules/cases/secret.ts'
import { wiring } from '#app/server/wiring.ts'
export const load = () => [secret, wiring]
