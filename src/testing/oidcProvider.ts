import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type KoaContextWithOIDC } from 'oidc-provider'
import type { SignOnSettings } from '#platform/config/server/signOnSettings.ts'

/** How somebody shows themselves to the provider. */
export interface TestPerson {
  readonly subject: string
  readonly amr?: readonly string[]
}

/** A real OpenID Connect provider on this machine, which knows whoever `signedIn` names. */
export interface TestOidcProvider {
  readonly settings: SignOnSettings
  /** Who sits in front of its sign-in page, which says yes by itself; absent: it waits for its button. */
  signedIn: TestPerson | undefined
  /** Requests by path since the start. */
  readonly asked: string[]
  stop(): Promise<void>
}

/** The client of the program, and another one of the same provider. */
export const CLIENT = { id: 'anlaufstelle', secret: 'a secret: 100 %', name: 'Example association' }
export const OTHER_CLIENT = { id: 'another', secret: 'another secret' }

const clientOf = ({ id, secret }: { id: string; secret: string }, callback: string) => ({
  client_id: id,
  client_secret: secret,
  redirect_uris: [callback],
  response_types: ['code' as const],
  grant_types: ['authorization_code' as const]
})

/** Starts one that leads back to `callback`. */
export const startOidcProvider = async (callback: string): Promise<TestOidcProvider> => {
  const state: { signedIn: TestPerson | undefined; listen: (q: IncomingMessage, s: ServerResponse) => void } =
    {
      signedIn: undefined,
      listen: () => undefined
    }
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push((request.url ?? '').replace(/\?.*/, ''))
    state.listen(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = createProvider(issuer, callback)
  const answer = provider.callback()
  state.listen = (request, response) => {
    if (!request.url?.startsWith('/here/')) return void answer(request, response)
    if (request.method === 'GET' && !state.signedIn) return showSignIn(response)
    const person = state.signedIn ?? { subject: 'somebody', amr: ['pwd'] }
    provider
      .interactionFinished(request, response, {
        login: { accountId: person.subject, amr: [...(person.amr ?? ['pwd'])], remember: false },
        consent: {}
      })
      .catch(() => response.writeHead(400).end())
  }
  return {
    settings: {
      issuer: new URL(issuer),
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      name: CLIENT.name,
      secondFactor: 'ours'
    },
    get signedIn() {
      return state.signedIn
    },
    set signedIn(person) {
      state.signedIn = person
    },
    asked,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    }
  }
}

const showSignIn = (response: ServerResponse) =>
  void response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(
      '<!doctype html><html lang="en"><title>Sign in</title><h1>The provider</h1><form method="post"><button>Let me in</button></form></html>'
    )

const createProvider = (issuer: string, callback: string) => {
  const provider = new Provider(issuer, {
    clients: [clientOf(CLIENT, callback), clientOf(OTHER_CLIENT, callback)],
    claims: { openid: ['sub', 'amr'], acr: null, auth_time: null },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600
    },
    cookies: { keys: ['for tests'] },
    pkce: { required: () => true },
    interactions: { url: (_ctx, { uid }) => `/here/${uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    features: { devInteractions: { enabled: false } },
    loadExistingGrant: async (ctx: KoaContextWithOIDC) => {
      const grant = new ctx.oidc.provider.Grant({
        accountId: ctx.oidc.session!.accountId!,
        clientId: ctx.oidc.client!.clientId
      })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    }
  })
  return provider
}

/**
 * Goes where an address leads as a browser would, with a memory for cookies, until the program is reached; answers the
 * address at which it would be asked.
 */
export const followToCallback = async (address: string, callback: string, most = 12): Promise<URL> => {
  const cookies = new Map<string, string>()
  let next = new URL(address)
  for (let step = 0; step < most && !next.href.startsWith(callback); step++) {
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`The provider stops at ${next.pathname} with ${response.status}`)
    next = new URL(location, next)
  }
  return next
}
