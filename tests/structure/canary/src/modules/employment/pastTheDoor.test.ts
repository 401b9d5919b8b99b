import { aCase } from '#modules/cases/testing/factories.ts'
import { secret } from '#modules/cases/secret.ts'
export const both = [aCase, secret]
