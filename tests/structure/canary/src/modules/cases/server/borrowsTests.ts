import { fake } from '#testing/fakes.ts'
import { aCase } from '../testing/factories.ts'
import { expect } from 'vitest'
export const borrowsTests = [fake, aCase, expect]
