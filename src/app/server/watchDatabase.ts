import type pg from 'pg'
import { createClient } from '#platform/db/server/createClient.ts'
import { faultFields, type Log } from '#platform/log/server/log.ts'
import type { Store } from './openStore.ts'

/** An eye on the database server. */
export interface DatabaseWatch {
  connected(): boolean
  stop(): void
}

const PAUSE = 500

/**
 * Holds one quiet connection. When it breaks, the embedded server is started again; an external one is waited for.
 * Requests meanwhile fail as faults; nothing acknowledged is lost.
 */
export const watchDatabase = (store: Store, log: Log): DatabaseWatch => {
  let connected = true
  let stopped = false
  let client: pg.Client | undefined
  const hold = async () => {
    while (!stopped) {
      try {
        await store.hold?.revive()
        client = createClient({ ...store.owner, connectionTimeoutMillis: 5_000, keepAlive: true })
        const lost = new Promise((settle) => client?.once('end', settle).on('error', settle))
        await client.connect()
        if (!connected) log.warn('database.back')
        connected = true
        await lost
      } catch (fault) {
        if (!stopped) log.error('database.unreachable', faultFields(fault))
      }
      if (stopped) return
      if (connected) log.error('database.lost')
      connected = false
      await new Promise((go) => setTimeout(go, PAUSE))
    }
  }
  void hold()
  return {
    connected: () => connected,
    stop() {
      stopped = true
      void client?.end().catch(() => undefined)
    }
  }
}
