import { secret } from '#modules/cases/secrets.ts'
export const misspelt = secret
