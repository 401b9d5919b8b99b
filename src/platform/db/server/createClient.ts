import pg from 'pg'

/**
 * A single connection, not yet opened. When the server ends it, the query under way fails; the same news as an event
 * without a listener would end the process.
 */
export const createClient = (settings: pg.ClientConfig): pg.Client => {
  const client = new pg.Client(settings)
  client.on('error', () => undefined)
  return client
}
