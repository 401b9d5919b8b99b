import { secret } from '#modules/cases/secret.ts'
export const pastTheDoor = secret
