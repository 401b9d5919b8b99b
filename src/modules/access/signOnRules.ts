/** Minutes in which the way through the sign-on provider has to be gone. */
export const SIGN_ON_LONGEST = 10

/** Names of authentication that are of two factors by their definition: OpenID EAP ACR Values 1.0, REFEDS MFA, PAPE 1.0. */
const STRONG_CONTEXTS: readonly string[] = [
  'phr',
  'phrh',
  'https://refeds.org/profile/mfa',
  'http://schemas.openid.net/pape/policies/2007/06/multi-factor'
]
/** Methods after RFC 8176: what someone knows, what they have, and what anyone with the telephone number could receive. */
const KNOWN = ['pwd', 'pin', 'kba']
const HELD = ['otp', 'hwk', 'swk', 'sc', 'pop']
const BY_TELEPHONE = ['sms', 'tel']

/**
 * Whether a provider's token says that a second factor was shown: `acr` names a context of two factors, or `amr` names
 * something known with something held, or several factors none of which came by telephone. Nothing else counts.
 */
export const saysSecondFactor = (claims: Readonly<Record<string, unknown>>): boolean => {
  const { acr, amr } = claims as { readonly acr?: unknown; readonly amr?: unknown }
  if (typeof acr === 'string' && STRONG_CONTEXTS.includes(acr)) return true
  const methods: readonly unknown[] = Array.isArray(amr) ? amr : []
  const has = (names: readonly string[]) => names.some((name) => methods.includes(name))
  return (has(KNOWN) && has(HELD)) || (has(['mfa']) && !has(BY_TELEPHONE))
}
