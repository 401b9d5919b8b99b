import type { Configuration, IDToken } from 'openid-client'
import type { SignOnSettings } from '#platform/config/server/signOnSettings.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { faultFields, type Log } from '#platform/log/server/log.ts'
import { CONFIRMATION_FRESH } from '../../signInRules.ts'
import { saysSecondFactor } from '../../signOnRules.ts'
import { discover } from './discover.ts'
import { codeOf, isSilence } from './signOnFaults.ts'

/** Where the provider sends people back to. */
const CALLBACK = '/sign-in/with/back'

/** What ties the provider's answer to the browser and to the question. */
export interface Secrets {
  readonly state: string
  readonly nonce: string
  /** Of PKCE (RFC 7636). */
  readonly verifier: string
}

/** Whom the provider vouches for. */
export interface ProvenIdentity {
  readonly issuer: string
  readonly subject: string
  /** Whether the token says that a second factor was shown to the provider. */
  readonly secondFactor: boolean
}

/** The provider by which people may sign in besides their password. */
export interface SignOnProvider {
  readonly issuer: string
  /** What the button says. */
  readonly name: string
  readonly secondFactor: SignOnSettings['secondFactor']
  /** Whether it did not answer when it was last asked, within the last minute. */
  isAway(): boolean
  makeSecrets(): Promise<Secrets>
  /** Where the browser goes. `again`: the provider asks for its password also of those whom it knows. */
  addressFor(secrets: Secrets, again: boolean): Promise<Outcome<string, 'away'>>
  /**
   * Redeems the code of an answer and checks the token: signature, issuer, audience, times, nonce, and that the person
   * signed in at the provider at most ten minutes ago. Refuses what the provider refused or what is not true (`refused`),
   * and says where it does not answer (`away`).
   */
  redeem(answer: URLSearchParams, secrets: Secrets): Promise<Outcome<ProvenIdentity, 'away' | 'refused'>>
}

/** Seconds for one answer of the provider. */
const PATIENCE = 5
/** Milliseconds for which what the provider says about itself holds, and for which it counts as away. */
const KNOWN_FOR = 60 * 60_000
const AWAY_FOR = 60_000
/** Milliseconds in which a provider that did not answer is not asked again. */
const REST = 5_000
/** Seconds since the sign-in at the provider. */
const MAX_AGE = CONFIRMATION_FRESH * 60

interface Surroundings {
  readonly settings: SignOnSettings
  readonly publicUrl: URL
  readonly log: Log
  /** Seconds; for tests. */
  readonly patience?: number
}

/** The provider of the settings. It is asked about itself when it is first used, and then once an hour. */
export const createSignOnProvider = ({
  settings,
  publicUrl,
  log,
  patience = PATIENCE
}: Surroundings): SignOnProvider => {
  const callback = new URL(CALLBACK, publicUrl).href
  let known: { until: number; readonly asked: Promise<Configuration> } | undefined
  let awayAt = -Infinity
  const note = (what: string, fault: unknown) => {
    if (isSilence(fault) || what === 'discovery') awayAt = performance.now()
    log.warn('signOn.failed', { what, ...faultFields(fault), code: codeOf(fault) })
  }
  const findOut = (): Promise<Configuration> => {
    const now = performance.now()
    if (known && now < known.until) return known.asked
    const asked = discover(settings, patience)
    const mine = { until: now + KNOWN_FOR, asked }
    known = mine
    asked.then(
      () => (awayAt = -Infinity),
      (fault: unknown) => {
        note('discovery', fault)
        mine.until = performance.now() + REST
      }
    )
    return asked
  }
  return {
    issuer: settings.issuer.href,
    name: settings.name,
    secondFactor: settings.secondFactor,
    isAway: () => performance.now() - awayAt < AWAY_FOR,
    async makeSecrets() {
      const { randomNonce, randomPKCECodeVerifier, randomState } = await import('openid-client')
      return { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
    },
    async addressFor({ state, nonce, verifier }, again) {
      const configuration = await findOut().catch(() => undefined)
      if (!configuration) return refuse('away')
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client')
      const address = buildAuthorizationUrl(configuration, {
        redirect_uri: callback,
        scope: 'openid',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        max_age: String(MAX_AGE),
        ...(again && { prompt: 'login' })
      })
      return done(address.href)
    },
    async redeem(answer, { state, nonce, verifier }) {
      const configuration = await findOut().catch(() => undefined)
      if (!configuration) return refuse('away')
      const { authorizationCodeGrant } = await import('openid-client')
      try {
        const tokens = await authorizationCodeGrant(
          configuration,
          new URL(`?${answer.toString()}`, callback),
          {
            expectedState: state,
            expectedNonce: nonce,
            pkceCodeVerifier: verifier,
            maxAge: MAX_AGE,
            idTokenExpected: true
          }
        )
        return identityOf(configuration, tokens.claims())
      } catch (fault) {
        note('answer', fault)
        return refuse(isSilence(fault) ? 'away' : 'refused')
      }
    }
  }
}

const identityOf = (
  configuration: Configuration,
  claims: IDToken | undefined
): Outcome<ProvenIdentity, 'refused'> => {
  const { issuer } = configuration.serverMetadata()
  if (!claims || claims.iss !== issuer || !/^[\x20-\x7e]{1,255}$/.test(claims.sub)) return refuse('refused')
  return done({ issuer, subject: claims.sub, secondFactor: saysSecondFactor(claims) })
}
