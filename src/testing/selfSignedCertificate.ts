import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A key and a certificate for it that nobody but itself vouches for, both as PEM. */
export interface SelfSigned {
  readonly key: string
  readonly cert: string
}

/** One DER value (ITU-T X.690): its tag, its length, its content. */
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  const digits = content.length.toString(16)
  const length = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
  const prefix = content.length < 0x80 ? length : Buffer.concat([Buffer.from([0x80 | length.length]), length])
  return Buffer.concat([Buffer.from([tag]), prefix, content])
}
const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts)
const bits = (content: Buffer) => der(0x03, Buffer.from([0]), content)
const object = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))

const ECDSA_WITH_SHA256 = sequence(object('2a8648ce3d040302'))
const COMMON_NAME = object('550403')
const SUBJECT_ALTERNATIVE_NAME = object('551d11')

/** A moment as UTCTime: "YYMMDDhhmmssZ". */
const utcTime = (moment: Temporal.Instant) =>
  der(0x17, Buffer.from(moment.toString({ smallestUnit: 'second' }).replace(/[-:T]/g, '').slice(2)))

/** A certificate (RFC 5280) for one host name, valid for a day around `now`. */
export const selfSignedCertificate = (name: string, now: Temporal.Instant): SelfSigned => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))))
  const names = sequence(der(0x82, Buffer.from(name)))
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1]), randomBytes(15)),
    ECDSA_WITH_SHA256,
    issuer,
    sequence(utcTime(now.subtract({ hours: 12 })), utcTime(now.add({ hours: 12 }))),
    issuer,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(SUBJECT_ALTERNATIVE_NAME, der(0x04, names))))
  )
  const whole = sequence(content, ECDSA_WITH_SHA256, bits(sign('sha256', content, privateKey)))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
  }
}
