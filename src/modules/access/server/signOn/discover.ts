import type { Configuration } from 'openid-client'
import type { SignOnSettings } from '#platform/config/server/signOnSettings.ts'
import { createBoundedFetch } from './boundedFetch.ts'

/**
 * Asks the provider about itself. Throws where it does not answer, says another name, or names addresses without
 * TLS. `patience` in seconds holds for this answer and for all later ones.
 */
export const discover = async (
  { issuer, clientId, clientSecret }: SignOnSettings,
  patience: number
): Promise<Configuration> => {
  const client = await import('openid-client')
  const plain = issuer.protocol === 'http:'
  const named = new Set<string>()
  const configuration = await client.discovery(
    issuer,
    clientId,
    { client_secret: clientSecret },
    (server, ...rest) => {
      const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
      const authenticate = methods.includes('client_secret_basic')
        ? client.ClientSecretBasic(clientSecret)
        : client.ClientSecretPost(clientSecret)
      authenticate(server, ...rest)
    },
    {
      timeout: patience,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- on this machine alone, which the settings see to
      execute: [client.enableNonRepudiationChecks, ...(plain ? [client.allowInsecureRequests] : [])],
      [client.customFetch]: createBoundedFetch(
        ({ origin, href }) => origin === issuer.origin || named.has(href)
      )
    }
  )
  const server = configuration.serverMetadata()
  // The library lets some providers name an issuer other than the one that was asked; here there is one.
  if (new URL(server.issuer).href !== issuer.href) throw new Error('The sign-on provider says another name')
  for (const endpoint of [server.authorization_endpoint, server.token_endpoint, server.jwks_uri]) {
    const address = URL.parse(endpoint ?? '')
    if (!address || !(address.protocol === 'https:' || address.origin === issuer.origin)) {
      throw new Error('The sign-on provider names an address without TLS')
    }
    named.add(address.href)
  }
  return configuration
}
