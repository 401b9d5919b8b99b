/**
 * What is open before anyone is signed in, by name, with what stands in for a permission there. A handler that no
 * permission guards names one of these.
 */
export const OPENINGS = {
  signIn: 'an address and a password',
  secondFactor: 'a session that has shown its password',
  singleSignOn: 'the sign-on provider’s answer, in the browser that went there',
  signOut: 'a session, or none',
  setUp: 'the one-time address of the set-up',
  invitation: 'the one-time address of an invitation',
  password: 'an address, or the one-time address of a new password'
} as const

export type Opening = keyof typeof OPENINGS
