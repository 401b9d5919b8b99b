import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { Wait } from '../../model.ts'
import { faultOfLength, isAboutThePerson, type PasswordFault } from '../../passwordRules.ts'
import { isCommonPassword } from './commonPasswords.ts'
import { PASSWORD_PATIENCE, storePassword, type NewPassword } from './passwordWork.ts'

/**
 * What is kept of a password that a person chooses. Refuses one that is too short or too long, that many have chosen,
 * or that says little more than the `known` texts; `busy` while too many wait.
 */
export const choosePassword = async (
  password: string,
  known: readonly string[]
): Promise<Outcome<NewPassword, PasswordFault> | Wait<'busy'>> => {
  const fault = faultOfLength(password)
  if (fault) return refuse(fault)
  if (await isCommonPassword(password)) return refuse('common')
  if (isAboutThePerson(password, known)) return refuse('personal')
  const stored = await storePassword(password)
  return stored ? done(stored) : { done: false, reason: 'busy', seconds: PASSWORD_PATIENCE }
}
