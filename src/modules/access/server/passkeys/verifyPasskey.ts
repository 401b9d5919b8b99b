import type { MadePasskey, ShownPasskey } from '../../passkeyAnswer.ts'
import type { PasskeySite } from '../../passkeyRules.ts'
import { webAuthn, webAuthnReaders } from './webAuthn.ts'

/** Kinds of keys, the preferred first: Ed25519, ECDSA with P-256, RSA (COSE: EdDSA, ES256, RS256). */
export const KEY_KINDS = [-8, -7, -257]

/** The challenge that an answer says it is to; `undefined` where it cannot be one, or was given inside another site's page. */
export const challengeIn = async ({ response }: MadePasskey | ShownPasskey): Promise<Buffer | undefined> => {
  const { decodeClientDataJSON } = await webAuthnReaders()
  const data = withoutFault(() => decodeClientDataJSON(response.clientDataJSON))
  if (typeof data?.challenge !== 'string' || data.crossOrigin) return undefined
  const challenge = Buffer.from(data.challenge, 'base64url')
  return challenge.length === 32 && challenge.toString('base64url') === data.challenge ? challenge : undefined
}

/** A new passkey as it is kept. */
export interface VerifiedPasskey {
  readonly credentialId: Buffer
  readonly publicKey: Buffer
  readonly signCount: number
}

/**
 * The passkey of an answer, where it was made on the site, for the challenge, by somebody whom the device has recognised.
 * A maker's statement about the device is not asked for and not taken: the library would look up its certificates.
 */
export const verifyMade = async (
  answer: MadePasskey,
  challenge: Buffer,
  { id, origin }: PasskeySite
): Promise<VerifiedPasskey | undefined> => {
  if (!(await isBare(answer))) return undefined
  const { verifyRegistrationResponse } = await webAuthn()
  const { registrationInfo: made } =
    (await verified(() =>
      verifyRegistrationResponse({
        response: { ...answer, rawId: answer.id, clientExtensionResults: {} },
        expectedChallenge: challenge.toString('base64url'),
        expectedOrigin: origin,
        expectedRPID: id,
        requireUserVerification: true,
        supportedAlgorithmIDs: KEY_KINDS
      })
    )) ?? {}
  if (!made || made.credential.id !== answer.id) return undefined
  const { publicKey, counter: signCount } = made.credential
  return { credentialId: Buffer.from(answer.id, 'base64url'), publicKey: Buffer.from(publicKey), signCount }
}

/** True without a maker's certificate: no statement, or one by the passkey itself (WebAuthn Level 3, §6.5.4). */
const isBare = async ({ response }: MadePasskey) => {
  const { decodeAttestationObject } = await webAuthnReaders()
  const bytes = new Uint8Array(Buffer.from(response.attestationObject, 'base64url'))
  const statement = withoutFault(() => {
    const decoded = decodeAttestationObject(bytes)
    return { format: decoded.get('fmt'), certificates: decoded.get('attStmt').get('x5c') }
  })
  const { format, certificates } = statement ?? {}
  return format === 'none' || (format === 'packed' && certificates === undefined)
}

/**
 * How far a passkey has counted that signed the challenge on the site, for somebody whom the device has recognised;
 * `undefined` where it did not. Whether it counted on is for the caller to say.
 */
export const verifyShown = async (
  answer: ShownPasskey,
  challenge: Buffer,
  { id, origin }: PasskeySite,
  publicKey: Buffer
): Promise<number | undefined> => {
  const { verifyAuthenticationResponse } = await webAuthn()
  const { userHandle, ...response } = answer.response
  const { verified: right, authenticationInfo } =
    (await verified(() =>
      verifyAuthenticationResponse({
        response: {
          ...answer,
          rawId: answer.id,
          clientExtensionResults: {},
          response: { ...response, ...(userHandle === undefined ? {} : { userHandle }) }
        },
        expectedChallenge: challenge.toString('base64url'),
        expectedOrigin: origin,
        expectedRPID: id,
        requireUserVerification: true,
        credential: { id: answer.id, publicKey: new Uint8Array(publicKey), counter: 0 }
      })
    )) ?? {}
  return right ? authenticationInfo?.newCounter : undefined
}

/** The library throws at everything that does not fit. */
const verified = async <Value>(verify: () => Promise<Value>): Promise<Value | undefined> => {
  try {
    return await verify()
  } catch {
    return undefined
  }
}

const withoutFault = <Value>(decode: () => Value): Value | undefined => {
  try {
    return decode()
  } catch {
    return undefined
  }
}
